//! Formats that hold data: keys and values.

use super::Token;
use super::code::is_value;
use super::scanner::Scanner;

/// JSON, with the comments that some readers of it allow.
pub(super) fn json(scanner: &mut Scanner<'_>) {
    while let Some(byte) = scanner.peek() {
        let start = scanner.at;
        match byte {
            b'"' => {
                scanner.at += 1;
                scanner.take_string(b'"', true, false);
                let is_key = scanner.rest().trim_start().starts_with(':');
                scanner.mark(start, if is_key { Token::Name } else { Token::String });
            }
            b'/' if scanner.starts_with("//") => {
                scanner.take_line();
                scanner.mark(start, Token::Comment);
            }
            _ if byte.is_ascii_alphanumeric() || byte == b'-' => value(scanner),
            _ => scanner.step(),
        }
    }
}

/// YAML, line by line.
pub(super) fn yaml(scanner: &mut Scanner<'_>) {
    while !scanner.is_done() {
        let line_start = scanner.at;
        scanner.take_while(|byte| matches!(byte, b' ' | b'\t'));
        while scanner.starts_with("- ") {
            scanner.at += 1;
            scanner.take_while(|byte| byte == b' ');
        }
        let line = scanner.rest().split('\n').next().unwrap_or_default();
        if let Some(length) = key_length(line) {
            let start = scanner.at;
            scanner.at += length;
            scanner.mark(start, Token::Name);
            scanner.at += 1;
        }
        let holds_text = values(scanner, "#");
        scanner.at = (scanner.at + 1).min(scanner.text.len());
        if holds_text {
            let indent = scanner.text[line_start..].len()
                - scanner.text[line_start..].trim_start_matches(' ').len();
            indented_text(scanner, indent);
        }
    }
}

/// How long the key at the start of a line is.
fn key_length(line: &str) -> Option<usize> {
    if line.starts_with(['#', '[', '{']) {
        return None;
    }
    let from = match line.chars().next()? {
        quote @ ('"' | '\'') => 1 + line[1..].find(quote)? + 1,
        _ => 0,
    };
    let colon = from
        + line[from..]
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| matches!(line[from + at + 1..].chars().next(), None | Some(' ')))?;
    (!line[..colon].contains(" #")).then_some(colon)
}

/// What is further in than `indent`, after `|` or `>`.
fn indented_text(scanner: &mut Scanner<'_>, indent: usize) {
    let start = scanner.at;
    while !scanner.is_done() {
        let line = scanner.rest().split('\n').next().unwrap_or_default();
        let own = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() && own <= indent {
            break;
        }
        scanner.at = (scanner.at + line.len() + 1).min(scanner.text.len());
    }
    scanner.mark(start, Token::String);
}

/// TOML, ini, properties: sections, keys before `=`, values.
pub(super) fn settings(scanner: &mut Scanner<'_>) {
    while !scanner.is_done() {
        scanner.take_while(|byte| byte.is_ascii_whitespace());
        let start = scanner.at;
        let line = scanner.rest().split('\n').next().unwrap_or_default();
        if line.starts_with(['#', ';']) {
            scanner.take_line();
            scanner.mark(start, Token::Comment);
        } else if line.starts_with('[') {
            scanner.at += line.find(" #").unwrap_or(line.len());
            scanner.at = start + scanner.text[start..scanner.at].trim_end().len();
            scanner.mark(start, Token::Keyword);
            values(scanner, "#;");
        } else {
            if let Some(equals) = line.find('=') {
                scanner.at += line[..equals].trim_end().len();
                scanner.mark(start, Token::Name);
                scanner.at = start + equals + 1;
            }
            values(scanner, "#;");
        }
    }
}

/// The values up to the end of the line; whether the text of the last one is on the lines below.
fn values(scanner: &mut Scanner<'_>, comments: &str) -> bool {
    let mut holds_text = false;
    while let Some(byte) = scanner.peek() {
        let start = scanner.at;
        match byte {
            b'\n' => break,
            b'"' | b'\'' => {
                let tripled = scanner.text[start..].starts_with("\"\"\"");
                scanner.at += if tripled { 3 } else { 1 };
                if tripled {
                    scanner.take_past("\"\"\"");
                } else {
                    scanner.take_string(byte, byte == b'"', false);
                }
                scanner.mark(start, Token::String);
            }
            _ if comments.as_bytes().contains(&byte) && scanner.before().is_ascii_whitespace() => {
                scanner.take_line();
                scanner.mark(start, Token::Comment);
            }
            b'&' | b'*' if scanner.before().is_ascii_whitespace() => {
                scanner.at += 1;
                scanner.take_while(is_in_value);
                scanner.mark(start, Token::Variable);
            }
            b'|' | b'>' if scanner.before() == b' ' => {
                let rest = scanner.take_line();
                holds_text = rest.len() <= 3;
            }
            _ if is_in_value(byte) => value(scanner),
            _ => scanner.step(),
        }
    }
    holds_text
}

/// One bare value: a number, a word that stands for a value, or text.
fn value(scanner: &mut Scanner<'_>) {
    let start = scanner.at;
    let word = scanner.take_while(is_in_value);
    let digits = word.trim_start_matches(['-', '+']);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-'));
    if is_number || is_value(word) {
        scanner.mark(start, Token::Number);
    }
}

fn is_in_value(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'')
}
