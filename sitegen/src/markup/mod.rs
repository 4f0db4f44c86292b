//! Markdown as a flat run of events with their places in the source, and how it becomes text or safe HTML.

mod autolink;
mod control;
mod highlight;
mod html;
mod raw_html;

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::is_cjk;

pub(crate) use control::{CONTROL_MARK, next_control};
pub(crate) use highlight::highlighted;
pub(crate) use html::{
    Destination, HtmlContext, Medium, escape, escape_into, runs_to_html, to_html,
};
pub(crate) use raw_html::{is_foreign_element, removed_by_sanitiser, sanitised};

/// Bytes of the page's text.
pub(crate) type Span = Range<usize>;

/// One event and where it comes from.
pub(crate) type Piece = (Event<'static>, Span);

/// A balanced run of events.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Markup(pub(crate) Vec<Piece>);

impl Markup {
    /// Takes a balanced run.
    pub(crate) fn of(pieces: &[Piece]) -> Self {
        Self(pieces.to_vec())
    }

    /// The words in it.
    pub(crate) fn text(&self) -> String {
        text(&self.0)
    }

    /// From the first event to the last.
    pub(crate) fn span(&self) -> Span {
        span(&self.0)
    }

    /// Keeps the first `bytes` of its words and the marks around them.
    pub(crate) fn cut_after(&self, bytes: usize) -> Self {
        let mut left = bytes;
        let mut kept = Vec::new();
        for (at, (event, span)) in self.0.iter().enumerate() {
            let words = words_at(&self.0, at);
            if words.is_empty() {
                kept.push((event.clone(), span.clone()));
            } else if left > 0 {
                let take = floor_char_boundary(words, left.min(words.len()));
                kept.push((with_words(event, words[..take].to_owned()), span.clone()));
                left = left.saturating_sub(words.len());
            }
        }
        Self(kept)
    }
}

/// The words of a run: what a reader sees of it, on one line.
pub(crate) fn text(pieces: &[Piece]) -> String {
    (0..pieces.len()).map(|at| words_at(pieces, at)).collect()
}

/// From the first event to the last.
pub(crate) fn span(pieces: &[Piece]) -> Span {
    let start = pieces.iter().map(|(_, span)| span.start).min().unwrap_or(0);
    let end = pieces
        .iter()
        .map(|(_, span)| span.end)
        .max()
        .unwrap_or(start);
    start..end
}

/// The words of one event of a run.
fn words_at(pieces: &[Piece], at: usize) -> &str {
    match &pieces[at].0 {
        Event::SoftBreak if is_no_gap(pieces, at) => "",
        event => words_of(event),
    }
}

/// Whether a line break stands between characters that no space belongs between, as in Chinese.
fn is_no_gap(pieces: &[Piece], at: usize) -> bool {
    let with_words = |(event, _): &&Piece| !words_of(event).is_empty();
    let before = pieces[..at].iter().rev().find(with_words);
    let after = pieces[at + 1..].iter().find(with_words);
    let (Some((before, _)), Some((after, _))) = (before, after) else {
        return false;
    };
    let is_dense = |c: char| {
        is_cjk(c) && !matches!(u32::from(c), 0x1100..=0x11ff | 0x3131..=0x318e | 0xac00..=0xd7ff)
    };
    words_of(before).ends_with(is_dense) && words_of(after).starts_with(is_dense)
}

fn words_of<'e>(event: &'e Event<'static>) -> &'e str {
    match event {
        Event::Text(text) | Event::Code(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}

fn with_words(event: &Event<'static>, words: String) -> Event<'static> {
    match event {
        Event::Code(_) => Event::Code(words.into()),
        Event::SoftBreak | Event::HardBreak => event.clone(),
        _ => Event::Text(words.into()),
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// The balanced runs that follow each other in a run: one block, or one inline event, at a time.
pub(crate) fn parts(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, (event, _)) in pieces.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            parts.push(&pieces[start..=at]);
            start = at + 1;
        }
    }
    parts
}

/// What stands between the start and the end event of a block.
pub(crate) fn inside(block: &[Piece]) -> &[Piece] {
    match block {
        [_, inner @ .., _] => inner,
        _ => &[],
    }
}

/// Whether a run is one paragraph.
pub(crate) fn is_paragraph(markup: &Markup) -> bool {
    matches!(markup.0.first(), Some((Event::Start(Tag::Paragraph), _)))
        && parts(&markup.0).len() == 1
}

/// The name of the footnote that a run is, if it is one.
pub(crate) fn footnote_name(markup: &Markup) -> Option<&str> {
    match markup.0.first() {
        Some((Event::Start(Tag::FootnoteDefinition(name)), _)) => Some(name),
        _ => None,
    }
}

/// Whether there is something to follow in a run.
pub(crate) fn has_link(markup: &Markup) -> bool {
    markup
        .0
        .iter()
        .any(|(event, _)| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. })))
}

/// Whether an event belongs to the text of a paragraph.
pub(crate) fn is_inline(event: &Event<'static>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(end) => matches!(
            end,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(markdown: &'static str) -> Markup {
        let events = pulldown_cmark::Parser::new(markdown).into_offset_iter();
        let events: Vec<Piece> = events.collect();
        Markup(inside(&events).to_vec())
    }

    #[test]
    fn cuts_words_and_keeps_marks_balanced() {
        let whole = markup("通知 **负责人（立即）** 现在");
        let text = whole.text();
        let cut = whole.cut_after(text.find('（').unwrap());
        assert_eq!(cut.text(), "通知 负责人");
        assert!(matches!(
            cut.0.last(),
            Some((Event::End(TagEnd::Strong), _))
        ));
    }
}
