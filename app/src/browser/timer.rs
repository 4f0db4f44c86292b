//! Time-outs as promises.

use js_sys::Promise;

/// Resolves after so many milliseconds; at once where there is no window.
pub(super) fn after(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _reject| {
        let set = web_sys::window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
        });
        if !matches!(set, Some(Ok(_))) {
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
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
