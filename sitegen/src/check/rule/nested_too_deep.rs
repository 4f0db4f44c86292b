//! Lists in quotations in lists without end.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};
use crate::read::Content;

use super::{Example, Level, Report, Rule, Told, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(4),
    level: Level::Refusal,
    meaning: "quotations or lists are nested too deep",
    why: "Lists in quotations in lists cannot be read under stress, and what is nested deeper than any person writes is more likely a file that is no Markdown.",
    bad: Example::Told(Told {
        words: "A line that begins with 100 `>`.",
        content: || Content::from_bytes(format!("{} a", ">".repeat(100)).into_bytes()),
    }),
    good: Example::Page(
        "\
> Ask the DBA first.
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::TooDeep { limit } => Some(*limit),
        _ => None,
    };
    for (page, span, limit) in faults(survey, pick) {
        report
            .error(
                page,
                span.start..span.start,
                format!("this is nested more than {limit} deep"),
            )
            .hint("nobody can read that; flatten it");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn depth_is_bounded() {
        assert!(said_of(&format!("{} a", ">".repeat(1000)))[0].starts_with("BG0004 error a.md:1"));
    }
}
