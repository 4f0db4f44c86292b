//! Fenced blocks that are copied into a terminal, and the `<inputs>` in them.

use std::collections::HashSet;

use domain::{CommandPart, InputName};

/// Languages of shells and query consoles. Anything else is shown, not run.
const LANGUAGES: [&str; 44] = [
    "bash",
    "bat",
    "batch",
    "clickhouse",
    "cmd",
    "console",
    "cql",
    "csh",
    "cypher",
    "dos",
    "es",
    "esql",
    "fish",
    "flux",
    "graphql",
    "http",
    "influxql",
    "kql",
    "ksh",
    "kusto",
    "logql",
    "mongo",
    "mongosh",
    "mysql",
    "nu",
    "pgsql",
    "plsql",
    "postgres",
    "postgresql",
    "powershell",
    "promql",
    "ps1",
    "psql",
    "pwsh",
    "redis",
    "sh",
    "shell",
    "shell-session",
    "spl",
    "sql",
    "sqlite",
    "tcsh",
    "tsql",
    "zsh",
];

/// Manifests and settings: to copy when there is something to fill in, else only to read.
const DATA_LANGUAGES: [&str; 12] = [
    "conf",
    "dotenv",
    "env",
    "hcl",
    "ini",
    "json",
    "jsonc",
    "properties",
    "terraform",
    "toml",
    "yaml",
    "yml",
];

/// Query languages in which `<` compares.
const QUERIES: [&str; 14] = [
    "clickhouse",
    "cql",
    "cypher",
    "influxql",
    "kql",
    "kusto",
    "mysql",
    "pgsql",
    "plsql",
    "postgres",
    "postgresql",
    "sql",
    "sqlite",
    "tsql",
];

const LONGEST_NAME_BYTES: usize = 96;

/// What programs print in angle brackets, and the HTML that stands alone.
const NO_INPUTS: [&str; 10] = [
    "br", "eof", "hr", "invalid", "nil", "none", "pending", "stderr", "stdin", "stdout",
];

/// The language of a fence, when its content is something to run or to copy.
///
/// `text` is what stands in it: a manifest is copied only when it has inputs.
pub(crate) fn command_language<'i>(info: &'i str, text: &str) -> Option<&'i str> {
    let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
    let known = language.to_ascii_lowercase();
    let is_known = |languages: &[&str]| languages.binary_search(&known.as_str()).is_ok();
    let is_command = is_known(&LANGUAGES)
        || known == "zsh-session"
        || known == "bash-session"
        || (is_known(&DATA_LANGUAGES) && has_input(text, &known));
    is_command.then_some(language)
}

fn has_input(text: &str, language: &str) -> bool {
    let parts = command_parts(text, language);
    parts
        .iter()
        .any(|part| matches!(part, CommandPart::Input(_)))
}

/// Cuts `<name>` out of a command.
///
/// A name begins with a letter and is not closed like a tag (`</name>`). `<<EOF`, `< file`, `<=`, `<(…)` and
/// `<in >out` are the shell's own; in a query `a < b and c > d` compares.
pub(crate) fn command_parts(text: &str, language: &str) -> Vec<CommandPart> {
    let mut parts = Vec::new();
    let tags = closed_tags(text);
    let is_query = QUERIES.binary_search(&language).is_ok();
    let mut plain_from = 0;
    let mut look_from = 0;
    while let Some(open) = text[look_from..].find('<').map(|at| look_from + at) {
        look_from = open + 1;
        let Some((name, after)) = input_at(text, open, &tags, is_query) else {
            continue;
        };
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

/// The input that opens here, and where the text goes on.
fn input_at(
    text: &str,
    open: usize,
    tags: &HashSet<&str>,
    is_query: bool,
) -> Option<(InputName, usize)> {
    if text[..open].ends_with('<') {
        return None;
    }
    let rest = &text[open + 1..];
    let length = rest
        .bytes()
        .take(LONGEST_NAME_BYTES)
        .position(|byte| byte == b'>')?;
    let name = &rest[..length];
    let follows = rest[length + 1..].chars().next();
    let is_name = name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
        && !tags.contains(name)
        && !NO_INPUTS.contains(&name.to_ascii_lowercase().as_str());
    let may_be = if name.contains(' ') {
        !is_query && is_words(name) && !follows.is_some_and(char::is_alphanumeric)
    } else {
        !redirects(&text[..open], follows)
    };
    if is_name && may_be {
        Some((InputName::new(name).ok()?, open + length + 2))
    } else {
        None
    }
}

/// `<pod name>`, not `<in.txt 2>err`.
fn is_words(name: &str) -> bool {
    let mut words = name.split(' ');
    words.all(|word| !word.is_empty() && !word.contains('.'))
        && !name.ends_with(|c: char| c.is_ascii_digit())
}

/// `sort <in>out`: what comes after an input starts a word of its own or joins it by a sign.
fn redirects(before: &str, follows: Option<char>) -> bool {
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    is_apart && follows.is_some_and(|c| c.is_alphanumeric() || matches!(c, '&' | '>' | '~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(language: &str, text: &str) -> String {
        command_parts(text, language)
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
            (
                "ssh <user>@<host>.example.com",
                "ssh [user]@[host].example.com",
            ),
            (
                "curl http://<host>:<port>/<path>/x",
                "curl http://[host]:[port]/[path]/x",
            ),
            (
                "kubectl logs <your-pod> <实例名>",
                "kubectl logs [your-pod] [实例名]",
            ),
            (
                "kubectl logs <pod name> -c x",
                "kubectl logs [pod name] -c x",
            ),
            ("psql < query.sql > out.txt", "psql < query.sql > out.txt"),
            ("psql <query.sql >out.txt", "psql <query.sql >out.txt"),
            ("sort <in>out", "sort <in>out"),
            ("run <in.txt 2>err.log", "run <in.txt 2>err.log"),
            ("make 2>&1 <in >&2", "make 2>&1 <in >&2"),
            ("cat <<EOF>x", "cat <<EOF>x"),
            ("cat <<-'EOF'\nx\nEOF", "cat <<-'EOF'\nx\nEOF"),
            ("wc <<< word > n", "wc <<< word > n"),
            ("diff <(a) <(b)>c", "diff <(a) <(b)>c"),
            ("echo '<b>x</b>'", "echo '<b>x</b>'"),
            (
                "docker images | grep '<none>'",
                "docker images | grep '<none>'",
            ),
            (
                "git commit -m 'x <a@b.example>'",
                "git commit -m 'x <a@b.example>'",
            ),
            (
                "echo ${POD} {{ .Values.pod }}",
                "echo ${POD} {{ .Values.pod }}",
            ),
            ("x <1> y <- z", "x <1> y <- z"),
            ("<", "<"),
        ] {
            assert_eq!(shown("bash", command), expected);
        }
    }

    #[test]
    fn queries_compare() {
        for (query, expected) in [
            ("WHERE a<b AND c>d", "WHERE a<b AND c>d"),
            ("WHERE a < b and c > d", "WHERE a < b and c > d"),
            ("WHERE a <> b AND c <= d", "WHERE a <> b AND c <= d"),
            ("WHERE a <b and c> d", "WHERE a <b and c> d"),
            ("KILL <id>; -- 结束 <会话>", "KILL [id]; -- 结束 [会话]"),
            ("WHERE name = '<name>'", "WHERE name = '[name]'"),
            ("SELECT '{}'::jsonb <@ x", "SELECT '{}'::jsonb <@ x"),
        ] {
            assert_eq!(shown("sql", query), expected);
        }
    }

    #[test]
    fn only_shells_queries_and_what_is_filled_in_are_commands() {
        assert_eq!(command_language("bash title=x", ""), Some("bash"));
        assert_eq!(command_language("SQL", ""), Some("SQL"));
        assert_eq!(command_language("yaml", "name: <pod>"), Some("yaml"));
        for (other, text) in [
            ("", "<pod>"),
            ("rust", "Vec<String>"),
            ("yaml", "name: pod\nbase: &a\n<<: *a\n"),
            ("yaml", "image: {{ .Values.image }}"),
            ("text", "<pod>"),
            ("python", "x = '<pod>'"),
            ("html", "<b>"),
            ("xml", "<server>"),
        ] {
            assert_eq!(command_language(other, text), None, "{other}");
        }
    }

    #[test]
    fn the_lists_can_be_searched() {
        for list in [&LANGUAGES[..], &DATA_LANGUAGES, &QUERIES, &NO_INPUTS] {
            assert!(list.is_sorted());
        }
    }
}
