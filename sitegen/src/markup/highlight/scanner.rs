//! A place in a text, and the parts that were told apart before it.

use std::ops::Range;

use super::Token;

/// Walks a text once from its start to its end; every step forward is a part of it.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    found: Vec<(Range<usize>, Token)>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            found: Vec::new(),
        }
    }

    /// The parts, in order; what lies between them is plain.
    pub(super) fn into_found(self) -> Vec<(Range<usize>, Token)> {
        self.found
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn starts_with(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    /// The character before, as a byte; a line break at the start.
    pub(super) fn before(&self) -> u8 {
        match self.at.checked_sub(1) {
            Some(before) => self.text.as_bytes()[before],
            None => b'\n',
        }
    }

    /// One character on.
    pub(super) fn step(&mut self) {
        let length = self.rest().chars().next().map_or(1, char::len_utf8);
        self.at = (self.at + length).min(self.text.len());
    }

    /// On while the bytes fit; gives what was passed. Bytes of other scripts must fit all or none.
    pub(super) fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() && fits(bytes[self.at]) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    /// On to the end of the line, the break left.
    pub(super) fn take_line(&mut self) -> &'t str {
        self.take_while(|byte| byte != b'\n')
    }

    /// On behind the next `close`, or to the end.
    pub(super) fn take_past(&mut self, close: &str) {
        self.at = self
            .rest()
            .find(close)
            .map_or(self.text.len(), |at| self.at + at + close.len());
    }

    /// On behind a string that closes on its line, or to the end of the line; a backslash hides what follows.
    pub(super) fn take_string(&mut self, close: u8, escapes: bool, many_lines: bool) {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            match bytes[self.at] {
                b'\\' if escapes => {
                    self.at += 1;
                    self.step();
                }
                b'\n' if !many_lines => return,
                byte => {
                    self.at += 1;
                    if byte == close {
                        return;
                    }
                }
            }
        }
    }

    /// What was passed since `start` is such a part.
    pub(super) fn mark(&mut self, start: usize, token: Token) {
        if start < self.at {
            self.found.push((start..self.at, token));
        }
    }
}

/// Whether a byte may stand in a name; every byte of another script may.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
