//! Pages of kind `severity`, `roles` and `escalation`: their tables by header names, Chinese and English.

mod escalation;
mod roles;
mod severity;

use crate::diagnostic::{Fault, FaultKind, TableFault};
use crate::markup::Span;
use crate::parse::{Cell, Kind, RawBlock, RawPage, RawTable};

pub(crate) use escalation::escalation;
pub(crate) use roles::roles;
pub(crate) use severity::severity;

use super::survey::PageFault;

/// The page of a kind; there should be one.
pub(crate) fn page_of_kind(
    pages: &[RawPage],
    kind: Kind,
    name: &'static str,
    faults: &mut Vec<PageFault>,
) -> Option<usize> {
    let mut of_kind = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.front.kind == kind);
    let (first, first_page) = of_kind.next()?;
    for (other, page) in of_kind {
        let kind = FaultKind::SecondPageOfKind {
            kind: name,
            first: first_page.path.to_string(),
        };
        faults.push(PageFault {
            page: Some(other),
            fault: Fault {
                span: page.front.span.clone(),
                kind,
            },
        });
    }
    Some(first)
}

/// The first table of a page that has the column without which it means nothing.
fn table_with<'p>(page: &'p RawPage, names: &[&str]) -> Option<(&'p RawTable, usize)> {
    page.blocks().find_map(|block| match block {
        RawBlock::Table(table) => table.column(names).map(|column| (table, column)),
        _ => None,
    })
}

/// A row and the columns it is read by.
struct Row<'t> {
    cells: &'t [Cell],
}

impl<'t> Row<'t> {
    fn cell(&self, column: Option<usize>) -> Option<&'t Cell> {
        column.and_then(|column| self.cells.get(column))
    }

    fn words(&self, column: Option<usize>) -> String {
        self.cell(column)
            .map(|cell| cell.text.clone())
            .unwrap_or_default()
    }
}

fn table_fault(span: Span, reason: TableFault) -> Fault {
    Fault {
        span,
        kind: FaultKind::Table { reason },
    }
}

fn top(page: &RawPage) -> Span {
    page.title
        .as_ref()
        .map_or(page.body_start..page.body_start, |title| title.span.clone())
}

/// Rows beyond what a table of its kind can sensibly have are not read.
fn bounded(table: &RawTable, most: usize, faults: &mut Vec<Fault>) {
    if let Some(cell) = table.rows.get(most).and_then(|row| row.first()) {
        faults.push(table_fault(
            cell.span.clone(),
            TableFault::TooManyRows { most },
        ));
    }
}
