//! Folders as sections: the way down to a page, and the index of what stands in a folder.

use std::collections::HashSet;

use rayon::prelude::*;
use serde::Serialize;

use crate::check::places::{Place, relative};
use crate::check::survey::Survey;
use crate::words::{Language, words};

use super::layout::Layouts;
use super::navigation::{Child, GroupTitle};
use super::page::{Frame, SeverityMark, only, severity_marks};
use super::side::{Here, SideBar, opening, reader, section_file, section_title};
use super::{Scene, Site};

/// A section on the way down to a page.
#[derive(Hash, Serialize)]
pub(super) struct Crumb {
    title: GroupTitle,
    href: String,
}

/// The sections around what is written to `file`, from the top; `None` for what stands in no folder.
pub(super) fn crumbs(scene: &Scene<'_>, here: Here, file: &str) -> Option<Vec<Crumb>> {
    let section = match here {
        Here::Page(page) => scene.navigation.place(page)?.0,
        Here::Section(section) => section,
        Here::Ours => return None,
    };
    let reader = reader(scene, here);
    let branch = scene.navigation.branch(Some(section)).into_iter();
    let crumbs = branch.filter_map(|at| {
        let section = &scene.navigation.sections[at];
        let target = section_file(scene, section, reader);
        (target != file).then(|| Crumb {
            title: section_title(scene, section, reader),
            href: relative(file, &target),
        })
    });
    Some(crumbs.collect())
}

/// What stands in a section, as its index names it.
#[derive(Hash, Serialize)]
pub(super) struct Row {
    title: GroupTitle,
    href: String,
    description: Option<String>,
    severity: Vec<SeverityMark>,
    is_section: bool,
    /// The language of the reader that it is for, when there is another for others.
    only: Option<&'static str>,
}

/// What an index of the author's own leaves to be listed: nothing where its text links to all of it.
pub(super) fn listed(scene: &Scene<'_>, page: usize, file: &str) -> Vec<Row> {
    let Some((section, None)) = scene.navigation.place(page) else {
        return Vec::new();
    };
    let reader = reader(scene, Here::Page(page));
    let section = &scene.navigation.sections[section];
    let shown = |child: &&Child| match child {
        Child::Page(other) => !scene.survey.is_for_others(*other, reader),
        Child::Section(_) => true,
    };
    let children: Vec<Child> = section.children.iter().filter(shown).copied().collect();
    let linked = linked(scene.survey, page);
    let is_linked = |child: &Child| match *child {
        Child::Page(other) => linked.contains(scene.survey.places.file(other)),
        Child::Section(at) => {
            linked.contains(&section_file(scene, &scene.navigation.sections[at], reader))
        }
    };
    if children.iter().all(is_linked) {
        return Vec::new();
    }
    children
        .into_iter()
        .map(|child| row(scene, child, file, reader, None))
        .collect()
}

/// The files that the text of a page links to.
fn linked(survey: &Survey<'_>, page: usize) -> HashSet<String> {
    let files = survey.links[page].iter().filter_map(|place| match place {
        Place::Page { page, .. } => Some(survey.places.file(*page).to_owned()),
        Place::Section(folder) => Some(format!("{folder}/index.html")),
        _ => None,
    });
    files.collect()
}

fn row(
    scene: &Scene<'_>,
    child: Child,
    file: &str,
    reader: &str,
    only: Option<&'static str>,
) -> Row {
    let survey = scene.survey;
    let description = |page: usize| survey.pages[page].front.description.clone();
    match child {
        Child::Page(page) => Row {
            title: GroupTitle::Text(survey.titles[page].clone()),
            href: relative(file, survey.places.file(page)),
            description: description(page),
            severity: survey
                .draft(page)
                .map_or_else(Vec::new, |draft| severity_marks(scene, &draft.severity)),
            is_section: false,
            only,
        },
        Child::Section(at) => {
            let section = &scene.navigation.sections[at];
            Row {
                title: section_title(scene, section, reader),
                href: relative(file, &section_file(scene, section, reader)),
                description: opening(scene, section, reader).and_then(description),
                severity: Vec::new(),
                is_section: true,
                only,
            }
        }
    }
}

/// The index of a folder that no author wrote one for.
#[derive(Serialize)]
struct Index {
    #[serde(flatten)]
    frame: Frame,
    #[serde(flatten)]
    side: SideBar,
    crumbs: Option<Vec<Crumb>>,
    heading: GroupTitle,
    rows: Vec<Row>,
}

/// Adds an index for every folder that has none of its own.
pub(super) fn add(
    site: &mut Site,
    scene: &Scene<'_>,
    layouts: &Layouts,
) -> Result<(), minijinja::Error> {
    let survey = scene.survey;
    let moved: HashSet<&str> = survey
        .redirects
        .iter()
        .map(|redirect| redirect.file.as_str())
        .collect();
    let sections = scene.navigation.sections.par_iter().enumerate();
    let made = sections
        .filter(|(_, section)| survey.places.is_section(&section.folder))
        .filter_map(|(at, section)| {
            let file = format!("{}/index.html", section.folder);
            // An old address that leads on keeps doing so.
            let is_free = !moved.contains(file.as_str());
            is_free.then(|| Ok((index(scene, layouts, at, &file)?, file)))
        });
    for (html, file) in made.collect::<Result<Vec<(String, String)>, minijinja::Error>>()? {
        site.add(file, html);
    }
    Ok(())
}

fn index(
    scene: &Scene<'_>,
    layouts: &Layouts,
    at: usize,
    file: &str,
) -> Result<String, minijinja::Error> {
    let survey = scene.survey;
    let section = &scene.navigation.sections[at];
    let lang = &survey.site.lang;
    let title = match &section.title {
        GroupTitle::Key(key) => words().text(Language::of(lang), key),
        GroupTitle::Text(text) => text,
    };
    let rows = section.children.iter().map(|child| {
        let only = match child {
            Child::Page(page) => only(survey, *page),
            Child::Section(_) => None,
        };
        row(scene, *child, file, lang, only)
    });
    let mut beside = SideBar::new(scene, Here::Section(at), file);
    beside.write_links(scene, file);
    let context = Index {
        frame: Frame::new(scene, file, lang.clone(), title.to_owned()),
        side: beside,
        crumbs: crumbs(scene, Here::Section(at), file),
        heading: section.title.clone(),
        rows: rows.collect(),
    };
    layouts.render("folder.html", &context)
}
