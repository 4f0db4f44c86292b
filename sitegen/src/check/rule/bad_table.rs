//! A severity or roles table that cannot be read.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, TableFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(50),
    level: Level::Refusal,
    meaning: "a severity or roles table is malformed",
    why: "The clocks, the colours and the escalation of every incident come from this table. A row that cannot be read would be a promise that nobody counts.",
    bad: Example::Page(
        "\
---
kind: severity
---
# Severity

| Level | Response |
|---|---|
| P0 | 5 min |
| P0 | 15 min |
",
    ),
    good: Example::Page(
        "\
---
kind: severity
---
# Severity

| Level | Response |
|---|---|
| P0 | 5 min |
| P1 | 15 min |
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::Table { reason } => Some(reason.clone()),
        _ => None,
    };
    for (page, span, reason) in faults(survey, pick) {
        match reason {
            TableFault::Missing { kind, column } => {
                report
                    .error(
                        page,
                        span,
                        format!("this page of `kind: {kind}` has no table with a column {column}"),
                    )
                    .hint("columns are found by the words in the table's first row");
            }
            TableFault::EmptyCell { column } => {
                report.error(page, span, format!("this row says nothing under {column}"));
            }
            TableFault::TooManyRows { most } => {
                report.error(page, span, format!("this table has more than {most} rows"));
            }
            TableFault::Twice { name } => {
                report.error(page, span, format!("`{name}` has a row already"));
            }
            TableFault::NoDuration { written } => {
                report
                    .warning(
                        page,
                        span,
                        format!("`{written}` is shown as it is, but cannot be counted"),
                    )
                    .hint("write a time like `15分钟内`, `1小时`, `30 min`, `2h`");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn says_what_is_wrong_with_it() {
        let page = |table: &str| said_of(&format!("---\nkind: severity\n---\n{table}"));
        assert!(page("no table\n")[0].starts_with("BG0050 error a.md:4"));
        assert!(
            page("|Level|Response|\n|-|-|\n|P0|1h|\n|P0|1h|\n")[0]
                .contains("`P0` has a row already")
        );
        assert!(page("|Level|Response|\n|-|-|\n|P0|5 blinks|\n")[0].starts_with("BG0050 warning"));
    }
}
