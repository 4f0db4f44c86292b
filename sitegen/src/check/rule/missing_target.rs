//! A choice that leads nowhere.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(31),
    level: Level::Refusal,
    meaning: "a choice leads to a step or playbook that is not there",
    why: "The responder chooses and comes to nothing, in the middle of an incident. This is the worst that a playbook can do.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## 确认

- **是** → [回滚](#rolback)
- **否** → 误报，结束

## 回滚 {#rollback}
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## 确认

- **是** → [回滚](#rollback)
- **否** → 误报，结束

## 回滚 {#rollback}
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        match kind {
            FaultKind::MissingTarget { destination } => {
                report
                    .error(
                        page,
                        span,
                        format!("this choice leads to `{destination}`, which is not there"),
                    )
                    .hint_if(|| {
                        let near = survey.places.nearest(page?, destination);
                        did_you_mean(near.as_deref())
                    });
            }
            FaultKind::TargetIsNoPlaybook { destination } => {
                report
                    .error(page, span, format!("this choice leads to `{destination}`, which nobody can walk"))
                    .hint("add `kind: playbook` to that page, or write the outcome in words after the arrow");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, said_of_playbook};

    #[test]
    fn names_the_nearest_step() {
        let said = said_of_playbook(
            "## a\n\n- 是 → [b](#rolback)\n- 否 → [b](#rollback)\n\n## b {#rollback}\n",
        );
        assert_eq!(
            said,
            [
                "BG0031 error a.md:6 this choice leads to `#rolback`, which is not there | did you mean `#rollback`?"
            ]
        );
    }

    #[test]
    fn a_page_to_read_is_no_target() {
        let book = "---\nkind: playbook\n---\n## a\n\n- 是 → [b](#b)\n- 否 → [c](c.md)\n\n## b\n";
        let said = said(&[("a.md", book), ("c.md", "# c")]);
        assert!(
            said[0].contains("`c.md`, which nobody can walk"),
            "{said:?}"
        );
    }
}
