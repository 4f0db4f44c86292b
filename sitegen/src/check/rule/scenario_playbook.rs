//! A drill script whose playbook is not there.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ScenarioFault};

use super::{Example, Level, Report, Rule, SMALL_PLAYBOOK, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(130),
    level: Level::Error,
    meaning: "a scenario does not say which playbook it walks",
    why: "A drill script is a test of one playbook, from its first step. Without knowing which one, nobody can walk it, and what it was to prove stays unproven.",
    bad: Example::Files(&[
        ("cache.md", SMALL_PLAYBOOK),
        (
            "scenarios/peak.md",
            "\
---
playbook: ../cahce.md
---
# 缓存雪崩

1. 确认 → **活着**

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
            ScenarioFault::NoPlaybook => {
                report
                    .error(
                        page,
                        span,
                        "this scenario does not say which playbook it walks",
                    )
                    .hint(
                        "add `playbook: ../p0-response.md` to the front matter, or link its steps",
                    );
            }
            ScenarioFault::UnknownPlaybook { written, near } => {
                report
                    .error(page, span, format!("`{written}` is no playbook"))
                    .hint(did_you_mean(near.as_deref()).unwrap_or_else(|| {
                        "give its path from this file, its id or its title".to_owned()
                    }));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_script;

    #[test]
    fn it_is_named_or_linked() {
        let script = "1. [a](../p.md#a) → **是**\n\n结局：好了\n";
        assert_eq!(said_of_script(script), [""; 0]);
        let words = "1. a → **是**\n\n结局：好了\n";
        let said = said_of_script(&format!("---\nkind: scenario\n---\n{words}"));
        assert!(said[0].contains("BG0130 error scenarios/s.md"), "{said:?}");
        assert_eq!(
            said_of_script(&format!("---\nplaybook: p\n---\n{words}")),
            [""; 0]
        );
        assert_eq!(
            said_of_script(&format!("---\nplaybook: 支付手册\n---\n{words}")),
            [""; 0]
        );
    }

    #[test]
    fn the_nearest_is_named() {
        let said = said_of_script("---\nplaybook: 支付手测\n---\n1. a → **是**\n\n结局：好了\n");
        assert_eq!(
            said,
            ["BG0130 error scenarios/s.md:2 `支付手测` is no playbook | did you mean `支付手册`?"]
        );
    }
}
