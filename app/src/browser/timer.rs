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
