//! An answer that the step does not offer.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ScenarioFault, nearest};

use super::{Example, Level, Report, Rule, SMALL_PLAYBOOK, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(132),
    level: Level::Error,
    meaning: "a scenario gives an answer that its step does not offer",
    why: "An answer of a drill script is one of the step's choices, in its own words. When the playbook was reworded, the script has to follow, or it no longer says which branch it takes.",
    bad: Example::Files(&[
        ("cache.md", SMALL_PLAYBOOK),
        (
            "scenarios/peak.md",
            "\
---
playbook: ../cache.md
---
# 缓存雪崩

1. [确认](../cache.md#confirm) → **大概活着**
   - 命中率：20%

结局：限流之后恢复
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
            ScenarioFault::UnknownAnswer {
                written,
                step,
                labels,
            } => {
                let near = nearest(written, labels.iter().map(String::as_str));
                report
                    .error(
                        page,
                        span,
                        format!("“{step}” does not offer the answer `{written}`"),
                    )
                    .hint_if(|| did_you_mean(near))
                    .hint(offers(labels));
            }
            ScenarioFault::NoAnswer { step, labels } => {
                report
                    .error(
                        page,
                        span,
                        format!("“{step}” waits for an answer, and none is given"),
                    )
                    .hint("write it after an arrow: `→ **answer**`")
                    .hint(offers(labels));
            }
            ScenarioFault::NothingToAnswer { step } => {
                report
                    .error(
                        page,
                        span,
                        format!("“{step}” goes on by itself: there is nothing to answer"),
                    )
                    .hint("leave the answer out, or the whole item");
            }
            _ => {}
        }
    }
}

fn offers(labels: &[String]) -> String {
    let labels: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
    format!("it offers: {}", labels.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_script;

    #[test]
    fn what_the_step_offers_is_listed() {
        let head = "---\nplaybook: ../p.md\n---\n";
        let said = said_of_script(&format!(
            "{head}1. [a](../p.md#a) → **可能**\n\n结局：好了\n"
        ));
        assert_eq!(
            said,
            [
                "BG0132 error scenarios/s.md:4 “确认告警” does not offer the answer `可能` | it offers: `是，真实故障`, `否`"
            ]
        );
        let said = said_of_script(&format!("{head}1. [a](../p.md#a)\n\n结局：好了\n"));
        assert!(
            said[0].contains("waits for an answer, and none is given"),
            "{said:?}"
        );
        let said = said_of_script(&format!(
            "{head}1. [a](../p.md#a) → 否\n2. [b](../p.md#b) → 好\n\n结局：走完\n"
        ));
        assert!(said[0].contains("“修复” goes on by itself"), "{said:?}");
    }
}
