//! The examples of the CommonMark specification, and what GitHub adds, through the functions that write pages.
//!
//! What is compared is what a reader gets: the levels of headings (ours follow the page's outline), white space between
//! elements and ways to write an entity are taken out of both sides, and both go through the sanitiser.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use percent_encoding::percent_decode_str;
use serde::Deserialize;

use super::block::blocks;
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

/// Where we mean to differ, and why.
const DIFFERENT: [(&str, &[usize]); 4] = [
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
        blocks(&found, &context, &BTreeSet::new())
    };
    let mut html = written(&page.intro);
    for section in &page.sections {
        let heading = to_html(&section.heading.markup, &context);
        let _ = writeln!(html, "<h2>{heading}</h2>");
        html.push_str(&written(&section.blocks));
    }
    html
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

fn different(examples: &str) -> (usize, usize, Vec<String>) {
    let examples: Vec<Example> = serde_json::from_str(examples).unwrap();
    let mut strays = Vec::new();
    let mut meant = 0;
    for example in &examples {
        let (ours, theirs) = (plain(&ours(&example.markdown)), plain(&example.html));
        let is_meant = DIFFERENT
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
    let (count, meant, strays) = different(include_str!(
        "../../../tests/conformance/commonmark-0.31.2.json"
    ));
    assert!(strays.is_empty(), "{}\n{}", strays.len(), strays.join("\n"));
    let all_meant: usize = DIFFERENT.iter().map(|(_, numbers)| numbers.len()).sum();
    assert_eq!((count, meant), (652, all_meant));
}

#[test]
fn github() {
    let (count, _, strays) = different(include_str!("../../../tests/conformance/github.json"));
    assert!(strays.is_empty(), "{}\n{}", strays.len(), strays.join("\n"));
    assert_eq!(count, 30);
}
