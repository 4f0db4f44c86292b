//! Files that leave the browser.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{timer, words_of};

/// How long the data stays at hand for the browser to write it out.
const WRITTEN_AFTER_MILLISECONDS: i32 = 60_000;

/// Saves a text as a file of that name.
///
/// # Errors
/// The browser's words when it would not.
pub fn save(name: &str, mime: &str, text: &str) -> Result<(), String> {
    offer(name, mime, text).map_err(|thrown| words_of(&thrown))
}

fn offer(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::NULL)?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        let _ = JsFuture::from(timer::after(WRITTEN_AFTER_MILLISECONDS)).await;
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}
