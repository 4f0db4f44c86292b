//! Formats that are read line by line, or by their angle brackets.

use super::Token;
use super::scanner::Scanner;

/// What changed between two texts.
pub(super) fn diff(scanner: &mut Scanner<'_>) {
    while !scanner.is_done() {
        let start = scanner.at;
        let line = scanner.take_line();
        let is_head = ["---", "+++", "diff ", "index "]
            .iter()
            .any(|head| line.starts_with(head));
        match line.as_bytes().first() {
            _ if is_head => scanner.mark(start, Token::Keyword),
            Some(b'@') => scanner.mark(start, Token::Name),
            Some(b'+') => scanner.mark(start, Token::Inserted),
            Some(b'-') => scanner.mark(start, Token::Deleted),
            _ => {}
        }
        scanner.at = (scanner.at + 1).min(scanner.text.len());
    }
}

/// A request or an answer: its first line, its headers, its body.
pub(super) fn http(scanner: &mut Scanner<'_>) {
    let start = scanner.at;
    scanner.take_while(|byte| !byte.is_ascii_whitespace());
    scanner.mark(start, Token::Keyword);
    scanner.take_line();
    while !scanner.is_done() {
        scanner.at += 1;
        let start = scanner.at;
        let line = scanner.rest().split('\n').next().unwrap_or_default();
        if line.trim().is_empty() {
            super::data::json(scanner);
            return;
        }
        if let Some(colon) = line.find(": ") {
            scanner.at += colon;
            scanner.mark(start, Token::Name);
        }
        scanner.take_line();
    }
}

/// The console of a store: every line begins with a command.
pub(super) fn commands(scanner: &mut Scanner<'_>) {
    while !scanner.is_done() {
        let start = scanner.at;
        if scanner.peek() == Some(b'#') {
            scanner.take_line();
            scanner.mark(start, Token::Comment);
        } else {
            scanner.take_while(|byte| !byte.is_ascii_whitespace());
            scanner.mark(start, Token::Name);
            while let Some(byte) = scanner.peek().filter(|&byte| byte != b'\n') {
                let start = scanner.at;
                scanner.step();
                if matches!(byte, b'"' | b'\'') {
                    scanner.take_string(byte, true, false);
                    scanner.mark(start, Token::String);
                }
            }
        }
        scanner.at = (scanner.at + 1).min(scanner.text.len());
    }
}

/// Blocks of directives: the first word of each says what it sets.
pub(super) fn nginx(scanner: &mut Scanner<'_>) {
    let mut is_first = true;
    while let Some(byte) = scanner.peek() {
        let start = scanner.at;
        match byte {
            b'#' if scanner.before().is_ascii_whitespace() => {
                scanner.take_line();
                scanner.mark(start, Token::Comment);
            }
            b';' | b'{' | b'}' => {
                scanner.at += 1;
                is_first = true;
            }
            b'"' | b'\'' => {
                scanner.at += 1;
                scanner.take_string(byte, true, true);
                scanner.mark(start, Token::String);
            }
            b'$' => {
                scanner.at += 1;
                scanner.take_while(super::scanner::is_word);
                scanner.mark(start, Token::Variable);
            }
            _ if byte.is_ascii_whitespace() => scanner.at += 1,
            _ => {
                scanner.take_while(|byte| {
                    !byte.is_ascii_whitespace()
                        && !matches!(byte, b';' | b'{' | b'}' | b'$' | b'"' | b'\'')
                });
                let word = &scanner.text[start..scanner.at];
                let begins = scanner.text[..start].ends_with(char::is_whitespace) || start == 0;
                if is_first {
                    scanner.mark(start, Token::Keyword);
                } else if begins && word.starts_with(|c: char| c.is_ascii_digit()) {
                    scanner.mark(start, Token::Number);
                }
                is_first = false;
            }
        }
    }
}

/// Tags, their attributes, comments.
pub(super) fn tags(scanner: &mut Scanner<'_>) {
    while !scanner.is_done() {
        let start = scanner.at;
        if scanner.starts_with("<!--") {
            scanner.take_past("-->");
            scanner.mark(start, Token::Comment);
        } else if scanner.peek() == Some(b'<') {
            scanner.at += 1;
            scanner.take_while(|byte| matches!(byte, b'/' | b'?' | b'!'));
            let name = scanner.at;
            scanner.take_while(is_in_name);
            scanner.mark(name, Token::Name);
            attributes(scanner);
        } else {
            scanner.take_while(|byte| byte != b'<');
        }
    }
}

fn attributes(scanner: &mut Scanner<'_>) {
    while let Some(byte) = scanner.peek() {
        let start = scanner.at;
        match byte {
            b'<' => return,
            b'>' => {
                scanner.at += 1;
                return;
            }
            b'"' | b'\'' => {
                scanner.at += 1;
                scanner.take_string(byte, false, true);
                scanner.mark(start, Token::String);
            }
            _ if is_in_name(byte) => {
                scanner.take_while(is_in_name);
                scanner.mark(start, Token::Variable);
            }
            _ => scanner.step(),
        }
    }
}

fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.') || byte >= 0x80
}
