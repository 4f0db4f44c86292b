//! Code with its parts told apart by classes, so that the style sheet can colour them.
//!
//! The grammars here know words, strings, comments and the like, no syntax trees: that is what a reader needs to see
//! a quotation mark that is not closed, and it costs about as much as escaping the text. `docs/adr/` says what
//! else was measured.

mod code;
mod data;
mod language;
mod line;
mod scanner;
mod shell;

use std::ops::Range;

use super::escape_into;

/// More than this of code in one block stays plain: nobody reads it part by part.
const LARGEST_BLOCK_BYTES: usize = 64 * 1024;
/// A line longer than this was made by a machine.
const LONGEST_LINE_BYTES: usize = 2 * 1024;

/// What a part of some code is to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Comment,
    String,
    Number,
    Keyword,
    /// A command, function, key or tag.
    Name,
    Variable,
    /// A line that a diff takes in.
    Inserted,
    /// A line that a diff takes out.
    Deleted,
    /// What a terminal shows before a command.
    Prompt,
}

impl Token {
    fn class(self) -> &'static str {
        match self {
            Self::Comment => "hl-comment",
            Self::String => "hl-string",
            Self::Number => "hl-number",
            Self::Keyword => "hl-keyword",
            Self::Name => "hl-name",
            Self::Variable => "hl-variable",
            Self::Inserted => "hl-inserted",
            Self::Deleted => "hl-deleted",
            Self::Prompt => "hl-prompt",
        }
    }
}

/// Code as HTML. `inputs` are the places where a responder puts something in: they are marked, and whatever stands
/// in them changes nothing around them.
pub(crate) fn highlighted(language: &str, text: &str, inputs: &[Range<usize>]) -> String {
    let tokens = if is_for_readers(text) {
        let masked = masked(text, inputs);
        language::tokens(language, masked.as_deref().unwrap_or(text))
    } else {
        Vec::new()
    };
    let mut html = String::with_capacity(text.len() * 2);
    let mut inputs = inputs;
    let mut at = 0;
    for (range, token) in tokens {
        write(&mut html, text, at..range.start, &mut inputs);
        html.push_str("<span class=\"");
        html.push_str(token.class());
        html.push_str("\">");
        write(&mut html, text, range.clone(), &mut inputs);
        html.push_str("</span>");
        at = range.end;
    }
    write(&mut html, text, at..text.len(), &mut inputs);
    html
}

fn is_for_readers(text: &str) -> bool {
    text.len() <= LARGEST_BLOCK_BYTES && text.lines().all(|line| line.len() <= LONGEST_LINE_BYTES)
}

/// The text with every input as one word of the same length, so that no part of it begins or ends inside one.
fn masked(text: &str, inputs: &[Range<usize>]) -> Option<String> {
    if inputs.is_empty() {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for input in inputs {
        masked.push_str(&text[at..input.start]);
        masked.extend(std::iter::repeat_n('x', input.len()));
        at = input.end;
    }
    masked.push_str(&text[at..]);
    Some(masked)
}

/// Writes a part of the text and marks the inputs in it.
fn write(html: &mut String, text: &str, range: Range<usize>, inputs: &mut &[Range<usize>]) {
    let mut at = range.start;
    while let Some((input, others)) = inputs.split_first() {
        if input.start >= range.end {
            break;
        }
        let end = input.end.min(range.end);
        escape_into(html, &text[at..input.start.max(at)]);
        html.push_str("<mark>");
        escape_into(html, &text[input.start.max(at)..end]);
        html.push_str("</mark>");
        at = end;
        if input.end > range.end {
            break;
        }
        *inputs = others;
    }
    escape_into(html, &text[at..range.end]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts as `kind[text]`, the rest as it is.
    fn shown(language: &str, text: &str) -> String {
        let mut shown = highlighted(language, text, &[]);
        for (html, plain) in [
            ("<span class=\"hl-", "["),
            ("\">", "|"),
            ("</span>", "]"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ] {
            shown = shown.replace(html, plain);
        }
        shown
    }

    const ROWS: &[(&str, &str, &str)] = &[
        (
            "bash",
            "kubectl get pods -n \"$NS\" | grep -v ok # 看看",
            "[name|kubectl] get pods [keyword|-n] [string|\"][variable|$NS][string|\"] | [name|grep] [keyword|-v] ok [comment|# 看看]",
        ),
        (
            "sh",
            "A=1 if true; then\n  echo '$x' ${y} $(date)\nfi",
            "[variable|A]=1 [keyword|if] [name|true]; [keyword|then]\n  [name|echo] [string|'$x'] [variable|${y}] $([name|date])\n[keyword|fi]",
        ),
        (
            "bash",
            "cat <<EOF > x\na $b\nEOF\nls",
            "[name|cat] <<EOF > x\n[string|a $b\nEOF]\n[name|ls]",
        ),
        (
            "console",
            "$ ls -l\ntotal 0\nroot@db-1:~# id",
            "[prompt|$ ][name|ls] [keyword|-l]\ntotal 0\n[prompt|root@db-1:~# ][name|id]",
        ),
        (
            "sql",
            "select count(*) from t where a = 'b' -- c",
            "[keyword|select] [name|count](*) [keyword|from] t [keyword|where] a = [string|'b'] [comment|-- c]",
        ),
        (
            "yaml",
            "# c\na: 1\n- b: \"x\" # y\n  c: |\n    text: no\nd: [true, *e]",
            "[comment|# c]\n[name|a]: [number|1]\n- [name|b]: [string|\"x\"] [comment|# y]\n  [name|c]: |\n[string|    text: no\n][name|d]: [[number|true], [variable|*e]]",
        ),
        (
            "json",
            "{\"a\": [1.5, \"b\", null]}",
            "{[name|\"a\"]: [[number|1.5], [string|\"b\"], [number|null]]}",
        ),
        (
            "python",
            "@x\ndef f(a):  # c\n    return \"\"\"d\"\"\" if None else 0x1f",
            "[name|@x]\n[keyword|def] [name|f](a):  [comment|# c]\n    [keyword|return] [string|\"\"\"d\"\"\"] [keyword|if] [number|None] [keyword|else] [number|0x1f]",
        ),
        (
            "rust",
            "fn f<'a>(c: char) { c == 'x' } // y",
            "[keyword|fn] f<'a>(c: char) { c == [string|'x'] } [comment|// y]",
        ),
        (
            "go",
            "func main() { s := `a\nb` }",
            "[keyword|func] [name|main]() { s := [string|`a\nb`] }",
        ),
        (
            "toml",
            "[a.b]\nc = \"d\" # e\n",
            "[keyword|[a.b]]\n[name|c] = [string|\"d\"] [comment|# e]\n",
        ),
        (
            "ini",
            "; c\n[mysqld]\nmax_connections=200",
            "[comment|; c]\n[keyword|[mysqld]]\n[name|max_connections]=[number|200]",
        ),
        (
            "nginx",
            "location / {\n  proxy_pass http://$up; # c\n}",
            "[keyword|location] / {\n  [keyword|proxy_pass] http://[variable|$up]; [comment|# c]\n}",
        ),
        (
            "dockerfile",
            "FROM a AS b\nRUN apt-get install -y c",
            "[keyword|FROM] a AS b\n[keyword|RUN] [name|apt-get] install [keyword|-y] c",
        ),
        (
            "diff",
            "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z",
            "[keyword|--- a]\n[keyword|+++ b]\n[name|@@ -1 +1 @@]\n[deleted|-x]\n[inserted|+y]\n z",
        ),
        (
            "promql",
            "sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m])) > 0.05",
            "[keyword|sum] [keyword|by] (job) ([name|rate](http_requests_total{code=~[string|\"5..\"]}[[number|5m]])) > [number|0.05]",
        ),
        (
            "hcl",
            "resource \"a\" \"b\" {\n  count = 2 # c\n}",
            "[keyword|resource] [string|\"a\"] [string|\"b\"] {\n  count = [number|2] [comment|# c]\n}",
        ),
        (
            "html",
            "<!-- c --><a href=\"x\">y</a>",
            "[comment|<!-- c -->]<[name|a] [variable|href]=[string|\"x\"]>y</[name|a]>",
        ),
        (
            "lua",
            "local x = nil --[[ c ]] -- d",
            "[keyword|local] x = [number|nil] [comment|--[[ c ]]] [comment|-- d]",
        ),
        (
            "http",
            "POST /a HTTP/1.1\nHost: b\n\n{\"c\": 1}",
            "[keyword|POST] /a HTTP/1.1\n[name|Host]: b\n\n{[name|\"c\"]: [number|1]}",
        ),
        ("nothing", "if x", "if x"),
    ];

    #[test]
    fn parts_are_told_apart() {
        for (language, text, expected) in ROWS {
            assert_eq!(shown(language, text), *expected, "{language}");
        }
    }

    #[test]
    fn inputs_are_marked_whatever_they_stand_in() {
        let text = "psql -c \"select <n-1>\" <db>";
        assert_eq!(
            highlighted("sh", text, &[16..21, 23..27]),
            "<span class=\"hl-name\">psql</span> <span class=\"hl-keyword\">-c</span> \
             <span class=\"hl-string\">&quot;select <mark>&lt;n-1&gt;</mark>&quot;</span> <mark>&lt;db&gt;</mark>"
        );
    }

    #[test]
    fn what_a_machine_wrote_stays_plain() {
        let long_line = format!("if {}", "x".repeat(LONGEST_LINE_BYTES));
        assert!(!highlighted("sh", &long_line, &[]).contains("<span"));
        let long = "if true\n".repeat(LARGEST_BLOCK_BYTES / 8 + 1);
        assert!(!highlighted("sh", &long, &[]).contains("<span"));
    }

    proptest::proptest! {
        #[test]
        fn the_text_is_never_changed(
            at in 0..language::NAMES.len(),
            text in "([a-z$<>='\"`\\\\#\\-/*{}\\[\\]():;@| \n文0-9]|EOF|<<EOF|\"\"\"|--\\[\\[|<!--|\\$\\{){0,60}",
        ) {
            let plain = |html: &str| {
                let mut plain = String::new();
                let mut rest = html;
                while let Some(open) = rest.find('<') {
                    plain.push_str(&rest[..open]);
                    rest = &rest[open + rest[open..].find('>').unwrap() + 1..];
                }
                plain + rest
            };
            let html = highlighted(language::NAMES[at], &text, &[]);
            proptest::prop_assert_eq!(plain(&html), crate::markup::escape(&text));
        }
    }
}
