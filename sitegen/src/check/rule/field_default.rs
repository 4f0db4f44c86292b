//! A default that the field could not hold.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(71),
    level: Level::Error,
    meaning: "the default of a field does not fit its type",
    why: "A default is offered to the responder as it is. One that the box would refuse cannot be taken over with one key, which is all a default is for.",
    bad: Example::Page(
        "\
---
kind: playbook
fields:
  users: { label: 受影响用户数, type: number, default: 很多 }
---
## 评估

- [ ] 受影响用户数：____ 人
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
fields:
  users: { label: 受影响用户数, type: number, default: 0 }
---
## 评估

- [ ] 受影响用户数：____ 人
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        let FaultKind::FieldDefault {
            id,
            written,
            expected,
        } = kind
        else {
            continue;
        };
        report
            .error(
                page,
                span,
                format!("`{id}` cannot hold its default `{written}`"),
            )
            .hint(format!("it must be {expected}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn defaults_fit_their_type() {
        let said = said_of(
            "---\nkind: playbook\nfields:\n  a: { type: number, default: many }\n  b: { type: time, default: now }\n  c: { type: duration, default: 90m }\n  d: { default: P9 }\n  e: { type: yes-no, default: yes }\n---\n## s\n\n- [ ] a：____\n- [ ] b：____\n- [ ] c：____\n- [ ] d：P0 / P1\n- [ ] e：____\n",
        );
        assert_eq!(
            said,
            [
                "BG0071 error a.md:4 `a` cannot hold its default `many` | it must be a number such as `12.5`",
                "BG0071 error a.md:5 `b` cannot hold its default `now` | it must be left out: nobody knows a time beforehand",
                "BG0071 error a.md:7 `d` cannot hold its default `P9` | it must be one of: P0, P1",
            ]
        );
    }
}
