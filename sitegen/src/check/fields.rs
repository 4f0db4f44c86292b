//! Blanks to fields: their ids and kinds, from the front matter where it says something about them.

use std::collections::{BTreeSet, HashMap};

use domain::{Field, FieldId, FieldKind};

use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{FieldType, FrontMatter, RawBlock, RawField, Unique, short_slug};

use super::survey::DraftStep;

/// Gives every blank of a playbook its field.
pub(crate) fn fields(
    front: &FrontMatter,
    steps: &mut [DraftStep<'_>],
    faults: &mut Vec<Fault>,
) -> Vec<Field> {
    let mut naming = Naming {
        front,
        used: BTreeSet::new(),
        by_label: HashMap::new(),
        unique: Unique::default(),
        fields: Vec::new(),
        faults,
    };
    for (at, setting) in front.fields.iter().enumerate() {
        let label = setting.label.as_deref().unwrap_or(&setting.id.value);
        naming.by_label.entry(words(label)).or_insert(at);
        naming.unique.take(setting.id.value.clone(), 2);
    }
    for block in steps.iter_mut().flat_map(|step| &mut step.blocks) {
        let raw = match block.raw {
            RawBlock::Field(raw, _) => Some(raw),
            RawBlock::Check(check) => check.field.as_ref(),
            _ => None,
        };
        block.field = raw.and_then(|raw| naming.name(raw));
    }
    naming.unused_settings();
    naming.fields
}

struct Naming<'a> {
    front: &'a FrontMatter,
    used: BTreeSet<usize>,
    /// The settings by the words of their labels.
    by_label: HashMap<String, usize>,
    unique: Unique,
    fields: Vec<Field>,
    faults: &'a mut Vec<Fault>,
}

impl Naming<'_> {
    fn name(&mut self, raw: &RawField) -> Option<FieldId> {
        let Some(&setting) = self.by_label.get(&words(&raw.label)) else {
            let id = self.unique.take(short_slug(&raw.label, "field"), 2);
            let id = FieldId::new(id).ok()?;
            self.fields.push(Field {
                id: id.clone(),
                label: raw.label.clone(),
                kind: written_kind(raw),
                milestone: None,
            });
            return Some(id);
        };
        self.set(setting, raw)
    }

    /// The same label twice is the same field, as its author named it once.
    fn set(&mut self, at: usize, raw: &RawField) -> Option<FieldId> {
        let setting = &self.front.fields[at];
        let Ok(id) = FieldId::new(setting.id.value.as_str()) else {
            let kind = FaultKind::BadId {
                written: setting.id.value.chars().take(40).collect(),
            };
            self.faults.push(Fault {
                span: setting.id.span.clone(),
                kind,
            });
            return None;
        };
        if !self.used.insert(at) {
            return Some(id);
        }
        let mut mismatch = |reason| {
            let kind = FaultKind::FieldSettingMismatch {
                id: id.to_string(),
                reason,
            };
            self.faults.push(Fault {
                span: setting.id.span.clone(),
                kind,
            });
        };
        let kind = match (setting.kind, raw.options.is_empty()) {
            (Some(FieldType::LongText), true) => FieldKind::LongText,
            (Some(FieldType::Time), true) => FieldKind::Time,
            (Some(FieldType::Choice), true) => {
                mismatch(
                    "its type is `choice`, but the text offers nothing to choose: write `label：a / b`",
                );
                FieldKind::Text
            }
            (Some(FieldType::LongText | FieldType::Time | FieldType::Text), false) => {
                mismatch("the text offers a choice, so its type can only be `choice`");
                written_kind(raw)
            }
            (Some(FieldType::Text | FieldType::Choice) | None, _) => written_kind(raw),
        };
        if setting.milestone.is_some() && kind != FieldKind::Time {
            mismatch("only a field of type `time` can set a milestone");
        }
        self.fields.push(Field {
            id: id.clone(),
            label: raw.label.clone(),
            milestone: setting
                .milestone
                .as_ref()
                .filter(|_| kind == FieldKind::Time)
                .map(|m| m.value),
            kind,
        });
        Some(id)
    }

    fn unused_settings(&mut self) {
        for (at, setting) in self.front.fields.iter().enumerate() {
            if self.used.contains(&at) {
                continue;
            }
            let label = setting
                .label
                .clone()
                .unwrap_or_else(|| setting.id.value.clone());
            let kind = FaultKind::UnusedFieldSetting {
                id: setting.id.value.clone(),
                label,
            };
            self.faults.push(Fault {
                span: setting.id.span.clone(),
                kind,
            });
        }
    }
}

/// Labels are compared without regard to white space.
fn words(label: &str) -> String {
    label.split_whitespace().collect()
}

fn written_kind(raw: &RawField) -> FieldKind {
    if raw.options.is_empty() {
        FieldKind::Text
    } else {
        FieldKind::Choice {
            options: raw.options.clone(),
        }
    }
}
