//! A template that nobody knows when to use.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(60),
    level: Level::Refusal,
    meaning: "a template does not say what it is for",
    why: "The app offers a template when it is needed: notices during the incident, the postmortem after it. Without a purpose it would never be offered.",
    bad: Example::Page(
        "\
---
kind: template
---
# {{title}}
",
    ),
    good: Example::Page(
        "\
---
kind: template
purpose: postmortem
---
# {{title}}
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| matches!(kind, FaultKind::TemplatePurposeMissing).then_some(());
    for (page, span, ()) in faults(survey, pick) {
        report
            .error(
                page,
                span.start..span.start,
                "this template does not say what it is for",
            )
            .hint("add `purpose: internal-notice`, `external-notice` or `postmortem`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn a_template_has_a_purpose() {
        assert!(said_of("---\nkind: template\n---\na")[0].starts_with("BG0060 error a.md:2"));
    }
}
