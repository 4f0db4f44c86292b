//! A template that is no Mustache.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(61),
    meaning: "a template is malformed",
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::TemplateSyntax { message } => Some(message.clone()),
        _ => None,
    };
    for (page, span, message) in faults(survey, pick) {
        report.error(page, span, message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn sections_are_closed() {
        let said = said_of("---\nkind: template\npurpose: postmortem\n---\n{{#timeline}}");
        assert!(
            said[0].starts_with("BG0061 error a.md:5 section `timeline` is never closed"),
            "{said:?}"
        );
    }
}
