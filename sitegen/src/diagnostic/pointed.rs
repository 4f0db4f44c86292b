//! One message that points at several places, the way rustc shows them.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::markup::Span;
use crate::read::{SourcePath, Sources};

use super::Paint;
use super::terminal::excerpt;

/// A place, and what is to be said there.
pub(crate) struct Pointed<'a> {
    pub(crate) path: &'a SourcePath,
    pub(crate) span: Span,
    pub(crate) label: &'a str,
}

/// An error without a number: a result that is not as it should be. The first place is the one that it is about.
pub(crate) fn pointed(
    message: &str,
    places: &[Pointed<'_>],
    hints: &[String],
    sources: &Sources,
    paint: Paint,
) -> String {
    let renderer = match paint {
        Paint::Coloured => Renderer::styled(),
        Paint::Plain => Renderer::plain(),
    };
    let excerpts: Vec<_> = places
        .iter()
        .filter_map(|place| {
            Some((
                place,
                excerpt(sources.text(place.path), place.span.clone())?,
            ))
        })
        .collect();
    let mut group = Level::ERROR
        .primary_title(message)
        .elements(excerpts.iter().enumerate().map(|(at, (place, excerpt))| {
            let kind = if at == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            Snippet::source(excerpt.text)
                .line_start(excerpt.line)
                .path(place.path.as_str())
                .annotation(kind.span(excerpt.span.clone()).label(place.label))
        }));
    for hint in hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group])
}
