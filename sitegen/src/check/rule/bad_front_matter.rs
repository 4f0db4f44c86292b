//! Front matter that is no YAML map.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(10),
    level: Level::Refusal,
    meaning: "front matter is malformed",
    why: "Front matter says what a page is. When it cannot be read, a playbook would be published as a page that nobody can walk.",
    bad: Example::Page(
        "\
---
title: P0: the worst
---
# P0
",
    ),
    good: Example::Page(
        "\
---
title: \"P0: the worst\"
---
# P0
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        match kind {
            FaultKind::FrontMatterSyntax { message } => {
                report
                    .error(page, span, format!("front matter is not YAML: {message}"))
                    .hint("a text with `: `, `#` or a bracket in it needs quotes");
            }
            FaultKind::FrontMatterNoMap => {
                report
                    .error(page, span, "front matter must hold `key: value` lines")
                    .hint("a page that begins with a rule (`---`) needs an empty line above it");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn yaml_errors_have_their_place() {
        let said = said_of("---\ntitle: a\nowner: [b\n---\nc");
        assert!(said[0].starts_with("BG0010 error a.md:"), "{said:?}");
        assert!(said_of("---\njust words\n---\nc")[0].contains("must hold `key: value` lines"));
    }
}
