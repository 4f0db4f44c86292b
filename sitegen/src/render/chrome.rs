//! The words around the content, in both languages at once: style sheets show one of them.

use crate::markup::escape;
use crate::words::{Language, words};

/// The words for a key as HTML in both languages; `{name}` is filled, values being text.
pub(crate) fn both(key: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, escape(value)))
        .collect();
    let spans = Language::ALL.map(|language| {
        let code = language.code();
        let text = words().filled(language, key, &values);
        format!("<span class=\"ui-{code}\" lang=\"{code}\">{text}</span>")
    });
    spans.concat()
}
