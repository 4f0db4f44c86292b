//! Options among which there is nothing to choose.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(73),
    level: Level::Error,
    meaning: "the options of a field are no choice",
    why: "One option is not a choice, and two that read the same cannot be told apart in the record.",
    bad: Example::Page(
        "\
---
kind: playbook
fields:
  scope: { label: 影响范围, type: choice, options: [单机] }
---
## 评估

- [ ] 影响范围：____
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
fields:
  scope: { label: 影响范围, type: choice, options: [单机, 集群] }
---
## 评估

- [ ] 影响范围：____
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::FieldOptions { id, reason } => Some((id.clone(), *reason)),
        _ => None,
    };
    for (page, span, (id, reason)) in faults(survey, pick) {
        report
            .error(page, span, format!("`{id}` {reason}"))
            .hint("give at least two options that differ");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn options_differ_and_are_two_at_least() {
        let said = said_of(
            "---\nkind: playbook\nfields:\n  a: { type: choice, options: [x] }\n  b: { options: [x, y, x] }\n---\n## s\n\n- [ ] a：____\n- [ ] b：____\n",
        );
        assert_eq!(
            said,
            [
                "BG0073 error a.md:4 `a` has one option only, which is no choice | give at least two options that differ",
                "BG0073 error a.md:5 `b` has the same option twice | give at least two options that differ",
            ]
        );
    }
}
