//! A severity by word and shape as well as colour.

use domain::{SeverityLevel, SeverityScale};
use leptos::prelude::*;

/// What a mark shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// `P0`, or `P0 紧急` where the scale names it.
    pub text: String,
    /// `s0` for the worst to `s3`: shape and colour.
    pub class: &'static str,
}

impl Mark {
    /// The mark of a level in a scale.
    pub fn of(scale: &SeverityScale, level: &SeverityLevel) -> Self {
        let name = scale
            .level(level)
            .map(|known| known.name.as_str())
            .unwrap_or_default();
        Self {
            text: format!("{level} {name}").trim_end().to_owned(),
            class: match scale.rank(level) {
                Some(0) => "s0",
                Some(1) => "s1",
                Some(2) => "s2",
                Some(_) | None => "s3",
            },
        }
    }
}

/// A severity.
#[component]
pub fn SeverityMark(
    /// What it shows.
    mark: Mark,
) -> impl IntoView {
    view! { <span class=format!("sev {}", mark.class)>{mark.text}</span> }
}
