//! Markdown, both ways: a responder's text into a template, and a filled template onto the screen.
//!
//! Whatever a responder typed stays text. [`escape_markdown`] sees to it in the exported file, whoever renders that;
//! [`to_html`] sees to it once more on our own screen, where no raw HTML passes but a lone `<br>`.

use domain::Filling;
use pulldown_cmark::{Alignment, CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// How a line break within a value is written: the one break that does not end a table row.
const BREAK: &str = "<br>";

/// A text, such that CommonMark and GitHub's Markdown read it as that text and nothing else, wherever a template puts
/// it: in a paragraph, a heading, a list or a table.
///
/// Escapes only what would be read as markup there, so that `snake_case`, `12:30`, `C:\logs` and addresses stay
/// readable in the file. White space around the text is dropped; it means nothing in Markdown but trouble.
pub fn escape_markdown(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: Vec<char> = text.trim().chars().map(without_control).collect();
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (place, &character) in text.iter().enumerate() {
        if character == '\n' {
            escaped.push_str(BREAK);
            continue;
        }
        let before_pipe = text.get(place + 1).is_none_or(|next| *next == '|');
        if character == '\\' && before_pipe {
            // Table rows are cut at their pipes before anything else, and there no backslash escapes a backslash.
            escaped.push_str("&#92;");
            continue;
        }
        if opens_block(&text, place) || opens_inline(&text, place) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// What a template puts into a hole: text as text, a command as code, word for word.
pub fn fill(filling: Filling<'_>) -> String {
    match filling {
        Filling::Text(text) => escape_markdown(text),
        Filling::Code { code, in_table_row } => {
            let lines = code
                .lines()
                .map(str::trim_end)
                .filter(|line| !line.is_empty());
            let spans: Vec<_> = lines.map(|line| code_span(line, in_table_row)).collect();
            spans.join(BREAK)
        }
    }
}

/// A line as a code span, in a fence longer than any run of backticks in it.
fn code_span(line: &str, in_table_row: bool) -> String {
    let line: String = line.chars().map(without_control).collect();
    let longest = line
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A backtick at either end would run into the fence; one blank on each side is taken off again.
    let pad = if line.starts_with('`') || line.ends_with('`') {
        " "
    } else {
        ""
    };
    // A bar ends a table cell even within code, and there the escape is taken off again.
    let line = if in_table_row {
        line.replace('|', "\\|")
    } else {
        line
    };
    format!("{fence}{pad}{line}{pad}{fence}")
}

/// Control characters show as nothing and end up in terminals; Markdown has no place for them.
fn without_control(character: char) -> char {
    if character.is_control() && !matches!(character, '\n' | '\t') {
        char::REPLACEMENT_CHARACTER
    } else {
        character
    }
}

/// Whether the character, unescaped, could make a heading, list, quote, rule or table row of a line that begins with
/// the text, or end a heading that ends with it. Breaks within the text begin no line of their own.
fn opens_block(text: &[char], place: usize) -> bool {
    let ends_here = || text[place..].iter().all(|&character| character == '#');
    match text[place] {
        '#' => place == 0 || ends_here(),
        '-' | '+' | '=' | '>' | ':' => place == 0,
        '.' | ')' => {
            let follows_number = text[..place].iter().all(char::is_ascii_digit);
            let stands_alone = text.get(place + 1).is_none_or(|next| next.is_whitespace());
            follows_number && stands_alone
        }
        _ => false,
    }
}

/// Whether the character, unescaped, could make emphasis, code, a link, a tag, an entity, an escape or a new table cell.
fn opens_inline(text: &[char], place: usize) -> bool {
    let next = text.get(place + 1);
    match text[place] {
        '*' | '`' | '[' | ']' | '<' | '|' | '~' => true,
        '_' => !is_within_word(text, place),
        '&' => next.is_none_or(|next| next.is_ascii_alphanumeric() || *next == '#'),
        '\\' => next.is_none_or(|next| next.is_ascii_punctuation() || *next == '\n'),
        _ => false,
    }
}

/// Whether a run of underscores stands between letters or digits, where it cannot be emphasis.
fn is_within_word(text: &[char], place: usize) -> bool {
    let is_word = |character: Option<&char>| character.is_some_and(|c| c.is_alphanumeric());
    let before = text[..place]
        .iter()
        .rev()
        .find(|&&character| character != '_');
    let after = text[place..].iter().find(|&&character| character != '_');
    is_word(before) && is_word(after)
}

/// Markdown as HTML that is safe to put into the page: tables and strikethrough, links to http, https, mailto and within
/// the site, no image, no style, and no HTML of its own but `<br>`.
pub fn to_html(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(markdown, options).filter_map(harmless);
    let mut written = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut written, events);
    written
}

/// The event as it may be shown; nothing where only its content may be.
fn harmless(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::InlineHtml(tag) | Event::Html(tag) if tag.trim_end() == BREAK => {
            Event::InlineHtml(CowStr::Borrowed(BREAK))
        }
        // Shown as it was written, not obeyed.
        Event::InlineHtml(tag) | Event::Html(tag) => Event::Text(tag),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        // Alignment would come out as a style attribute, which the content security policy forbids.
        Event::Start(Tag::Table(columns)) => {
            Event::Start(Tag::Table(vec![Alignment::None; columns.len()]))
        }
        // A list item is no form: a box to look at, not to click.
        Event::TaskListMarker(done) => Event::Text(if done { "☑ " } else { "☐ " }.into()),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let dest_url = if is_harmless_address(&dest_url) {
                dest_url
            } else {
                "".into()
            };
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        other => other,
    })
}

/// Whether following a link to it can at worst lead astray: another page, a mail, or a place in this site.
fn is_harmless_address(address: &str) -> bool {
    // Browsers skip control characters and white space in a scheme, so `java\nscript:` is one too.
    let address: String = address
        .chars()
        .filter(|character| !character.is_control() && !character.is_whitespace())
        .collect();
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where templates put values: what stands before and after, and the elements that are theirs.
    const PLACES: [(&str, &str, &[&str]); 8] = [
        ("", "", &["p"]),
        ("Before ", " after", &["p"]),
        ("line\n", "\nline", &["p"]),
        ("**", "**", &["p", "strong"]),
        ("- ", "", &["ul", "li"]),
        ("## ", "", &["h2"]),
        (
            "| a | b |\n|---|---|\n| ",
            " | c |",
            &["table", "thead", "tbody", "tr", "th", "td"],
        ),
        (
            "| a |\n|:-:|\n|",
            "|",
            &["table", "thead", "tbody", "tr", "th", "td"],
        ),
    ];

    /// The elements of our own HTML, and its text with breaks as line ends.
    fn read(html: &str) -> (Vec<String>, String) {
        let (mut elements, mut text) = (Vec::new(), String::new());
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, after) = tag.split_once('>').unwrap();
            match tag {
                "br" => text.push('\n'),
                _ => elements.push(tag.trim_start_matches('/').to_owned()),
            }
            rest = after;
        }
        text.push_str(rest);
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"");
        (elements, text.replace("&amp;", "&"))
    }

    fn stays_text(typed: &str) {
        let unified = typed.replace("\r\n", "\n").replace('\r', "\n");
        let expected: String = unified.trim().chars().map(without_control).collect();
        for (before, after, own) in PLACES {
            let markdown = format!("{before}{}{after}", escape_markdown(typed));
            let html = to_html(&markdown);
            let (elements, text) = read(&html);
            assert!(
                text.contains(&expected),
                "{typed:?} in {markdown:?} gave {html:?}"
            );
            let foreign = elements
                .iter()
                .find(|element| !own.contains(&element.as_str()));
            // An empty value leaves no paragraph, no emphasis and hard to say what of the rest.
            assert!(
                expected.is_empty() || foreign.is_none(),
                "{typed:?} in {markdown:?} gave {html:?}"
            );
        }
    }

    #[test]
    fn a_command_stands_word_for_word() {
        let code = |code, in_table_row| fill(Filling::Code { code, in_table_row });
        assert_eq!(
            code("curl 'a?b=\"5..\"' | jq", false),
            "`curl 'a?b=\"5..\"' | jq`"
        );
        assert_eq!(code("a | b\n\nc `d`", true), "`a \\| b`<br>`` c `d` ``");
        for command in ["a | b", "`x`", "<b> && *c*", "\\`", "a  b"] {
            let html = to_html(&format!("| x |\n|---|\n| {} |", code(command, true)));
            let shown = command
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            assert!(
                html.contains(&format!("<code>{shown}</code>")),
                "{command}: {html}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_text_stays_text(typed in "\\PC{0,40}") {
            stays_text(&typed);
        }

        #[test]
        fn markup_stays_text(typed in "[-#+=>:.)(0-9*_`~\\[\\]<>|\\\\&!a 好\n\t/\"'{}^$@x;]{0,24}") {
            stays_text(&typed);
        }

        #[test]
        fn nothing_written_gets_out(markdown in "([<>&\"'a-z=:/()\\[\\]!`\n #|-]|<br>|<script>|javascript:|onerror=){0,30}") {
            let html = to_html(&markdown);
            for tag in html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default()) {
                let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
                prop_assert!(!["script", "img", "style", "iframe", "input"].contains(&name.as_str()), "{}", html);
                prop_assert!(!tag.contains(" style=") && !tag.contains("href=\"javascript:"), "{}", html);
            }
        }
    }

    #[test]
    fn what_reads_well_is_left_alone() {
        for plain in [
            "snake_case and __init__x",
            "12:30 (UTC+08:00)",
            "https://example.com/a-b/c?d=e&f=1#g",
            "C:\\logs",
            "5 - 3 = 2 > 1",
            "10.2.0.1 & co.",
            "影响范围：全部用户",
        ] {
            let escaped = escape_markdown(plain);
            let added = escaped.len() - plain.len();
            assert!(added <= 1 + plain.matches("__init").count(), "{escaped}");
        }
        assert_eq!(escape_markdown("snake_case"), "snake_case");
        assert_eq!(escape_markdown("12:30"), "12:30");
    }

    #[test]
    fn lines_break_inside_a_table_cell() {
        assert_eq!(escape_markdown("a\r\nb | c\n"), "a<br>b \\| c");
        let html = to_html(&format!("| x |\n|---|\n| {} |", escape_markdown("a\nb")));
        assert!(html.contains("<td>a<br>b</td>"), "{html}");
    }

    #[test]
    fn html_is_shown_and_not_obeyed() {
        assert_eq!(
            to_html("<script>x</script>"),
            "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"
        );
        assert_eq!(to_html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
    }

    #[test]
    fn links_lead_to_pages_only() {
        assert!(to_html("[x](https://example.com)").contains("href=\"https://example.com\""));
        assert!(to_html("[x](../severity.html#p0)").contains("href=\"../severity.html#p0\""));
        for bad in [
            "javascript:alert(1)",
            "JavaScript:x",
            "data:text/html,x",
            "vbscript:x",
            "&#x6a;avascript:x",
        ] {
            let html = to_html(&format!("[x]({bad})"));
            assert!(html.contains("href=\"\""), "{html}");
        }
        assert!(!to_html("![x](https://example.com/x.png)").contains("img"));
    }
}
