//! The order of the pages: what stands in the source folder itself by kind, everything else folder by folder.

use std::hash::{DefaultHasher, Hash, Hasher as _};

use serde::Serialize;

use crate::check::survey::Survey;
use crate::parse::Kind;

use super::tree::Tree;

/// Where every page stands among the others.
pub(crate) struct Navigation {
    /// The pages that the header leads to, with the key of the words for each.
    pub(crate) header: Vec<(&'static str, usize)>,
    /// Whether all pages are few enough to be listed beside each.
    pub(crate) all_fit: bool,
    /// From the top, in the order that people read.
    pub(crate) groups: Vec<Group>,
    /// Every folder that pages stand in or below.
    pub(crate) sections: Vec<Section>,
    /// All pages but the home page, in the order that “next” follows: depth first.
    pub(crate) order: Vec<usize>,
    /// For each page: its place in that order.
    turns: Vec<Option<usize>>,
    /// For each page: its section and its place among the children; no place for one that opens the section.
    places: Vec<Option<(usize, Option<usize>)>>,
    /// For each page: a hash of its file and title.
    shown: Vec<u64>,
}

/// What stands at the top.
pub(crate) enum Group {
    /// Pages of one kind, in the source folder itself.
    Pages {
        key: &'static str,
        pages: Vec<usize>,
    },
    /// A folder.
    Section(usize),
}

/// A folder, by what is in it.
pub(crate) struct Section {
    pub(crate) folder: String,
    pub(crate) title: GroupTitle,
    /// The section around it, and its place among that one's children.
    pub(crate) parent: Option<(usize, usize)>,
    /// The pages that open it, one a language; empty when no author wrote one.
    pub(crate) opening: Vec<usize>,
    pub(crate) children: Vec<Child>,
}

/// What stands in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Child {
    Page(usize),
    Section(usize),
}

/// What a group is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum GroupTitle {
    /// In the words of the interface.
    Key(&'static str),
    /// In the author's.
    Text(String),
}

/// More pages than this are not all listed beside each of them.
pub(crate) const MOST_BESIDE: usize = 60;

impl Navigation {
    /// Playbooks and the folders that hold some first, then reference, templates, other folders, drills.
    pub(crate) fn new(survey: &Survey<'_>) -> Self {
        let Tree {
            sections,
            groups,
            places,
            ..
        } = Tree::new(survey);
        let order = reading_order(&groups, &sections);
        let mut turns = vec![None; survey.pages.len()];
        for (turn, &page) in order.iter().enumerate() {
            turns[page] = Some(turn);
        }
        Self {
            header: header(survey),
            all_fit: order.len() <= MOST_BESIDE,
            groups,
            sections,
            order,
            turns,
            places,
            shown: (0..survey.pages.len())
                .map(|page| hash_of(&(survey.places.file(page), &survey.titles[page])))
                .collect(),
        }
    }

    /// Stands for all that a link shows of a page.
    pub(crate) fn shown(&self, page: usize) -> u64 {
        self.shown[page]
    }

    /// The section of a page and its place among the children; no place for one that opens the section.
    pub(crate) fn place(&self, page: usize) -> Option<(usize, Option<usize>)> {
        self.places[page]
    }

    /// A section and those around it, from the top.
    pub(crate) fn branch(&self, section: Option<usize>) -> Vec<usize> {
        let around = |&at: &usize| self.sections[at].parent.map(|(parent, _)| parent);
        let mut branch: Vec<usize> = std::iter::successors(section, around).collect();
        branch.reverse();
        branch
    }

    /// The pages before and after.
    pub(crate) fn neighbours(&self, page: usize) -> (Option<usize>, Option<usize>) {
        let Some(turn) = self.turns[page] else {
            return (None, None);
        };
        let before = turn.checked_sub(1).map(|before| self.order[before]);
        (before, self.order.get(turn + 1).copied())
    }

    /// Pages by the folder that they stand in, without the folders below it; those at the top by kind.
    pub(crate) fn shelves(&self) -> Vec<(GroupTitle, Vec<usize>)> {
        let mut shelves = Vec::new();
        for group in &self.groups {
            match group {
                Group::Pages { key, pages } => shelves.push((GroupTitle::Key(key), pages.clone())),
                Group::Section(top) => {
                    let mut waiting = vec![*top];
                    while let Some(at) = waiting.pop() {
                        let section = &self.sections[at];
                        let pages = section.children.iter().filter_map(|child| match child {
                            Child::Page(page) => Some(*page),
                            Child::Section(_) => None,
                        });
                        let pages = section.opening.iter().copied().chain(pages).collect();
                        shelves.push((section.title.clone(), pages));
                        let below = section.children.iter().rev();
                        waiting.extend(below.filter_map(|child| match child {
                            Child::Section(below) => Some(*below),
                            Child::Page(_) => None,
                        }));
                    }
                }
            }
        }
        shelves
    }
}

fn reading_order(groups: &[Group], sections: &[Section]) -> Vec<usize> {
    let mut order = Vec::new();
    for group in groups {
        let mut waiting = match group {
            Group::Pages { pages, .. } => {
                order.extend(pages);
                continue;
            }
            Group::Section(top) => vec![Child::Section(*top)],
        };
        while let Some(next) = waiting.pop() {
            match next {
                Child::Page(page) => order.push(page),
                Child::Section(at) => {
                    order.extend(&sections[at].opening);
                    waiting.extend(sections[at].children.iter().rev());
                }
            }
        }
    }
    order
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The first page of each kind that an incident is run by.
fn header(survey: &Survey<'_>) -> Vec<(&'static str, usize)> {
    let kinds = [
        (Kind::Severity, "nav.severity"),
        (Kind::Roles, "nav.roles"),
        (Kind::Escalation, "nav.escalation"),
        (Kind::Template, "nav.templates"),
    ];
    let first = |kind| survey.pages.iter().position(|page| page.front.kind == kind);
    kinds
        .into_iter()
        .filter_map(|(kind, key)| Some((key, first(kind)?)))
        .collect()
}
