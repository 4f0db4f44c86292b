//! The order of the pages, and the groups that the side bar shows.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use serde::Serialize;

use crate::check::survey::Survey;
use crate::parse::Kind;

/// Pages by group, in the order that “next” follows.
pub(crate) struct Navigation {
    /// The pages that the header leads to, with the key of the words for each.
    pub(crate) header: Vec<(&'static str, usize)>,
    /// Whether all pages are few enough to be listed beside each.
    pub(crate) all_fit: bool,
    pub(crate) groups: Vec<Group>,
    /// For each page: its group and its place in it.
    places: Vec<Option<(usize, usize)>>,
    /// For each page: a hash of its file and title.
    shown: Vec<u64>,
}

/// Pages that belong together.
pub(crate) struct Group {
    pub(crate) title: GroupTitle,
    pub(crate) pages: Vec<usize>,
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

/// Where pages are scripts without saying so.
const DRILLS_FOLDER: &str = "scenarios";

/// More pages than this are not all listed beside each of them.
pub(crate) const MOST_BESIDE: usize = 60;

impl Navigation {
    /// Playbooks first, then reference, then templates, then folder by folder.
    pub(crate) fn new(survey: &Survey<'_>) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut keyed: Vec<((u8, &str), usize)> = (0..survey.pages.len())
            .filter(|&at| survey.places.home != Some(at))
            .map(|at| (key(survey, at), at))
            .collect();
        let worst = worst_ranks(survey);
        keyed.sort_by_cached_key(|&(key, page)| (key, rank(survey, &worst, page)));
        let mut places = vec![None; survey.pages.len()];
        for pages in keyed.chunk_by(|a, b| a.0 == b.0) {
            let members: Vec<usize> = pages.iter().map(|&(_, page)| page).collect();
            for (place, &page) in members.iter().enumerate() {
                places[page] = Some((groups.len(), place));
            }
            groups.push(Group {
                title: title(survey, pages[0].0, &members),
                pages: members,
            });
        }
        Self {
            header: header(survey),
            all_fit: keyed.len() <= MOST_BESIDE,
            groups,
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

    /// The group of a page and its place there.
    pub(crate) fn place(&self, page: usize) -> Option<(usize, usize)> {
        self.places[page]
    }

    /// The pages before and after.
    pub(crate) fn neighbours(&self, page: usize) -> (Option<usize>, Option<usize>) {
        let Some((group, place)) = self.places[page] else {
            return (None, None);
        };
        let pages = &self.groups[group].pages;
        let before = match place.checked_sub(1) {
            Some(before) => Some(pages[before]),
            None => group
                .checked_sub(1)
                .and_then(|before| self.groups[before].pages.last().copied()),
        };
        let after = pages.get(place + 1).copied().or_else(|| {
            self.groups
                .get(group + 1)
                .and_then(|next| next.pages.first().copied())
        });
        (before, after)
    }
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

fn key<'s>(survey: &'s Survey<'_>, page: usize) -> (u8, &'s str) {
    let folder = survey.pages[page].path.folder();
    // Scripts stand together wherever they are written, with the page that opens their folder.
    let is_among_drills = folder == DRILLS_FOLDER && survey.pages[page].front.kind == Kind::Page;
    let order = match survey.pages[page].front.kind {
        Kind::Playbook => 0,
        Kind::Scenario => return (4, ""),
        _ if is_among_drills => return (4, ""),
        _ if !folder.is_empty() => 3,
        Kind::Template => 2,
        Kind::Page | Kind::Severity | Kind::Roles | Kind::Escalation => 1,
    };
    (order, folder)
}

/// For each playbook's page: how bad the worst is that it is for, and for how many levels it is.
fn worst_ranks(survey: &Survey<'_>) -> HashMap<usize, (usize, usize)> {
    let ranks = survey.drafts.iter().filter_map(|draft| {
        let worst = draft
            .severity
            .iter()
            .filter_map(|level| survey.scale.rank(level))
            .min()?;
        Some((draft.page, (worst, draft.severity.len())))
    });
    ranks.collect()
}

/// Within a group: what opens a folder, then what is reached for first, then by path.
fn rank<'s>(
    survey: &'s Survey<'_>,
    worst: &HashMap<usize, (usize, usize)>,
    page: usize,
) -> (bool, i32, (usize, usize), &'s str) {
    let raw = &survey.pages[page];
    let name = raw.path.file_name().to_lowercase();
    let opens_folder = matches!(name.as_str(), "index.md" | "readme.md");
    let order = match raw.front.kind {
        Kind::Playbook => worst.get(&page).copied().unwrap_or((usize::MAX, 0)),
        Kind::Severity => (0, 0),
        Kind::Roles => (1, 0),
        Kind::Escalation => (2, 0),
        Kind::Page | Kind::Template | Kind::Scenario => (3, 0),
    };
    let given = raw.front.order.unwrap_or(i32::MAX);
    (!opens_folder, given, order, raw.path.as_str())
}

fn title(survey: &Survey<'_>, (order, folder): (u8, &str), members: &[usize]) -> GroupTitle {
    let all_templates = members
        .iter()
        .all(|&page| survey.pages[page].front.kind == Kind::Template);
    match (order, folder) {
        (0, "") => GroupTitle::Key("group.playbooks"),
        (1, _) => GroupTitle::Key("group.reference"),
        (4, _) => GroupTitle::Key("group.drills"),
        _ if all_templates => GroupTitle::Key("group.templates"),
        (_, folder) => {
            let opens = ["README.md", "index.md", "readme.md"];
            let index = members
                .iter()
                .find(|&&page| opens.contains(&survey.pages[page].path.file_name()));
            GroupTitle::Text(
                index.map_or_else(|| folder.to_owned(), |&page| survey.titles[page].clone()),
            )
        }
    }
}
