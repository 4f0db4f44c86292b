//! Time as people write it in runbooks, in Chinese and English.
//!
//! A scanner cuts the text into amounts, range marks and filler words; a text with anything else in it is
//! no duration. [`duration`] is strict, for brackets that might hold any words; [`duration_in`] takes the
//! first duration out of a sentence, for table cells that are known to hold one.

mod scan;
mod words;

use scan::{Token, scan};
use words::{ALWAYS, IMMEDIATELY};

/// A span of time, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duration {
    /// `5分钟内`, `30 min`, `立即` (0).
    Within(u32),
    /// `10-30分钟`.
    Between(u32, u32),
    /// `>1小时`.
    After(u32),
    /// `视情况而定`, `as needed`.
    AsNeeded,
}

impl Duration {
    /// When it opens.
    pub(crate) fn start_seconds(self) -> u32 {
        match self {
            Self::Between(from, _) | Self::After(from) => from,
            Self::Within(_) | Self::AsNeeded => 0,
        }
    }

    /// When it is over.
    pub(crate) fn end_seconds(self) -> Option<u32> {
        match self {
            Self::Within(until) | Self::Between(_, until) => Some(until),
            Self::After(_) | Self::AsNeeded => None,
        }
    }

    /// As a point on the clock: `15-30分钟` and `15分钟` are both due at 15.
    pub(crate) fn point_seconds(self) -> Option<u32> {
        match self {
            Self::Within(point) | Self::Between(point, _) | Self::After(point) => Some(point),
            Self::AsNeeded => None,
        }
    }
}

/// The text as a duration, if nothing else is in it.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let (tokens, complete) = scan(&normalised(text));
    if complete { evaluate(&tokens) } else { None }
}

/// The first duration in a text that may say more.
pub(crate) fn duration_in(text: &str) -> Option<Duration> {
    let text = normalised(text);
    if is_round_the_clock(&text) {
        return None;
    }
    if let Some(whole) = duration(&text) {
        return Some(whole);
    }
    // `立即 (5分钟)`: the bracket is the promise, the word before it the tone.
    let in_brackets = text
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inside, _)| inside);
    if let Some(found) = in_brackets.and_then(duration) {
        return Some(found);
    }
    let starts = text.char_indices().filter(|&(at, character)| {
        let after_digit = text[..at]
            .chars()
            .next_back()
            .is_some_and(|before| before.is_ascii_digit());
        character.is_ascii_digit() && !after_digit
    });
    let bounded: Vec<usize> = starts.map(|(at, _)| at).take(8).collect();
    bounded
        .into_iter()
        .find_map(|at| {
            let above = text[..at].trim_end().ends_with('>');
            let (tokens, _) = scan(&text[at..]);
            // A bare 0 is a time only when nothing else is said.
            tokens
                .iter()
                .find(|token| matches!(token, Token::Unit(_)))?;
            match evaluate(&tokens)? {
                Duration::Within(seconds) if above => Some(Duration::After(seconds)),
                found => Some(found),
            }
        })
        .or_else(|| {
            IMMEDIATELY
                .iter()
                .any(|word| text.starts_with(word))
                .then_some(Duration::Within(0))
        })
}

/// Whether a text promises somebody at all hours: `7x24`, `24/7`. It names no time to count.
pub(crate) fn is_round_the_clock(text: &str) -> bool {
    let text = normalised(text);
    ALWAYS.iter().any(|always| text.contains(always))
}

/// Lower case, half-width digits and brackets.
fn normalised(text: &str) -> String {
    text.trim()
        .chars()
        .map(|character| match character {
            '０'..='９' => {
                char::from_u32(character as u32 - '０' as u32 + '0' as u32).unwrap_or(character)
            }
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '＞' => '>',
            '＜' => '<',
            '＋' => '+',
            '：' => ':',
            _ => character.to_ascii_lowercase(),
        })
        .collect()
}

fn evaluate(tokens: &[Token]) -> Option<Duration> {
    match tokens {
        [Token::AsNeeded] => return Some(Duration::AsNeeded),
        [Token::Immediately] => return Some(Duration::Within(0)),
        [Token::Immediately, rest @ ..] => return evaluate(rest),
        _ => {}
    }
    if let [Token::FromStart, rest @ ..] = tokens {
        return from_start(rest);
    }
    let above = tokens.first() == Some(&Token::Above);
    let sides: Vec<&[Token]> = tokens[usize::from(above)..]
        .split(|token| *token == Token::Range)
        .collect();
    match sides[..] {
        [only] => {
            let seconds = amount(only, None)?;
            Some(if above {
                Duration::After(seconds)
            } else {
                Duration::Within(seconds)
            })
        }
        [low, high] if !above => {
            let unit = high.iter().rev().find_map(|token| match token {
                Token::Unit(unit) => Some(*unit),
                _ => None,
            });
            let (low, high) = (amount(low, unit)?, amount(high, None)?);
            (low <= high).then_some(Duration::Between(low, high))
        }
        _ => None,
    }
}

/// `T+15`, `T+1h`: minutes where no unit is said.
fn from_start(tokens: &[Token]) -> Option<Duration> {
    match tokens {
        [Token::Number(number)] => {
            amount(&[Token::Number(*number), Token::Unit(60)], None).map(Duration::Within)
        }
        _ => evaluate(tokens),
    }
}

/// `1小时30分钟` as seconds; a bare number takes the unit given.
fn amount(tokens: &[Token], default_unit: Option<u32>) -> Option<u32> {
    if let [Token::Whole(seconds)] = tokens {
        return Some(*seconds);
    }
    let mut seconds = 0.0;
    let mut pairs = tokens;
    while let Some((Token::Number(number), rest)) = pairs.split_first() {
        let (unit, rest) = match rest.split_first() {
            Some((Token::Unit(unit), rest)) => (*unit, rest),
            _ if rest.is_empty() && *number == 0.0 => (1, rest),
            _ if rest.is_empty() => (default_unit?, rest),
            _ => return None,
        };
        seconds += number * f64::from(unit);
        pairs = rest;
    }
    let counted = pairs.is_empty() && !tokens.is_empty() && seconds <= f64::from(u32::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the line above keeps it within u32"
    )]
    counted.then_some(seconds.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::Duration::{After, AsNeeded, Between, Within};
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("0-5分钟", Between(0, 300)),
            ("10-30分钟", Between(600, 1800)),
            ("30分钟-2小时", Between(1800, 7200)),
            ("30 min", Within(1800)),
            ("2h", Within(7200)),
            ("1h30m", Within(5400)),
            ("1小时30分钟", Within(5400)),
            ("within 24h", Within(86_400)),
            ("within 5 min", Within(300)),
            ("3天内", Within(259_200)),
            ("24小时内", Within(86_400)),
            ("１０－３０分钟", Between(600, 1800)),
            ("< 1小时", Within(3600)),
            ("≤15分钟", Within(900)),
            ("立即", Within(0)),
            ("immediately", Within(0)),
            (">1小时", After(3600)),
            ("1周内修复", Within(604_800)),
            ("1小时内恢复", Within(3600)),
            ("半小时", Within(1800)),
            ("两个小时", Within(7200)),
            ("十五分钟内", Within(900)),
            ("15 to 30 minutes", Between(900, 1800)),
            ("视情况而定", AsNeeded),
            ("时间视情况而定", AsNeeded),
            ("as needed", AsNeeded),
            ("1.5 hours", Within(5400)),
            ("0", Within(0)),
            ("15m", Within(900)),
            ("1h30m", Within(5400)),
            ("1 h 30 min", Within(5400)),
            ("一个半小时", Within(5400)),
            ("1个半小时", Within(5400)),
            ("半天", Within(43_200)),
            ("一刻钟", Within(900)),
            ("30 分钟以内", Within(1800)),
            ("一个工作日", Within(86_400)),
            ("2个工作日内", Within(172_800)),
            ("within 1 business day", Within(86_400)),
            ("next business day", Within(86_400)),
            ("次日", Within(86_400)),
            ("T+15", Within(900)),
            ("T+1h", Within(3600)),
            ("t + 0", Within(0)),
            ("ASAP", Within(0)),
            ("尽快", Within(0)),
            ("目标: 15-30分钟", Between(900, 1800)),
            ("30分钟-2h", Between(1800, 7200)),
            ("24h内", Within(86_400)),
            ("within 24h", Within(86_400)),
            ("前30分钟", Within(1800)),
            ("first 15 minutes", Within(900)),
            ("5 – 10 min", Between(300, 600)),
            ("5~10分钟", Between(300, 600)),
            ("5分钟～10分钟", Between(300, 600)),
            ("约 30 分钟", Within(1800)),
            ("no later than 24 hours", Within(86_400)),
        ] {
            assert_eq!(duration(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_duration() {
        for text in [
            "",
            "P0",
            "可选",
            "2",
            "v2.0",
            "3 months",
            "第一步",
            "30-10分钟",
            "分钟",
            "-",
            "5分钟检查一遍日志",
            "2 pods",
            "99999999999999999999 h",
            "step 3",
            "m",
            "一",
            "T",
            "T+",
            "7x24",
            "24/7",
            "前",
            "目标",
            "first",
            "P0: 5",
            "10:30",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn finds_one_in_a_sentence() {
        for (text, expected) in [
            ("立即 (5分钟)", Some(Within(300))),
            ("立即（5分钟）", Some(Within(300))),
            ("15分钟未响应", Some(Within(900))),
            ("0-15分钟（值班）", Some(Between(0, 900))),
            (">1小时或P0故障", Some(After(3600))),
            ("P0 宣布后 30 分钟", Some(Within(1800))),
            ("立即响应", Some(Within(0))),
            ("工作时间内", None),
            ("下个版本", None),
            ("7×24小时", None),
            ("24/7 on call", None),
            ("紧急 (30分钟)", Some(Within(1800))),
            ("P0 宣布后 T+15", None),
            ("ASAP, at most 1 h", Some(Within(3600))),
        ] {
            assert_eq!(duration_in(text), expected, "{text}");
        }
    }
}
