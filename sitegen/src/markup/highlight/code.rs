//! Languages made of words, strings and comments.

use super::Token;
use super::scanner::{Scanner, is_word};

/// How such a language writes things.
pub(super) struct Code {
    /// What begins a comment up to the end of the line.
    pub(super) line_comments: &'static [&'static str],
    /// What begins and ends a longer one.
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    pub(super) strings: &'static [Quote],
    /// In the order of their bytes.
    pub(super) keywords: &'static [&'static str],
    pub(super) ignores_case: bool,
    /// A `'` may stand before a name that is no string.
    pub(super) has_lifetimes: bool,
}

/// How a string is written.
pub(super) struct Quote {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// A backslash hides what follows.
    pub(super) escapes: bool,
    pub(super) many_lines: bool,
}

/// Words that stand for a value in one language or another.
const VALUES: [&str; 10] = [
    "False",
    "None",
    "True",
    "false",
    "nil",
    "null",
    "off",
    "on",
    "true",
    "undefined",
];

/// Whether a word stands for a value.
pub(super) fn is_value(word: &str) -> bool {
    VALUES.binary_search(&word).is_ok()
}

impl Code {
    pub(super) fn scan(&self, scanner: &mut Scanner<'_>) {
        while let Some(byte) = scanner.peek() {
            if byte.is_ascii_whitespace() {
                scanner.at += 1;
            } else if !self.comment(scanner) && !self.string(scanner) {
                self.word(scanner, byte);
            }
        }
    }

    fn comment(&self, scanner: &mut Scanner<'_>) -> bool {
        let start = scanner.at;
        match self.block_comment {
            Some((open, close)) if scanner.starts_with(open) => {
                scanner.at += open.len();
                scanner.take_past(close);
            }
            _ if self
                .line_comments
                .iter()
                .any(|open| scanner.starts_with(open)) =>
            {
                scanner.take_line();
            }
            _ => return false,
        }
        scanner.mark(start, Token::Comment);
        true
    }

    fn string(&self, scanner: &mut Scanner<'_>) -> bool {
        let Some(quote) = self
            .strings
            .iter()
            .find(|quote| scanner.starts_with(quote.open))
        else {
            return false;
        };
        if self.has_lifetimes && quote.open == "'" && is_lifetime(scanner.rest()) {
            scanner.at += 1;
            scanner.take_while(is_word);
            return true;
        }
        let start = scanner.at;
        scanner.at += quote.open.len();
        match *quote.close.as_bytes() {
            [close] => scanner.take_string(close, quote.escapes, quote.many_lines),
            _ => scanner.take_past(quote.close),
        }
        scanner.mark(start, Token::String);
        true
    }

    fn word(&self, scanner: &mut Scanner<'_>, first: u8) {
        let start = scanner.at;
        if first.is_ascii_digit() {
            scanner.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
            scanner.mark(start, Token::Number);
        } else if is_word(first) {
            let word = scanner.take_while(is_word);
            if self.is_keyword(word) {
                scanner.mark(start, Token::Keyword);
            } else if is_value(word) {
                scanner.mark(start, Token::Number);
            } else if scanner.peek() == Some(b'(') {
                scanner.mark(start, Token::Name);
            }
        } else if matches!(first, b'@' | b'$') {
            scanner.at += 1;
            if !scanner.take_while(is_word).is_empty() {
                let is_decorator = first == b'@';
                scanner.mark(
                    start,
                    if is_decorator {
                        Token::Name
                    } else {
                        Token::Variable
                    },
                );
            }
        } else {
            scanner.step();
        }
    }

    fn is_keyword(&self, word: &str) -> bool {
        if self.ignores_case {
            let lower = word.to_ascii_lowercase();
            self.keywords.binary_search(&lower.as_str()).is_ok()
        } else {
            self.keywords.binary_search(&word).is_ok()
        }
    }
}

impl Quote {
    /// One line between two marks of one kind.
    pub(super) const fn line(mark: &'static str) -> Self {
        Self {
            open: mark,
            close: mark,
            escapes: true,
            many_lines: false,
        }
    }

    /// As it stands, line breaks included, up to the closing mark.
    pub(super) const fn raw(open: &'static str, close: &'static str) -> Self {
        Self {
            open,
            close,
            escapes: false,
            many_lines: true,
        }
    }
}

/// `'a` of Rust, which opens nothing.
fn is_lifetime(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    let first = characters.next();
    first != Some('\\') && characters.next() != Some('\'')
}
