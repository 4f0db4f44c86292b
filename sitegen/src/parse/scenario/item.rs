//! One numbered item: the step, the answer, the time, and what is done before answering.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markup::{Markup, Piece, Span, inside, is_inline, parts, span, text};
use crate::parse::bracket::trailing_bracket;
use crate::parse::choice::{arrow_in, trimmed};
use crate::parse::duration::{Duration, duration};

/// A numbered item as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawTurn {
    /// How it can be read, the likeliest first; never empty. Titles may hold colons, so that words alone do not tell.
    pub(crate) readings: Vec<Reading>,
    /// The time at its end, in seconds since declaring.
    pub(crate) elapsed_seconds: Option<u32>,
    /// The items under it that fill, tick or set something.
    pub(crate) deeds: Vec<RawDeed>,
    /// Its first line.
    pub(crate) span: Span,
}

/// A way to read an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// What names the step.
    pub(crate) place: RawPlace,
    /// What names the choice.
    pub(crate) answer: Option<String>,
}

/// What names a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RawPlace {
    /// A link to its heading.
    Link {
        /// As written.
        destination: String,
        /// Where it stands.
        span: Span,
    },
    /// Its title or id.
    Words(String),
}

/// An item under a turn that may fill, tick or set something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawDeed {
    /// Its words.
    pub(crate) text: String,
    /// Whether its box is ticked; `None` without a box.
    pub(crate) ticked: Option<bool>,
    /// Where it stands.
    pub(crate) span: Span,
}

impl Reading {
    /// Whether a link leads to the step and an answer follows: nobody writes that by chance.
    pub(super) fn is_answer_by_link(&self) -> bool {
        self.answer.is_some() && matches!(self.place, RawPlace::Link { .. })
    }
}

/// An inline run, taken apart as far as a turn needs it.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Words(String),
    Bold(String),
    Link {
        destination: String,
        text: String,
        span: Span,
    },
    Arrow,
}

/// Colons that may part a title from an answer; nobody writes more.
const MOST_COLONS: usize = 8;

/// The item's own line.
pub(super) fn inline(whole: &[Piece]) -> &[Piece] {
    let content = inside(whole);
    let line = if let Some((Event::Start(Tag::Paragraph), _)) = content.first() {
        parts(content)
            .first()
            .map_or(&[][..], |first| inside(first))
    } else {
        let end = content.iter().position(|(event, _)| !is_inline(event));
        &content[..end.unwrap_or(content.len())]
    };
    match line.first() {
        Some((Event::TaskListMarker(_), _)) => &line[1..],
        _ => line,
    }
}

/// Whether an item looks like a turn: it has an arrow, or begins with a link.
pub(super) fn is_turn(whole: &[Piece]) -> bool {
    let tokens = tokens(inline(whole));
    tokens.contains(&Token::Arrow) || matches!(tokens.first(), Some(Token::Link { .. }))
}

/// Reads an item.
pub(super) fn turn(whole: &[Piece]) -> RawTurn {
    let line = inline(whole);
    let (kept, elapsed_seconds) = without_time(line);
    RawTurn {
        readings: readings(&tokens(&kept.0)),
        elapsed_seconds,
        deeds: deeds(whole),
        span: span(line),
    }
}

/// Takes the time off the end of a line.
fn without_time(line: &[Piece]) -> (Markup, Option<u32>) {
    let whole = text(line);
    let bracketed = trailing_bracket(&whole);
    let time = bracketed.as_ref().and_then(|found| {
        let inside = found.inside.trim_start_matches(['T', 't', '+', '第']);
        match duration(inside)? {
            Duration::Within(seconds) | Duration::Between(_, seconds) => Some(seconds),
            Duration::After(_) | Duration::AsNeeded => None,
        }
    });
    let kept = match (&bracketed, time) {
        (Some(found), Some(_)) => found.before.len(),
        _ => whole.len(),
    };
    (Markup::of(line).cut_after(kept), time)
}

fn tokens(line: &[Piece]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(((event, start), after)) = rest.split_first() {
        rest = after;
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let end = closing(after, TagEnd::Link);
                tokens.push(Token::Link {
                    destination: dest_url.to_string(),
                    text: text(&after[..end]),
                    span: start.start..after.get(end).map_or(start.end, |(_, span)| span.end),
                });
                rest = after.get(end + 1..).unwrap_or_default();
            }
            Event::Start(Tag::Strong) => {
                let end = closing(after, TagEnd::Strong);
                let bold = &after[..end];
                let is_words = !bold
                    .iter()
                    .any(|(event, _)| matches!(event, Event::Start(_)));
                if is_words {
                    tokens.push(Token::Bold(text(bold)));
                    rest = after.get(end + 1..).unwrap_or_default();
                }
            }
            Event::Text(words) => push_words(&mut tokens, words),
            Event::Code(words) => push_plain(&mut tokens, words),
            Event::SoftBreak | Event::HardBreak => push_plain(&mut tokens, " "),
            _ => {}
        }
    }
    tokens.retain(|token| !matches!(token, Token::Words(words) if words.trim().is_empty()));
    tokens
}

fn closing(pieces: &[Piece], end: TagEnd) -> usize {
    let closes = |(event, _): &Piece| *event == Event::End(end);
    pieces.iter().position(closes).unwrap_or(pieces.len())
}

fn push_words(tokens: &mut Vec<Token>, words: &str) {
    let mut rest = words;
    // A turn has one arrow, two at most; more are left as they are.
    for _ in 0..4 {
        let Some((start, end)) = arrow_in(rest) else {
            break;
        };
        push_plain(tokens, &rest[..start]);
        tokens.push(Token::Arrow);
        rest = &rest[end..];
    }
    push_plain(tokens, rest);
}

fn push_plain(tokens: &mut Vec<Token>, words: &str) {
    match tokens.last_mut() {
        Some(Token::Words(before)) => before.push_str(words),
        _ if words.is_empty() => {}
        _ => tokens.push(Token::Words(words.to_owned())),
    }
}

fn readings(tokens: &[Token]) -> Vec<Reading> {
    if let Some(arrow) = tokens.iter().position(|token| *token == Token::Arrow) {
        // What follows a second arrow says where the answer leads, which the playbook knows.
        let right = tokens[arrow + 1..]
            .split(|token| *token == Token::Arrow)
            .next();
        return vec![Reading {
            place: place(&tokens[..arrow]),
            answer: right.and_then(answer),
        }];
    }
    if let Some(Token::Link { .. }) = tokens.first() {
        return vec![Reading {
            place: place(&tokens[..1]),
            answer: answer(&tokens[1..]),
        }];
    }
    match tokens
        .iter()
        .position(|token| matches!(token, Token::Bold(_)))
    {
        None => by_colons(&words(tokens)),
        Some(0) if tokens.len() == 1 => by_colons(&words(tokens)),
        Some(at) => {
            let at = at.max(1);
            vec![Reading {
                place: place(&tokens[..at]),
                answer: answer(&tokens[at..]),
            }]
        }
    }
}

/// Words alone: a title, or at one of the colons a title and an answer.
fn by_colons(words: &str) -> Vec<Reading> {
    let whole = Reading {
        place: RawPlace::Words(trimmed(words).to_owned()),
        answer: None,
    };
    let at_colons = words
        .char_indices()
        .filter(|&(_, c)| matches!(c, '：' | ':'));
    let parted = at_colons.take(MOST_COLONS).map(|(at, _)| Reading {
        place: RawPlace::Words(trimmed(&words[..at]).to_owned()),
        answer: Some(trimmed(&words[at..]).to_owned()).filter(|answer| !answer.is_empty()),
    });
    [whole].into_iter().chain(parted).collect()
}

fn place(tokens: &[Token]) -> RawPlace {
    let link = tokens.iter().find_map(|token| match token {
        Token::Link {
            destination, span, ..
        } => Some(RawPlace::Link {
            destination: destination.clone(),
            span: span.clone(),
        }),
        _ => None,
    });
    link.unwrap_or_else(|| RawPlace::Words(trimmed(&words(tokens)).to_owned()))
}

/// The bold words, else all of them.
fn answer(tokens: &[Token]) -> Option<String> {
    let bold = tokens.iter().find_map(|token| match token {
        Token::Bold(words) => Some(words.clone()),
        _ => None,
    });
    let answer = bold.unwrap_or_else(|| words(tokens));
    let answer = trimmed(&answer);
    (!answer.is_empty()).then(|| answer.to_owned())
}

fn words(tokens: &[Token]) -> String {
    let words = tokens.iter().map(|token| match token {
        Token::Words(words) | Token::Bold(words) => words.as_str(),
        Token::Link { text, .. } => text,
        Token::Arrow => "→",
    });
    words.collect()
}

/// What names a step in a line that names nothing else.
pub(super) fn only_place(line: &[Piece]) -> RawPlace {
    place(&tokens(line))
}

/// The items of the lists under a turn. Paragraphs and quotes there are for whoever leads the drill.
fn deeds(whole: &[Piece]) -> Vec<RawDeed> {
    let lists = parts(inside(whole))
        .into_iter()
        .filter(|part| matches!(part.first(), Some((Event::Start(Tag::List(_)), _))));
    let items = lists.flat_map(|list| parts(inside(list)));
    let deeds = items.map(|item| {
        let line = inline(item);
        let ticked = item.iter().take(3).find_map(|(event, _)| match event {
            Event::TaskListMarker(ticked) => Some(*ticked),
            _ => None,
        });
        RawDeed {
            text: text(line).trim().to_owned(),
            ticked,
            span: span(line),
        }
    });
    deeds.collect()
}
