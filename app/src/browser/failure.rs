//! What the browser throws, as words.

use wasm_bindgen::{JsCast, JsValue};

/// The name of a thrown error, such as `QuotaExceededError`; empty when it has none.
pub(super) fn name_of(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => error.name().into(),
        // Old engines do not make a DOMException an Error.
        None => thrown
            .dyn_ref::<web_sys::DomException>()
            .map(web_sys::DomException::name)
            .unwrap_or_default(),
    }
}

/// What was thrown, in the browser's words.
pub(super) fn words_of(thrown: &JsValue) -> String {
    if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
        return format!(
            "{}: {}",
            String::from(error.name()),
            String::from(error.message())
        );
    }
    thrown.as_string().unwrap_or_else(|| format!("{thrown:?}"))
}
