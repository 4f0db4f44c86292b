//! How wide words are, and where they break: no browser is asked, so widths are a careful guess on the wide side.

use unicode_width::UnicodeWidthChar;

/// Lines of words and the room they take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// From top to bottom; empty when there are no words.
    pub(crate) lines: Vec<String>,
    /// Of the longest line, in pixels.
    pub(crate) width: i32,
}

/// Thousandths of the font's size that a character takes in a wide interface font.
fn thousandths(character: char) -> i32 {
    match character {
        'i' | 'l' | 'j' | '.' | ',' | '\'' | '|' | '!' | ':' | ';' | ' ' => 330,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' | '`' | '"' => 420,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 980,
        'A'..='Z' | '&' | '<' | '>' | '=' | '+' | '~' | '→' => 740,
        character => match character.width().unwrap_or(0) {
            0 => 0,
            1 => 630,
            _ => 1000,
        },
    }
}

/// How wide a line is at that font size, in whole pixels.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let sum: i32 = text
        .chars()
        .fold(0i32, |sum, c| sum.saturating_add(thousandths(c)));
    // Rounded up, so that nothing is ever wider than we say.
    sum.saturating_mul(size).saturating_add(999) / 1000
}

/// What may not begin a line.
const CLOSING: &str = "，。、：；！？）》」』”’…,.:;!?)]}%";
/// What may not end a line.
const OPENING: &str = "（《「『“‘([{";

/// Breaks words into lines no wider than `most` pixels, at most `most_lines` of them; what is left ends in `…`.
pub(super) fn wrap(text: &str, size: i32, most: i32, most_lines: usize) -> Words {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut is_cut = false;
    for piece in pieces(text) {
        let joined = width(&line, size) + width(piece.trim_end(), size);
        if !line.is_empty() && joined > most {
            lines.push(line.trim_end().to_owned());
            line.clear();
            if lines.len() == most_lines {
                is_cut = true;
                break;
            }
        }
        if line.is_empty() && piece.trim().is_empty() {
            continue;
        }
        line.push_str(piece);
        is_cut = !hard_break(&mut line, &mut lines, size, most, most_lines);
        if is_cut {
            break;
        }
    }
    if !is_cut && !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    if is_cut && let Some(last) = lines.last_mut() {
        while width(last, size) + size > most && last.pop().is_some() {}
        last.push('…');
    }
    let width = lines.iter().map(|line| width(line, size)).max();
    Words {
        width: width.unwrap_or(0),
        lines,
    }
}

/// Cuts a word that no line can hold. Tells whether there was room for all of it.
fn hard_break(
    line: &mut String,
    lines: &mut Vec<String>,
    size: i32,
    most: i32,
    most_lines: usize,
) -> bool {
    while width(line.trim_end(), size) > most {
        let mut taken = 0;
        let fits = line.char_indices().take_while(|&(_, c)| {
            taken += thousandths(c) * size;
            taken <= most * 1000
        });
        let end = fits
            .map(|(at, c)| at + c.len_utf8())
            .last()
            .unwrap_or_else(|| line.chars().next().map_or(0, char::len_utf8));
        if end == 0 || end >= line.len() {
            return true;
        }
        let rest = line.split_off(end);
        lines.push(std::mem::replace(line, rest));
        if lines.len() == most_lines {
            return false;
        }
    }
    true
}

/// Words that stay together: a Latin word with the space after it, one Han character with the marks that belong to it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if let Some(before) = before
            && may_break(before, character)
        {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(character);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after.is_whitespace() || CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    let is_wide = |c: char| c.width().unwrap_or(0) == 2;
    before.is_whitespace() || is_wide(before) || is_wide(after) || matches!(before, '/' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_is_twice_as_wide_as_a_letter_or_nearly() {
        assert_eq!(width("故障", 13), 26);
        assert!(width("ab", 13) < 20);
        assert_eq!(width("", 13), 0);
    }

    #[test]
    fn lines_break_where_a_reader_expects() {
        let lines = |text, most| wrap(text, 10, most, 3).lines;
        assert_eq!(lines("判定故障等级", 40), ["判定故障", "等级"]);
        assert_eq!(lines("看（P0），再说", 58), ["看（P0），", "再说"]);
        assert_eq!(lines("Check the pool now", 70), ["Check the", "pool now"]);
        assert_eq!(lines("", 40), Vec::<String>::new());
        assert_eq!(lines("  a ", 40), ["a"]);
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_mark() {
        let found = wrap("一二三四五六七八九十", 10, 40, 2);
        assert_eq!(found.lines, ["一二三四", "五六七…"]);
        let found = wrap(&"a".repeat(500), 10, 60, 2);
        assert_eq!(found.lines.len(), 2);
        assert!(found.width <= 60, "{found:?}");
    }
}
