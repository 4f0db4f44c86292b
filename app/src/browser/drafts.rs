//! What is typed but not yet in the record: kept until it is, so that a lost tab loses no half-written sentence.

use super::preferences;

/// Keeps a draft; an empty one is forgotten.
pub fn keep(place: &str, text: &str) {
    if text.is_empty() {
        forget(place);
    } else {
        preferences::write(&key(place), text);
    }
}

/// The draft of that place.
pub fn recall(place: &str) -> Option<String> {
    preferences::read(&key(place))
}

/// Forgets the draft of that place.
pub fn forget(place: &str) {
    preferences::remove(&key(place));
}

fn key(place: &str) -> String {
    format!("breakglass.draft.{place}")
}
