//! A step with more checks than anybody keeps in mind.

use crate::check::survey::Survey;
use crate::diagnostic::Code;
use crate::parse::RawBlock;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(85),
    level: Level::Warning,
    meaning: "a step has more than seven checks",
    why: "Checklists are followed when a block is short: five to nine items is what the research on emergency checklists advises, and under stress fewer. A longer one is skimmed, and the item in its middle is the one that is missed.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Confirm

- [ ] Look at dashboard A
- [ ] Look at dashboard B
- [ ] Look at dashboard C
- [ ] Look at dashboard D
- [ ] Look at dashboard E
- [ ] Look at dashboard F
- [ ] Look at dashboard G
- [ ] Look at dashboard H
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Confirm

- [ ] Look at dashboard A
- [ ] Look at dashboard B
- [ ] Look at dashboard C
- [ ] Look at dashboard D

## Look further

- [ ] Look at dashboard E
- [ ] Look at dashboard F
- [ ] Look at dashboard G
- [ ] Look at dashboard H
",
    ),
    check,
};

const MOST: usize = 7;

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for draft in &survey.drafts {
        for step in &draft.steps {
            let mut checks = step.blocks.iter().filter_map(|block| match block.raw {
                RawBlock::Check(check) => Some(check),
                _ => None,
            });
            let Some(eighth) = checks.nth(MOST) else {
                continue;
            };
            let count = MOST + 1 + checks.count();
            report
                .warning(
                    Some(draft.page),
                    step.span.clone(),
                    format!("this step has {count} checks; more than {MOST} are skimmed"),
                )
                .hint("part it in two steps, the critical checks first")
                .related(
                    draft.page,
                    eighth.span.clone(),
                    "a second step could begin here",
                );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn seven_are_enough() {
        let of = |count: usize| said_of_playbook(&format!("## a\n\n{}", "- [ ] b\n".repeat(count)));
        assert_eq!(of(7), Vec::<String>::new());
        assert_eq!(
            of(9),
            [
                "BG0085 warning a.md:4 this step has 9 checks; more than 7 are skimmed | \
              part it in two steps, the critical checks first"
            ]
        );
    }
}
