//! Commands that are known to destroy: they are held to copy even where the author wrote no caution.

use crate::words::{Language, words};

/// What must stand in a command, as words in this order, for it to be destructive.
const PATTERNS: [&[&str]; 17] = [
    &["rm", "-rf"],
    &["rm", "-fr"],
    &["rm", "-r"],
    &["flushall"],
    &["flushdb"],
    &["drop", "table"],
    &["drop", "database"],
    &["drop", "schema"],
    &["truncate", "table"],
    &["delete", "from"],
    &["kubectl", "delete"],
    &["git", "push", "--force"],
    &["git", "push", "-f"],
    &["terraform", "destroy"],
    &["helm", "uninstall"],
    &["docker", "system", "prune"],
    &["mkfs"],
];

/// Why a command must be held to copy, in the playbook's language.
pub(super) fn caution(command: &str, language: Language) -> Option<String> {
    let found = command.lines().find_map(pattern_in)?;
    let values = [("command", found.join(" "))];
    Some(words().filled(language, "command.destructive", &values))
}

fn pattern_in(line: &str) -> Option<&'static [&'static str]> {
    let line = line.trim_start();
    if line.starts_with('#') || line.starts_with("--") {
        return None;
    }
    let lower = line.to_lowercase();
    let spoken: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'' | '(' | ')' | '|'))
        .collect();
    PATTERNS.into_iter().find(|pattern| {
        let mut rest = spoken.iter();
        pattern.iter().all(|word| rest.any(|spoken| spoken == word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destruction_is_recognised() {
        for (command, is_destructive) in [
            ("rm -rf /data/cache", true),
            ("redis-cli -h x FLUSHALL", true),
            ("kubectl -n a delete pod b", true),
            ("psql -c 'DROP TABLE a'", true),
            ("# rm -rf would be too much\nls", false),
            ("kubectl get pods --sort-by=delete", false),
            ("terraform plan", false),
        ] {
            assert_eq!(
                caution(command, Language::English).is_some(),
                is_destructive,
                "{command}"
            );
        }
    }
}
