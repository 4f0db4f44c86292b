//! How a drill script should end: not said, said twice, or impossible.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ScenarioFault, nearest};

use super::{Example, Level, Report, Rule, SMALL_PLAYBOOK, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(134),
    level: Level::Error,
    meaning: "a scenario does not say how it should end, or no walk can end so",
    why: "The outcome is what a drill script proves: without it, any walk would do. An outcome that no branch of the playbook has can never be reached, so it is a slip or a promise that the playbook no longer keeps.",
    bad: Example::Files(&[
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
",
        ),
    ]),
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
        match fault {
            ScenarioFault::NoEnd => {
                report
                    .error(page, span, "this scenario does not say how it should end")
                    .hint("write a line `结局：…` or `Outcome: …` with the words of the playbook, or `停在：` or `Stops at:` with a step");
            }
            ScenarioFault::SecondEnd => {
                report
                    .error(
                        page,
                        span,
                        "this scenario says a second time how it should end",
                    )
                    .hint("a walk ends once: write a scenario for each end");
            }
            ScenarioFault::UnknownEnd { written, known } => {
                let near = nearest(written, known.iter().map(String::as_str));
                report
                    .error(
                        page,
                        span,
                        format!("no walk from its playbook can end with `{written}`"),
                    )
                    .hint_if(|| did_you_mean(near))
                    .hint_if(|| {
                        let shown: Vec<String> =
                            known.iter().take(8).map(|end| format!("`{end}`")).collect();
                        (!shown.is_empty())
                            .then(|| format!("it can end with: {}", shown.join(", ")))
                    });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_script;

    #[test]
    fn an_end_is_one_and_possible() {
        let turns = "---\nplaybook: ../p.md\n---\n1. [a](../p.md#a) → **是**\n\n";
        let said = said_of_script(turns);
        assert!(
            said[0].starts_with("BG0134 error scenarios/s.md:4 this scenario does not say"),
            "{said:?}"
        );
        let said = said_of_script(&format!("{turns}结局：好啦\n"));
        assert_eq!(
            said,
            [
                "BG0134 error scenarios/s.md:6 no walk from its playbook can end with `好啦` | it can end with: `好了`, `走完`"
            ]
        );
        let said = said_of_script(&format!("{turns}结局：好了\n\n停在：修复\n"));
        assert!(
            said[0].contains(":8 this scenario says a second time"),
            "{said:?}"
        );
    }
}
