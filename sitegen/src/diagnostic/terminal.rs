//! Diagnostics the way rustc shows them.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::markup::Span;
use crate::read::Sources;

use super::{Diagnostic, Related, Severity};

/// Whether colours are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// For a terminal.
    Coloured,
    /// For a file, a page, a test.
    Plain,
}

/// More than this is no help to anyone.
const MOST_SHOWN: usize = 100;

/// A longer line is cut around the place.
const LONGEST_LINE_BYTES: usize = 1000;

/// All diagnostics as text, one after the other.
pub fn rendered(diagnostics: &[Diagnostic], sources: &Sources, paint: Paint) -> String {
    let renderer = match paint {
        Paint::Coloured => Renderer::styled(),
        Paint::Plain => Renderer::plain(),
    };
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(MOST_SHOWN) {
        text.push_str(&one(diagnostic, sources, &renderer));
        text.push_str("\n\n");
    }
    if diagnostics.len() > MOST_SHOWN {
        let _ = write!(text, "… and {} more\n\n", diagnostics.len() - MOST_SHOWN);
    }
    text
}

/// `2 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    let plural = |number: usize, word: &str| {
        format!("{number} {word}{}", if number == 1 { "" } else { "s" })
    };
    format!(
        "{}, {}",
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning")
    )
}

fn one(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.to_string());
    let excerpt = diagnostic
        .span
        .clone()
        .and_then(|span| excerpt(sources.text(&diagnostic.path), span));
    let related: Vec<(&Related, Option<Excerpt<'_>>)> = diagnostic
        .related
        .iter()
        .map(|related| (related, excerpt_of(related, sources)))
        .collect();
    let mut group = match &excerpt {
        Some(excerpt) => {
            let annotation = AnnotationKind::Primary.span(excerpt.span.clone());
            let annotation = match diagnostic.label.as_str() {
                "" => annotation,
                label => annotation.label(label),
            };
            title.element(
                Snippet::source(excerpt.text)
                    .line_start(excerpt.line)
                    .path(diagnostic.path.as_str())
                    .annotation(annotation),
            )
        }
        None => title.element(annotate_snippets::Origin::path(diagnostic.path.as_str())),
    };
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let mut groups = vec![group];
    groups.extend(
        related
            .iter()
            .map(|(related, excerpt)| note(related, excerpt.as_ref())),
    );
    renderer.render(&groups)
}

/// Another place, with a title and a source line of its own.
fn note<'r>(related: &'r Related, excerpt: Option<&Excerpt<'r>>) -> Group<'r> {
    let title = Level::NOTE.secondary_title(related.message.as_str());
    match excerpt {
        Some(excerpt) => title.element(
            Snippet::source(excerpt.text)
                .line_start(excerpt.line)
                .path(related.path.as_str())
                .annotation(AnnotationKind::Context.span(excerpt.span.clone())),
        ),
        None => title.element(annotate_snippets::Origin::path(related.path.as_str())),
    }
}

fn excerpt_of<'s>(related: &Related, sources: &'s Sources) -> Option<Excerpt<'s>> {
    excerpt(sources.text(&related.path), related.span.clone())
}

pub(super) struct Excerpt<'t> {
    pub(super) text: &'t str,
    pub(super) line: usize,
    pub(super) span: Span,
}

/// The lines that a span touches, so that a large page is not searched again for every diagnostic.
pub(super) fn excerpt(text: &str, span: Span) -> Option<Excerpt<'_>> {
    let (start, end) = (span.start.min(text.len()), span.end.min(text.len()));
    if text.is_empty() || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
        return None;
    }
    // One line says where; a span of many lines is shown by its first.
    let end = text[start..end]
        .find('\n')
        .map_or(end, |line_end| start + line_end);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let line = text[..line_start]
        .bytes()
        .filter(|&byte| byte == b'\n')
        .count()
        + 1;
    let near = |at: usize| {
        (0..=at)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0)
    };
    let from = if start - line_start > LONGEST_LINE_BYTES {
        near(start - 40)
    } else {
        line_start
    };
    let to = if line_end - start > LONGEST_LINE_BYTES {
        near(start + LONGEST_LINE_BYTES)
    } else {
        line_end
    };
    let end = end.min(to);
    Some(Excerpt {
        text: &text[from..to],
        line,
        span: start - from..end - from,
    })
}
