//! The severity table.

use domain::{ResponseTarget, Severity, SeverityLevel, SeverityScale};

use crate::diagnostic::{Fault, TableFault};
use crate::parse::{Cell, Duration, RawBlock, RawPage, RawTable, duration_in, is_round_the_clock};

use super::{Row, bounded, table_fault, table_with, top};

const LEVEL: &[&str] = &[
    "等级",
    "级别",
    "严重等级",
    "严重级别",
    "严重程度",
    "严重性",
    "优先级",
    "告警级别",
    "level",
    "severity level",
    "severity",
    "sev",
    "priority level",
    "priority",
];
const NAME: &[&str] = &["名称", "名字", "name", "label", "title"];
const DEFINITION: &[&str] = &[
    "含义",
    "定义",
    "影响范围",
    "影响",
    "判定标准",
    "判断标准",
    "标准",
    "条件",
    "说明",
    "描述",
    "影响描述",
    "影响说明",
    "definition",
    "meaning",
    "criteria",
    "impact",
    "description",
    "when",
    "what it means",
];
const EXAMPLE: &[&str] = &[
    "示例",
    "例子",
    "举例",
    "典型场景",
    "场景",
    "example",
    "examples",
    "e.g.",
];
const RESPONSE: &[&str] = &[
    "响应",
    "首次响应",
    "首响",
    "response",
    "respond",
    "acknowledge",
    "acknowledgement",
    "ack",
    "tta",
    "mtta",
];
const RESOLVE: &[&str] = &[
    "处理",
    "恢复",
    "解决",
    "修复",
    "处置",
    "resolve",
    "resolution",
    "recovery",
    "recover",
    "restore",
    "restoration",
    "fix",
    "mitigate",
    "mitigation",
    "ttr",
    "mttr",
    "rto",
];
const UPDATE: &[&str] = &[
    "通报间隔",
    "更新间隔",
    "通报频率",
    "更新频率",
    "沟通频率",
    "通知频率",
    "通报",
    "更新",
    "update",
    "updates",
    "update every",
    "updates every",
    "update interval",
    "update frequency",
    "status updates",
    "communication",
];

/// Nobody tells more levels apart.
const MOST_LEVELS: usize = 32;

/// How often to report where the table is silent.
const DEFAULT_UPDATE_SECONDS: u32 = 900;

/// Reads the scale, worst first.
pub(crate) fn severity(page: &RawPage, faults: &mut Vec<Fault>) -> SeverityScale {
    let Some((table, level_column)) = table_with(page, LEVEL).or_else(|| table_of_levels(page))
    else {
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

/// A table without a header that we know, but with a column of nothing but levels.
fn table_of_levels(page: &RawPage) -> Option<(&RawTable, usize)> {
    page.blocks().find_map(|block| {
        let RawBlock::Table(table) = block else {
            return None;
        };
        let is_levels = |column: &usize| {
            let mut cells = table.rows.iter().map(|row| row.get(*column));
            cells.all(|cell| cell.is_some_and(|cell| level_prefix(&cell.text).is_some()))
        };
        let column = (0..table.head.len()).find(is_levels)?;
        (!table.rows.is_empty()).then_some((table, column))
    })
}

fn row(table: &RawTable, row: &Row<'_>, level: &Cell, faults: &mut Vec<Fault>) -> Option<Severity> {
    let (level_words, own_name) = level_and_name(&level.text);
    let level = SeverityLevel::new(level_words).ok()?;
    let name = row.words(table.column(NAME));
    let mut target = |names| {
        let column = table.column(names);
        match (column, row.cell(column)) {
            (Some(column), Some(cell)) => response_target(table, column, cell, faults),
            _ => ResponseTarget::default(),
        }
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

fn response_target(
    table: &RawTable,
    column: usize,
    cell: &Cell,
    faults: &mut Vec<Fault>,
) -> ResponseTarget {
    let text = table.with_unit(column, cell);
    let found = duration_in(&text);
    let has_number = text.contains(|c: char| c.is_ascii_digit());
    if found.is_none() && has_number && !is_round_the_clock(&text) {
        let reason = TableFault::NoDuration {
            written: cell.text.clone(),
        };
        faults.push(table_fault(cell.span.clone(), reason));
    }
    ResponseTarget {
        text,
        within_seconds: found.and_then(Duration::end_seconds),
    }
}

/// `P0 - 紧急`, `P0（紧急）`, `P0-紧急`, `P0 紧急`, `SEV-1: critical` and `🔴 P0` hold a name too; `紧急` is all level.
fn level_and_name(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (level, rest) = level_prefix(text).unwrap_or_else(|| {
        let end = text
            .find(|c: char| c.is_whitespace() || matches!(c, '（' | '(' | '：' | ':' | '–' | '—'))
            .unwrap_or(text.len());
        text.split_at(end)
    });
    let rest = rest.strip_prefix('级').unwrap_or(rest);
    let name =
        rest.trim_matches(|c: char| c.is_whitespace() || "（(）)[]【】：:-–—/／|·,，".contains(c));
    (level, name)
}

/// Up to four letters and one or two digits at the start, signs before them cut: `P0`, `SEV-1`, `sev 2`, `L3`.
fn level_prefix(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .filter(|letters| (1..=4).contains(letters))?;
    let joint = text[letters..].strip_prefix(['-', ' ']).map_or(0, |_| 1);
    let digits = text[letters + joint..]
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len() - letters - joint);
    let end = letters + joint + digits;
    let runs_on = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    ((1..=2).contains(&digits) && !runs_on).then(|| text.split_at(end))
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
            content: Content::Text(text.into()),
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
    fn columns_come_in_any_order_and_wording() {
        let (scale, faults) = read(
            "| Time to resolve | Examples | Ack (min) | Severity level |\n|-|-|-|-|\n| 4h | - | 5 | SEV-1 Critical |\n| next business day | - | 15-30 | SEV-2 |\n| best effort | - | 24/7 | SEV-3 |\n",
        );
        assert_eq!(faults, []);
        let times: Vec<_> = scale
            .levels
            .iter()
            .map(|l| {
                (
                    l.level.as_str(),
                    l.response.within_seconds,
                    l.resolve.within_seconds,
                )
            })
            .collect();
        assert_eq!(
            times,
            [
                ("SEV-1", Some(300), Some(14_400)),
                ("SEV-2", Some(1800), Some(86_400)),
                ("SEV-3", None, None),
            ]
        );
        let (scale, faults) = read("| | 说明 |\n|-|-|\n| **P0** | 全站 |\n| P1 | 部分 |\n");
        assert_eq!((scale.levels.len(), faults.len()), (2, 0));
        assert_eq!(scale.levels[0].response.text, "");
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
            ("P0-紧急", ("P0", "紧急")),
            ("P0级", ("P0", "")),
            ("P0/紧急", ("P0", "紧急")),
            ("SEV-1", ("SEV-1", "")),
            ("SEV-1: Critical", ("SEV-1", "Critical")),
            ("Sev 2 – Major", ("Sev 2", "Major")),
            ("🔴 P0", ("P0", "")),
            ("P0紧急", ("P0", "紧急")),
            ("Critical", ("Critical", "")),
            ("一级", ("一级", "")),
        ] {
            assert_eq!(level_and_name(cell), expected);
        }
    }
}
