//! On the page that holds the severity scale, its levels carry their marks.

use std::ops::Range;

use domain::SeverityScale;
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markup::{Markup, Piece, escape, text};

/// The table with every cell that says nothing but a level marked.
pub(super) fn marked(table: &Markup, scale: &SeverityScale) -> Markup {
    let mut pieces: Vec<Piece> = Vec::with_capacity(table.0.len());
    let mut rest = table.0.as_slice();
    while let Some((first, after)) = rest.split_first() {
        pieces.push(first.clone());
        rest = after;
        if matches!(first.0, Event::Start(Tag::TableCell)) {
            let end = after
                .iter()
                .position(|(event, _)| *event == Event::End(TagEnd::TableCell))
                .unwrap_or(after.len());
            match mark(&text(&after[..end]), scale) {
                Some(html) => pieces.push((Event::InlineHtml(html.into()), Range::default())),
                None => pieces.extend_from_slice(&after[..end]),
            }
            rest = &after[end..];
        }
    }
    Markup(pieces)
}

/// `P0` or `P0 - 紧急`.
fn mark(words: &str, scale: &SeverityScale) -> Option<String> {
    let words = words.trim();
    let rank = scale.levels.iter().position(|severity| {
        words
            .strip_prefix(severity.level.as_str())
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })?;
    Some(format!(
        "<span class=\"sev s{}\">{}</span>",
        rank.min(3),
        escape(words)
    ))
}
