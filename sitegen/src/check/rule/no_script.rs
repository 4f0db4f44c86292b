//! A page among the scenarios that is none.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ScenarioFault};

use super::{Example, Level, Report, Rule, SMALL_PLAYBOOK, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(135),
    level: Level::Warning,
    meaning: "a page among the scenarios gives no answers",
    why: "Everything in a folder `scenarios/` is taken for a drill script and walked by `breakglass test`. A page there that gives no answers is only read, and a script whose arrows were lost would pass unnoticed.",
    bad: Example::Files(&[
        ("cache.md", SMALL_PLAYBOOK),
        (
            "scenarios/peak.md",
            "\
# 缓存雪崩

先确认，再限流。
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
        if let ScenarioFault::NoScript = fault {
            report
                .warning(
                    page,
                    span,
                    "this page stands among the scenarios, and gives no answers",
                )
                .whole_file()
                .hint("number the answers: `1. [step](../p0-response.md#step) → **answer**`")
                .hint("if it is only to be read, say `kind: page` in its front matter");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_script;

    #[test]
    fn it_is_a_page_to_read() {
        let said = said_of_script("# 怎样演练\n\n1. 定时间\n2. 请人\n");
        assert!(
            said[0].starts_with("BG0135 warning scenarios/s.md"),
            "{said:?}"
        );
        assert_eq!(
            said_of_script("---\nkind: page\n---\n# 怎样演练\n"),
            [""; 0]
        );
    }
}
