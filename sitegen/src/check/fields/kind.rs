//! What kind of field a blank and its settings make together.

use domain::FieldKind;

use crate::diagnostic::{Fault, FaultKind};
use crate::markup::Span;
use crate::parse::{FieldSetting, FieldType, RawField};
use crate::words::{Language, words};

/// A setting beside the blank that it is for.
pub(super) struct Meeting<'a> {
    pub(super) setting: &'a FieldSetting,
    pub(super) raw: &'a RawField,
    pub(super) language: Language,
    pub(super) faults: &'a mut Vec<Fault>,
}

/// The kind of a blank that nothing is set for.
pub(super) fn written(raw: &RawField) -> FieldKind {
    if raw.options.is_empty() {
        FieldKind::Text
    } else {
        FieldKind::Choice {
            options: raw.options.clone(),
        }
    }
}

impl Meeting<'_> {
    /// The kind that both agree on; what they do not agree on is a fault.
    pub(super) fn kind(&mut self) -> FieldKind {
        let kind = self.agreed();
        self.unit(&kind);
        self.unwanted_options(&kind);
        kind
    }

    /// What the blank most likely holds, if it can hold that.
    pub(super) fn default(&mut self, kind: &FieldKind) -> Option<String> {
        let written = self.setting.default.as_ref()?;
        let value = match (kind, written.value.as_str()) {
            // YAML's own words stand for the words of the page.
            (FieldKind::YesNo { yes, .. }, "yes" | "true") => yes.clone(),
            (FieldKind::YesNo { no, .. }, "no" | "false") => no.clone(),
            (_, value) => kind.normalised(value).into_owned(),
        };
        let fits = !matches!(kind, FieldKind::Time) && kind.accepts(&value);
        if fits {
            return Some(value);
        }
        let expected = match kind {
            FieldKind::Time => "left out: nobody knows a time beforehand".to_owned(),
            FieldKind::Number { .. } => "a number such as `12.5`".to_owned(),
            FieldKind::Duration => "a length of time such as `1h30m`".to_owned(),
            _ => format!("one of: {}", kind.options().join(", ")),
        };
        let kind = FaultKind::FieldDefault {
            id: self.setting.id.value.clone(),
            written: written.value.clone(),
            expected,
        };
        self.fault(written.span.clone(), kind);
        None
    }

    fn agreed(&mut self) -> FieldKind {
        let offered = !self.raw.options.is_empty();
        match self.setting.kind {
            None if self.setting.options.is_empty() => written(self.raw),
            None | Some(FieldType::Choice) => self.choice(),
            Some(FieldType::YesNo) => self.yes_no(),
            Some(_) if offered => {
                self.mismatch(
                    "the text offers a choice, so its type can only be `choice` (or `yes-no`)",
                );
                written(self.raw)
            }
            Some(FieldType::Text) => FieldKind::Text,
            Some(FieldType::LongText) => FieldKind::LongText,
            Some(FieldType::Time) => FieldKind::Time,
            Some(FieldType::Duration) => FieldKind::Duration,
            Some(FieldType::Number) => FieldKind::Number {
                unit: self
                    .setting
                    .unit
                    .as_ref()
                    .map_or_else(|| self.raw.unit.clone(), |unit| unit.value.clone()),
            },
        }
    }

    /// The options of the text; those of the settings where the text has a blank.
    fn choice(&mut self) -> FieldKind {
        let set: Vec<String> = self
            .setting
            .options
            .iter()
            .map(|option| option.value.clone())
            .collect();
        if !self.raw.options.is_empty() {
            if !set.is_empty() && set != self.raw.options {
                self.mismatch(
                    "its `options` are not those that the text offers; keep one of the two",
                );
            }
            return written(self.raw);
        }
        let reason = match set.len() {
            0 => {
                self.mismatch(
                    "its type is `choice`, but nothing is offered: write `label：a / b`, or `options: [a, b]`",
                );
                return FieldKind::Text;
            }
            1 => Some("has one option only, which is no choice"),
            _ => (1..set.len())
                .any(|at| set[..at].contains(&set[at]))
                .then_some("has the same option twice"),
        };
        if let Some(reason) = reason {
            let span = self.setting.options[0].span.clone();
            let id = self.setting.id.value.clone();
            self.fault(span, FaultKind::FieldOptions { id, reason });
        }
        FieldKind::Choice { options: set }
    }

    fn yes_no(&mut self) -> FieldKind {
        let (yes, no) = match &self.raw.options[..] {
            [] => (
                words().text(self.language, "field.yes").to_owned(),
                words().text(self.language, "field.no").to_owned(),
            ),
            [yes, no] => (yes.clone(), no.clone()),
            _ => {
                self.mismatch("its type is `yes-no`, but the text offers more than two answers");
                return written(self.raw);
            }
        };
        FieldKind::YesNo { yes, no }
    }

    fn unit(&mut self, kind: &FieldKind) {
        if let Some(unit) = &self.setting.unit
            && !matches!(kind, FieldKind::Number { .. })
        {
            self.other_type(unit.span.clone(), "unit", kind, "number");
        }
    }

    fn unwanted_options(&mut self, kind: &FieldKind) {
        if let Some(first) = self.setting.options.first()
            && !matches!(kind, FieldKind::Choice { .. })
            && self.setting.kind != Some(FieldType::Choice)
        {
            self.other_type(first.span.clone(), "options", kind, "choice");
        }
    }

    /// A setting that means nothing for this kind.
    pub(super) fn other_type(
        &mut self,
        span: Span,
        setting: &'static str,
        kind: &FieldKind,
        takes: &'static str,
    ) {
        let kind = FaultKind::FieldSettingOfOtherType {
            id: self.setting.id.value.clone(),
            setting,
            kind: type_of(kind).as_str(),
            takes,
        };
        self.fault(span, kind);
    }

    pub(super) fn mismatch(&mut self, reason: &'static str) {
        let kind = FaultKind::FieldSettingMismatch {
            id: self.setting.id.value.clone(),
            reason,
        };
        self.fault(self.setting.id.span.clone(), kind);
    }

    fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push(Fault { span, kind });
    }
}

fn type_of(kind: &FieldKind) -> FieldType {
    match kind {
        FieldKind::Text => FieldType::Text,
        FieldKind::LongText => FieldType::LongText,
        FieldKind::Time => FieldType::Time,
        FieldKind::Choice { .. } => FieldType::Choice,
        FieldKind::Number { .. } => FieldType::Number,
        FieldKind::YesNo { .. } => FieldType::YesNo,
        FieldKind::Duration => FieldType::Duration,
    }
}
