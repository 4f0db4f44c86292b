//! A choice that names two places to go on at.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(70),
    level: Level::Warning,
    meaning: "a choice leads to more than one step",
    why: "A choice takes the walk to one place. What stands after its first link is only shown as a remark, so a responder never comes to the second step by it.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## 判断

- 只有网页层变更 → [回滚](#回滚)，再[验证](#验证)
- 表结构也变了 → [验证](#验证)

## 回滚

## 验证
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## 判断

- 只有网页层变更 → [回滚](#回滚)
- 表结构也变了 → [验证](#验证)

## 回滚

## 验证
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::SecondTarget { destination } => Some(destination.clone()),
        _ => None,
    };
    for (page, span, destination) in faults(survey, pick) {
        report
            .warning(
                page,
                span,
                format!("this choice has a target already, so the walk never takes it to `{destination}`"),
            )
            .hint("give each target a choice of its own, or let the first step lead on to the second");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn the_second_target_is_told() {
        let said = said_of_playbook(
            "## a\n\n- yes → [b](#b), or [c](#c)\n- no → [c](#c)\n\n## b\n\n## c\n",
        );
        assert_eq!(
            said,
            [
                "BG0070 warning a.md:6 this choice has a target already, so the walk never takes it to `#c` | give each target a choice of its own, or let the first step lead on to the second"
            ]
        );
    }
}
