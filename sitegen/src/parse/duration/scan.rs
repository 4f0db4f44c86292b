//! Text to the tokens of a duration.

use crate::parse::numeral::{han_digit, han_number};

use super::words::{ABOVE, AS_NEEDED, FILLERS, FROM_START, IMMEDIATELY, RANGE, UNITS, WHOLE};

/// A piece of a duration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Unit(u32),
    /// Number and unit in one word, in seconds.
    Whole(u32),
    /// What follows is counted in minutes from the start unless it says otherwise.
    FromStart,
    Range,
    Above,
    Immediately,
    AsNeeded,
}

/// The tokens up to the first thing that belongs to no duration, and whether that was the end.
pub(super) fn scan(text: &str) -> (Vec<Token>, bool) {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    // No duration that a person writes has more parts.
    while !rest.is_empty() && tokens.len() < 16 {
        let Some((token, after)) = next_token(rest, tokens.last()) else {
            break;
        };
        tokens.extend(token);
        rest = after.trim_start();
    }
    (tokens, rest.is_empty())
}

fn next_token<'t>(text: &'t str, before: Option<&Token>) -> Option<(Option<Token>, &'t str)> {
    if let Some((number, rest)) = number(text) {
        return Some((Some(Token::Number(number)), rest));
    }
    if matches!(before, Some(Token::Number(_)))
        && let Some((unit, rest)) = unit(text)
    {
        return Some((Some(Token::Unit(unit)), rest));
    }
    if let Some(found) = WHOLE
        .iter()
        .find_map(|&(word, seconds)| Some((Some(Token::Whole(seconds)), word_at(text, word)?)))
    {
        return Some(found);
    }
    if before.is_none()
        && let Some(rest) = FROM_START.iter().find_map(|word| text.strip_prefix(word))
    {
        return Some((Some(Token::FromStart), rest));
    }
    let tables: [(&[&str], Option<Token>); 5] = [
        (&AS_NEEDED, Some(Token::AsNeeded)),
        (&IMMEDIATELY, Some(Token::Immediately)),
        (&ABOVE, Some(Token::Above)),
        (&RANGE, Some(Token::Range)),
        (&FILLERS, None),
    ];
    tables.into_iter().find_map(|(words, token)| {
        words
            .iter()
            .find_map(|word| Some((token, word_at(text, word)?)))
    })
}

/// What follows `word` when the text begins with it as a word of its own.
fn word_at<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    let is_latin = word.ends_with(|last: char| last.is_ascii_alphabetic());
    let runs_on = rest.starts_with(|next: char| next.is_ascii_alphabetic());
    (!(is_latin && runs_on)).then_some(rest)
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let text = text.strip_prefix('个').unwrap_or(text).trim_start();
    UNITS
        .iter()
        .find_map(|&(word, seconds)| Some((seconds, word_at(text, word)?)))
}

/// Digits with a point, or a small Chinese number before a unit: `半小时`, `三天`.
fn number(text: &str) -> Option<(f64, &str)> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (number, rest) = text.split_at(digits);
        return Some((number.parse().ok()?, rest));
    }
    let end = text
        .find(|c: char| han_digit(c).is_none())
        .unwrap_or(text.len());
    let (han, rest) = text.split_at(end);
    let value = han_number(han)?;
    unit(rest.trim_start())?;
    Some((value, rest))
}
