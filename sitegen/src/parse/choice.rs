//! Lists that may be the choices of a step.
//!
//! This stage only tells which lists *could* be: every item has an arrow, or is one link. Whether one *is*
//! depends on what its links lead to, which the check stage knows.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markup::{Markup, Piece, Span, span, text};

/// A list that may be choices.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawChoices {
    /// Its items.
    pub(crate) items: Vec<RawChoice>,
    /// The whole list, for the page and for when it is prose after all.
    pub(crate) markup: Markup,
}

/// One item of such a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawChoice {
    /// What stands before the first arrow, or the words of the only link.
    pub(crate) label: String,
    /// Whether all of the label is bold.
    pub(crate) label_is_bold: bool,
    /// Whether it has an arrow.
    pub(crate) has_arrow: bool,
    /// What stands after the first arrow.
    pub(crate) goes: Vec<Going>,
    /// What stands under the item, in words.
    pub(crate) under: String,
    /// Where it stands.
    pub(crate) span: Span,
}

/// A piece of what stands after an arrow.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Going {
    /// `**P0**`: a severity, perhaps.
    Bold(String),
    /// A link.
    Link {
        /// As written.
        destination: String,
        /// Its words.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// Anything else.
    Words(String),
}

/// `>` and `＞` are comparisons more often than arrows, so they are none.
const ARROWS: [&str; 19] = [
    "→", "⇒", "➡️", "➡", "➜", "➔", "➝", "➞", "⟶", "⟹", "⇨", "—>", "–>", "-->", "==>", "->", "=>",
    "－>", "－＞",
];

/// The first arrow in a text: where it starts and ends.
pub(super) fn arrow_in(text: &str) -> Option<(usize, usize)> {
    ARROWS
        .iter()
        .filter_map(|arrow| text.find(arrow).map(|at| (at, at + arrow.len())))
        .min_by_key(|&(start, end)| (start, std::cmp::Reverse(end)))
}

/// Whether a text has an arrow.
pub(crate) fn has_arrow(text: &str) -> bool {
    arrow_in(text).is_some()
}

/// Reads the inline content of a list item.
pub(crate) fn choice(inline: &[Piece]) -> Option<RawChoice> {
    with_arrow(inline).or_else(|| only_link(inline))
}

impl RawChoice {
    /// Whether it looks like leading somewhere in this site, as far as one page can tell.
    pub(crate) fn leads_by_its_looks(&self) -> bool {
        self.has_arrow
            && self.goes.iter().any(|going| match going {
                Going::Link { destination, .. } => !destination.contains("://"),
                Going::Bold(words) | Going::Words(words) => {
                    let words = words.to_lowercase();
                    words.contains("step ") || words.contains("步")
                }
            })
    }
}

fn with_arrow(inline: &[Piece]) -> Option<RawChoice> {
    let mut depth = 0usize;
    for (at, (event, _)) in inline.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(words) if depth == 0 => {
                let Some((start, end)) = arrow_in(words) else {
                    continue;
                };
                let label = text(&inline[..at]) + &words[..start];
                let label = unbracketed(trimmed(&label));
                let mut goes = Vec::new();
                push_words(&mut goes, &words[end..]);
                goings(&inline[at + 1..], &mut goes);
                return Some(RawChoice {
                    label_is_bold: is_bold(&inline[..at]) && is_decoration(&words[..start]),
                    label: label.to_owned(),
                    has_arrow: true,
                    goes,
                    under: String::new(),
                    span: span(inline),
                });
            }
            _ => {}
        }
    }
    None
}

/// One link, its words after it allowed: `[故障切换](#failover)：主库不可用时`.
fn only_link(inline: &[Piece]) -> Option<RawChoice> {
    let mut goes = Vec::new();
    goings(inline, &mut goes);
    let links = goes
        .iter()
        .filter(|going| matches!(going, Going::Link { .. }))
        .count();
    let Some(Going::Link { text: label, .. }) = goes.first() else {
        return None;
    };
    let remark_is_set_off = match goes.get(1) {
        None => true,
        Some(Going::Words(words)) => words.starts_with(['：', ':', '—', '–', '-', '（', '(']),
        Some(_) => false,
    };
    (links == 1 && remark_is_set_off).then(|| RawChoice {
        label: trimmed(label).to_owned(),
        label_is_bold: false,
        has_arrow: false,
        goes: goes.clone(),
        under: String::new(),
        span: span(inline),
    })
}

/// Reads what follows an arrow; more arrows only separate.
fn goings(inline: &[Piece], goes: &mut Vec<Going>) {
    let mut rest = inline;
    while let Some(((event, start), after)) = rest.split_first() {
        rest = after;
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let end = closing(after, TagEnd::Link);
                let whole = start.start..after.get(end).map_or(start.end, |(_, span)| span.end);
                goes.push(Going::Link {
                    destination: dest_url.to_string(),
                    text: text(&after[..end]),
                    span: whole,
                });
                rest = after.get(end + 1..).unwrap_or_default();
            }
            Event::Start(Tag::Strong) => {
                let end = closing(after, TagEnd::Strong);
                let holds_link = after[..end]
                    .iter()
                    .any(|(e, _)| matches!(e, Event::Start(Tag::Link { .. })));
                if !holds_link {
                    goes.push(Going::Bold(text(&after[..end])));
                    rest = after.get(end + 1..).unwrap_or_default();
                }
            }
            Event::Text(words) | Event::Code(words) => push_words(goes, words),
            Event::SoftBreak | Event::HardBreak => push_words(goes, " "),
            _ => {}
        }
    }
}

fn closing(pieces: &[Piece], end: TagEnd) -> usize {
    pieces
        .iter()
        .position(|(event, _)| *event == Event::End(end))
        .unwrap_or(pieces.len())
}

fn push_words(goes: &mut Vec<Going>, words: &str) {
    let mut words_only = String::new();
    let mut rest = words;
    // Far more arrows than a choice has; what is left of a longer text stays as it is.
    for _ in 0..16 {
        let Some((start, end)) = arrow_in(rest) else {
            break;
        };
        words_only.push_str(&rest[..start]);
        words_only.push(' ');
        rest = &rest[end..];
    }
    words_only.push_str(rest);
    let words = words_only;
    match goes.last_mut() {
        Some(Going::Words(before)) => before.push_str(&words),
        _ if words.trim().is_empty() => {}
        _ => goes.push(Going::Words(words.trim_start().to_owned())),
    }
}

fn is_bold(pieces: &[Piece]) -> bool {
    let mut in_strong = 0usize;
    let mut has_words = false;
    for (event, _) in pieces {
        match event {
            Event::Start(Tag::Strong) => in_strong += 1,
            Event::End(TagEnd::Strong) => in_strong = in_strong.saturating_sub(1),
            Event::Text(words) if !is_decoration(words) => {
                if in_strong == 0 {
                    return false;
                }
                has_words = true;
            }
            _ => {}
        }
    }
    has_words
}

/// White space, colons and signs such as ✅: nothing that a label says in words.
fn is_decoration(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

/// `【是】`, `(Yes)`, `「否」`: a label in brackets, without them.
fn unbracketed(label: &str) -> &str {
    const PAIRS: [(char, char); 7] = [
        ('【', '】'),
        ('「', '」'),
        ('“', '”'),
        ('（', '）'),
        ('(', ')'),
        ('[', ']'),
        ('"', '"'),
    ];
    PAIRS
        .iter()
        .find_map(|&(open, close)| {
            let inner = label.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close])).then(|| inner.trim())
        })
        .filter(|inner| !inner.is_empty())
        .unwrap_or(label)
}

/// Cuts what joins words to what comes next: colons, commas, white space.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '：' | ':' | '，' | ',' | '；' | ';')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markdown: &'static str) -> Option<RawChoice> {
        let pieces: Vec<Piece> = pulldown_cmark::Parser::new(markdown)
            .into_offset_iter()
            .collect();
        choice(crate::markup::inside(&pieces))
    }

    #[test]
    fn an_arrow_parts_label_and_target() {
        let choice = read("**是，完全不可用** → [启动战争室](#war-room)：按 P0 处理").unwrap();
        assert_eq!(choice.label, "是，完全不可用");
        assert!(choice.label_is_bold && choice.has_arrow);
        assert!(
            matches!(&choice.goes[..], [Going::Link { destination, text, .. }, Going::Words(rest)]
            if destination == "#war-room" && text == "启动战争室" && rest == "：按 P0 处理")
        );
    }

    #[test]
    fn a_severity_may_stand_between() {
        for markdown in ["是 → **P0** → [战争室](#w)", "是 -> **P0**，[战争室](#w)"] {
            let choice = read(markdown).unwrap();
            assert!(!choice.label_is_bold);
            assert_eq!(choice.goes[0], Going::Bold("P0".into()), "{markdown}");
            assert!(matches!(choice.goes.last(), Some(Going::Link { .. })));
        }
    }

    #[test]
    fn one_link_is_enough() {
        let choice = read("[切换](#failover)：主库不可用").unwrap();
        assert_eq!((choice.label.as_str(), choice.has_arrow), ("切换", false));
        assert_eq!(read("见 [切换](#failover)"), None);
        assert_eq!(read("[a](#a) 和 [b](#b)"), None);
        assert_eq!(read("`a -> b`"), None);
        assert_eq!(read("没有箭头"), None);
    }

    #[test]
    fn labels_and_arrows_are_those_that_people_write() {
        for (item, label, is_bold) in [
            ("是 → [a](#a)", "是", false),
            ("**是**：→ [a](#a)", "是", true),
            ("✅ **Yes** -> [a](#a)", "✅ Yes", true),
            ("❌ No ⟶ [a](#a)", "❌ No", false),
            ("【是】⇒ [a](#a)", "是", false),
            ("(Yes) --> [a](#a)", "Yes", false),
            ("**Timeout** (> 5 s) —> [a](#a)", "Timeout (> 5 s)", false),
            ("a ➔ [b](#b)", "a", false),
        ] {
            let choice = read(item).unwrap_or_else(|| panic!("{item}"));
            assert_eq!(
                (choice.label.as_str(), choice.label_is_bold),
                (label, is_bold),
                "{item}"
            );
        }
        for prose in ["CPU > 90%", "内存 ＞ 80%", "a 〉 b", "a ≥ b"] {
            assert_eq!(read(prose), None, "{prose}");
        }
    }
}
