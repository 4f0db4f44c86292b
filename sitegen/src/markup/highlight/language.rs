//! The languages that are told apart, by the names that fences give them.

use std::ops::Range;

use super::Token;
use super::code::{Code, Quote};
use super::scanner::Scanner;
use super::{data, line, shell};

/// One name of every grammar, for tests that try all of them.
#[cfg(test)]
pub(super) const NAMES: [&str; 23] = [
    "sh",
    "console",
    "dockerfile",
    "json",
    "yaml",
    "toml",
    "nginx",
    "diff",
    "http",
    "redis",
    "html",
    "sql",
    "python",
    "go",
    "rust",
    "java",
    "js",
    "hcl",
    "lua",
    "promql",
    "powershell",
    "ruby",
    "c",
];

/// The parts of some code; none in a language that is not known.
pub(super) fn tokens(name: &str, text: &str) -> Vec<(Range<usize>, Token)> {
    let mut scanner = Scanner::new(text);
    match name.to_ascii_lowercase().as_str() {
        "bash" | "fish" | "ksh" | "sh" | "shell" | "zsh" => shell::shell(&mut scanner),
        "console" | "sh-session" | "shell-session" | "shellsession" | "terminal"
        | "zsh-session" => shell::console(&mut scanner),
        "docker" | "dockerfile" | "containerfile" => shell::dockerfile(&mut scanner),
        "json" | "json5" | "jsonc" | "jsonl" => data::json(&mut scanner),
        "yaml" | "yml" => data::yaml(&mut scanner),
        "cfg" | "conf" | "dotenv" | "env" | "ini" | "properties" | "systemd" | "toml" => {
            data::settings(&mut scanner);
        }
        "nginx" | "nginxconf" => line::nginx(&mut scanner),
        "diff" | "patch" => line::diff(&mut scanner),
        "http" => line::http(&mut scanner),
        "redis" => line::commands(&mut scanner),
        "html" | "svg" | "vue" | "xml" => line::tags(&mut scanner),
        other => {
            if let Some(code) = code(other) {
                code.scan(&mut scanner);
            }
        }
    }
    scanner.into_found()
}

fn code(name: &str) -> Option<&'static Code> {
    Some(match name {
        "cypher" | "influxql" | "kql" | "mysql" | "pgsql" | "plsql" | "postgres" | "postgresql"
        | "psql" | "sql" | "sqlite" => &SQL,
        "py" | "python" | "python3" => &PYTHON,
        "go" | "golang" => &GO,
        "rs" | "rust" => &RUST,
        "groovy" | "java" | "kotlin" | "kt" | "scala" => &JAVA,
        "javascript" | "js" | "jsx" | "mongo" | "mongosh" | "ts" | "tsx" | "typescript" => {
            &JAVASCRIPT
        }
        "hcl" | "terraform" | "tf" => &HCL,
        "lua" => &LUA,
        "logql" | "promql" => &PROMQL,
        "powershell" | "ps1" | "pwsh" => &POWERSHELL,
        "rb" | "ruby" => &RUBY,
        "c" | "c++" | "cpp" | "cs" | "csharp" | "h" => &C,
        _ => return None,
    })
}

const LINES: [Quote; 2] = [Quote::line("\""), Quote::line("'")];
const SLASHES: Option<(&str, &str)> = Some(("/*", "*/"));

const PLAIN: Code = Code {
    line_comments: &["//"],
    block_comment: SLASHES,
    strings: &LINES,
    keywords: &[],
    ignores_case: false,
    has_lifetimes: false,
};

static SQL: Code = Code {
    line_comments: &["--", "//"],
    strings: &[Quote::raw("'", "'"), Quote::line("\""), Quote::line("`")],
    keywords: &[
        "add",
        "all",
        "alter",
        "analyze",
        "and",
        "as",
        "asc",
        "begin",
        "between",
        "by",
        "call",
        "cascade",
        "case",
        "column",
        "commit",
        "concurrently",
        "create",
        "cross",
        "database",
        "delete",
        "desc",
        "describe",
        "distinct",
        "drop",
        "else",
        "end",
        "exists",
        "explain",
        "flush",
        "from",
        "full",
        "global",
        "grant",
        "group",
        "having",
        "in",
        "index",
        "inner",
        "insert",
        "interval",
        "into",
        "is",
        "join",
        "kill",
        "left",
        "like",
        "limit",
        "lock",
        "match",
        "not",
        "offset",
        "on",
        "optimize",
        "or",
        "order",
        "outer",
        "primary",
        "process",
        "reindex",
        "rename",
        "return",
        "returning",
        "revoke",
        "right",
        "rollback",
        "select",
        "session",
        "set",
        "show",
        "start",
        "stop",
        "table",
        "then",
        "to",
        "transaction",
        "truncate",
        "union",
        "update",
        "use",
        "user",
        "using",
        "vacuum",
        "values",
        "view",
        "when",
        "where",
        "with",
    ],
    ignores_case: true,
    ..PLAIN
};

static PYTHON: Code = Code {
    line_comments: &["#"],
    block_comment: None,
    strings: &[
        Quote::raw("\"\"\"", "\"\"\""),
        Quote::raw("'''", "'''"),
        Quote::line("\""),
        Quote::line("'"),
    ],
    keywords: &[
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
        "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "self", "try",
        "while", "with", "yield",
    ],
    ..PLAIN
};

static GO: Code = Code {
    strings: &[Quote::line("\""), Quote::raw("`", "`"), Quote::line("'")],
    keywords: &[
        "break",
        "case",
        "chan",
        "const",
        "continue",
        "default",
        "defer",
        "else",
        "fallthrough",
        "for",
        "func",
        "go",
        "goto",
        "if",
        "import",
        "interface",
        "map",
        "package",
        "range",
        "return",
        "select",
        "struct",
        "switch",
        "type",
        "var",
    ],
    ..PLAIN
};

static RUST: Code = Code {
    strings: &[
        Quote::raw("r#\"", "\"#"),
        Quote {
            open: "\"",
            close: "\"",
            escapes: true,
            many_lines: true,
        },
        Quote::line("'"),
    ],
    keywords: &[
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum",
        "extern", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut",
        "pub", "ref", "return", "self", "static", "struct", "super", "trait", "type", "unsafe",
        "use", "where", "while",
    ],
    has_lifetimes: true,
    ..PLAIN
};

static JAVA: Code = Code {
    strings: &[
        Quote::raw("\"\"\"", "\"\"\""),
        Quote::line("\""),
        Quote::line("'"),
    ],
    keywords: &[
        "abstract",
        "boolean",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "def",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extends",
        "final",
        "finally",
        "float",
        "for",
        "fun",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "int",
        "interface",
        "long",
        "new",
        "object",
        "override",
        "package",
        "private",
        "protected",
        "public",
        "record",
        "return",
        "static",
        "super",
        "switch",
        "synchronized",
        "this",
        "throw",
        "throws",
        "trait",
        "try",
        "val",
        "var",
        "void",
        "when",
        "while",
    ],
    ..PLAIN
};

static JAVASCRIPT: Code = Code {
    strings: &[
        Quote::line("\""),
        Quote::line("'"),
        Quote {
            open: "`",
            close: "`",
            escapes: true,
            many_lines: true,
        },
    ],
    keywords: &[
        "as",
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "default",
        "delete",
        "do",
        "else",
        "export",
        "extends",
        "finally",
        "for",
        "from",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "of",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "try",
        "type",
        "typeof",
        "var",
        "void",
        "while",
        "yield",
    ],
    ..PLAIN
};

static HCL: Code = Code {
    line_comments: &["#", "//"],
    strings: &[Quote::line("\"")],
    keywords: &[
        "data",
        "dynamic",
        "for",
        "if",
        "import",
        "in",
        "locals",
        "module",
        "moved",
        "output",
        "provider",
        "resource",
        "terraform",
        "variable",
    ],
    ..PLAIN
};

static LUA: Code = Code {
    line_comments: &["--"],
    block_comment: Some(("--[[", "]]")),
    strings: &[Quote::raw("[[", "]]"), Quote::line("\""), Quote::line("'")],
    keywords: &[
        "and", "break", "do", "else", "elseif", "end", "for", "function", "goto", "if", "in",
        "local", "not", "or", "repeat", "return", "then", "until", "while",
    ],
    ..PLAIN
};

static PROMQL: Code = Code {
    line_comments: &["#"],
    block_comment: None,
    strings: &[Quote::line("\""), Quote::line("'"), Quote::raw("`", "`")],
    keywords: &[
        "and",
        "avg",
        "bool",
        "bottomk",
        "by",
        "count",
        "group_left",
        "group_right",
        "ignoring",
        "json",
        "line_format",
        "logfmt",
        "max",
        "min",
        "offset",
        "on",
        "or",
        "quantile",
        "stddev",
        "sum",
        "topk",
        "unless",
        "without",
    ],
    ..PLAIN
};

static POWERSHELL: Code = Code {
    line_comments: &["#"],
    block_comment: Some(("<#", "#>")),
    strings: &[Quote::raw("\"", "\""), Quote::raw("'", "'")],
    keywords: &[
        "begin", "break", "catch", "continue", "do", "else", "elseif", "end", "finally", "for",
        "foreach", "function", "if", "in", "param", "process", "return", "switch", "throw", "try",
        "until", "while",
    ],
    ignores_case: true,
    ..PLAIN
};

static RUBY: Code = Code {
    line_comments: &["#"],
    block_comment: None,
    keywords: &[
        "and", "begin", "break", "case", "class", "def", "do", "else", "elsif", "end", "ensure",
        "if", "in", "module", "next", "not", "or", "require", "rescue", "return", "self", "then",
        "unless", "until", "when", "while", "yield",
    ],
    ..PLAIN
};

static C: Code = Code {
    keywords: &[
        "#define",
        "#include",
        "auto",
        "bool",
        "break",
        "case",
        "char",
        "class",
        "const",
        "continue",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extern",
        "float",
        "for",
        "goto",
        "if",
        "int",
        "long",
        "namespace",
        "new",
        "private",
        "public",
        "return",
        "short",
        "sizeof",
        "static",
        "struct",
        "switch",
        "typedef",
        "union",
        "unsigned",
        "using",
        "void",
        "while",
    ],
    ..PLAIN
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_looked_up() {
        for code in [
            &SQL,
            &PYTHON,
            &GO,
            &RUST,
            &JAVA,
            &JAVASCRIPT,
            &HCL,
            &LUA,
            &PROMQL,
            &POWERSHELL,
            &RUBY,
            &C,
        ] {
            assert!(code.keywords.is_sorted(), "{:?}", code.keywords);
        }
    }
}
