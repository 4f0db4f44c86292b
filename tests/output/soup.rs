//! Folders of Markdown and YAML as nobody would write them on purpose, and as everybody does by accident.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sitegen::read::{Content, Source, SourcePath, Sources};

/// The pages of every folder; each has a heading `{#known}`, so that the others can lead there.
const NAMES: [&str; 5] = [
    "Read Me?.md",
    "a.md",
    "b & c.md",
    "db/index.md",
    "数据库/连接 池.md",
];

/// Pieces that are no error wherever they stand.
const HARMLESS: &[&str] = &[
    "Words, and **strong _ones_**, `code`, ~~gone~~ & more.",
    "**真，**她说：“好”。",
    "A line\\\nand a [link](a.md#known), one [up](/db/index.md), one [out](https://example.com/?a=1&b=\"2\").",
    "[\">](<b & c.md#known> \"a \\\"title\\\" <b>\") and ![words \"quoted\" &](data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
    "[流程](数据库/连接%20池.md), [again](</数据库/连接 池.md#known>)",
    "[a [b](a.md) c](a.md) [x]: <https://e.org> https://e.org/?q=1&r=\"'(x) www.e.org a@b.example",
    "- one\n  - two\n\n    words\n- [ ] three\n\n  > four\n",
    "3. Rotate the key → it takes a while\n4. Advice (see `x -> y`)\n   ```sh\n   echo \"<pod>\" > /dev/null\n   ```",
    "- [ ] Page the DBA\n- [x] Done: ____\n- 受影响用户：____ %\n- 数据丢失风险：是 / 否\n",
    "| a | b |\n|:-|-:|\n| `x|y` | <b>z</b> |\n| [l](a.md) | ~~q~~ | too many |\n|",
    "> [!WARNING]\n> Do not.\n> - at all\n",
    "> quoted\n> > twice\nlazy\n",
    "```sql\nDROP TABLE <table>; -- \"&\" </code></pre><script>x</script>\n```",
    "```mermaid\nflowchart TD\n a[\"<b>x</b> & 'y'\"] -->|\"yes\"| b{{数据}}\n click a \"a.md#known\"\n```",
    "```mermaid\nsequenceDiagram\n A->>B: <x>\n```",
    "~~~\nunclosed \"fence\" <&\n",
    "Note[^1] and again[^1] and [^long name].\n\n[^1]: It has `code`.\n\n    And a second paragraph.\n\n[^long name]: > odd\n",
    "[^a]: used by nobody, [^b]\n\n[^b]: used there [^a]",
    "## A heading\n\nwords",
    "## A heading\n\nits twin",
    "### A `heading` with [a link](a.md) & <b>tags</b> ![p](data:,x) [^1]",
    "## 检查（0-5分钟） **强**\n\n- 好 ",
    "##\n\nunder nothing",
    "Setext\n===\n\nagain\n---\n",
    "## \"><svg onload=x> {#known2 .class onclick=x}\n",
    "---\n\n***\n",
    "[[a]] and [[a|words]] and {{hole}} and {% x %} :::note\n",
    "&lt;b&gt; &amp;amp; &#0; &#x80; &nbsp; &bogus; &",
    "a\u{202e}b\u{2066} \u{feff} \u{0} \u{7f} \u{1b}[31m 👩‍💻 é",
    "\ttab\tcode <\n",
    "\\* \\< \\[ \\` <!-- a comment\n\nwith -- a gap -->",
    "CPU > 90% && load < 5 -> page; x<y>z <pod> <a@b.example>",
    "<kbd>Ctrl</kbd>+<kbd>C</kbd> <sub>x</sub> <br> <br/> </br>",
];

/// Pieces of HTML, whole and broken: what they hide or swallow is told as warnings. Addresses in it stay as the author wrote
/// them and are not looked after, so none here leads to a file.
const RAW: &[&str] = &[
    "<details><summary>More</summary>\n\n- item\n\n</details>",
    "<div><p>x</div>",
    "<div>\n\nnever closed",
    "</div></article></main></body></html>",
    "<table><tr><td>a</table>",
    "<li>alone",
    "<p>a<p>b",
    "words <div>in a paragraph</div> and <p>another</p>",
    "<a href=\"#known\">x <a href='https://e.org'>y</a></a> <a name=known3 id=known>z</a>",
    "[<a href=\"https://e.org\">in</a>](a.md)",
    "<script>alert(1)</script>",
    "<img src=data:,x onerror=alert(1)> <svg><script>x</script></svg>",
    "<a href=\"JaVa\tscript:alert(1)\">x</a> [x](javascript:alert%281%29) [y](<java\nscript:x>)",
    "[z](vbscript:x) [d](data:text/html,<script>x</script>)",
    "<p style=\"x:y\" onclick=x id=bg-main class=\"a b\">x</p>",
    "<style>* { display: none }</style>",
    "<plaintext>",
    "<textarea>",
    "<title>",
    "<!--",
    "<![CDATA[ x ]]>",
    "<?php x ?>",
    "<!DOCTYPE html>",
    "<math><mi//xlink:href=\"data:x,<script>x</script>\">",
    "<noscript><p title=\"</noscript><img src=data:,x onerror=x>\">",
    "<td>cell</td><h2>heading</h2><ul>words<li>x</ul>",
    "<b><i>crossed</b></i> <em>**x</em>**",
    "<h2 id=\"known\">twin</h2>",
    "<dl><dt>a<dd>b</dl>",
    "<ruby>漢<rt>kan</ruby>",
    "<figure><img src=\"https://e.org/a.png\"><figcaption>x",
    "- <div>\n- </div>\n",
    "| <div> | </div> |\n|-|-|\n| <p> | <td> |\n",
    "> <blockquote>\n\n</blockquote>",
    "**<b>** _<i>_ `</b>`</i>",
];

/// What may stand at the top, by itself.
const FRONT: &[&str] = &[
    "",
    "",
    "",
    "---\ntitle: \"<b>T</b> & \\\"q\\\"\"\n---\n",
    "---\ntitle: 值班\nlang: zh\nowner: '\"><b>'\nreviewed: 2020-01-01\n---\n",
    "---\nlang: en\nsidebar_position: 3\ntags: [a, \"<b>\"]\ndescription: |\n  two\n  lines \"\n---\n",
    "+++\ntitle = \"Hugo's\"\nweight = 3\n+++\n",
    "{\n\"title\": \"</title><script>x</script>\"\n}\n\n",
    "---\nkind: playbook\n---\n",
    "---\nkind: playbook\nalerts: [\"A<b>\", B]\nallow: { BG0083: \"it is\" }\n---\n",
    "---\n---\n",
    "---\ndraft: true\n---\n",
    "---\nredirect_from: [old/a.md, \"old/b c.md\"]\n---\n",
    "---\ntitle: [broken\n---\n",
    "---\nx: &a [*a, *a]\n---\n",
];

fn page(with_html: bool) -> impl Strategy<Value = String> {
    let pieces = if with_html {
        prop_oneof![1 => select(HARMLESS), 2 => select(RAW)].boxed()
    } else {
        select(HARMLESS).boxed()
    };
    // A chart or a table that stands in a list or a quotation is read by other code.
    let pieces = (
        pieces,
        select(&["", "", "", "", "- ", "> ", "   ", "1. - "][..]),
    )
        .prop_map(|(piece, prefix)| {
            if prefix.is_empty() {
                return piece.to_owned();
            }
            let indent = if prefix == "> " { "> " } else { "     " };
            let mut lines = piece.lines();
            let mut text = format!("{prefix}{}", lines.next().unwrap_or_default());
            for line in lines {
                let _ = write!(text, "\n{indent}{line}");
            }
            text
        });
    (select(FRONT), vec((pieces, any::<bool>()), 0..8)).prop_map(|(front, pieces)| {
        let mut text = format!("{front}# Page\n\n");
        for (piece, is_apart) in pieces {
            text.push_str(&piece);
            text.push_str(if is_apart { "\n\n" } else { "\n" });
        }
        text + "\n\n## Known {#known}\n\nThe end.\n"
    })
}

/// A folder, with or without HTML of the author's; whether it is one that compiles is for the compiler to say.
pub(crate) fn folder(with_html: bool) -> impl Strategy<Value = Sources> {
    vec(page(with_html), NAMES.len()).prop_map(|texts| folder_of(NAMES.into_iter().zip(texts)))
}

/// A folder of these pages.
pub(crate) fn folder_of(pages: impl IntoIterator<Item = (&'static str, String)>) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in pages {
        let path = SourcePath::new(name).expect("the name is one");
        let content = Content::from_bytes(text.into_bytes());
        sources.pages.push(Source { path, content });
    }
    sources.pages.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}
