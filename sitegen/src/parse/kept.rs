//! Pages as parsed, kept for as long as their sources stay as they are.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::include::expansions;
use crate::read::{Source, SourcePath, Sources};

use super::{RawPage, page_with};

/// The pages of the last sources, in their order. A page is parsed from its own source and what it includes, and
/// nothing else, so the same text from the same files is the same page.
#[derive(Default)]
pub(crate) struct Kept {
    sources: Vec<Source>,
    pages: Vec<RawPage>,
    editions: Vec<Edition>,
    last: u64,
}

/// Tells one parse of a page from every other: the same edition is the same page, down to the address of its blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Edition(u64);

impl Kept {
    /// Parses what is new or has changed, and forgets what is gone.
    pub(crate) fn update(&mut self, sources: &Sources) {
        let mut before: HashMap<SourcePath, (Source, RawPage, Edition)> = self
            .sources
            .drain(..)
            .zip(self.pages.drain(..))
            .zip(self.editions.drain(..))
            .map(|((source, page), edition)| (source.path.clone(), (source, page, edition)))
            .collect();
        let expansions = expansions(sources);
        let kept: Vec<Option<(RawPage, Edition)>> = sources
            .pages
            .iter()
            .zip(&expansions)
            .map(|(source, expansion)| {
                let (old, page, edition) = before.remove(&source.path)?;
                let is_same = old.content == source.content && page.expansion == *expansion;
                is_same.then_some((page, edition))
            })
            .collect();
        let first_new = self.last;
        self.last += sources.pages.len() as u64;
        let all: Vec<(RawPage, Edition)> = sources
            .pages
            .par_iter()
            .zip(expansions)
            .zip(kept)
            .enumerate()
            .map(|(at, ((source, expansion), kept))| {
                let edition = Edition(first_new + at as u64);
                kept.unwrap_or_else(|| (page_with(source, expansion), edition))
            })
            .collect();
        (self.pages, self.editions) = all.into_iter().unzip();
        self.sources.clone_from(&sources.pages);
    }

    /// The pages, in the order of the sources.
    pub(crate) fn pages(&self) -> &[RawPage] {
        &self.pages
    }

    /// The edition of every page.
    pub(crate) fn editions(&self) -> &[Edition] {
        &self.editions
    }
}
