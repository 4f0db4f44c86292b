//! A drill script longer than any drill.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ScenarioFault};
use crate::read::Content;

use super::{Example, Level, Report, Rule, SMALL_PLAYBOOK, Told, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(136),
    level: Level::Error,
    meaning: "a scenario has too many answers",
    why: "A drill of some hours gives a few dozen answers. Hundreds of them were made by a program, take the machine longer than everything else together, and are read by nobody.",
    bad: Example::Told(Told {
        words: "A drill script with 501 answers.",
        content: || {
            let answers = "1. [确认](cache.md#confirm) → **没有**\n".repeat(501);
            Content::Text(format!("---\nkind: scenario\n---\n{answers}").into())
        },
    }),
    good: Example::Files(&[
        ("cache.md", SMALL_PLAYBOOK),
        (
            "scenarios/peak.md",
            "\
---
playbook: ../cache.md
---
# 缓存雪崩

1. [确认](../cache.md#confirm) → **活着**
   - 命中率：20%

结局：限流之后恢复
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, fault) in faults(survey, FaultKind::scenario) {
        if let ScenarioFault::TooLong { limit } = fault {
            report
                .error(
                    page,
                    span,
                    format!("this scenario has more than {limit} answers"),
                )
                .hint("a drill of some hours has a few dozen: part it");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_script;

    #[test]
    fn five_hundred_are_enough() {
        let turn = "1. [a](../p.md#a) → **否**\n";
        let script = |count| {
            format!(
                "---\nplaybook: ../p.md\n---\n{}\n结局：好了\n",
                turn.repeat(count)
            )
        };
        assert_eq!(said_of_script(&script(500)), [""; 0]);
        assert!(
            said_of_script(&script(501))[0]
                .contains(":504 this scenario has more than 500 answers")
        );
    }
}
