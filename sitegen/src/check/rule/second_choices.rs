//! Two lists of choices in one step.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(32),
    level: Level::Error,
    meaning: "a step has two lists of choices",
    why: "A step asks one question. With two lists nobody can tell which answer takes the walk on.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Confirm

- **Yes** → [Fail over](#fail-over)

Is the replica behind?

- **No** → [Fail over](#fail-over)

## Fail over
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Confirm

- **Yes** → [Check the replica](#check-the-replica)

## Check the replica

Is the replica behind?

- **No** → [Fail over](#fail-over)

## Fail over
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| matches!(kind, FaultKind::SecondChoices).then_some(());
    for (page, span, ()) in faults(survey, pick) {
        report
            .error(page, span, "this step has choices already")
            .hint("one question a step: put a heading above this list");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn one_question_a_step() {
        let said = said_of_playbook("## a\n\n- 是 → [b](#b)\n\n再问：\n\n- 否 → [b](#b)\n\n## b\n");
        assert!(said[0].starts_with("BG0032 error a.md:10"), "{said:?}");
    }
}
