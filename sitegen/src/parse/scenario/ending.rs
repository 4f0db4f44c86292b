//! Lines that say how a walk should end: `结局：误报`, `Outcome: service restored`, `停在：[战争室](…)`.

use crate::markup::{Piece, span, text};
use crate::parse::choice::trimmed;
use crate::parse::front_matter::Located;

use super::RawEnd;
use super::item::only_place;

/// What a line says of the end.
pub(super) enum Ending {
    /// Where.
    End(RawEnd),
    /// At which level.
    Severity(Located<String>),
}

/// What a word before a colon announces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Outcome,
    Step,
    Severity,
}

const OUTCOME: [&str; 9] = [
    "结局",
    "预期结局",
    "期望结局",
    "预期结果",
    "期望结果",
    "outcome",
    "expected outcome",
    "expected result",
    "ends with",
];
const STEP: [&str; 7] = [
    "停在",
    "停于",
    "止于",
    "预期停在",
    "stops at",
    "ends at",
    "expected to stop at",
];
const SEVERITY: [&str; 7] = [
    "最终等级",
    "结束等级",
    "预期等级",
    "期望等级",
    "final severity",
    "expected severity",
    "ends as",
];
/// These mean the level at the end only where the answers are given already.
const SEVERITY_AFTER_ANSWERS: [&str; 4] = ["等级", "级别", "severity", "level"];

fn word(key: &str, after_answers: bool) -> Option<Word> {
    let key = key.trim().trim_matches(['*', '_']).to_lowercase();
    let is_of = |words: &[&str]| words.contains(&key.as_str());
    if is_of(&OUTCOME) {
        Some(Word::Outcome)
    } else if is_of(&STEP) {
        Some(Word::Step)
    } else if is_of(&SEVERITY) || (after_answers && is_of(&SEVERITY_AFTER_ANSWERS)) {
        Some(Word::Severity)
    } else {
        None
    }
}

/// Whether a heading announces what stands under it.
pub(super) fn heading(inline: &[Piece]) -> Option<Word> {
    word(trimmed(&text(inline)), true)
}

/// Reads one line.
pub(super) fn line(inline: &[Piece], after_answers: bool) -> Option<Ending> {
    let whole = text(inline);
    let (key, value) = whole.split_once(['：', ':'])?;
    let word = word(key, after_answers)?;
    let value = trimmed(value);
    (!value.is_empty()).then(|| Ending::said(word, value, inline))
}

impl Ending {
    /// What a paragraph says under a heading that announces it.
    pub(super) fn of(word: Word, inline: &[Piece]) -> Self {
        let whole = text(inline);
        Self::said(word, trimmed(&whole), inline)
    }

    fn said(word: Word, value: &str, inline: &[Piece]) -> Self {
        let span = span(inline);
        let located = Located {
            value: value.trim_end_matches(['。', '.']).to_owned(),
            span: span.clone(),
        };
        match word {
            Word::Outcome => Self::End(RawEnd::Outcome(located)),
            Word::Severity => Self::Severity(located),
            Word::Step => Self::End(RawEnd::Step(
                match only_place(inline) {
                    super::RawPlace::Words(_) => super::RawPlace::Words(located.value),
                    link @ super::RawPlace::Link { .. } => link,
                },
                span,
            )),
        }
    }
}
