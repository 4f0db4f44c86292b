//! The commands that must be held to copy, and why: what a reviewer looks at first.

use domain::{Block, CommandPart, Playbook};
use serde::Serialize;
use serde_json::Value;

use crate::check::places::{relative, url};

use super::{Material, PageLink};

#[derive(Serialize)]
struct Content {
    count: usize,
    playbooks: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    step: PageLink,
    language: String,
    text: String,
    reason: String,
}

pub(super) fn content(material: &Material<'_>, file: &str) -> Option<Value> {
    let playbooks = material.playbooks.values();
    let groups: Vec<Group> = playbooks
        .filter_map(|playbook| group(playbook, file))
        .collect();
    let count = groups.iter().map(|group| group.rows.len()).sum();
    if count == 0 {
        return None;
    }
    let content = Content {
        count,
        playbooks: groups,
    };
    serde_json::to_value(content).ok()
}

fn group(playbook: &Playbook, file: &str) -> Option<Group> {
    let steps = playbook.steps.iter();
    let rows = steps.flat_map(|step| {
        let commands = step.blocks.iter().filter_map(|block| match block {
            Block::Command(command) if !command.caution.is_empty() => Some(command),
            _ => None,
        });
        commands.map(|command| Row {
            step: PageLink {
                // The page of a playbook is a URL already.
                href: format!(
                    "{}{}#{}",
                    relative(file, ""),
                    playbook.page,
                    url(step.id.as_str())
                ),
                title: step.title.clone(),
                here: false,
            },
            language: command.language.clone(),
            text: command
                .parts
                .iter()
                .map(|part| match part {
                    CommandPart::Text(text) => text.clone(),
                    CommandPart::Input(name) => format!("<{name}>"),
                })
                .collect(),
            reason: command.caution.clone(),
        })
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Group {
        title: playbook.title.clone(),
        rows,
    })
}
