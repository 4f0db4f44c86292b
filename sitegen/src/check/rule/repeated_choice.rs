//! Two choices of a step with the same words.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(33),
    level: Level::Refusal,
    meaning: "two choices of a step have the same label",
    why: "Two answers with the same words cannot be told apart, neither by the responder nor in the record.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## 确认

- **是** → [回滚](#回滚)
- **是** → 误报，结束

## 回滚
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## 确认

- **是** → [回滚](#回滚)
- **否** → 误报，结束

## 回滚
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::RepeatedChoice { label } => Some(label.clone()),
        _ => None,
    };
    for (page, span, label) in faults(survey, pick) {
        report
            .error(
                page,
                span,
                format!("another choice of this step is labelled `{label}` too"),
            )
            .hint("a responder must be able to tell them apart");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn labels_differ() {
        let said = said_of_playbook("## a\n\n- 是 → [b](#b)\n- 是 → [c](#c)\n\n## b\n\n## c\n");
        assert!(said[0].starts_with("BG0033 error a.md:7"), "{said:?}");
    }
}
