//! What was rendered the last time, for whatever is still the same.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use domain::{Playbook, PlaybookId};
use rayon::prelude::*;

use crate::check::survey::Survey;
use crate::parse::Edition;
use crate::read::SourcePath;

use super::fingerprint::{Fingerprint, of_body, of_site};
use super::plain::PlainWalk;
use super::{Options, Output};

/// Rendered pages and playbooks by what they depend on.
#[derive(Default)]
pub(crate) struct Memory {
    /// What the body of every page is made from now.
    bodies: Vec<Fingerprint>,
    pages: HashMap<String, (Fingerprint, Output)>,
    playbooks: HashMap<PlaybookId, (Fingerprint, Playbook)>,
    /// By path, which holds the hash of what is in it.
    bundle: HashMap<String, Output>,
    walks: HashMap<SourcePath, (Fingerprint, PlainWalk)>,
}

/// A page, and what it was rendered from when that was asked for.
pub(super) struct Rendered {
    pub(super) file: String,
    pub(super) fingerprint: Fingerprint,
    /// Whether it is the one of the time before.
    pub(super) is_kept: bool,
    pub(super) output: Output,
}

impl Memory {
    /// Looks at what everything is to be made from this time.
    pub(crate) fn look_at(&mut self, survey: &Survey<'_>, editions: &[Edition], options: Options) {
        let of_site = of_site(survey, options);
        self.bodies = editions
            .par_iter()
            .enumerate()
            .map(|(page, &edition)| of_body(survey, page, edition, of_site))
            .collect();
    }

    /// What the body of a page is made from.
    pub(super) fn body(&self, page: usize) -> Fingerprint {
        self.bodies[page]
    }

    /// What a page with these surroundings is made from.
    pub(super) fn fingerprint(&self, page: usize, surroundings: &impl Hash) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        self.bodies[page].hash(&mut hasher);
        surroundings.hash(&mut hasher);

        hasher.finish()
    }

    pub(super) fn page(&self, file: &str, fingerprint: Fingerprint) -> Option<Output> {
        let (before, output) = self.pages.get(file)?;
        (*before == fingerprint).then(|| output.clone())
    }

    pub(super) fn playbook(&self, id: &PlaybookId, fingerprint: Fingerprint) -> Option<Playbook> {
        let (before, playbook) = self.playbooks.get(id)?;
        (*before == fingerprint).then(|| playbook.clone())
    }

    pub(super) fn bundle_file(&self, path: &str) -> Option<Output> {
        self.bundle.get(path).cloned()
    }

    /// Keeps these files of playbooks, and forgets all others.
    pub(super) fn keep_bundle(&mut self, files: &[(String, Output)]) {
        self.bundle = files.iter().cloned().collect();
    }

    /// The walk of an ordinary page: it depends on nothing but what the page's body does.
    pub(super) fn walk(&self, page: usize, path: &SourcePath) -> Option<PlainWalk> {
        let (before, walk) = self.walks.get(path)?;
        (*before == self.body(page)).then(|| walk.clone())
    }

    /// Keeps these walks, and forgets all others.
    pub(super) fn keep_walks(&mut self, survey: &Survey<'_>, walks: &[(usize, PlainWalk)]) {
        self.walks = walks
            .iter()
            .map(|(page, walk)| {
                let path = survey.pages[*page].path.clone();
                (path, (self.body(*page), walk.clone()))
            })
            .collect();
    }

    /// Keeps these pages, and forgets all others.
    pub(super) fn keep_pages(&mut self, pages: &[Rendered]) {
        self.pages = pages
            .iter()
            .map(|page| (page.file.clone(), (page.fingerprint, page.output.clone())))
            .collect();
    }

    /// Keeps these playbooks, and forgets all others.
    pub(super) fn keep_playbooks(&mut self, playbooks: &[(Fingerprint, Playbook)]) {
        self.playbooks = playbooks
            .iter()
            .map(|(fingerprint, playbook)| (playbook.id.clone(), (*fingerprint, playbook.clone())))
            .collect();
    }
}
