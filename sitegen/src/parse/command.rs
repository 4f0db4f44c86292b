//! Fenced blocks that are copied into a terminal, and the `<inputs>` in them.

use std::collections::HashSet;

use domain::{CommandPart, InputName};

/// Languages of shells and query consoles. Anything else is shown, not run.
const LANGUAGES: [&str; 28] = [
    "bash",
    "bat",
    "batch",
    "cmd",
    "console",
    "cypher",
    "es",
    "fish",
    "http",
    "influxql",
    "kql",
    "ksh",
    "logql",
    "mongo",
    "mongosh",
    "mysql",
    "plsql",
    "postgresql",
    "powershell",
    "promql",
    "ps1",
    "psql",
    "pwsh",
    "redis",
    "sh",
    "shell",
    "sql",
    "zsh",
];

const LONGEST_NAME_BYTES: usize = 96;

/// The language of a fence when its content is something to run: the first word of its info string.
pub(crate) fn command_language(info: &str) -> Option<&str> {
    let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
    let known = language.to_ascii_lowercase();
    (LANGUAGES.contains(&known.as_str()) || known == "shell-session" || known == "zsh-session")
        .then_some(language)
}

/// Cuts `<name>` out of a command.
///
/// A name has no white space and is not closed like a tag (`</name>`); `<<EOF`, `< file`, `<=` and
/// `<(…)` are the shell's own.
pub(crate) fn command_parts(text: &str) -> Vec<CommandPart> {
    let mut parts = Vec::new();
    let tags = closed_tags(text);
    let mut plain_from = 0;
    let mut look_from = 0;
    while let Some(open) = text[look_from..].find('<').map(|at| look_from + at) {
        look_from = open + 1;
        let Some(name) = input_at(text, open, &tags) else {
            continue;
        };
        let after = open + 1 + name.as_str().len() + 1;
        if open > plain_from {
            parts.push(CommandPart::Text(text[plain_from..open].to_owned()));
        }
        parts.push(CommandPart::Input(name));
        (plain_from, look_from) = (after, after);
    }
    if plain_from < text.len() {
        parts.push(CommandPart::Text(text[plain_from..].to_owned()));
    }
    parts
}

/// The names in `</name>`.
fn closed_tags(text: &str) -> HashSet<&str> {
    let names = text.split("</").skip(1).filter_map(|rest| {
        let end = rest
            .bytes()
            .take(LONGEST_NAME_BYTES)
            .position(|byte| byte == b'>')?;
        Some(&rest[..end])
    });
    names.collect()
}

fn input_at(text: &str, open: usize, tags: &HashSet<&str>) -> Option<InputName> {
    if text[..open].ends_with('<') {
        return None;
    }
    let rest = &text[open + 1..];
    let length = rest
        .bytes()
        .take(LONGEST_NAME_BYTES)
        .position(|byte| byte == b'>')?;
    let name = &rest[..length];
    let begins_well = name.starts_with(char::is_alphabetic);
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if begins_well && is_name && !tags.contains(name) {
        InputName::new(name).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        command_parts(text)
            .iter()
            .map(|part| match part {
                CommandPart::Text(text) => text.clone(),
                CommandPart::Input(name) => format!("[{name}]"),
            })
            .collect()
    }

    #[test]
    fn inputs_are_told_from_redirections() {
        for (command, expected) in [
            (
                "kubectl logs <pod> -n <命名空间>",
                "kubectl logs [pod] -n [命名空间]",
            ),
            ("<a><b>", "[a][b]"),
            ("psql < query.sql > out.txt", "psql < query.sql > out.txt"),
            ("cat <<EOF>x", "cat <<EOF>x"),
            ("diff <(a) <(b)>c", "diff <(a) <(b)>c"),
            ("echo '<b>x</b>'", "echo '<b>x</b>'"),
            ("WHERE a<b AND c>d", "WHERE a<b AND c>d"),
            ("x <1> y <- z", "x <1> y <- z"),
            ("<", "<"),
        ] {
            assert_eq!(shown(command), expected);
        }
    }

    #[test]
    fn only_shells_and_queries_are_commands() {
        assert_eq!(command_language("bash title=x"), Some("bash"));
        assert_eq!(command_language("SQL"), Some("SQL"));
        for other in ["", "rust", "yaml", "text", "python"] {
            assert_eq!(command_language(other), None);
        }
    }
}
