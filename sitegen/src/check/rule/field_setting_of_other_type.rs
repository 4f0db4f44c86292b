//! A setting that means nothing for a field of that type.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(72),
    level: Level::Error,
    meaning: "a field has a setting that its type does not take",
    why: "The author meant something by it that the walk would silently leave out: a unit that is never shown, options that are never offered.",
    bad: Example::Page(
        "\
---
kind: playbook
fields:
  users: { label: 受影响用户数, unit: 人 }
---
## 评估

- [ ] 受影响用户数：____
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
fields:
  users: { label: 受影响用户数, type: number, unit: 人 }
---
## 评估

- [ ] 受影响用户数：____
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        let FaultKind::FieldSettingOfOtherType {
            id,
            setting,
            kind,
            takes,
        } = kind
        else {
            continue;
        };
        report
            .error(
                page,
                span,
                format!("`{id}` is of type `{kind}`, which takes no `{setting}`"),
            )
            .hint(format!("`{setting}` is for fields of type {takes}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn settings_are_for_some_types() {
        let said = said_of(
            "---\nkind: playbook\nfields:\n  a: { unit: ms }\n  b: { type: time, options: [x, y] }\n  c: { type: long-text, input: pod }\n  d: { type: number, severity: true }\n---\n## s\n\n- [ ] a：____\n- [ ] b：____\n- [ ] c：____\n- [ ] d：____\n",
        );
        let codes = said.iter().filter(|said| said.starts_with("BG0072 error"));
        assert_eq!(codes.count(), 4, "{said:?}");
        assert!(
            said[0].contains("`a` is of type `text`, which takes no `unit`"),
            "{said:?}"
        );
    }
}
