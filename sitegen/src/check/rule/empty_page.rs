//! A page with nothing on it.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(3),
    level: Level::Refusal,
    meaning: "a page is empty",
    why: "A responder who follows a link to an empty page has lost a minute and the thread. On a playbook it is an error, on a page to read a warning.",
    bad: Example::Page(
        "\
---
kind: playbook
---
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
# Cache is down

## Restart it

- [ ] The cache answers again
",
    ),
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
