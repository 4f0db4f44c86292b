//! An item of a drill script that names no step.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ScenarioFault};

use super::{Example, Level, Report, Rule, SMALL_PLAYBOOK, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(131),
    level: Level::Error,
    meaning: "a scenario names a step that is not there",
    why: "Each item of a drill script says at which step of the walk something is answered. A step that was renamed or never was leaves the script, and whoever leads the drill, in the dark.",
    bad: Example::Files(&[
        ("cache.md", SMALL_PLAYBOOK),
        (
            "scenarios/peak.md",
            "\
---
playbook: ../cache.md
---
# 缓存雪崩

1. [确认](../cache.md#confrim) → **活着**
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
        if let ScenarioFault::UnknownStep { written, near } = fault {
            report
                .error(page, span, format!("no step is called `{written}`"))
                .hint(did_you_mean(near.as_deref()).unwrap_or_else(|| {
                    "link the step's heading, or write its title as it stands there".to_owned()
                }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_script;

    #[test]
    fn links_and_titles_have_a_nearest() {
        let said = said_of_script(
            "---\nplaybook: ../p.md\n---\n1. [a](../p.md#aa) → **是**\n2. 确认告惊 → 是\n\n结局：好了\n",
        );
        assert_eq!(
            said,
            [
                "BG0131 error scenarios/s.md:4 no step is called `../p.md#aa`",
                "BG0131 error scenarios/s.md:5 no step is called `确认告惊`",
            ]
            .map(|start| said
                .iter()
                .find(|said| said.starts_with(start))
                .map_or(start, String::as_str))
        );
        assert!(said[1].ends_with("did you mean `确认告警`?"), "{said:?}");
    }
}
