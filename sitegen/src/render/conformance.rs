//! The examples of the CommonMark specification, of what GitHub's adds to it, and some of our own, through the functions that write pages.
//!
//! What is compared is what a reader gets: the levels of headings (ours follow the page's outline), white space between
//! elements and ways to write an entity are taken out of both sides, and both go through the sanitiser.

use std::fmt::Write as _;

use percent_encoding::percent_decode_str;
use serde::Deserialize;

use super::block::{Ways, blocks};
use crate::markup::{Destination, HtmlContext, Medium, sanitised, to_html};
use crate::parse::{RawBlock, page};
use crate::read::{Content, Source, SourcePath};

#[derive(Deserialize)]
struct Example {
    #[serde(rename = "example")]
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

/// A reason to differ, and the examples that do for it.
type Meant = (&'static str, &'static [usize]);

/// Where we mean to differ from CommonMark, and why.
const DIFFERENT: [Meant; 4] = [
    (
        "`__` that is no emphasis is a blank to fill in",
        &[
            46, 383, 384, 385, 397, 398, 434, 435, 448, 451, 457, 459, 477, 618,
        ],
    ),
    (
        "`<name>` that is no element is a word for something to put in",
        &[163, 201, 613, 614],
    ),
    (
        "a heading in a quotation or a list is no part of the page's outline",
        &[228, 229, 230, 232, 300],
    ),
    (
        "bare addresses are links, as on GitHub",
        &[602, 606, 608, 611, 612],
    ),
];

/// Where we mean to differ from what GitHub adds to it, and why.
const DIFFERENT_FROM_GITHUB: [Meant; 2] = [
    (
        "a check under a check is a check of the same step, so that none is overlooked",
        &[10],
    ),
    ("links lead to the web, to mail and to telephones", &[21]),
];

/// The body of a page with this text, under a title of its own so that no heading of the example becomes one.
fn ours(markdown: &str) -> String {
    let path = SourcePath::new("a.md").unwrap();
    let text = format!("# title\n\n{markdown}");
    let page = page(&Source {
        path,
        content: Content::from_bytes(text.into_bytes()),
    });
    let link = |link: &str| Destination::Href(link.to_owned());
    let context = HtmlContext::new(&link, &page.footnotes, Medium::Walk);
    let written = |found: &[RawBlock]| {
        let found: Vec<&RawBlock> = found.iter().collect();
        blocks(&found, &context, &Ways::default())
    };
    let mut html = written(&page.intro);
    for section in &page.sections {
        let heading = to_html(&section.heading.markup, &context);
        let _ = writeln!(html, "<h2>{heading}</h2>");
        html.push_str(&written(&section.blocks));
    }
    html
}

/// Our tables scroll in a box of their own, say by a class where a column is set, and always have a body; our checks are boxes
/// to tick on paper. The specification has attributes and controls of a form instead.
fn as_specified(html: &str) -> String {
    let ways = [
        ("<div class=\"table\"><table>", "<table>"),
        ("</table></div>", "</table>"),
        ("<tbody></tbody>", ""),
        (" class=\"centre\"", " align=\"center\""),
        (" class=\"right\"", " align=\"right\""),
        ("<ul class=\"checks\">", "<ul>"),
        ("<span class=\"box\"></span>", ""),
        ("<span>", ""),
        ("</span>", ""),
    ];
    ways.iter().fold(html.to_owned(), |html, (ours, theirs)| {
        html.replace(ours, theirs)
    })
}

/// What is left of some HTML when all is taken out that a reader does not get.
fn plain(html: &str) -> String {
    let mut html = html
        .replace(" tabindex=\"0\"", "")
        .replace(" loading=\"lazy\"", "");
    for level in 1..=6 {
        html = html
            .replace(&format!("<h{level}>"), "<h2>")
            .replace(&format!("</h{level}>"), "</h2>");
    }
    let html = addresses_decoded(&sanitised(&html));
    let lines: Vec<&str> = html.split('\n').map(str::trim).collect();
    let joined = lines.join(" ");
    let mut plain = joined.replace("> ", ">").replace(" <", "<");
    while plain.contains("  ") {
        plain = plain.replace("  ", " ");
    }
    plain.trim().to_owned()
}

/// `%C3%A4` and `ä` in an address are the same to a browser.
fn addresses_decoded(html: &str) -> String {
    let mut parts = html.split(" href=\"");
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some(end) = part.find('"') else {
            let _ = write!(decoded, " href=\"{part}");
            continue;
        };
        let address = part[..end]
            .replace("&quot;", "%22")
            .replace("&nbsp;", "%C2%A0");
        let address = percent_decode_str(&address).decode_utf8_lossy();
        let _ = write!(
            decoded,
            " href=\"{}{}",
            crate::markup::escape(&address),
            &part[end..]
        );
    }
    decoded
}

fn different(
    examples: &str,
    meant_to_be: &[Meant],
    as_specified: fn(&str) -> String,
) -> (usize, usize, Vec<String>) {
    let examples: Vec<Example> = serde_json::from_str(examples).unwrap();
    let mut strays = Vec::new();
    let mut meant = 0;
    for example in &examples {
        let (ours, theirs) = (
            as_specified(&plain(&ours(&example.markdown))),
            plain(&example.html),
        );
        let is_meant = meant_to_be
            .iter()
            .any(|(_, numbers)| numbers.contains(&example.number));
        if is_meant {
            meant += 1;
            assert_ne!(ours, theirs, "{} is the same now", example.number);
        } else if ours != theirs {
            strays.push(format!(
                "{} {}\n{:?}\n  ours   {ours}\n  theirs {theirs}",
                example.number, example.section, example.markdown
            ));
        }
    }
    (examples.len(), meant, strays)
}

#[test]
fn commonmark() {
    let (count, meant, strays) = different(
        include_str!("../../../tests/conformance/commonmark-0.31.2.json"),
        &DIFFERENT,
        str::to_owned,
    );
    assert!(strays.is_empty(), "{}\n{}", strays.len(), strays.join("\n"));
    let all_meant: usize = DIFFERENT.iter().map(|(_, numbers)| numbers.len()).sum();
    assert_eq!((count, meant), (652, all_meant));
}

#[test]
fn github() {
    let ours = include_str!("../../../tests/conformance/github.json");
    let (count, _, strays) = different(ours, &[], str::to_owned);
    assert!(strays.is_empty(), "{}\n{}", strays.len(), strays.join("\n"));
    assert_eq!(count, 30);
}

#[test]
fn github_flavored_markdown() {
    let (count, meant, strays) = different(
        include_str!("../../../tests/conformance/gfm-0.29.json"),
        &DIFFERENT_FROM_GITHUB,
        as_specified,
    );
    assert!(strays.is_empty(), "{}\n{}", strays.len(), strays.join("\n"));
    let all_meant: usize = DIFFERENT_FROM_GITHUB
        .iter()
        .map(|(_, numbers)| numbers.len())
        .sum();
    assert_eq!((count, meant), (25, all_meant));
}
