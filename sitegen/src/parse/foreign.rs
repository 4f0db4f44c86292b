//! What other generators understand beyond Markdown: found, so that it can be explained, and otherwise left as written.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Fault, FaultKind, ForeignSyntax};
use crate::markup::Piece;

/// Finds the syntax of other generators outside code, each kind once; the place is that of the first.
pub(super) fn syntax(body: &str, offset: usize, faults: &mut Vec<Fault>) {
    let mut found: Vec<ForeignSyntax> = Vec::new();
    let mut first = None;
    let mut fence: Option<&str> = None;
    let mut at = offset;
    for line in body.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        match fence {
            Some(mark) => {
                if words.starts_with(mark)
                    && words.bytes().all(|byte| mark.as_bytes().contains(&byte))
                {
                    fence = None;
                }
                continue;
            }
            None => fence = fence_of(words),
        }
        if fence.is_some() {
            continue;
        }
        if let Some(kind) = kind_of(line, words)
            && !found.contains(&kind)
        {
            first.get_or_insert(start..start + words.len());
            found.push(kind);
        }
    }
    if let Some(span) = first {
        let kind = FaultKind::ForeignSyntax { found };
        faults.push(Fault { span, kind });
    }
}

/// The mark that a fence of code begins with.
fn fence_of(words: &str) -> Option<&str> {
    let mark = words
        .bytes()
        .next()
        .filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = words.bytes().take_while(|&byte| byte == mark).count();
    (length >= 3).then(|| &words[..length])
}

fn kind_of(line: &str, words: &str) -> Option<ForeignSyntax> {
    let is_code = line.starts_with("    ") || line.starts_with('\t');
    let named = |mark: &str| {
        let rest = words.strip_prefix(mark).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()))
    };
    if is_code {
        None
    } else if named(":::") || named("!!! ") || named("??? ") || named("???+ ") {
        Some(ForeignSyntax::Admonition)
    } else if words.starts_with("=== \"") {
        Some(ForeignSyntax::Tab)
    } else if words.starts_with("{{<") || words.starts_with("{{%") || words.starts_with("{%") {
        Some(ForeignSyntax::Shortcode)
    } else if words.starts_with("import ")
        && words.contains(" from ")
        && words.trim_end_matches(';').ends_with(['"', '\''])
    {
        Some(ForeignSyntax::Import)
    } else if ["--8<-- \"", ";--8<-- \"", "!include ", "include::"]
        .iter()
        .any(|mark| words.starts_with(mark))
    {
        Some(ForeignSyntax::Include)
    } else if words.starts_with("{:") && words.ends_with('}')
        || matches!(words, "[TOC]" | "[toc]" | "[[_TOC_]]" | "[[toc]]")
    {
        Some(ForeignSyntax::Directive)
    } else {
        None
    }
}

/// Finds `[[Page]]` outside code and links.
pub(super) fn wiki_links(text: &str, pieces: &[Piece], faults: &mut Vec<Fault>) {
    let mut first = None;
    let mut count = 0;
    let mut aside = 0usize;
    for (event, span) in pieces {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. }) => aside += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => {
                aside = aside.saturating_sub(1);
            }
            Event::Text(_) if aside == 0 => {
                // As written: the words of the event have lost their escapes, and with them their places.
                let written = text.get(span.clone()).unwrap_or_default();
                for (at, inside) in wiki_links_in(written) {
                    count += 1;
                    first.get_or_insert_with(|| (span.start + at, inside.to_owned()));
                }
            }
            _ => {}
        }
    }
    let Some((start, inside)) = first else { return };
    let (page, words) = inside.split_once('|').unwrap_or((&inside, &inside));
    let kind = FaultKind::WikiLink {
        page: page.trim().to_owned(),
        words: words.trim().to_owned(),
        count,
    };
    faults.push(Fault {
        span: start..start + inside.len() + 4,
        kind,
    });
}

fn wiki_links_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("[[").filter_map(|(at, _)| {
        let rest = &text[at + 2..];
        // A line at most, so that many openings cost no more than their line each.
        let line = &rest[..rest.find(['\n', '[']).unwrap_or(rest.len())];
        let inside = &line[..line.find("]]")?];
        let is_name = inside
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '#'))
            && !inside.contains(']')
            // The place for a table of contents, which is told as such.
            && !matches!(inside, "toc" | "TOC" | "_TOC_");
        is_name.then_some((at, inside))
    })
}
