//! Shells: commands, their options, quotations and variables; terminals, which show them behind a prompt.

use super::Token;
use super::scanner::{Scanner, is_word};

/// In the order of their bytes.
const KEYWORDS: [&str; 21] = [
    "[[", "]]", "case", "do", "done", "elif", "else", "esac", "export", "fi", "for", "function",
    "if", "in", "local", "return", "then", "time", "until", "while", "{",
];

/// Words after which a command stands.
const LEADING: [&str; 10] = [
    "do", "elif", "else", "if", "sudo", "then", "time", "until", "while", "{",
];

/// A script.
pub(super) fn shell(scanner: &mut Scanner<'_>) {
    Shell {
        command_next: true,
        here: None,
    }
    .scan(scanner);
}

/// What a terminal showed: commands stand behind a prompt, the rest is what they said.
pub(super) fn console(scanner: &mut Scanner<'_>) {
    while !scanner.is_done() {
        let start = scanner.at;
        scanner.at += prompt_length(scanner.rest());
        if scanner.at > start {
            scanner.mark(start, Token::Prompt);
            Shell {
                command_next: true,
                here: None,
            }
            .line(scanner);
        } else {
            scanner.take_line();
        }
        if !scanner.is_done() {
            scanner.at += 1;
        }
    }
}

/// `$ `, `# `, `user@host:~$ `, `db=> `.
fn prompt_length(line: &str) -> usize {
    let line = line.split('\n').next().unwrap_or_default();
    let Some(end) = line.find(['$', '#', '%', '>']) else {
        return 0;
    };
    let who = &line[..end];
    let is_prompt = who.is_empty() || who.contains('@') || who.ends_with(['=', '-']);
    if is_prompt && !who.contains(' ') && line[end + 1..].starts_with(' ') {
        end + 2
    } else {
        0
    }
}

/// Instructions, which may hold shell commands.
pub(super) fn dockerfile(scanner: &mut Scanner<'_>) {
    while !scanner.is_done() {
        scanner.take_while(|byte| byte.is_ascii_whitespace());
        let start = scanner.at;
        let word = scanner.take_while(|byte| byte.is_ascii_uppercase());
        let mut shell = Shell {
            command_next: matches!(word, "RUN" | "CMD" | "ENTRYPOINT"),
            here: None,
        };
        scanner.mark(start, Token::Keyword);
        shell.line(scanner);
    }
}

struct Shell {
    /// The next word is the name of a command.
    command_next: bool,
    /// The word that ends the text after this line.
    here: Option<String>,
}

impl Shell {
    fn scan(&mut self, scanner: &mut Scanner<'_>) {
        while !scanner.is_done() {
            self.line(scanner);
            if !scanner.is_done() {
                scanner.at += 1;
                self.command_next = true;
                self.here_text(scanner);
            }
        }
    }

    /// Up to a line break that no backslash hides.
    fn line(&mut self, scanner: &mut Scanner<'_>) {
        while let Some(byte) = scanner.peek() {
            match byte {
                b'\n' => return,
                b'\\' => {
                    scanner.at += 1;
                    scanner.step();
                }
                b'#' if is_gap(scanner.before()) => {
                    let start = scanner.at;
                    scanner.take_line();
                    scanner.mark(start, Token::Comment);
                }
                b'\'' => {
                    let start = scanner.at;
                    scanner.at += 1;
                    scanner.take_past("'");
                    scanner.mark(start, Token::String);
                    self.command_next = false;
                }
                b'"' => self.quotation(scanner),
                b'$' => self.variable(scanner),
                b'|' | b';' | b'&' | b'(' | b'`' => {
                    scanner.at += 1;
                    self.command_next = true;
                }
                b'<' if scanner.starts_with("<<") => self.here_mark(scanner),
                b'>' | b'<' => {
                    scanner.at += 1;
                    self.command_next = false;
                }
                _ if is_gap(byte) || byte == b')' => scanner.at += 1,
                _ => self.word(scanner),
            }
        }
    }

    fn word(&mut self, scanner: &mut Scanner<'_>) {
        let start = scanner.at;
        let name = scanner.take_while(is_word);
        if self.command_next && !name.is_empty() && scanner.peek() == Some(b'=') {
            scanner.mark(start, Token::Variable);
            scanner.at += 1;
            scanner.take_while(is_in_word);
            return;
        }
        scanner.take_while(is_in_word);
        if scanner.at == start {
            scanner.step();
        }
        let word = &scanner.text[start..scanner.at];
        if word.starts_with('-') && word.len() > 1 && is_gap(start_byte(scanner, start)) {
            // The value behind `=` is no part of the option.
            let whole = scanner.at;
            scanner.at = start + word.find('=').unwrap_or(word.len());
            scanner.mark(start, Token::Keyword);
            scanner.at = whole;
        } else if self.command_next {
            let is_keyword = KEYWORDS.binary_search(&word).is_ok();
            scanner.mark(
                start,
                if is_keyword {
                    Token::Keyword
                } else {
                    Token::Name
                },
            );
            self.command_next = LEADING.contains(&word);
        } else if matches!(word, "in" | "do") {
            scanner.mark(start, Token::Keyword);
            self.command_next = word == "do";
        } else if word.bytes().all(|byte| byte.is_ascii_digit())
            && is_gap(start_byte(scanner, start))
        {
            scanner.mark(start, Token::Number);
        }
    }

    /// Between `"`, where variables are still read.
    fn quotation(&mut self, scanner: &mut Scanner<'_>) {
        self.command_next = false;
        let mut start = scanner.at;
        scanner.at += 1;
        while let Some(byte) = scanner.peek() {
            match byte {
                b'"' => {
                    scanner.at += 1;
                    break;
                }
                b'\\' => {
                    scanner.at += 1;
                    scanner.step();
                }
                b'$' => {
                    scanner.mark(start, Token::String);
                    let before = scanner.at;
                    self.variable(scanner);
                    // A `$` alone, or before a bracket, is a part of the text.
                    let is_variable = scanner.at > before + 1;
                    start = if is_variable { scanner.at } else { before };
                }
                _ => scanner.step(),
            }
        }
        scanner.mark(start, Token::String);
        self.command_next = false;
    }

    fn variable(&mut self, scanner: &mut Scanner<'_>) {
        let start = scanner.at;
        scanner.at += 1;
        match scanner.peek() {
            Some(b'{') => {
                let end = scanner.rest().find(['}', '\n']);
                let line_end = scanner.rest().find('\n').unwrap_or(scanner.rest().len());
                scanner.at += end.map_or(line_end, |end| (end + 1).min(line_end));
            }
            Some(byte) if is_word(byte) => {
                scanner.take_while(is_word);
            }
            Some(b'?' | b'@' | b'!' | b'*' | b'#' | b'$') => scanner.at += 1,
            _ => return,
        }
        scanner.mark(start, Token::Variable);
        self.command_next = false;
    }

    /// `<<EOF`, `<<-'EOF'`; `<<<` is a string given in.
    fn here_mark(&mut self, scanner: &mut Scanner<'_>) {
        scanner.at += 2;
        if scanner.peek() == Some(b'<') {
            scanner.at += 1;
            return;
        }
        scanner.take_while(|byte| matches!(byte, b'-' | b'\'' | b'"' | b' '));
        let word = scanner.take_while(is_word);
        if !word.is_empty() {
            self.here = Some(word.to_owned());
        }
        scanner.take_while(|byte| matches!(byte, b'\'' | b'"'));
        self.command_next = false;
    }

    fn here_text(&mut self, scanner: &mut Scanner<'_>) {
        let Some(end) = self.here.take() else { return };
        let start = scanner.at;
        while !scanner.is_done() {
            let line = scanner.take_line();
            if line.trim() == end {
                break;
            }
            scanner.at = (scanner.at + 1).min(scanner.text.len());
        }
        scanner.mark(start, Token::String);
        self.command_next = true;
    }
}

/// The byte before a place.
fn start_byte(scanner: &Scanner<'_>, start: usize) -> u8 {
    match start.checked_sub(1) {
        Some(before) => scanner.text.as_bytes()[before],
        None => b'\n',
    }
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// What a word of a command may hold.
fn is_in_word(byte: u8) -> bool {
    !is_gap(byte)
        && !matches!(
            byte,
            b'|' | b';' | b'&' | b'(' | b')' | b'<' | b'>' | b'"' | b'\'' | b'`' | b'$' | b'\\'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_looked_up() {
        assert!(KEYWORDS.is_sorted());
    }
}
