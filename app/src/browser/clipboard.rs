//! Copying.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// The browser copied nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCopied;

/// Copies a text.
pub async fn copy(text: &str) -> Result<(), NotCopied> {
    match copy_through_clipboard(text).await {
        Some(()) => Ok(()),
        None => copy_through_selection(text).ok_or(NotCopied),
    }
}

async fn copy_through_clipboard(text: &str) -> Option<()> {
    let navigator = web_sys::window()?.navigator();
    // Over plain http there is no clipboard object, whatever the bindings say.
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    clipboard.is_object().then_some(())?;
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .ok()?;
    Some(())
}

/// The old way: select the text in a text area that is out of sight, and ask the document to copy.
fn copy_through_selection(text: &str) -> Option<()> {
    let document: HtmlDocument = web_sys::window()?.document()?.dyn_into().ok()?;
    let focused = document
        .active_element()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // Behind an open modal dialog nothing can be selected.
    let open_dialog = document.query_selector("dialog[open]").ok().flatten();
    let parent = open_dialog.or_else(|| document.body().map(Into::into))?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_read_only(true);
    let style = area.style();
    for (property, value) in [("position", "fixed"), ("top", "0"), ("opacity", "0")] {
        let _ = style.set_property(property, value);
    }
    parent.append_child(&area).ok()?;
    area.select();
    let copied = document.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(focused) = focused {
        let _ = focused.focus();
    }
    copied.then_some(())
}
