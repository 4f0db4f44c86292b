//! The lists beside a page: all pages while they are few, else what stands around this one.
//!
//! However many pages a site has, what stands beside one of them stays about as long. Still a folder of a thousand
//! pages has seventy thousand such links. So what a page shows is first only named, which is all that its fingerprint
//! needs, and written as HTML without a layout when the page itself is written.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use serde::Serialize;

use crate::check::places::relative;
use crate::markup::escape_into;

use super::Scene;
use super::chrome::both;
use super::navigation::{Child, Group, GroupTitle, MOST_BESIDE, Section};
use super::page::HeaderLink;

/// Of the sections around the one that is open, this many neighbours are named.
const MOST_AROUND: usize = 20;

/// What a list stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Here {
    /// A page that an author wrote.
    Page(usize),
    /// The index of a folder that no author wrote.
    Section(usize),
    /// A page of ours.
    Ours,
}

/// The lists beside a page.
#[derive(Hash, Serialize)]
pub(crate) struct SideBar {
    groups: Vec<SideGroup>,
    /// The pages that no author wrote.
    registers: Vec<HeaderLink>,
}

impl SideBar {
    /// Beside what is written to `file`. It is to be shown after [`Self::write_links`].
    pub(crate) fn new(scene: &Scene<'_>, here: Here, file: &str) -> Self {
        let registers = scene.registers.iter().map(|register| HeaderLink {
            key: register.key,
            href: relative(file, &register.file),
            here: register.file == file,
        });
        Self {
            groups: View::new(scene, here, file).groups(),
            registers: registers.collect(),
        }
    }

    /// Writes the links as they stand in `file`.
    pub(crate) fn write_links(&mut self, scene: &Scene<'_>, file: &str) {
        for group in &mut self.groups {
            group.links.reserve(group.items.len() * 96);
            for item in &group.items {
                if !group.links.is_empty() {
                    group.links.push('\n');
                }
                item.write(scene, file, &mut group.links);
            }
        }
    }
}

#[derive(Hash, Serialize)]
struct SideGroup {
    title: GroupTitle,
    /// Where a folder opens.
    href: Option<String>,
    here: bool,
    #[serde(skip)]
    items: Vec<SideItem>,
    /// The same as items of a list, once they are asked for.
    links: String,
}

/// A link, and how it stands to the next one: lists in lists, told one after the other.
#[derive(Hash)]
struct SideItem {
    to: To,
    here: bool,
    /// A list within this one begins under it.
    opens: bool,
    /// How many lists end after it.
    closes: usize,
}

/// What a link leads to.
enum To {
    Page {
        page: usize,
        /// Stands for its file and title, which are all that is shown of it.
        shown: u64,
    },
    Section {
        file: String,
        title: GroupTitle,
    },
    /// Those that are not named here.
    More {
        file: String,
        anchor: &'static str,
    },
}

impl Hash for To {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            // The number of a page changes when another one comes before it.
            Self::Page { page: _, shown } => shown.hash(state),
            Self::Section { file, title } => (file, title).hash(state),
            Self::More { file, anchor } => (file, anchor).hash(state),
        }
    }
}

impl SideItem {
    fn new(to: To, here: bool) -> Self {
        Self {
            to,
            here,
            opens: false,
            closes: 0,
        }
    }

    fn write(&self, scene: &Scene<'_>, file: &str, html: &mut String) {
        let survey = scene.survey;
        let (target, anchor) = match &self.to {
            To::Page { page, .. } => (survey.places.file(*page), ""),
            To::Section { file, .. } => (file.as_str(), ""),
            To::More { file, anchor } => (file.as_str(), *anchor),
        };
        html.push_str("<li><a href=\"");
        escape_into(html, &relative(file, target));
        html.push_str(anchor);
        html.push_str(if self.here {
            "\" aria-current=\"page\">"
        } else {
            "\">"
        });
        match &self.to {
            To::Page { page, .. } => escape_into(html, &survey.titles[*page]),
            To::Section { title, .. } => match title {
                GroupTitle::Key(key) => html.push_str(&both(key, &[])),
                GroupTitle::Text(text) => escape_into(html, text),
            },
            To::More { .. } => {
                html.push_str(
                    "<span aria-hidden=\"true\">…</span><span class=\"visually-hidden\">",
                );
                html.push_str(&both("nav.more", &[]));
                html.push_str("</span>");
            }
        }
        html.push_str(if self.opens { "</a><ul>" } else { "</a></li>" });
        for _ in 0..self.closes {
            html.push_str("</ul></li>");
        }
    }
}

/// A section as a reader sees it from one page.
pub(super) fn section_file(scene: &Scene<'_>, section: &Section, reader: &str) -> String {
    let survey = scene.survey;
    match opening(scene, section, reader) {
        Some(page) => survey.places.file(page).to_owned(),
        None => format!("{}/index.html", section.folder),
    }
}

/// The language of whoever reads a page; of the site on pages that are made.
pub(super) fn reader<'s>(scene: &Scene<'s>, here: Here) -> &'s str {
    match here {
        Here::Page(page) => scene.survey.lang(page),
        Here::Section(_) | Here::Ours => &scene.survey.site.lang,
    }
}

/// What a section is called in a language.
pub(super) fn section_title(scene: &Scene<'_>, section: &Section, reader: &str) -> GroupTitle {
    match (&section.title, opening(scene, section, reader)) {
        (GroupTitle::Text(_), Some(page)) => GroupTitle::Text(scene.survey.titles[page].clone()),
        (title, _) => title.clone(),
    }
}

/// The page that opens a section for readers of a language.
pub(super) fn opening(scene: &Scene<'_>, section: &Section, reader: &str) -> Option<usize> {
    let mut all = section.opening.iter().copied();
    let own = all.find(|&page| !scene.survey.is_for_others(page, reader));
    own.or_else(|| section.opening.first().copied())
}

struct View<'v> {
    scene: &'v Scene<'v>,
    here: Here,
    file: &'v str,
    reader: &'v str,
    /// The sections that are open, from the top.
    branch: Vec<usize>,
}

impl<'v> View<'v> {
    fn new(scene: &'v Scene<'v>, here: Here, file: &'v str) -> Self {
        let section = match here {
            Here::Page(page) => scene.navigation.place(page).map(|(section, _)| section),
            Here::Section(section) => Some(section),
            Here::Ours => None,
        };
        Self {
            scene,
            here,
            file,
            reader: reader(scene, here),
            branch: scene.navigation.branch(section),
        }
    }

    fn groups(&self) -> Vec<SideGroup> {
        let all = &self.scene.navigation.groups;
        let own = all.iter().position(|group| match group {
            Group::Section(top) => self.branch.first() == Some(top),
            Group::Pages { pages, .. } => pages.iter().any(|&page| Here::Page(page) == self.here),
        });
        let shown = window(all.len(), own.unwrap_or(0), MOST_BESIDE);
        let mut groups: Vec<SideGroup> = all[shown.clone()]
            .iter()
            .map(|group| match group {
                Group::Pages { key, pages } => self.of_pages(key, pages),
                Group::Section(top) => self.of_section(*top),
            })
            .collect();
        if shown.len() < all.len()
            && let Some(last) = groups.last_mut()
        {
            last.items.push(more("index.html", "#pages"));
        }
        groups
    }

    fn of_pages(&self, key: &'static str, pages: &[usize]) -> SideGroup {
        let own = pages.iter().position(|&page| Here::Page(page) == self.here);
        let shown = match own {
            _ if self.scene.navigation.all_fit => 0..pages.len(),
            Some(own) => window(pages.len(), own, MOST_BESIDE),
            None => 0..1,
        };
        let mut items: Vec<SideItem> = pages[shown.clone()]
            .iter()
            .filter_map(|&page| self.page(page))
            .collect();
        if shown.len() < pages.len() {
            items.push(more("index.html", "#pages"));
        }
        SideGroup {
            title: GroupTitle::Key(key),
            href: None,
            here: false,
            items,
            links: String::new(),
        }
    }

    fn of_section(&self, top: usize) -> SideGroup {
        let section = &self.scene.navigation.sections[top];
        let target = section_file(self.scene, section, self.reader);
        let mut items = Vec::new();
        if self.is_open(top) {
            self.below(top, &mut items);
        }
        SideGroup {
            title: section_title(self.scene, section, self.reader),
            href: Some(relative(self.file, &target)),
            here: target == self.file,
            items,
            links: String::new(),
        }
    }

    /// What stands in a section, as far as it is open. No recursion: folders may be nested as deep as a path is long.
    fn below(&self, top: usize, items: &mut Vec<SideItem>) {
        let mut waiting: Vec<std::vec::IntoIter<Row>> = vec![self.rows(top).into_iter()];
        while let Some(level) = waiting.last_mut() {
            match level.next() {
                Some(Row::More(file)) => items.push(more(&file, "")),
                Some(Row::Child(Child::Page(page))) => items.extend(self.page(page)),
                Some(Row::Child(Child::Section(at))) => {
                    let mut link = self.section(at);
                    let rows = if self.is_open(at) {
                        self.rows(at)
                    } else {
                        Vec::new()
                    };
                    link.opens = !rows.is_empty();
                    let opens = link.opens;
                    items.push(link);
                    if opens {
                        waiting.push(rows.into_iter());
                    }
                }
                None => {
                    waiting.pop();
                    if let (false, Some(last)) = (waiting.is_empty(), items.last_mut()) {
                        last.closes += 1;
                    }
                }
            }
        }
    }

    fn is_open(&self, section: usize) -> bool {
        self.scene.navigation.all_fit || self.branch.contains(&section)
    }

    /// The children of an open section that are named, in this reader's language.
    fn rows(&self, at: usize) -> Vec<Row> {
        let navigation = &self.scene.navigation;
        let section = &navigation.sections[at];
        let next = self.branch.iter().skip_while(|&&open| open != at).nth(1);
        let shown = match (next, self.here) {
            _ if navigation.all_fit => 0..section.children.len(),
            (Some(&next), _) => {
                let place = navigation.sections[next]
                    .parent
                    .map_or(0, |(_, place)| place);
                window(section.children.len(), place, MOST_AROUND)
            }
            (None, Here::Page(page)) => {
                let place = navigation.place(page).and_then(|(_, place)| place);
                window(section.children.len(), place.unwrap_or(0), MOST_BESIDE)
            }
            (None, _) => window(section.children.len(), 0, MOST_BESIDE),
        };
        let mut rows: Vec<Row> = section.children[shown.clone()]
            .iter()
            .filter(|child| match child {
                Child::Page(page) => self.is_shown(*page),
                Child::Section(_) => true,
            })
            .map(|child| Row::Child(*child))
            .collect();
        if shown.len() < section.children.len() {
            rows.push(Row::More(section_file(self.scene, section, self.reader)));
        }
        rows
    }

    fn is_shown(&self, page: usize) -> bool {
        Here::Page(page) == self.here || !self.scene.survey.is_for_others(page, self.reader)
    }

    fn page(&self, page: usize) -> Option<SideItem> {
        let shown = self.scene.navigation.shown(page);
        let here = Here::Page(page) == self.here;
        self.is_shown(page)
            .then(|| SideItem::new(To::Page { page, shown }, here))
    }

    fn section(&self, at: usize) -> SideItem {
        let section = &self.scene.navigation.sections[at];
        let file = section_file(self.scene, section, self.reader);
        let title = section_title(self.scene, section, self.reader);
        let here = file == self.file;
        SideItem::new(To::Section { file, title }, here)
    }
}

/// The way to those that are not named.
fn more(file: &str, anchor: &'static str) -> SideItem {
    let file = file.to_owned();
    SideItem::new(To::More { file, anchor }, false)
}

enum Row {
    Child(Child),
    /// The rest is listed in that file.
    More(String),
}

/// So many of `count` around the one at `place`.
fn window(count: usize, place: usize, most: usize) -> Range<usize> {
    let first = place
        .saturating_sub(most / 2)
        .min(count.saturating_sub(most));
    first..count.min(first + most)
}
