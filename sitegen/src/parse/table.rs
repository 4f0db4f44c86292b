//! Tables by their cells, for pages that mean something by them.

use pulldown_cmark::{Event, Tag};

use crate::markup::{Markup, Piece, Span, inside, parts, span, text};

/// A table and where its cells stand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawTable {
    /// The cells of its head.
    pub(crate) head: Vec<Cell>,
    /// The cells of its rows.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The whole table.
    pub(crate) markup: Markup,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Its words.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) span: Span,
}

/// Reads the cells of a table.
pub(crate) fn table(part: &[Piece]) -> RawTable {
    let mut head = Vec::new();
    let mut rows = Vec::new();
    for row in parts(inside(part)) {
        let cells = parts(inside(row))
            .into_iter()
            .map(|cell| Cell {
                text: text(cell).trim().to_owned(),
                span: cell_span(cell),
            })
            .collect();
        if matches!(row.first(), Some((Event::Start(Tag::TableHead), _))) {
            head = cells;
        } else {
            rows.push(cells);
        }
    }
    RawTable {
        head,
        rows,
        markup: Markup::of(part),
    }
}

/// The words of the cell, without the white space that sets the columns.
fn cell_span(cell: &[Piece]) -> Span {
    let content = inside(cell);
    if content.is_empty() {
        span(cell)
    } else {
        span(content)
    }
}

/// A header cell for comparing: lower case, what is in brackets and words like 时间 or “target” cut.
pub(crate) fn header_key(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut key = lower.split(['(', '（']).next().unwrap_or_default().trim();
    loop {
        let shorter = [
            "目标", "时间", "时限", "要求", " target", " time", " within",
        ]
        .iter()
        .find_map(|suffix| key.strip_suffix(suffix))
        .filter(|shorter| !shorter.trim().is_empty());
        match shorter {
            Some(shorter) => key = shorter.trim_end(),
            None => return key.to_owned(),
        }
    }
}

impl RawTable {
    /// The first column whose header is one of these.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        self.head
            .iter()
            .position(|cell| names.contains(&header_key(&cell.text).as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_by_what_they_mean() {
        for (header, key) in [
            ("响应时间", "响应"),
            ("解决时间目标", "解决"),
            ("Response time (max)", "response"),
            ("时间", "时间"),
            ("处理优先级", "处理优先级"),
        ] {
            assert_eq!(header_key(header), key);
        }
    }
}
