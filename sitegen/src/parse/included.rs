//! What is particular about text that was included.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::diagnostic::{Fault, FaultKind, IncludeFault};
use crate::include::{Expansion, MARK, is_include, way};
use crate::markup::Piece;
use crate::read::SourcePath;

use super::RawPage;

/// Finds includes that stand among other words, where they are only words.
pub(super) fn among_words(text: &str, pieces: &[Piece], page: &mut RawPage) {
    if !text.contains(MARK) {
        return;
    }
    let mut first = None;
    let mut count = 0;
    let mut in_code = false;
    for (event, span) in pieces {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if !in_code => {
                let written = text.get(span.clone()).unwrap_or_default();
                for (at, _) in written.match_indices(MARK) {
                    let start = span.start + at;
                    let line = written[at..].lines().next().unwrap_or_default();
                    // Only what is closed could have been meant; a backslash says that it was not.
                    let Some(end) = line.find("}}") else { continue };
                    if !text[..start].ends_with('\\') && !is_alone(text, start) {
                        count += 1;
                        first.get_or_insert(start..start + end + 2);
                    }
                }
            }
            _ => {}
        }
    }
    if let Some(span) = first {
        let kind = FaultKind::Include(IncludeFault::AmongWords { count });
        page.faults.push(Fault { span, kind });
    }
}

/// Whether an include has its line to itself, so that it was carried out or refused.
fn is_alone(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\t', '>']);
    let begins_line = before.is_empty() || before.ends_with('\n');
    begins_line && text[start..].lines().next().is_some_and(is_include)
}

/// Links and pictures of an included file lead to the same from the page that includes it.
pub(super) fn links_from_there(expansion: &Expansion, page: &SourcePath, pieces: &mut [Piece]) {
    for (event, span) in pieces {
        let Event::Start(
            Tag::Link {
                link_type,
                dest_url,
                ..
            }
            | Tag::Image {
                link_type,
                dest_url,
                ..
            },
        ) = event
        else {
            continue;
        };
        let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
        let path = expansion.path_at(span.start);
        if !is_address && path.folder() != page.folder() && is_relative(dest_url) {
            *dest_url = CowStr::from(format!("{}{dest_url}", way(page.folder(), path.folder())));
        }
    }
}

fn is_relative(destination: &str) -> bool {
    let first_part = destination
        .split(['/', '#', '?'])
        .next()
        .unwrap_or_default();
    !destination.is_empty()
        && !destination.starts_with(['#', '/', '?', '\\'])
        && !first_part.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_from_the_file_that_holds_them() {
        assert_eq!(way("", "shared"), "shared/");
        assert_eq!(way("db/mysql", "db/shared"), "../shared/");
        assert_eq!(way("db", ""), "../");
        assert!(is_relative("oncall.md#a:b"));
        for elsewhere in ["#a", "/a.md", "https://example.com", "mailto:a@b.c", ""] {
            assert!(!is_relative(elsewhere), "{elsewhere}");
        }
    }
}
