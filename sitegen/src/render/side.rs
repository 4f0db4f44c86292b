//! The lists beside a page: the pages around it, and the pages that no author wrote.
//!
//! A folder of a thousand pages has seventy thousand such links. So what a page shows is first only named, which is all
//! that its fingerprint needs, and written as HTML without a layout when the page itself is written.

use std::ops::Range;

use serde::Serialize;

use crate::check::places::relative;
use crate::markup::escape_into;
use crate::words::Language;

use super::Scene;
use super::navigation::{Group, GroupTitle, MOST_BESIDE};
use super::page::HeaderLink;

/// The lists beside a page.
#[derive(Hash, Serialize)]
pub(crate) struct SideBar {
    groups: Vec<SideGroup>,
    /// The pages that no author wrote.
    registers: Vec<HeaderLink>,
}

#[derive(Hash, Serialize)]
struct SideGroup {
    title: GroupTitle,
    #[serde(skip)]
    pages: Vec<Beside>,
    /// The pages as items of a list, once they are asked for.
    links: String,
    /// Only its first page is named, as there are too many.
    folded: bool,
}

/// A page that another one names in its side bar.
struct Beside {
    page: usize,
    /// Stands for its file and title, which are all that is shown of it.
    shown: u64,
    here: bool,
}

impl std::hash::Hash for Beside {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // The number of a page changes when another one comes before it.
        (self.shown, self.here).hash(state);
    }
}

impl SideBar {
    /// Beside that page, which is written to `file`; `None` for one that no author wrote. It is to be shown after
    /// [`Self::write_links`].
    pub(crate) fn new(scene: &Scene<'_>, page: Option<usize>, file: &str) -> Self {
        let registers = scene.registers.iter().map(|register| HeaderLink {
            key: register.key,
            href: relative(file, &register.file),
            here: register.file == file,
        });
        Self {
            groups: groups(scene, page),
            registers: registers.collect(),
        }
    }

    /// Writes the links to pages as they stand in `file`.
    pub(crate) fn write_links(&mut self, scene: &Scene<'_>, file: &str) {
        let survey = scene.survey;
        for group in &mut self.groups {
            group.links.reserve(group.pages.len() * 96);
            for (at, beside) in group.pages.iter().enumerate() {
                let html = &mut group.links;
                html.push_str(if at == 0 {
                    "<li><a href=\""
                } else {
                    "\n<li><a href=\""
                });
                escape_into(html, &relative(file, survey.places.file(beside.page)));
                html.push_str(if beside.here {
                    "\" aria-current=\"page\">"
                } else {
                    "\">"
                });
                escape_into(html, &survey.titles[beside.page]);
                html.push_str("</a></li>");
            }
        }
    }
}

/// The language of whoever reads a page; of the site on pages that are made.
pub(super) fn reader(scene: &Scene<'_>, page: Option<usize>) -> Language {
    let survey = scene.survey;
    Language::of(page.map_or(&survey.site.lang, |page| survey.lang(page)))
}

/// All pages while they are few; else those around this one, and the first of every other group.
fn groups(scene: &Scene<'_>, page: Option<usize>) -> Vec<SideGroup> {
    let navigation = &scene.navigation;
    let all_fit = navigation.all_fit;
    let own = page.and_then(|page| navigation.place(page));
    let mut groups = Vec::new();
    for (at, group) in navigation.groups.iter().enumerate() {
        let place = own
            .filter(|&(own_group, _)| own_group == at)
            .map(|(_, place)| place);
        let shown = match place {
            _ if all_fit => 0..group.pages.len(),
            Some(place) => {
                let first = place.saturating_sub(MOST_BESIDE / 2);
                first..group.pages.len().min(first + MOST_BESIDE)
            }
            None => 0..1,
        };
        if !all_fit && place.is_none() && groups.len() > MOST_BESIDE {
            continue;
        }
        groups.push(SideGroup {
            title: group.title.clone(),
            pages: beside(scene, page, group, shown),
            links: String::new(),
            folded: !all_fit && place.is_none(),
        });
    }
    groups
}

fn beside(
    scene: &Scene<'_>,
    page: Option<usize>,
    group: &Group,
    shown: Range<usize>,
) -> Vec<Beside> {
    let reader = reader(scene, page);
    let others = group.pages[shown]
        .iter()
        .filter(|&&other| Some(other) == page || !scene.survey.is_for_others(other, reader));
    others
        .map(|&other| Beside {
            page: other,
            shown: scene.navigation.shown(other),
            here: Some(other) == page,
        })
        .collect()
}
