//! A second severity scale, roles table or escalation path.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(51),
    level: Level::Refusal,
    meaning: "two pages hold what a site has only one of",
    why: "With two severity scales (or roles tables, or escalation paths) nobody can say which one holds.",
    bad: Example::Files(&[
        (
            "severity-2024.md",
            "\
---
kind: severity
---
# 等级

| 等级 | 响应时间 |
|---|---|
| P0 | 5分钟内 |
",
        ),
        (
            "severity.md",
            "\
---
kind: severity
---
# 等级

| 等级 | 响应时间 |
|---|---|
| P0 | 5分钟内 |
",
        ),
    ]),
    good: Example::Files(&[
        (
            "severity-2024.md",
            "\
---
kind: page
---
# 等级

| 等级 | 响应时间 |
|---|---|
| P0 | 5分钟内 |
",
        ),
        (
            "severity.md",
            "\
---
kind: severity
---
# 等级

| 等级 | 响应时间 |
|---|---|
| P0 | 5分钟内 |
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::SecondPageOfKind { kind, first } => Some((*kind, first.clone())),
        _ => None,
    };
    for (page, span, (kind, first)) in faults(survey, pick) {
        report
            .error(
                page,
                span.start..span.start,
                format!("`{first}` is of `kind: {kind}` already"),
            )
            .hint("a site has one; the others are of `kind: page`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn there_is_one_scale() {
        let page = "---\nkind: severity\n---\n|Level|\n|-|\n|P0|\n";
        assert_eq!(
            said(&[("a.md", page), ("b.md", page)]),
            [
                "BG0051 error b.md:2 `a.md` is of `kind: severity` already | a site has one; the others are of `kind: page`"
            ]
        );
    }
}
