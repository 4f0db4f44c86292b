//! A page whose review is overdue.

use chrono::NaiveDate;

use crate::check::survey::Survey;
use crate::diagnostic::Code;
use crate::parse::interval;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(86),
    level: Level::Warning,
    meaning: "a review is overdue",
    why: "Hosts are renamed, teams change, commands lose their flags: a runbook that nobody has looked at for longer than its owner promised (`review_every`, counted from `reviewed`) is the one that fails in the outage. Today is taken from the clock or from `SOURCE_DATE_EPOCH`, in the `time_zone` of `breakglass.toml` or in UTC.",
    bad: Example::Page(
        "\
---
kind: playbook
reviewed: 2024-01-31
review_every: 90 days
---
## Restart the cache
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
reviewed: 2026-10-31
review_every: 90 days
---
## Restart the cache
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (at, page) in survey.pages.iter().enumerate() {
        let Some(every) = &page.front.review_every else {
            continue;
        };
        let Some(interval) = interval(&every.value) else {
            report
                .warning(
                    Some(at),
                    every.span.clone(),
                    format!(
                        "`{}` is no time that reviews can be counted by",
                        every.value
                    ),
                )
                .hint("write a time like `90天`, `3 months`, `半年`");
            continue;
        };
        let reviewed = page.front.reviewed.as_deref();
        let due = reviewed
            .and_then(|day| day.parse::<NaiveDate>().ok())
            .and_then(|day| interval.after(day));
        let (Some(today), Some(due)) = (survey.today, due) else {
            continue;
        };
        let days = today.signed_duration_since(due).num_days();
        if days > 0 {
            let unit = if days == 1 { "day" } else { "days" };
            let owner = page.front.owner.as_deref().unwrap_or("its owner");
            report
                .warning(
                    Some(at),
                    every.span.clone(),
                    format!(
                        "the review of this page is {days} {unit} overdue: it was due on {due}"
                    ),
                )
                .hint(format!(
                    "let {owner} go through it, then set `reviewed: {today}`"
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    fn said_when(every: &str) -> Vec<String> {
        said_of(&format!(
            "---\nowner: SRE\nreviewed: 2026-08-21\nreview_every: {every}\n---\na\n"
        ))
    }

    #[test]
    fn the_day_it_is_due_is_in_time() {
        // Tests live on 2026-11-20.
        assert_eq!(said_when("91天"), Vec::<String>::new());
        assert_eq!(
            said_when("90天"),
            [
                "BG0086 warning a.md:4 the review of this page is 1 day overdue: it was due on 2026-11-19 | \
              let SRE go through it, then set `reviewed: 2026-11-20`"
            ]
        );
        assert!(said_when("常常")[0].contains("`常常` is no time"));
    }
}
