//! A field, check or input that is not there to be filled.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ScenarioFault, nearest};

use super::{Example, Level, Report, Rule, SMALL_PLAYBOOK, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(133),
    level: Level::Error,
    meaning: "a scenario fills or ticks what its step does not have",
    why: "What stands under an item is filled and ticked as a responder would do it. A field that the step does not have would be skipped in silence, and the drill would not exercise what its author thinks it does.",
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
   - 命中律：20%

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
            ScenarioFault::UnknownDeed {
                written,
                step,
                known,
            } => {
                let near = nearest(written, known.iter().map(String::as_str));
                report
                    .error(page, span, format!("“{step}” has no field or check `{written}`"))
                    .hint_if(|| did_you_mean(near))
                    .hint("a remark is a paragraph under the item, or begins with `备注：` or `Note:`");
            }
            ScenarioFault::UnknownInput { written, near } => {
                report
                    .error(page, span, format!("no command asks for `<{written}>`"))
                    .hint_if(|| did_you_mean(near.as_deref()));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_script;

    #[test]
    fn fields_checks_and_inputs_are_known() {
        let said = said_of_script(
            "---\nplaybook: ../p.md\ninputs: { servce: a }\n---\n1. [a](../p.md#a) → 否\n   - 受影响用户：5\n   - [x] 通知值班\n   - [x] 通知\n   - 备注：慢慢来\n\n结局：走完\n",
        );
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].contains("no command asks for `<servce>` | did you mean `service`?"),
            "{said:?}"
        );
        assert!(
            said[1].contains(
                "“确认告警” has no field or check `受影响用户` | did you mean `受影响用户数`?"
            ),
            "{said:?}"
        );
        assert!(
            said[2].contains(":8 “确认告警” has no field or check `通知`"),
            "{said:?}"
        );
    }
}
