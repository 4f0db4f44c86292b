//! Why nothing was stored or read.

use wasm_bindgen::JsValue;

use crate::browser::failure::{name_of, words_of};

/// Why nothing was stored or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser lets this page store nothing: private mode, or switched off. Its words.
    Refused(String),
    /// A newer version of the site owns the database.
    Newer,
    /// There is no room left.
    Full,
    /// A row with that key is there already: another tab wrote it.
    Conflict,
    /// Anything else, in the browser's words.
    Lost(String),
}

impl StorageError {
    /// What was thrown while reading or writing.
    pub(super) fn of(thrown: &JsValue) -> Self {
        match name_of(thrown).as_str() {
            "QuotaExceededError" => Self::Full,
            "ConstraintError" => Self::Conflict,
            "VersionError" => Self::Newer,
            _ => Self::Lost(words_of(thrown)),
        }
    }

    /// What was thrown while opening.
    pub(super) fn of_opening(thrown: &JsValue) -> Self {
        match name_of(thrown).as_str() {
            // `InvalidStateError` is how Firefox says it in a private window.
            "SecurityError" | "InvalidStateError" | "NotAllowedError" | "NotSupportedError" => {
                Self::Refused(words_of(thrown))
            }
            _ => Self::of(thrown),
        }
    }
}
