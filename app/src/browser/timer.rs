//! Time-outs.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What a promise resolves with, unless that takes longer than so many milliseconds. Not for promises of nothing.
pub(super) async fn within(milliseconds: i32, promise: &Promise) -> Option<JsValue> {
    let first = Promise::race(&Array::of2(promise, &after(milliseconds)));
    let answer = JsFuture::from(first).await.ok()?;
    (!answer.is_undefined()).then_some(answer)
}

/// Resolves after so many milliseconds; at once where there is no window.
pub(super) fn after(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _reject| {
        let set = web_sys::window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
        });
        if !matches!(set, Some(Ok(_))) {
            let _ = resolve.call0(&JsValue::NULL);
        }
    })
}

/// Calls back once what was just changed has been drawn into the document.
pub(super) fn soon(callback: impl FnOnce() + 'static) {
    let callback = wasm_bindgen::closure::Closure::once_into_js(callback);
    if let Some(window) = web_sys::window() {
        use wasm_bindgen::JsCast;
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Calls back after so many milliseconds; at once where there is no window.
pub fn later(milliseconds: i32, callback: impl FnOnce() + 'static) {
    let time = after(milliseconds);
    wasm_bindgen_futures::spawn_local(async move {
        if JsFuture::from(time).await.is_ok() {
            callback();
        }
    });
}
