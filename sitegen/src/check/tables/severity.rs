//! The severity table.

use domain::{ResponseTarget, Severity, SeverityLevel, SeverityScale};

use crate::diagnostic::{Fault, TableFault};
use crate::parse::{Cell, RawPage, RawTable, duration_in};

use super::{Row, bounded, table_fault, table_with, top};

const LEVEL: &[&str] = &[
    "等级",
    "级别",
    "故障等级",
    "故障级别",
    "level",
    "severity",
    "priority",
];
const NAME: &[&str] = &["名称", "name"];
const DEFINITION: &[&str] = &[
    "含义",
    "定义",
    "影响范围",
    "影响",
    "说明",
    "描述",
    "definition",
    "meaning",
    "impact",
    "description",
];
const EXAMPLE: &[&str] = &["示例", "例子", "举例", "example", "examples"];
const RESPONSE: &[&str] = &["响应", "首次响应", "response", "respond", "acknowledge"];
const RESOLVE: &[&str] = &[
    "处理",
    "恢复",
    "解决",
    "修复",
    "resolve",
    "resolution",
    "recovery",
    "recover",
    "restore",
    "fix",
];
const UPDATE: &[&str] = &[
    "通报间隔",
    "更新间隔",
    "通报频率",
    "更新频率",
    "通报",
    "更新",
    "update",
    "updates",
    "update every",
    "update interval",
    "updates every",
];

/// Nobody tells more levels apart.
const MOST_LEVELS: usize = 32;

/// How often to report where the table is silent.
const DEFAULT_UPDATE_SECONDS: u32 = 900;

/// Reads the scale, worst first.
pub(crate) fn severity(page: &RawPage, faults: &mut Vec<Fault>) -> SeverityScale {
    let Some((table, level_column)) = table_with(page, LEVEL) else {
        let reason = TableFault::Missing {
            kind: "severity",
            column: "等级 / Level",
        };
        faults.push(table_fault(top(page), reason));
        return SeverityScale::default();
    };
    let mut scale = SeverityScale::default();
    bounded(table, MOST_LEVELS, faults);
    for cells in table.rows.iter().take(MOST_LEVELS) {
        let Some(cell) = cells.get(level_column).filter(|cell| !cell.text.is_empty()) else {
            let span = cells
                .first()
                .map_or_else(|| table.markup.span(), |cell| cell.span.clone());
            faults.push(table_fault(
                span,
                TableFault::EmptyCell {
                    column: "等级 / Level",
                },
            ));
            continue;
        };
        let Some(severity) = row(table, &Row { cells }, cell, faults) else {
            continue;
        };
        if scale.level(&severity.level).is_some() {
            let reason = TableFault::Twice {
                name: severity.level.to_string(),
            };
            faults.push(table_fault(cell.span.clone(), reason));
        } else {
            scale.levels.push(severity);
        }
    }
    scale
}

fn row(table: &RawTable, row: &Row<'_>, level: &Cell, faults: &mut Vec<Fault>) -> Option<Severity> {
    let (level_words, own_name) = level_and_name(&level.text);
    let level = SeverityLevel::new(level_words).ok()?;
    let name = row.words(table.column(NAME));
    let mut target = |column| match row.cell(table.column(column)) {
        Some(cell) => response_target(cell, faults),
        None => ResponseTarget::default(),
    };
    let (response, resolve, update) = (target(RESPONSE), target(RESOLVE), target(UPDATE));
    Some(Severity {
        level,
        name: if name.is_empty() {
            own_name.to_owned()
        } else {
            name
        },
        definition: row.words(table.column(DEFINITION)),
        example: row.words(table.column(EXAMPLE)),
        response,
        resolve,
        update_every_seconds: update
            .within_seconds
            .filter(|&s| s > 0)
            .unwrap_or(DEFAULT_UPDATE_SECONDS),
    })
}

fn response_target(cell: &Cell, faults: &mut Vec<Fault>) -> ResponseTarget {
    let within_seconds = duration_in(&cell.text).and_then(crate::parse::Duration::end_seconds);
    let has_number = cell.text.contains(|c: char| c.is_ascii_digit());
    if within_seconds.is_none() && has_number {
        let reason = TableFault::NoDuration {
            written: cell.text.clone(),
        };
        faults.push(table_fault(cell.span.clone(), reason));
    }
    ResponseTarget {
        text: cell.text.clone(),
        within_seconds,
    }
}

/// `P0 - 紧急`, `P0（紧急）`, `P0 紧急` and `SEV1 critical` hold a name too; `紧急` is all level.
fn level_and_name(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '（' | '(' | '：' | ':' | '–' | '—'))
        .unwrap_or(text.len());
    let (level, rest) = text.split_at(end);
    let name = rest.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '（' | '(' | '）' | ')' | '：' | ':' | '-' | '–' | '—')
    });
    (level, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::page;
    use crate::read::{Content, Source, SourcePath};

    fn read(text: &str) -> (SeverityScale, Vec<Fault>) {
        let path = SourcePath::new("severity.md").unwrap();
        let page = page(&Source {
            path,
            content: Content::Text(text.to_owned()),
        });
        let mut faults = Vec::new();
        (severity(&page, &mut faults), faults)
    }

    #[test]
    fn reads_tables_as_people_write_them() {
        let (scale, faults) = read(
            "| 级别 | 响应时间 | 解决时间目标 |\n|---|---|---|\n| **P0 - 紧急** | 立即 (5分钟) | < 1小时 |\n| P3 | 工作时间内 | 1周内修复 |\n",
        );
        assert_eq!(faults, []);
        let worst = &scale.levels[0];
        assert_eq!((worst.level.as_str(), worst.name.as_str()), ("P0", "紧急"));
        assert_eq!(worst.response.within_seconds, Some(300));
        assert_eq!(worst.resolve.within_seconds, Some(3600));
        assert_eq!(worst.update_every_seconds, 900);
        assert_eq!(scale.levels[1].response.within_seconds, None);
        assert_eq!(scale.levels[1].resolve.within_seconds, Some(604_800));
    }

    #[test]
    fn names_what_is_wrong() {
        let (_, faults) = read("no table");
        assert!(matches!(
            &faults[0].kind,
            crate::diagnostic::FaultKind::Table {
                reason: TableFault::Missing { .. }
            }
        ));
        let (scale, faults) = read("|Level|Response|\n|-|-|\n|P0|5 blinks|\n|P0|1h|\n||2h|\n");
        assert_eq!(scale.levels.len(), 1);
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn level_cells_are_taken_apart() {
        for (cell, expected) in [
            ("P0", ("P0", "")),
            ("P0 - 紧急", ("P0", "紧急")),
            ("P0（紧急）", ("P0", "紧急")),
            ("SEV1 critical", ("SEV1", "critical")),
            ("紧急", ("紧急", "")),
        ] {
            assert_eq!(level_and_name(cell), expected);
        }
    }
}
