//! The escalation path, as a table or as a list.

use domain::{EscalationLevel, EscalationPath};
use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Fault, FaultKind};
use crate::markup::{Markup, Span, inside, parts, span, text};
use crate::parse::{Duration, RawBlock, RawPage, RawTable, duration_in};

use super::{Row, table_with, top};

const AFTER: &[&str] = &[
    "时间",
    "升级",
    "触发",
    "等待",
    "未响应",
    "时长",
    "超过",
    "超时",
    "触发条件",
    "条件",
    "after",
    "elapsed",
    "time",
    "escalate after",
    "if no response for",
    "no response",
    "when",
    "at",
    "delay",
];
const WHO: &[&str] = &[
    "升级对象",
    "对象",
    "升级到",
    "升级至",
    "通知对象",
    "人员",
    "联系人",
    "负责人",
    "角色",
    "级别",
    "who",
    "escalate to",
    "notify",
    "call",
    "contact person",
    "role",
    "level",
];
const CONTACT: &[&str] = &[
    "联系方式",
    "电话",
    "手机",
    "联系",
    "渠道",
    "contact",
    "phone",
    "how",
    "channel",
    "reach",
];
const DUTY: &[&str] = &[
    "职责",
    "责任",
    "动作",
    "行动",
    "说明",
    "任务",
    "duty",
    "duties",
    "responsibility",
    "action",
    "actions",
    "what",
    "why",
];

/// Reads the path, earliest first.
pub(crate) fn escalation(page: &RawPage, faults: &mut Vec<Fault>) -> EscalationPath {
    let mut levels = match table_with(page, AFTER) {
        Some((table, after_column)) => of_table(table, after_column, faults),
        None => of_lists(page, faults),
    };
    if levels.is_empty() && faults.is_empty() {
        faults.push(Fault {
            span: top(page),
            kind: FaultKind::EscalationMissing,
        });
    }
    levels.sort_by_key(|level| level.after_seconds);
    EscalationPath { levels }
}

fn of_table(
    table: &RawTable,
    after_column: usize,
    faults: &mut Vec<Fault>,
) -> Vec<EscalationLevel> {
    let mut levels = Vec::new();
    for cells in &table.rows {
        let row = Row { cells };
        let who = row.words(table.column(WHO));
        let Some(cell) = cells.get(after_column) else {
            continue;
        };
        let written = table.with_unit(after_column, cell);
        match duration_in(&written).and_then(Duration::point_seconds) {
            Some(after_seconds) => levels.push(EscalationLevel {
                after_seconds,
                who,
                contact: row.words(table.column(CONTACT)),
                duty: row.words(table.column(DUTY)),
            }),
            None => faults.push(without_time(cell.span.clone(), who)),
        }
    }
    levels
}

fn without_time(span: Span, who: String) -> Fault {
    Fault {
        span,
        kind: FaultKind::EscalationWithoutTime { who },
    }
}

/// `1. **值班工程师** (0-15分钟)：先行处置`: the first list whose first item names a time.
fn of_lists(page: &RawPage, faults: &mut Vec<Fault>) -> Vec<EscalationLevel> {
    for block in page.blocks() {
        let RawBlock::Prose(markup) = block else {
            continue;
        };
        let items = list_items(markup);
        if items
            .first()
            .is_none_or(|(words, _)| level(words).is_none())
        {
            continue;
        }
        let mut levels = Vec::new();
        for (words, span) in items {
            match level(&words) {
                Some(level) => levels.push(level),
                None => faults.push(without_time(span, words)),
            }
        }
        return levels;
    }
    Vec::new()
}

fn list_items(markup: &Markup) -> Vec<(String, Span)> {
    match markup.0.first() {
        Some((Event::Start(Tag::List(_)), _)) => parts(inside(&markup.0))
            .into_iter()
            .map(|item| (text(item).trim().to_owned(), span(item)))
            .collect(),
        _ => Vec::new(),
    }
}

/// `**CTO** (>1小时)：对外`, or `15 分钟：团队负责人`.
fn level(words: &str) -> Option<EscalationLevel> {
    level_in_bracket(words).or_else(|| level_after_time(words))
}

fn level_in_bracket(words: &str) -> Option<EscalationLevel> {
    let open = words.find(['(', '（'])?;
    let close = open + words[open..].find([')', '）'])?;
    let inside = words[open..close].trim_start_matches(['(', '（']);
    let after_seconds = duration_in(inside)?.point_seconds()?;
    let rest = words[close..].trim_start_matches([')', '）']).trim_start();
    Some(EscalationLevel {
        after_seconds,
        who: words[..open].trim().to_owned(),
        contact: String::new(),
        duty: rest.trim_start_matches(['：', ':']).trim().to_owned(),
    })
}

fn level_after_time(words: &str) -> Option<EscalationLevel> {
    const JOINTS: [&str; 8] = ["：", ": ", "→", "->", " — ", " – ", " - ", "，"];
    let (start, end) = JOINTS
        .iter()
        .filter_map(|joint| words.find(joint).map(|at| (at, at + joint.len())))
        .min()?;
    let after_seconds = duration_in(&words[..start])?.point_seconds()?;
    let who = words[end..].trim();
    (!who.is_empty()).then(|| EscalationLevel {
        after_seconds,
        who: who.to_owned(),
        contact: String::new(),
        duty: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::page;
    use crate::read::{Content, Source, SourcePath};

    fn read(text: &str) -> (Vec<(u32, String, String)>, usize) {
        let path = SourcePath::new("e.md").unwrap();
        let page = page(&Source {
            path,
            content: Content::Text(text.into()),
        });
        let mut faults = Vec::new();
        let path = escalation(&page, &mut faults);
        (
            path.levels
                .into_iter()
                .map(|l| (l.after_seconds, l.who, l.duty))
                .collect(),
            faults.len(),
        )
    }

    #[test]
    fn lists_and_tables_say_the_same() {
        let expected = (
            vec![
                (0, "值班".into(), "处置".into()),
                (900, "负责人".into(), String::new()),
            ],
            0,
        );
        assert_eq!(
            read("1. **值班** (0-15分钟)：处置\n2. **负责人**（15-30分钟）\n"),
            expected
        );
        assert_eq!(
            read("|时间|对象|职责|\n|-|-|-|\n|15分钟|负责人||\n|立即|值班|处置|\n"),
            expected
        );
    }

    #[test]
    fn paths_are_read_as_people_write_them() {
        let who = |text| {
            let (levels, faults) = read(text);
            assert_eq!(faults, 0, "{text}");
            levels
                .into_iter()
                .map(|(after, who, _)| (after, who))
                .collect::<Vec<_>>()
        };
        let expected = vec![(0, "值班".to_owned()), (900, "主管".to_owned())];
        assert_eq!(who("- 立即：值班\n- 15 分钟未响应 → 主管\n"), expected);
        assert_eq!(who("- T+0: 值班\n- T+15: 主管\n"), expected);
        assert_eq!(
            who("|级别|升级对象|触发时间（分钟）|\n|-|-|-|\n|L1|值班|0|\n|L2|主管|15|\n"),
            expected
        );
        assert_eq!(
            who(
                "| Role | Escalate after | Channel |\n|-|-|-|\n| 值班 | ASAP | - |\n| 主管 | 15m | - |\n"
            ),
            expected
        );
    }

    #[test]
    fn a_level_without_a_time_is_a_fault() {
        assert_eq!(read("|时间|对象|\n|-|-|\n|稍后|CTO|\n").1, 1);
        assert_eq!(read("- 值班\n").1, 1);
    }
}
