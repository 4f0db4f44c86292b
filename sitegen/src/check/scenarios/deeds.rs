//! What is filled, ticked or set under an item.

use std::collections::BTreeSet;

use domain::{CommandPart, InputName};

use crate::check::survey::Draft;
use crate::diagnostic::{ScenarioFault, nearest};
use crate::parse::{RawBlock, RawDeed};

use super::steps::{At, step_title};
use super::wording::{folded, meant};
use super::{DraftAct, DraftDeed, Reader};

/// Words that begin a remark to whoever leads the drill, or to those who watch.
const REMARKS: [&str; 18] = [
    "备注",
    "说明",
    "提示",
    "注意",
    "主持人",
    "注入",
    "观察",
    "讨论",
    "追问",
    "note",
    "notes",
    "hint",
    "remark",
    "facilitator",
    "inject",
    "observe",
    "discuss",
    "ask",
];

impl Reader<'_, '_> {
    /// Every deed of a turn; what cannot be one is a remark, or a fault.
    pub(super) fn deeds(&mut self, at: At, raw: &[RawDeed]) -> Vec<DraftDeed> {
        let mut deeds = Vec::new();
        for deed in raw {
            match self.deed(at, deed) {
                Some(Said::Act(act)) => deeds.push(DraftDeed {
                    act,
                    span: deed.span.clone(),
                }),
                Some(Said::Remark) => {}
                None => self.unknown_deed(at, deed),
            }
        }
        deeds
    }

    fn deed(&self, (draft, step): At, raw: &RawDeed) -> Option<Said> {
        let playbook = self.draft(draft);
        let step = &playbook.steps[step];
        let here: BTreeSet<_> = step
            .blocks
            .iter()
            .filter_map(|block| block.field.as_ref())
            .collect();
        let fields = playbook
            .fields
            .iter()
            .filter(|field| here.contains(&field.id));
        for (label, value) in parted(&raw.text) {
            let named = |field: &&domain::Field| {
                folded(&field.label) == folded(label) || field.id.as_str() == label.trim()
            };
            if let Some(field) = fields.clone().find(named) {
                let value = value.trim().to_owned();
                return Some(Said::Act(DraftAct::Fill(field.id.clone(), value)));
            }
        }
        let checks = step.blocks.iter().filter_map(|block| match block.raw {
            RawBlock::Check(check) => Some(check.text.as_str()),
            _ => None,
        });
        match (raw.ticked, meant(&raw.text, checks)) {
            (Some(true), Some(check)) => Some(Said::Act(DraftAct::Tick(check))),
            // An open box is for the drill itself to tick.
            (Some(false), Some(_)) => Some(Said::Remark),
            (Some(_), None) => None,
            (None, _) => is_remark(&raw.text).then_some(Said::Remark),
        }
    }

    fn unknown_deed(&mut self, (draft, step): At, raw: &RawDeed) {
        let playbook = self.draft(draft);
        let step = &playbook.steps[step];
        let here: BTreeSet<_> = step
            .blocks
            .iter()
            .filter_map(|block| block.field.as_ref())
            .collect();
        let fields = playbook
            .fields
            .iter()
            .filter(|field| here.contains(&field.id));
        let mut known: Vec<String> = fields.map(|field| field.label.clone()).collect();
        known.extend(step.blocks.iter().filter_map(|block| match block.raw {
            RawBlock::Check(check) if block.field.is_none() => Some(check.text.clone()),
            _ => None,
        }));
        let written = match parted(&raw.text).next() {
            Some((label, _)) if raw.ticked.is_none() => label.trim().to_owned(),
            _ => raw.text.clone(),
        };
        let fault = ScenarioFault::UnknownDeed {
            written,
            step: step_title(&step.title, &step.id),
            known,
        };
        self.fault(raw.span.clone(), fault);
    }

    /// The inputs of the front matter, each one that some command asks for.
    pub(super) fn inputs(&mut self) -> Vec<(InputName, String)> {
        let mut found = Vec::new();
        let known = &self.known.inputs;
        for (name, value) in &self.raw().front.inputs {
            let bare = name.value.trim_matches(['<', '>']);
            if let Some(&input) = known.iter().find(|input| input.as_str() == bare) {
                found.push((input.clone(), value.clone()));
                continue;
            }
            let near = nearest(bare, known.iter().map(|input| input.as_str()));
            let fault = ScenarioFault::UnknownInput {
                written: bare.to_owned(),
                near: near.map(str::to_owned),
            };
            self.fault(name.span.clone(), fault);
        }
        found
    }
}

/// Every input that some command asks for.
pub(super) fn inputs_of<'a>(drafts: &[Draft<'a>]) -> BTreeSet<&'a InputName> {
    let steps = drafts.iter().flat_map(|draft| &draft.steps);
    let commands = steps
        .flat_map(|step| &step.blocks)
        .filter_map(|block| match block.raw {
            RawBlock::Command(command) => Some(command),
            _ => None,
        });
    let parts = commands.flat_map(|command| &command.parts);
    parts
        .filter_map(|part| match part {
            CommandPart::Input(name) => Some(name),
            CommandPart::Text(_) => None,
        })
        .collect()
}

enum Said {
    Act(DraftAct),
    Remark,
}

/// The line parted at each of its colons; labels may hold one.
fn parted(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let colons = text.char_indices().filter(|(_, c)| matches!(c, '：' | ':'));
    colons
        .take(4)
        .map(|(at, colon)| (&text[..at], &text[at + colon.len_utf8()..]))
}

/// A line without a colon, a whole sentence, or one that says it is a remark.
fn is_remark(text: &str) -> bool {
    match parted(text).next() {
        None => true,
        Some((label, _)) => {
            let label = label.trim().to_lowercase();
            REMARKS.contains(&label.as_str()) || label.contains(['，', '。', ',', '；'])
        }
    }
}
