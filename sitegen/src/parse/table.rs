//! Tables by their cells, for pages that mean something by them.

use pulldown_cmark::{Event, Tag};

use crate::markup::{Markup, Piece, Span, inside, parts, span, text};

use super::bracket::trailing_bracket;

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

/// A header cell for comparing: lower case, and without what is in brackets and words such as 时间 or “target”
/// that most headers of such tables have.
pub(crate) fn header_key(text: &str) -> String {
    const ENDS: [&str; 15] = [
        "目标",
        "时间",
        "时限",
        "时效",
        "时长",
        "要求",
        "承诺",
        "sla",
        "slo",
        " target",
        " time",
        " times",
        " within",
        " goal",
        " objective",
    ];
    const STARTS: [&str; 8] = [
        "time to ",
        "target ",
        "initial ",
        "first ",
        "max ",
        "incident ",
        "故障",
        "事件",
    ];
    let lower = text.to_lowercase();
    let key = lower
        .split(['(', '（', '[', '【'])
        .next()
        .unwrap_or_default();
    let key = key.replace(['\u{3000}', '*'], " ");
    let mut key = key.trim().trim_end_matches(['：', ':']).trim_end();
    loop {
        let shorter = ENDS
            .iter()
            .find_map(|end| key.strip_suffix(end))
            .or_else(|| STARTS.iter().find_map(|start| key.strip_prefix(start)))
            .map(str::trim)
            .filter(|shorter| !shorter.is_empty());
        match shorter {
            Some(shorter) => key = shorter,
            None => return key.to_owned(),
        }
    }
}

impl RawTable {
    /// The column whose header is the earliest of these names.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        let keys: Vec<String> = self
            .head
            .iter()
            .map(|cell| header_key(&cell.text))
            .collect();
        names
            .iter()
            .find_map(|name| keys.iter().position(|key| key == name))
    }

    /// The words of a cell; a bare number takes the unit of its header: `15` under `时间（分钟）`.
    pub(crate) fn with_unit(&self, column: usize, cell: &Cell) -> String {
        let is_bare = !cell.text.is_empty()
            && cell.text.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, '.' | '-' | '–' | '~' | ' ' | '<' | '≤')
            });
        let unit = self
            .head
            .get(column)
            .and_then(|head| trailing_bracket(&head.text));
        match unit {
            Some(unit) if is_bare => format!("{} {}", cell.text, unit.inside),
            _ => cell.text.clone(),
        }
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
            ("Time to resolve", "resolve"),
            ("故障等级", "等级"),
            ("首次响应时间（分钟）", "首次响应"),
            ("恢复时间目标：", "恢复"),
            ("Initial response SLA", "response"),
            ("Resolution Target", "resolution"),
            ("处理优先级", "处理优先级"),
        ] {
            assert_eq!(header_key(header), key);
        }
    }
}
