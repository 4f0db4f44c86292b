//! A blank of a playbook.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{FieldId, InputName, Timestamp, record::Milestone};

/// A blank that is filled while walking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// Unique in its playbook.
    pub id: FieldId,
    /// The words before the colon.
    pub label: String,
    /// How it is filled.
    pub kind: FieldKind,
    /// The milestone that filling it sets; only for [`FieldKind::Time`].
    pub milestone: Option<Milestone>,
    /// Whether it should not be left blank. It never keeps anybody from going on; what is blank is told as open.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// What it most likely is; offered, and in the record only once the responder takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The command input that has the same value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<InputName>,
    /// Whether filling it sets the severity: its options are levels.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sets_severity: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// How a field is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// `影响范围：____`.
    Text,
    /// Several lines: `type: long-text` in the front matter.
    LongText,
    /// A date and time, kept as RFC 3339: `type: time` in the front matter.
    Time,
    /// `数据丢失风险：是 / 否`.
    Choice {
        /// In order, at least two.
        options: Vec<String>,
    },
    /// A number, kept as digits with a point: `type: number` in the front matter.
    Number {
        /// What it counts, such as `人`; empty for nothing in particular.
        unit: String,
    },
    /// `type: yes-no` in the front matter; kept as one of the two words.
    YesNo {
        /// The word for yes.
        yes: String,
        /// The word for no.
        no: String,
    },
    /// A length of time, kept as `1h30m`: `type: duration` in the front matter.
    Duration,
}

impl FieldKind {
    /// Whether a field of this kind can hold that value, as the record keeps it.
    pub fn accepts(&self, value: &str) -> bool {
        match self {
            Self::Text | Self::LongText => true,
            Self::Time => Timestamp::parse(value).is_some(),
            Self::Choice { options } => options.iter().any(|option| option == value),
            Self::YesNo { yes, no } => value == yes || value == no,
            Self::Number { .. } => is_number(value),
            Self::Duration => {
                seconds(value).is_some_and(|seconds| written_duration(seconds) == value)
            }
        }
    }

    /// What was typed, as the record keeps it: `１,200 人` is `1200`, `90 分钟` and `1:30` are `1h30m`.
    /// What cannot be understood stays as it is, to be refused and mended.
    pub fn normalised<'v>(&self, typed: &'v str) -> Cow<'v, str> {
        let typed = typed.trim();
        match self {
            Self::Number { unit } => number(typed, unit).map_or(typed.into(), Cow::Owned),
            Self::Duration => seconds(typed).map_or(typed.into(), |s| written_duration(s).into()),
            _ => typed.into(),
        }
    }

    /// The value for people: a number with its unit. Times and lengths of time have words of their own.
    pub fn shown(&self, value: &str) -> String {
        match self {
            Self::Number { unit } if !unit.is_empty() => format!("{value} {unit}"),
            _ => value.to_owned(),
        }
    }

    /// How many seconds a field of kind duration says.
    pub fn seconds(&self, value: &str) -> Option<u32> {
        match self {
            Self::Duration => seconds(value),
            _ => None,
        }
    }

    /// What may be chosen, in order; empty for a kind that is typed.
    pub fn options(&self) -> Vec<String> {
        match self {
            Self::Choice { options } => options.clone(),
            Self::YesNo { yes, no } => vec![yes.clone(), no.clone()],
            _ => Vec::new(),
        }
    }
}

/// Longer ones were pasted by mistake.
const MOST_DIGITS: usize = 30;

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.len() <= MOST_DIGITS && are_digits(whole) && are_digits(part)
}

fn number(typed: &str, unit: &str) -> Option<String> {
    let half_width = typed.chars().map(half_width).collect::<String>();
    let bare = half_width.strip_suffix(unit).unwrap_or(&half_width).trim();
    let bare = bare.strip_prefix('+').unwrap_or(bare);
    let kept: String = bare
        .chars()
        .filter(|c| !matches!(c, ',' | '_' | ' '))
        .collect();
    // A comma that does not set thousands apart may be a decimal one: that is not ours to guess.
    let groups = bare
        .split('.')
        .next()
        .unwrap_or_default()
        .split(',')
        .skip(1);
    let commas_fit = groups.into_iter().all(|group| group.len() == 3);
    (commas_fit && is_number(&kept)).then_some(kept)
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９' | '．' | '－' | '，' => {
            char::from_u32(character as u32 - 0xfee0).unwrap_or(character)
        }
        _ => character,
    }
}

/// Units of [`seconds`], longest first.
const UNITS: [(&str, u32); 25] = [
    ("minutes", 60),
    ("seconds", 1),
    ("minute", 60),
    ("second", 1),
    ("hours", 3600),
    ("hour", 3600),
    ("days", 86_400),
    ("mins", 60),
    ("secs", 1),
    ("day", 86_400),
    ("min", 60),
    ("sec", 1),
    ("hrs", 3600),
    ("hr", 3600),
    ("个小时", 3600),
    ("小时", 3600),
    ("分钟", 60),
    ("d", 86_400),
    ("h", 3600),
    ("m", 60),
    ("s", 1),
    ("天", 86_400),
    ("时", 3600),
    ("分", 60),
    ("秒", 1),
];

/// `1h30m`, `90 min`, `1:30` (hours and minutes), `45` (minutes), `1小时30分`.
fn seconds(typed: &str) -> Option<u32> {
    let text: String = typed.trim().chars().map(half_width).collect();
    let text = text.to_lowercase();
    if let Some((hours, minutes)) = text.split_once([':', '：']) {
        let minutes: u32 = minutes.parse().ok().filter(|&minutes| minutes < 60)?;
        let hours: u32 = hours.parse().ok()?;
        return hours.checked_mul(3600)?.checked_add(minutes * 60);
    }
    let mut rest = text.as_str();
    let mut total = 0u32;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let amount: u32 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let (unit, after) = if rest.is_empty() && end == text.len() {
            (60, "")
        } else {
            UNITS
                .iter()
                .find_map(|&(word, unit)| Some((unit, rest.strip_prefix(word)?)))?
        };
        total = total.checked_add(amount.checked_mul(unit)?)?;
        rest = after.trim_start();
    }
    (!text.is_empty()).then_some(total)
}

/// `1d2h30m`, the form that the record keeps.
fn written_duration(seconds: u32) -> String {
    let parts = [
        (seconds / 86_400, 'd'),
        (seconds / 3600 % 24, 'h'),
        (seconds / 60 % 60, 'm'),
        (seconds % 60, 's'),
    ];
    let mut written = String::new();
    for (amount, unit) in parts.into_iter().filter(|&(amount, _)| amount > 0) {
        written.push_str(&amount.to_string());
        written.push(unit);
    }
    if written.is_empty() {
        "0m".to_owned()
    } else {
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_in_one_form() {
        let people = FieldKind::Number {
            unit: "人".to_owned(),
        };
        for (kind, typed, kept) in [
            (&people, " 1,200 人 ", "1200"),
            (&people, "１２．５", "12.5"),
            (&people, "-3", "-3"),
            (&FieldKind::Duration, "90", "1h30m"),
            (&FieldKind::Duration, "90 分钟", "1h30m"),
            (&FieldKind::Duration, "1小时30分", "1h30m"),
            (&FieldKind::Duration, "1:30", "1h30m"),
            (&FieldKind::Duration, "1d 2h", "1d2h"),
            (&FieldKind::Duration, "0", "0m"),
            (&FieldKind::Text, " x ", "x"),
        ] {
            let value = kind.normalised(typed);
            assert_eq!(value, kept);
            assert!(kind.accepts(&value), "{typed}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_as_typed() {
        let number = FieldKind::Number {
            unit: String::new(),
        };
        for (kind, typed) in [
            (&number, "many"),
            (&number, "1,5"),
            (&number, "1e9"),
            (&number, "."),
            (&number, "12 人"),
            (&number, "9999999999999999999999999999999999"),
            (&FieldKind::Duration, "soon"),
            (&FieldKind::Duration, "1:75"),
            (&FieldKind::Duration, "99999999999999 h"),
            (&FieldKind::Duration, "1h x"),
            (&FieldKind::Duration, ""),
            (&FieldKind::Time, "14:30"),
        ] {
            let value = kind.normalised(typed);
            assert_eq!(value, typed);
            assert!(!kind.accepts(&value), "{typed}");
        }
        assert!(!FieldKind::Duration.accepts("90m"), "one form only");
    }
}
