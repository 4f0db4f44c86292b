//! Blanks to fields: their ids and kinds, from the front matter where it says something about them.

mod binding;
mod kind;

use std::collections::{BTreeSet, HashMap};

use domain::{Field, FieldId, FieldKind, InputName};

use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{FrontMatter, RawBlock, RawField, Unique, short_slug};
use crate::words::Language;

pub(crate) use binding::{inputs, resolve};
use kind::Meeting;

use super::survey::DraftStep;

/// Gives every blank of a playbook its field.
pub(crate) fn fields(
    front: &FrontMatter,
    language: Language,
    steps: &mut [DraftStep<'_>],
    faults: &mut Vec<Fault>,
) -> Vec<Field> {
    let mut naming = Naming {
        front,
        language,
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
    language: Language,
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
                kind: kind::written(raw),
                milestone: None,
                required: raw.required,
                default: None,
                input: None,
                sets_severity: false,
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
        let mut meeting = Meeting {
            setting,
            raw,
            language: self.language,
            faults: self.faults,
        };
        let kind = meeting.kind();
        let default = meeting.default(&kind);
        if setting.milestone.is_some() && kind != FieldKind::Time {
            meeting.mismatch("only a field of type `time` can set a milestone");
        }
        let can_be_input = matches!(
            kind,
            FieldKind::Text | FieldKind::Number { .. } | FieldKind::Choice { .. }
        );
        if let Some(input) = setting.input.as_ref().filter(|_| !can_be_input) {
            meeting.other_type(input.span.clone(), "input", &kind, "text, number or choice");
        }
        if let Some(span) = setting.severity.clone()
            && !matches!(kind, FieldKind::Choice { .. })
        {
            meeting.other_type(span, "severity", &kind, "choice");
        }
        let input = setting.input.as_ref().filter(|_| can_be_input);
        self.fields.push(Field {
            id: id.clone(),
            label: raw.label.clone(),
            milestone: setting
                .milestone
                .as_ref()
                .filter(|_| kind == FieldKind::Time)
                .map(|m| m.value),
            required: setting.required || raw.required,
            default,
            input: input.and_then(|input| InputName::new(input.value.as_str()).ok()),
            sets_severity: setting.severity.is_some() && matches!(kind, FieldKind::Choice { .. }),
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
