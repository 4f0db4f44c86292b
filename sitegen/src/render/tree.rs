//! Puts pages and folders in order.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::check::survey::Survey;
use crate::parse::Kind;

use super::navigation::{Child, Group, GroupTitle, Section};

/// Where pages are scripts without saying so.
const DRILLS_FOLDER: &str = "scenarios";

/// The folders while they are put in order.
pub(super) struct Tree<'a, 's> {
    survey: &'a Survey<'s>,
    /// How bad the worst is that a playbook's page is for, and for how many levels it is.
    worst: HashMap<usize, (usize, usize)>,
    by_folder: BTreeMap<&'a str, usize>,
    pub(super) sections: Vec<Section>,
    /// Pages in the source folder itself, by kind.
    top: [Vec<usize>; 4],
    pub(super) groups: Vec<Group>,
    pub(super) places: Vec<Option<(usize, Option<usize>)>>,
}

const TOP_KEYS: [&str; 4] = [
    "group.playbooks",
    "group.reference",
    "group.templates",
    "group.drills",
];

impl<'a, 's> Tree<'a, 's> {
    pub(super) fn new(survey: &'a Survey<'s>) -> Self {
        let mut tree = Self {
            survey,
            worst: worst_ranks(survey),
            by_folder: BTreeMap::new(),
            sections: Vec::new(),
            top: Default::default(),
            groups: Vec::new(),
            places: vec![None; survey.pages.len()],
        };
        for page in 0..survey.pages.len() {
            tree.take(page);
        }
        tree.sort();
        tree
    }

    fn take(&mut self, page: usize) {
        let survey = self.survey;
        let folder = survey.pages[page].path.folder();
        let opens = survey.places.opens_folder(page);
        if folder.is_empty() {
            // The home page in another language is led to from the home page.
            if !opens {
                let at = match survey.pages[page].front.kind {
                    Kind::Playbook => 0,
                    Kind::Page | Kind::Severity | Kind::Roles | Kind::Escalation => 1,
                    Kind::Template => 2,
                    Kind::Scenario => 3,
                };
                self.top[at].push(page);
            }
            return;
        }
        let section = self.section(folder);
        if opens {
            self.sections[section].opening.push(page);
            self.places[page] = Some((section, None));
        } else {
            self.sections[section].children.push(Child::Page(page));
        }
    }

    /// The section of a folder; it and those around it are made when they are first asked for.
    fn section(&mut self, folder: &'a str) -> usize {
        let mut folder = folder;
        let mut below = None;
        let mut asked_for = None;
        loop {
            let known = self.by_folder.get(folder).copied();
            let at = known.unwrap_or_else(|| {
                self.sections.push(Section {
                    folder: folder.to_owned(),
                    title: GroupTitle::Text(String::new()),
                    parent: None,
                    opening: Vec::new(),
                    children: Vec::new(),
                });
                self.by_folder.insert(folder, self.sections.len() - 1);
                self.sections.len() - 1
            });
            asked_for = asked_for.or(Some(at));
            if let Some(below) = below {
                self.sections[at].children.push(Child::Section(below));
            }
            match folder.rsplit_once('/') {
                Some((around, _)) if known.is_none() => (folder, below) = (around, Some(at)),
                _ => return asked_for.unwrap_or(at),
            }
        }
    }

    fn sort(&mut self) {
        let survey = self.survey;
        let main = |page: &usize| {
            survey
                .places
                .home_of_folder(survey.pages[*page].path.folder())
                != Some(*page)
        };
        for at in 0..self.sections.len() {
            self.sections[at]
                .opening
                .sort_by_key(|page| (main(page), *page));
            self.sections[at].title = self.title(at);
        }
        for at in 0..self.sections.len() {
            let mut children = std::mem::take(&mut self.sections[at].children);
            children.sort_by_cached_key(|child| self.key(*child));
            for (place, child) in children.iter().enumerate() {
                match *child {
                    Child::Page(page) => self.places[page] = Some((at, Some(place))),
                    Child::Section(below) => self.sections[below].parent = Some((at, place)),
                }
            }
            self.sections[at].children = children;
        }
        let mut top = std::mem::take(&mut self.top);
        for pages in &mut top {
            pages.sort_by_cached_key(|page| self.key(Child::Page(*page)));
        }
        let [walked, others, drills] = self.tops();
        let [playbooks, reference, templates, scripts] = top;
        let pages = |at: usize, pages: Vec<usize>| {
            (!pages.is_empty()).then(|| Group::Pages {
                key: TOP_KEYS[at],
                pages,
            })
        };
        let sections = |sections: Vec<usize>| sections.into_iter().map(Group::Section);
        self.groups.extend(pages(0, playbooks));
        self.groups.extend(sections(walked));
        self.groups.extend(pages(1, reference));
        self.groups.extend(pages(2, templates));
        self.groups.extend(sections(others));
        self.groups.extend(pages(3, scripts));
        self.groups.extend(sections(drills));
    }

    /// The folders at the top: those that hold playbooks, those that do not, and the one of the drills.
    fn tops(&self) -> [Vec<usize>; 3] {
        let folders = self.survey.drafts.iter();
        let walked: HashSet<&str> = folders
            .map(|draft| top_folder(self.survey.pages[draft.page].path.folder()))
            .collect();
        let mut tops: [Vec<usize>; 3] = Default::default();
        for (at, section) in self.sections.iter().enumerate() {
            if section.parent.is_none() {
                let kind = match section.folder.as_str() {
                    DRILLS_FOLDER => 2,
                    folder => usize::from(!walked.contains(folder)),
                };
                tops[kind].push(at);
            }
        }
        for tops in &mut tops {
            tops.sort_by_cached_key(|at| self.key(Child::Section(*at)));
        }
        tops
    }

    /// What is given a place, then pages before folders, what is reached for first, by path.
    fn key(&self, child: Child) -> (i32, bool, (u8, (usize, usize)), String) {
        let none = (0, (0, 0));
        let given = |page: usize| self.survey.pages[page].front.order;
        match child {
            Child::Section(at) => {
                let section = &self.sections[at];
                let order = section.opening.iter().find_map(|&page| given(page));
                let order = order.unwrap_or(i32::MAX);
                (order, true, none, section.folder.clone())
            }
            Child::Page(page) => {
                let raw = &self.survey.pages[page];
                let worst = self.worst.get(&page).copied();
                let kind = match raw.front.kind {
                    Kind::Playbook => (0, worst.unwrap_or((usize::MAX, 0))),
                    Kind::Severity => (1, (0, 0)),
                    Kind::Roles => (2, (0, 0)),
                    Kind::Escalation => (3, (0, 0)),
                    Kind::Page | Kind::Template | Kind::Scenario => (4, (0, 0)),
                };
                let order = given(page).unwrap_or(i32::MAX);
                (order, false, kind, raw.path.as_str().to_owned())
            }
        }
    }

    fn title(&self, at: usize) -> GroupTitle {
        let section = &self.sections[at];
        if section.folder == DRILLS_FOLDER {
            return GroupTitle::Key("group.drills");
        }
        if let Some(&page) = section.opening.first() {
            return GroupTitle::Text(self.survey.titles[page].clone());
        }
        let all_templates = section.children.iter().all(|child| match child {
            Child::Page(page) => self.survey.pages[*page].front.kind == Kind::Template,
            Child::Section(_) => false,
        });
        if all_templates {
            return GroupTitle::Key("group.templates");
        }
        GroupTitle::Text(readable(&section.folder))
    }
}

fn top_folder(folder: &str) -> &str {
    folder.split('/').next().unwrap_or(folder)
}

/// `Database tools` for `ops/02-database_tools`. A short name is as likely an abbreviation, and stays as it is.
fn readable(folder: &str) -> String {
    const SHORT: usize = 3;
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let unnumbered = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = unnumbered
        .strip_prefix(['-', '_', '.', ' '])
        .filter(|rest| unnumbered.len() < name.len() && !rest.is_empty())
        .unwrap_or(name);
    let spaced = bare.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) if first.is_ascii_lowercase() && spaced.len() > SHORT => {
            first.to_ascii_uppercase().to_string() + letters.as_str()
        }
        _ => spaced,
    }
}

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

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn folders_have_names_that_people_read() {
        for (folder, name) in [
            ("ops/02-database_tools", "Database tools"),
            ("db", "db"),
            ("数据库", "数据库"),
            ("2024", "2024"),
            ("01-", "01 "),
            ("k8s-upgrades", "K8s upgrades"),
        ] {
            assert_eq!(readable(folder), name);
        }
    }
}
