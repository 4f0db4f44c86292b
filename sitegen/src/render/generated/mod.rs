//! Pages that no author wrote: registers of what stands all over the folder, each there only when it holds something.
//!
//! A register is a file here with what it shows, a layout of the same name in `layouts/generated/`, words in
//! `locales/`, and one line in [`REGISTERS`].

mod alerts;
mod contacts;
mod controls;
mod guarded;
mod reviews;

use std::collections::BTreeMap;

use domain::{Playbook, PlaybookId};
use serde::Serialize;
use serde_json::Value;

use crate::check::places::{Place, relative, url};
use crate::check::survey::Survey;

use super::Scene;
use super::layout::Layouts;
use super::page::{Frame, PageLink};
use super::side::{Here, SideBar};

pub(super) use alerts::{
    AlertLink, ByPage, by_page, links as alert_links, links_of_page as alerts_of_page,
};

/// What a register is made from.
pub(super) struct Material<'a> {
    pub(super) survey: &'a Survey<'a>,
    /// Whether playbooks can be walked, and incidents declared.
    pub(super) has_app: bool,
    pub(super) playbooks: &'a BTreeMap<PlaybookId, Playbook>,
}

/// A register as this folder has it: `register.NAME` in the words of the interface.
struct Kind {
    /// Its file without the ending, and its layout.
    name: &'static str,
    /// The key of its title.
    key: &'static str,
    /// What it shows in that file; `None` when there is nothing to show.
    content: fn(&Material<'_>, &str) -> Option<Value>,
}

/// All of them, in the order of the side bar.
const REGISTERS: &[Kind] = &[
    Kind {
        name: "alerts",
        key: "register.alerts",
        content: alerts::content,
    },
    Kind {
        name: "guarded",
        key: "register.guarded",
        content: guarded::content,
    },
    Kind {
        name: "reviews",
        key: "register.reviews",
        content: reviews::content,
    },
    Kind {
        name: "contacts",
        key: "register.contacts",
        content: contacts::content,
    },
    Kind {
        name: "controls",
        key: "register.controls",
        content: controls::content,
    },
];

/// A register that holds something.
pub(crate) struct Register {
    pub(crate) key: &'static str,
    /// The file that it is written to, relative to the site's root.
    pub(crate) file: String,
    name: &'static str,
    content: Value,
}

/// The registers of this folder.
pub(super) fn registers(material: &Material<'_>) -> Vec<Register> {
    let registers = REGISTERS.iter().filter_map(|kind| {
        let file = file(material.survey, kind.name);
        let content = (kind.content)(material, &file)?;
        Some(Register {
            key: kind.key,
            file,
            name: kind.name,
            content,
        })
    });
    registers.collect()
}

/// The file of a register. A page of the author's of that name keeps its address.
pub(super) fn file(survey: &Survey<'_>, name: &str) -> String {
    let mut file = format!("{name}.html");
    let is_taken = |file: &str| {
        !survey.pages.is_empty()
            && matches!(
                survey.places.resolve(0, &format!("/{file}")),
                Place::Page { .. }
            )
    };
    while is_taken(&file) {
        file.insert_str(0, "registers/");
    }
    file
}

#[derive(Serialize)]
struct RegisterPage<'r> {
    #[serde(flatten)]
    frame: Frame,
    #[serde(flatten)]
    side: SideBar,
    key: &'static str,
    register: &'r Value,
}

/// Renders a register.
pub(super) fn page(
    scene: &Scene<'_>,
    layouts: &Layouts,
    register: &Register,
) -> Result<String, minijinja::Error> {
    let site = &scene.survey.site;
    let language = crate::words::Language::of(&site.lang);
    let title = crate::words::words().text(language, register.key);
    let mut side_bar = SideBar::new(scene, Here::Ours, &register.file);
    side_bar.write_links(scene, &register.file);
    let context = RegisterPage {
        frame: Frame::new(scene, &register.file, site.lang.clone(), title.to_owned()),
        side: side_bar,
        key: register.key,
        register: &register.content,
    };
    layouts.render(&format!("generated/{}.html", register.name), &context)
}

/// A page as a register in `file` links to it.
fn page_link(survey: &Survey<'_>, file: &str, page: usize) -> PageLink {
    heading_link(survey, file, page, None)
}

/// A heading of a page as a register links to it, told by both.
fn heading_link(survey: &Survey<'_>, file: &str, page: usize, anchor: Option<&str>) -> PageLink {
    let place = relative(file, survey.places.file(page));
    let title = survey.titles[page].clone();
    let Some(anchor) = anchor else {
        return PageLink {
            href: place,
            title,
            here: false,
        };
    };
    let mut sections = survey.pages[page].sections.iter();
    let heading = sections.find(|section| section.heading.anchor == anchor);
    PageLink {
        href: format!("{place}#{}", url(&survey.places.id(page, anchor))),
        title: heading.map_or(title.clone(), |section| {
            format!("{title} › {}", section.heading.title)
        }),
        here: false,
    }
}

/// Where the register of controls is from `file`, if there is one.
pub(super) fn controls_page(survey: &Survey<'_>, from: &str) -> Option<String> {
    (!survey.controls.is_empty()).then(|| relative(from, &file(survey, "controls")))
}
