//! Where every part of an expanded page comes from.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Fault;
use crate::markup::Span;
use crate::read::SourcePath;

/// A page with all that it includes, as it is parsed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expansion {
    pub(crate) text: Arc<str>,
    /// What could not be included; its directive still stands in the text.
    pub(crate) faults: Vec<Fault>,
    /// In the order of the text.
    pub(super) runs: Vec<Run>,
    /// Every time a file is entered, the page itself first.
    pub(super) sites: Vec<Site>,
}

/// Text that stands in one file as it stands here, or was put in for each line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where it begins in the expanded text.
    pub(super) at: usize,
    pub(super) site: usize,
    /// Where it begins in its file.
    pub(super) from: usize,
    /// Whether it goes along with the file; what was put in stands for one place.
    pub(super) moves: bool,
}

/// A file that is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    pub(super) path: SourcePath,
    /// The site of the directive, and its place in that file; `None` for the page.
    pub(super) by: Option<(usize, Range<usize>)>,
}

/// A place of an expanded page, in the file where it was written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Origin<'e> {
    pub(crate) path: &'e SourcePath,
    pub(crate) span: Span,
    /// The line of the page by which it got there; `None` when it was written on the page itself.
    pub(crate) included_at: Option<Span>,
}

impl Expansion {
    /// Where this place was written.
    pub(crate) fn origin(&self, span: &Span) -> Origin<'_> {
        let number = self.run_at(span.start);
        let run = self.runs[number];
        let place = |at: usize| {
            let end = self
                .runs
                .get(number + 1)
                .map_or(self.text.len(), |next| next.at);
            run.from + if run.moves { at.min(end) - run.at } else { 0 }
        };
        Origin {
            path: &self.sites[run.site].path,
            span: place(span.start)..place(span.end.max(span.start)),
            included_at: self.included_at(run.site),
        }
    }

    /// The file that the words at this place were written in.
    pub(crate) fn path_at(&self, at: usize) -> &SourcePath {
        &self.sites[self.runs[self.run_at(at)].site].path
    }

    fn run_at(&self, at: usize) -> usize {
        // The first run begins at 0.
        self.runs
            .partition_point(|run| run.at <= at)
            .saturating_sub(1)
    }

    /// The directive on the page that leads to a site.
    fn included_at(&self, mut site: usize) -> Option<Span> {
        let mut directive = None;
        while let Some((by, place)) = &self.sites[site].by {
            directive = Some(place.clone());
            site = *by;
        }
        directive
    }
}

/// From one folder to another, as the beginning of a link.
pub(crate) fn way(from: &str, to: &str) -> String {
    let parts = |folder: &str| {
        let parts = folder.split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let (from, to) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut way = "../".repeat(from.len() - shared);
    for part in &to[shared..] {
        way.push_str(part);
        way.push('/');
    }
    way
}
