//! Pages that no author wrote: registers of what stands all over the folder, each there only when it holds something.
//!
//! A register is a file here with what it shows, a layout of the same name in `layouts/generated/`, words in
//! `locales/`, and one line in [`REGISTERS`].

mod alerts;

use serde::Serialize;
use serde_json::Value;

use crate::check::survey::Survey;

use super::Scene;
use super::layout::Layouts;
use super::page::{Frame, SideBar};

pub(super) use alerts::{
    AlertLink, ByPage, by_page, links as alert_links, links_of_page as alerts_of_page,
};

/// What a register is made from.
pub(super) struct Material<'a> {
    pub(super) survey: &'a Survey<'a>,
    /// Whether playbooks can be walked, and incidents declared.
    pub(super) has_app: bool,
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
const REGISTERS: &[Kind] = &[Kind {
    name: "alerts",
    key: "register.alerts",
    content: alerts::content,
}];

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

/// A page of the author's of that name keeps its address.
fn file(survey: &Survey<'_>, name: &str) -> String {
    let taken: Vec<&str> = (0..survey.pages.len())
        .map(|page| survey.places.file(page))
        .filter(|file| file.ends_with(&format!("{name}.html")))
        .collect();
    let mut file = format!("{name}.html");
    while taken.contains(&file.as_str()) {
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
    let context = RegisterPage {
        frame: Frame::new(scene, &register.file, site.lang.clone(), title.to_owned()),
        side: SideBar::new(scene, None, &register.file),
        key: register.key,
        register: &register.content,
    };
    layouts.render(&format!("generated/{}.html", register.name), &context)
}
