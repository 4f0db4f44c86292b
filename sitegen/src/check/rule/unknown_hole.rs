//! A hole that no report can fill.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(62),
    meaning: "a template has a hole that no report can fill",
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::UnknownHole { message, nearest } => Some((message.clone(), nearest.clone())),
        _ => None,
    };
    for (page, span, (message, nearest)) in faults(survey, pick) {
        report
            .error(page, span, message)
            .hint_if(did_you_mean(nearest.as_deref()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn holes_are_held_to_the_report() {
        let said = said_of("---\nkind: template\npurpose: postmortem\n---\n# {{titel}}\n");
        assert_eq!(
            said,
            ["BG0062 error a.md:5 a report has no `titel` | did you mean `title`?"]
        );
    }
}
