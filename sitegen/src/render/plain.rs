//! Ordinary pages as walks, each a file of the bundle beside those of the playbooks.

use domain::{Playbook, PlaybookEntry};
use rayon::prelude::*;

use crate::check::plain::{draft, may_be_walked};
use crate::check::survey::Survey;

use super::library::playbook;
use super::memory::Memory;
use super::{Output, Site, bundle};

/// A walk holds its page's text a second time, which is two thirds more to build, to keep offline and to look
/// through in the index. That is little for a team's handbook and too much for a documentation site, where nobody
/// walks ordinary pages anyhow: beyond so many, none is drawn.
const MOST_PAGES: usize = 300;

/// A page that can be walked, in the bundle.
#[derive(Clone)]
pub(super) struct PlainWalk {
    pub(super) entry: PlaybookEntry,
    pub(super) path: String,
    pub(super) file: Output,
}

/// Adds the walks of all ordinary pages to a site: what the index says of them, by the numbers of their pages.
pub(super) fn add(
    site: &mut Site,
    survey: &Survey<'_>,
    memory: Option<&mut Memory>,
) -> Vec<(usize, PlaybookEntry)> {
    let before = memory.as_deref();
    let mut pages: Vec<usize> = (0..survey.pages.len())
        .filter(|&page| may_be_walked(survey, page))
        .collect();
    if pages.len() > MOST_PAGES {
        pages.clear();
    }
    let walks: Vec<(usize, PlainWalk)> = pages
        .into_par_iter()
        .filter_map(|page| {
            let kept = before.and_then(|memory| memory.walk(page, &survey.pages[page].path));
            Some((page, kept.or_else(|| walk(survey, page))?))
        })
        .collect();
    if let Some(memory) = memory {
        memory.keep_walks(survey, &walks);
    }
    let walks = walks.into_iter().map(|(page, walk)| {
        site.files.insert(walk.path, walk.file);
        (page, walk.entry)
    });
    walks.collect()
}

fn walk(survey: &Survey<'_>, page: usize) -> Option<PlainWalk> {
    let playbook: Playbook = playbook(survey, &draft(survey, page)?)?;
    let path = bundle::path(&playbook);
    Some(PlainWalk {
        entry: bundle::entry(&playbook, &path, false),
        path,
        file: bundle::file(playbook).into(),
    })
}
