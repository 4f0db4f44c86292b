//! The body of a page: headings at their depth, and what stands under them.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use domain::Budget;

use crate::check::places::url;
use crate::check::survey::{Draft, Survey};
use crate::markup::{
    Destination, HtmlContext, Markup, Medium, escape, footnote_name, inside, to_html,
};
use crate::parse::{Kind, RawBlock, RawPage, RawSection};

use super::block::{Ways, blocks};
use super::chrome::both;
use super::generated::controls_page;
use super::severity_table;

/// A heading in the page's own list of contents.
#[derive(Clone, Debug, Hash, serde::Serialize)]
pub(crate) struct Entry {
    pub(crate) anchor: String,
    pub(crate) title: String,
    /// 1 for the outermost.
    pub(crate) depth: usize,
}

/// The body of a page as HTML, and its contents.
pub(crate) struct Body {
    pub(crate) html: String,
    pub(crate) contents: Vec<Entry>,
}

/// Writes the body of a page that is shown in a file of its own.
/// `map` stands in the place of the flowchart that is the tree.
pub(crate) fn body(
    survey: &Survey<'_>,
    page: usize,
    map: Option<String>,
    link: &dyn Fn(&str) -> Destination,
) -> Body {
    let raw = &survey.pages[page];
    let size = |link: &str| survey.places.picture_size(page, link);
    let context = HtmlContext {
        size: &size,
        controls: controls_page(survey, survey.places.file(page)),
        highlights: survey.settings.highlight != Some(false),
        shows_ticks: raw.front.kind != Kind::Playbook,
        ..HtmlContext::new(link, &raw.footnotes, Medium::Page)
    };
    let draft = survey.draft(page);
    let marked = marked_tables(survey, raw, &raw.intro);
    let intro = without_notes(marked.as_deref().unwrap_or(&raw.intro));
    let tree = draft.and_then(|draft| draft.tree.as_ref());
    let ways = Ways {
        lists: draft.map(|draft| &draft.choice_lists),
        map: tree.map(|tree| tree.at).zip(map),
    };
    let mut html = blocks(&intro, &context, &ways);
    let mut contents = Vec::new();
    let walk = draft.map(Walk::of).unwrap_or_default();
    for (section, depth) in raw.sections.iter().zip(depths(raw)) {
        html.push_str(&heading(survey, page, &walk, section, depth, &context));
        let marked = marked_tables(survey, raw, &section.blocks);
        let under = marked.as_deref().unwrap_or(&section.blocks);
        html.push_str(&blocks(&without_notes(under), &context, &ways));
        contents.push(Entry {
            anchor: section.heading.anchor.clone(),
            title: section.heading.title.clone(),
            depth,
        });
    }
    html.push_str(&footnotes(raw, &context));
    Body { html, contents }
}

/// The footnote that a block is, and its name.
fn note(block: &RawBlock) -> Option<(&Markup, &str)> {
    match block {
        RawBlock::Prose(markup) => footnote_name(markup).map(|name| (markup, name)),
        _ => None,
    }
}

fn without_notes(blocks: &[RawBlock]) -> Vec<&RawBlock> {
    blocks
        .iter()
        .filter(|block| note(block).is_none())
        .collect()
}

/// The notes of a page at its end, each with a way back to where it is referred to.
fn footnotes(raw: &RawPage, context: &HtmlContext<'_>) -> String {
    let found = raw.blocks().filter_map(note);
    let mut notes: Vec<(usize, &Markup)> = found
        .filter_map(|(markup, name)| Some((*raw.footnotes.get(name)?, markup)))
        .collect();
    if notes.is_empty() {
        return String::new();
    }
    notes.sort_by_key(|&(number, _)| number);
    notes.dedup_by_key(|&mut (number, _)| number);
    let mut html = format!(
        "<section class=\"footnotes\">\n<p class=\"minor-heading\">{}</p>\n<ol>\n",
        both("footnote.label", &[])
    );
    for (number, markup) in notes {
        let _ = writeln!(
            html,
            "<li id=\"fn-{number}\" value=\"{number}\">{}<a class=\"way-back\" href=\"#fnref-{number}\">↩<span \
             class=\"visually-hidden\">{}</span></a></li>",
            to_html(&Markup::of(inside(&markup.0)), context),
            both("footnote.back", &[])
        );
    }
    html.push_str("</ol>\n</section>\n");
    html
}

/// The blocks of the severity page with marks in its tables.
fn marked_tables(survey: &Survey<'_>, raw: &RawPage, blocks: &[RawBlock]) -> Option<Vec<RawBlock>> {
    let marked = |block: &RawBlock| match block {
        RawBlock::Table(table) => {
            RawBlock::Prose(severity_table::marked(&table.markup, &survey.scale))
        }
        other => other.clone(),
    };
    (raw.front.kind == Kind::Severity).then(|| blocks.iter().map(marked).collect())
}

/// What the headings of a playbook are to its walk; nothing on any other page.
#[derive(Default)]
struct Walk<'d> {
    is_walked: bool,
    /// The steps counted from 1, as the walk counts them.
    numbers: HashMap<&'d str, usize>,
    phases: HashSet<&'d str>,
}

impl<'d> Walk<'d> {
    fn of(draft: &'d Draft<'_>) -> Self {
        let ids = draft.steps.iter().map(|step| step.id.as_str());
        Self {
            is_walked: true,
            numbers: ids.zip(1..).collect(),
            phases: draft.phases.iter().map(|phase| phase.id.as_str()).collect(),
        }
    }
}

/// How deep each heading is, without the jumps that authors make.
pub(crate) fn depths(page: &RawPage) -> Vec<usize> {
    let mut open: Vec<u8> = Vec::new();
    page.sections
        .iter()
        .map(|section| {
            while open
                .last()
                .is_some_and(|&level| level >= section.heading.level)
            {
                open.pop();
            }
            open.push(section.heading.level);
            open.len()
        })
        .collect()
}

fn heading(
    survey: &Survey<'_>,
    page: usize,
    walk: &Walk<'_>,
    section: &RawSection,
    depth: usize,
    context: &HtmlContext<'_>,
) -> String {
    let heading = &section.heading;
    let element = format!("h{}", (depth + 1).min(6));
    let number = walk
        .numbers
        .get(heading.anchor.as_str())
        .map_or(String::new(), |number| {
            format!("<span class=\"step-number\">{number}</span> ")
        });
    let is_phase = walk.phases.contains(heading.anchor.as_str());
    let class = match (is_phase, number.is_empty()) {
        (true, _) => " class=\"phase-heading\"",
        (false, false) => " class=\"step-heading\"",
        (false, true) => "",
    };
    let mut html = format!(
        "<{element} id=\"{}\"{class}>{number}{}",
        escape(&survey.places.id(page, &heading.anchor)),
        to_html(&heading.markup, context)
    );
    if let Some(budget) = &heading.budget {
        html.push_str(&budget_mark(budget));
    }
    // A link to this place; its mark is drawn by the style sheet, so that it is no part of the heading's words.
    let id = survey.places.id(page, &heading.anchor);
    let _ = writeln!(
        html,
        " <a class=\"anchor\" href=\"#{}\" aria-labelledby=\"{}\"></a></{element}>",
        escape(&url(&id)),
        escape(&id)
    );
    if walk.is_walked {
        html.push_str(&step_facts(survey, section));
    }
    html
}

fn budget_mark(budget: &Budget) -> String {
    format!(" <span class=\"budget\">{}</span>", escape(&budget.text))
}

/// Who does it, and which milestone it is about.
fn step_facts(survey: &Survey<'_>, section: &RawSection) -> String {
    let mut facts = String::new();
    if let Some(written) = &section.heading.role {
        let role = survey
            .roles
            .iter()
            .find(|role| role.id.as_str() == written.value);
        let name = role.map_or(written.value.as_str(), |role| role.name.as_str());
        let _ = write!(facts, "<span class=\"role\">{}</span>", escape(name));
    }
    if let Some(milestone) = section.heading.milestone {
        let words = both(&format!("milestone.{}", milestone.as_str()), &[]);
        let _ = write!(facts, "<span class=\"milestone\">{words}</span>");
    }
    if facts.is_empty() {
        facts
    } else {
        format!("<p class=\"step-facts\">{facts}</p>\n")
    }
}
