//! A field that is to set the severity, with an option that is no level.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(75),
    level: Level::Error,
    meaning: "a field sets the severity, but offers what is no level",
    why: "Filling the blank changes the level of the incident. An option that the scale does not have would leave the level as it was, against what the responder said.",
    bad: Example::Page(
        "\
---
kind: playbook
fields:
  level: { label: 级别, severity: true }
---
## 评估

- [ ] 级别：P0 / P1 / 其他
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
fields:
  level: { label: 级别, severity: true }
---
## 评估

- [ ] 级别：P0 / P1 / P2
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        let FaultKind::FieldSeverity { id, option } = kind else {
            continue;
        };
        let levels = survey.scale.levels.iter();
        let levels: Vec<&str> = levels.map(|severity| severity.level.as_str()).collect();
        report
            .error(
                page,
                span,
                format!("`{id}` sets the severity, but `{option}` is no level"),
            )
            .hint(format!("the scale has: {}", levels.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn options_are_levels() {
        let said = said_of(
            "---\nkind: playbook\nfields:\n  a: { severity: true }\n---\n## s\n\n- [ ] a：P0 / p1\n",
        );
        assert_eq!(
            said,
            [
                "BG0075 error a.md:4 `a` sets the severity, but `p1` is no level | the scale has: P0, P1, P2, P3"
            ]
        );
    }
}
