//! Lists in quotations in lists without end.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(4),
    meaning: "quotations or lists are nested too deep",
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
