//! An escalation path without times.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(52),
    level: Level::Refusal,
    meaning: "an escalation path is malformed",
    why: "The app tells the responder whom to call next and when. A level without a time would never come due.",
    bad: Example::Page(
        "\
---
kind: escalation
---
# 升级

| 时间 | 对象 |
|---|---|
| 稍后 | CTO |
",
    ),
    good: Example::Page(
        "\
---
kind: escalation
---
# 升级

| 时间 | 对象 |
|---|---|
| 30分钟 | CTO |
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        match kind {
            FaultKind::EscalationMissing => {
                report
                    .error(page, span, "this page of `kind: escalation` has neither a table nor a list of levels")
                    .hint("a table 时间 / After, 对象 / Who, or a list: `1. **值班工程师** (0-15分钟)`");
            }
            FaultKind::EscalationWithoutTime { who } => {
                report
                    .error(
                        page,
                        span,
                        format!("nobody can tell after how long `{who}` is called"),
                    )
                    .hint("write a time like `15分钟`, `立即`, `1h`");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn every_level_has_a_time() {
        let page = |body: &str| said_of(&format!("---\nkind: escalation\n---\n{body}"));
        assert!(page("nothing\n")[0].starts_with("BG0052 error a.md:4"));
        assert!(page("|时间|对象|\n|-|-|\n|稍后|CTO|\n")[0].contains("`CTO` is called"));
    }
}
