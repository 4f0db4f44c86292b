//! A playbook that cannot be walked.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(30),
    level: Level::Refusal,
    meaning: "a playbook has no steps",
    why: "A playbook is walked step by step, and a step is a heading below the title. Without one there is nothing to walk.",
    bad: Example::Page(
        "\
---
kind: playbook
---
# Cache is down

Restart it.
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
# Cache is down

## Restart it
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| matches!(kind, FaultKind::NoSteps).then_some(());
    for (page, span, ()) in faults(survey, pick) {
        report
            .error(page, span, "this playbook has no steps")
            .hint("every heading below the title is a step: `## 确认告警`; a page to read is `kind: page`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn a_title_is_no_step() {
        assert!(said_of_playbook("# a\n\nb\n")[0].starts_with("BG0030 error a.md:4"));
    }
}
