//! Control markers: `[CHECK:DOC-001]` ties a line of a runbook to a control of an audit.

use crate::markup::{CONTROL_MARK, Piece, Span, next_control};
use crate::parse::{RawBlock, RawPage};
use crate::read::Source;

use pulldown_cmark::{Event, Tag, TagEnd};
use rayon::prelude::*;

/// A control marker and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Control {
    /// What stands after `CHECK:`, such as `DOC-001`.
    pub(crate) id: String,
    /// The number of its page.
    pub(crate) page: usize,
    /// The id of the heading that it stands at or under; `None` above the first.
    pub(crate) anchor: Option<String>,
    /// The words around it, markers left out.
    pub(crate) text: String,
    /// The marker itself.
    pub(crate) span: Span,
}

/// Every marker, in the order of pages and within a page from top to bottom.
pub(crate) fn controls(sources: &[Source], pages: &[RawPage]) -> Vec<Control> {
    let of_pages: Vec<Vec<Control>> = pages
        .par_iter()
        .enumerate()
        .map(|(at, page)| of_page(at, page, page.text(&sources[at])))
        .collect();
    of_pages.into_iter().flatten().collect()
}

fn of_page(at: usize, page: &RawPage, source: &str) -> Vec<Control> {
    let mut found = Vec::new();
    if !source.contains(CONTROL_MARK) {
        return found;
    }
    let title = page.title.as_ref();
    if let Some(title) = title {
        in_line(&title.markup.0, at, Some(&title.anchor), &mut found);
    }
    in_blocks(
        &page.intro,
        at,
        title.map(|title| title.anchor.as_str()),
        &mut found,
    );
    for section in &page.sections {
        let anchor = Some(section.heading.anchor.as_str());
        in_line(&section.heading.markup.0, at, anchor, &mut found);
        in_blocks(&section.blocks, at, anchor, &mut found);
    }
    for control in &mut found {
        control.span = exact(source, &control.span, &control.id);
    }
    found
}

fn in_blocks(blocks: &[RawBlock], page: usize, anchor: Option<&str>, found: &mut Vec<Control>) {
    for block in blocks {
        match block {
            RawBlock::Check(check) => in_line(&check.markup.0, page, anchor, found),
            RawBlock::Field(_, label) => in_line(&label.0, page, anchor, found),
            RawBlock::Prose(markup) | RawBlock::Callout { markup, .. } => {
                in_line(&markup.0, page, anchor, found);
            }
            RawBlock::Choices(choices) => in_line(&choices.markup.0, page, anchor, found),
            RawBlock::Table(table) => in_line(&table.markup.0, page, anchor, found),
            RawBlock::Command(_) | RawBlock::Mermaid(_) => {}
        }
    }
}

/// A run of prose is looked at line by line, so that the words around a marker stay a line.
fn in_line(pieces: &[Piece], page: usize, anchor: Option<&str>, found: &mut Vec<Control>) {
    let holds_mark =
        |piece: &Piece| matches!(&piece.0, Event::Text(text) if text.contains(CONTROL_MARK));
    if !pieces.iter().any(holds_mark) {
        return;
    }
    let is_line_end = |piece: &Piece| {
        matches!(
            &piece.0,
            Event::SoftBreak | Event::HardBreak | Event::Start(_) | Event::End(_)
        ) && !crate::markup::is_inline(&piece.0)
            || matches!(&piece.0, Event::SoftBreak | Event::HardBreak)
    };
    let prose = outside_code(pieces);
    for line in prose.iter().flat_map(|run| run.split(is_line_end)) {
        let mut ids = Vec::new();
        for (event, span) in line {
            let Event::Text(text) = event else { continue };
            let mut from = 0;
            while let Some((start, end)) = next_control(text, from) {
                ids.push((
                    text[start + CONTROL_MARK.len()..end - 1].to_owned(),
                    span.clone(),
                ));
                from = end;
            }
        }
        if ids.is_empty() {
            continue;
        }
        let text = without_marks(&crate::markup::text(line));
        found.extend(ids.into_iter().map(|(id, span)| Control {
            id,
            page,
            anchor: anchor.map(str::to_owned),
            text: text.clone(),
            span,
        }));
    }
}

/// The runs between code blocks: a marker in one shows what a marker looks like.
fn outside_code(pieces: &[Piece]) -> Vec<&[Piece]> {
    let begins = |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_)));
    let ends = |event: &Event<'_>| matches!(event, Event::End(TagEnd::CodeBlock));
    pieces
        .chunk_by(|(before, _), (event, _)| !ends(before) && !begins(event))
        .filter(|run| run.first().is_some_and(|(event, _)| !begins(event)))
        .collect()
}

/// The words around a marker say where to look; the source says where it is.
fn exact(source: &str, around: &Span, id: &str) -> Span {
    let marker = format!("{CONTROL_MARK}{id}]");
    let found = source
        .get(around.clone())
        .and_then(|words| words.find(&marker));
    found.map_or_else(
        || around.clone(),
        |at| around.start + at..around.start + at + marker.len(),
    )
}

fn without_marks(text: &str) -> String {
    let mut kept = String::new();
    let mut from = 0;
    while let Some((start, end)) = next_control(text, from) {
        kept.push_str(&text[from..start]);
        from = end;
    }
    kept.push_str(&text[from..]);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::page;
    use crate::read::{Content, SourcePath};

    fn read(text: &str) -> Vec<Control> {
        let path = SourcePath::new("a.md").unwrap();
        let content = Content::Text(text.into());
        let source = Source { path, content };
        let page = page(&source);
        controls(&[source], &[page])
    }

    #[test]
    fn markers_are_found_wherever_text_stands() {
        let text = "# 手册 [CHECK:DOC-001]\n\n说明\n[CHECK:A.1] 第二行\n\n## 备份 {#backup}\n\n- [ ] 核对备份 [CHECK:OPS-7]（5分钟内）\n- 见 **[CHECK:OPS-8]**\n";
        let found = read(text);
        let shown: Vec<String> = found
            .iter()
            .map(|control| {
                assert_eq!(
                    &text[control.span.clone()],
                    format!("[CHECK:{}]", control.id)
                );
                format!("{} {:?} {}", control.id, control.anchor, control.text)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "DOC-001 Some(\"手册-checkdoc-001\") 手册",
                "A.1 Some(\"手册-checkdoc-001\") 第二行",
                "OPS-7 Some(\"backup\") 核对备份",
                "OPS-8 Some(\"backup\") 见",
            ]
        );
    }

    #[test]
    fn other_brackets_and_code_are_none() {
        assert_eq!(
            read("[CHECK:] [CHECK:a b] `[CHECK:X]`\n\n```sh\necho [CHECK:Y]\n```\n"),
            []
        );
        let shown =
            read("before [CHECK:A]\n\n```markdown\n- a [CHECK:B]\n```\n\nafter [CHECK:C]\n");
        let ids: Vec<&str> = shown.iter().map(|control| control.id.as_str()).collect();
        assert_eq!(ids, ["A", "C"]);
    }
}
