//! A page with nothing on it.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(3),
    meaning: "a page is empty",
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| matches!(kind, FaultKind::Empty).then_some(());
    for (page, span, ()) in faults(survey, pick) {
        let kind = report
            .by_kind(page, span, "this page is empty")
            .whole_file();
        kind.hint("write something on it, or remove the file");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn a_playbook_may_not_be_empty() {
        assert_eq!(
            said_of(" \n"),
            [
                "BG0003 warning a.md:0 this page is empty | write something on it, or remove the file"
            ]
        );
        assert!(said_of("---\nkind: playbook\n---\n")[0].starts_with("BG0003 error"));
    }
}
