//! `{role=…}` and `{milestone=…}` are all that a heading can say.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(20),
    level: Level::Error,
    meaning: "a heading has an unknown attribute",
    why: "An attribute with a slip in it is without effect: the step has no role and nobody knows who does it. On a page to read it is a warning.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Fail over {rle=executor}
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Fail over {#failover}
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::HeadingAttribute { key } => Some(key.clone()),
        _ => None,
    };
    for (page, span, key) in faults(survey, pick) {
        report
            .by_kind(page, span, format!("unknown heading attribute `{key}`"))
            .hint("a heading takes `#id`, `role=…` and `milestone=…`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said_of, said_of_playbook};

    #[test]
    fn is_an_error_where_people_walk() {
        assert!(said_of("## a {rle=x}\n")[0].starts_with("BG0020 warning"));
        assert!(
            said_of_playbook("## a {rle=x}\n")[0]
                .starts_with("BG0020 error a.md:4 unknown heading attribute `rle`")
        );
    }
}
