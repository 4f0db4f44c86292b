//! What a rule has to say for itself, as text for a terminal and as Markdown.

use std::fmt::Write as _;

use crate::check::rule::{Example, Level, RULES, Rule};

const WIDTH: usize = 92;

/// For a terminal.
pub(crate) fn text(rule: &Rule) -> String {
    let mut text = format!(
        "{} ({}): {}\n\n",
        rule.code(),
        rule.level().word(),
        rule.meaning()
    );
    text.push_str(&wrapped(rule.why()));
    text.push_str(&example("This is reported:", &rule.bad()));
    text.push_str(&example("This is not:", &rule.good()));
    let _ = write!(text, "\n{}", wrapped(&how_to_allow(rule)));
    text
}

/// A section of a page.
pub(crate) fn markdown(rule: &Rule) -> String {
    let mut text = format!("{}\n", rule.why());
    for (title, example) in [("Reported", rule.bad()), ("Not reported", rule.good())] {
        let _ = write!(text, "\n{title}:\n");
        if let Example::Told(told) = example {
            let _ = write!(text, "\n{}\n", told.words);
        }
        for (path, content) in example.files() {
            let fence = if content.contains("```") {
                "````"
            } else {
                "```"
            };
            let language = if path == crate::read::CONFIG_FILE {
                "toml"
            } else {
                "markdown"
            };
            let _ = write!(text, "\n`{path}`:\n\n{fence}{language}\n{content}{fence}\n");
        }
    }
    let _ = write!(text, "\n{}\n", how_to_allow(rule));
    text
}

/// `docs/diagnostics.md`: every rule, by number.
pub fn page() -> String {
    let mut page = "# Diagnostics\n\nEverything that `breakglass check` says, by code. `breakglass explain BG0012` shows one of them. \
                    This page is written from the rules themselves; its examples are compiled by a test.\n"
        .to_owned();
    for rule in RULES {
        let code = rule.code().to_string();
        let anchor = code.to_lowercase();
        let _ = write!(
            page,
            "\n## {code}: {} {{#{anchor}}}\n\nAn {} by default. {}",
            rule.meaning(),
            rule.level().word(),
            not_included(&markdown(rule))
        );
    }
    page.replace("An warning", "A warning")
}

/// Includes that are examples: the page is compiled as well, and is to show them.
fn not_included(text: &str) -> String {
    text.replace("\n{{#include ", "\n\\{{#include ")
}

/// Every rule in a line.
pub(crate) fn list() -> String {
    let lines = RULES.iter().map(|rule| {
        let level = rule.level().word();
        format!("{}  {level:<7}  {}\n", rule.code(), rule.meaning())
    });
    lines.collect()
}

fn how_to_allow(rule: &Rule) -> String {
    let code = rule.code();
    match rule.level() {
        Level::Refusal => "An error of this rule cannot be allowed: without mending it there is nothing sound to walk.".to_owned(),
        Level::Error | Level::Warning => format!(
            "To allow it on one page: `allow: {{ {code}: why }}` in its front matter; on all pages: `{code} = \"why\"` under `[allow]` in `breakglass.toml`."
        ),
    }
}

fn example(title: &str, example: &Example) -> String {
    let mut text = format!("\n{title}\n");
    if let Example::Told(told) = example {
        let _ = write!(text, "\n    {}\n", told.words);
    }
    for (path, content) in example.files() {
        let _ = write!(text, "\n  {path}\n");
        for line in content.lines() {
            let line = format!("    {line}");
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// Broken at spaces, counted in characters.
fn wrapped(paragraph: &str) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_spaces() {
        let text = wrapped(&"word ".repeat(60));
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.chars().count() <= WIDTH));
    }
}
