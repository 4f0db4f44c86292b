//! Settings that contradict the blank they are for.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(14),
    level: Level::Error,
    meaning: "a field and its settings disagree",
    why: "A responder sees the blank as the text shows it. When the settings say something else, either the wrong box is offered or a milestone is never set.",
    bad: Example::Page(
        "\
---
kind: playbook
fields:
  risk: { label: 数据丢失风险, type: time }
---
## 评估

- [ ] 数据丢失风险：是 / 否
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
fields:
  risk: { label: 数据丢失风险, type: choice }
---
## 评估

- [ ] 数据丢失风险：是 / 否
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::FieldSettingMismatch { id, reason } => Some((id.clone(), *reason)),
        _ => None,
    };
    for (page, span, (id, reason)) in faults(survey, pick) {
        report
            .error(
                page,
                span,
                format!("the settings of `{id}` do not fit the text"),
            )
            .hint(reason);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn types_fit_the_text() {
        let said = said_of(
            "---\nkind: playbook\nfields:\n  a: { type: choice }\n  b: { type: time }\n  c: { milestone: resolved }\n---\n## s\n\n- [ ] a：____\n- [ ] b：是 / 否\n- [ ] c：____\n",
        );
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said.iter()
                .all(|said| said.starts_with("BG0014 error a.md:")),
            "{said:?}"
        );
    }
}
