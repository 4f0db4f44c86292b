//! An id that cannot be one.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(24),
    level: Level::Refusal,
    meaning: "an id is too long or holds control characters",
    why: "Ids stand in addresses and in the records of incidents. One of half a page can neither be linked to nor be told over the phone.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## 确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## 确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象确认告警不是误报并且写下首次发现的时间和现象 {#confirm}
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::BadId { written } => Some(written.clone()),
        _ => None,
    };
    for (page, span, written) in faults(survey, pick) {
        report
            .error(
                page,
                span,
                format!("`{written}…` cannot be an id: more than 512 bytes, or control characters"),
            )
            .hint("give the heading a short one: `## title {#short-id}`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn long_headings_need_an_id() {
        let said = said_of_playbook(&format!("## {}\n", "很".repeat(300)));
        assert!(said[0].starts_with("BG0024 error a.md:4"), "{said:?}");
    }
}
