//! Blocks as HTML to read and to print: boxes to tick by hand, lines to write on, commands with their inputs marked.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::{CalloutKind, CommandPart};

use crate::markup::{HtmlContext, Markup, escape, highlighted, runs_to_html, to_html};
use crate::parse::{RawBlock, RawCheck, RawCommand, RawField};

use super::chrome::both;
use super::map;

/// Whether a block is only read.
pub(super) fn is_prose(block: &RawBlock) -> bool {
    matches!(
        block,
        RawBlock::Prose(_) | RawBlock::Table(_) | RawBlock::Choices(_) | RawBlock::Mermaid(_)
    )
}

/// What the walk makes of some blocks of a page.
#[derive(Default)]
pub(super) struct Ways<'w> {
    /// The lists that are choices, by where they stand.
    pub(super) lists: Option<&'w BTreeSet<usize>>,
    /// The flowchart that is the tree, by where it stands, and the decision map that is shown in its place.
    pub(super) map: Option<(usize, String)>,
}

/// A run of blocks as HTML; a list that may be choices is one only if it is among the `ways`.
pub(super) fn blocks(blocks: &[&RawBlock], context: &HtmlContext<'_>, ways: &Ways<'_>) -> String {
    let mut html = String::new();
    let kind = |block: &RawBlock| kind(block, ways);
    for run in blocks.chunk_by(|a, b| kind(a) == kind(b) && kind(a) != Kind::Single) {
        match kind(run[0]) {
            Kind::Prose => {
                let markups: Vec<&Markup> = run.iter().filter_map(|block| prose(block)).collect();
                html.push_str(&runs_to_html(&markups, context));
            }
            Kind::Checks => {
                html.push_str("<ul class=\"checks\">\n");
                for block in run {
                    html.push_str(&item(block, context));
                }
                html.push_str("</ul>\n");
            }
            Kind::Single => html.push_str(&single(run[0], context, ways)),
        }
    }
    html
}

#[derive(PartialEq)]
enum Kind {
    Prose,
    Checks,
    Single,
}

fn kind(block: &RawBlock, ways: &Ways<'_>) -> Kind {
    let is_choices = |start| ways.lists.is_some_and(|lists| lists.contains(&start));
    match block {
        RawBlock::Prose(_) | RawBlock::Table(_) => Kind::Prose,
        RawBlock::Mermaid(diagram) if diagram.chart.is_err() => Kind::Prose,
        RawBlock::Check(_) | RawBlock::Field(..) => Kind::Checks,
        RawBlock::Choices(list) if !is_choices(list.markup.span().start) => Kind::Prose,
        RawBlock::Command(_)
        | RawBlock::Callout { .. }
        | RawBlock::Choices(_)
        | RawBlock::Mermaid(_) => Kind::Single,
    }
}

fn prose(block: &RawBlock) -> Option<&Markup> {
    match block {
        RawBlock::Prose(markup) => Some(markup),
        RawBlock::Table(table) => Some(&table.markup),
        RawBlock::Choices(list) => Some(&list.markup),
        RawBlock::Mermaid(diagram) => Some(&diagram.markup),
        _ => None,
    }
}

fn item(block: &RawBlock, context: &HtmlContext<'_>) -> String {
    match block {
        RawBlock::Check(check) => check_item(check, context),
        RawBlock::Field(field, label) => {
            format!(
                "<li class=\"blank-row\"><span>{}{}</span></li>\n",
                to_html(label, context),
                blank(field)
            )
        }
        _ => String::new(),
    }
}

fn check_item(check: &RawCheck, context: &HtmlContext<'_>) -> String {
    // A playbook's boxes are there to be ticked, whatever its author ticked while writing.
    let tick = if check.done && context.shows_ticks {
        format!(
            " done\"><span class=\"visually-hidden\">{}</span>",
            both("check.done", &[])
        )
    } else {
        "\">".to_owned()
    };
    let mut html = format!(
        "<li><span class=\"box{tick}</span><span>{}",
        to_html(&check.markup, context)
    );
    if let Some(field) = &check.field {
        html.push_str(&blank(field));
    }
    if let Some((text, _)) = &check.due {
        let _ = write!(html, " <span class=\"due\">{}</span>", escape(text));
    }
    if check.optional {
        let word = both("check.optional", &[]);
        let _ = write!(html, " <span class=\"optional\">{word}</span>");
    }
    html.push_str("</span></li>\n");
    html
}

/// A line to write on, or words to choose among.
fn blank(field: &RawField) -> String {
    let colon = if field.wide_colon { "：" } else { ": " };
    if field.options.is_empty() {
        return format!("{colon}<span class=\"blank\"></span>");
    }
    let options = field.options.iter().map(|option| {
        format!(
            "<span class=\"option\"><span class=\"box\"></span>{}</span>",
            escape(option)
        )
    });
    format!(
        "{colon}<span class=\"options\">{}</span>",
        options.collect::<String>()
    )
}

fn single(block: &RawBlock, context: &HtmlContext<'_>, ways: &Ways<'_>) -> String {
    match block {
        RawBlock::Command(command) => command_figure(command, context.highlights),
        RawBlock::Mermaid(diagram)
            if let Some((_, map)) = ways.map.as_ref().filter(|(at, _)| *at == diagram.content) =>
        {
            map.clone()
        }
        RawBlock::Mermaid(diagram) => diagram
            .chart
            .as_ref()
            .map_or_else(|_| String::new(), |chart| map::of_flowchart(chart, context)),
        RawBlock::Callout { kind, markup } => {
            let name = callout_name(*kind);
            format!(
                "<div class=\"callout {name}\" role=\"note\">\n<p class=\"callout-name\">{}</p>\n{}</div>\n",
                both(&format!("callout.{name}"), &[]),
                to_html(markup, context)
            )
        }
        RawBlock::Choices(choices) => {
            format!(
                "<div class=\"ways\">\n{}</div>\n",
                to_html(&choices.markup, context)
            )
        }
        _ => String::new(),
    }
}

fn callout_name(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "note",
        CalloutKind::Tip => "tip",
        CalloutKind::Important => "important",
        CalloutKind::Warning => "warning",
        CalloutKind::Caution => "caution",
    }
}

fn command_figure(command: &RawCommand, highlights: bool) -> String {
    let mut text = String::with_capacity(command.text.len());
    let mut inputs = Vec::new();
    for part in &command.parts {
        match part {
            CommandPart::Text(plain) => text.push_str(plain),
            CommandPart::Input(name) => {
                let start = text.len();
                let _ = write!(text, "<{name}>");
                inputs.push(start..text.len());
            }
        }
    }
    // Of no language is no grammar, and inputs are marked all the same.
    let language = if highlights { &command.language } else { "" };
    format!(
        "<div class=\"command\"><span class=\"language\">{}</span><pre tabindex=\"0\"><code>{}</code></pre></div>\n",
        escape(&command.language),
        highlighted(language, &text, &inputs)
    )
}
