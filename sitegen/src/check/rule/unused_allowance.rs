//! An allowance of something that is not there.

use crate::check::allow::Allowed;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(91),
    level: Level::Warning,
    meaning: "an allowance allows nothing",
    why: "What was allowed has been mended since. A leftover would silently allow the next mistake of the same kind.",
    bad: Example::Page(
        "\
---
allow: { BG0089: the numbers come from the wiki }
---
# Cache

## Restart
",
    ),
    good: Example::Page(
        "\
# Cache

## Restart
",
    ),
    // Said when all rules have had their turn: see `super::apply_all`.
    check: |_, _| {},
};

/// Says of those that allowed nothing.
pub(super) fn say(unused: &[&Allowed], report: &mut Report<'_>) {
    for allowed in unused {
        let code = &allowed.written.code.value;
        let (message, hint) = match allowed.rule().map(Rule::level) {
            Some(Level::Refusal) => (
                format!("an error of `{code}` cannot be allowed"),
                "mend the error: as it is there is nothing sound to walk",
            ),
            _ => (
                format!("nothing here needs `{code}` to be allowed"),
                "remove it, so that the check is on again when it is needed",
            ),
        };
        let span = allowed.written.code.span.clone();
        report.warning(allowed.page, span, message).hint(hint);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn leftovers_are_named() {
        assert_eq!(
            said_of("---\nallow: { BG0085: it is a drill }\n---\n# a\n"),
            [
                "BG0091 warning a.md:2 nothing here needs `BG0085` to be allowed | \
              remove it, so that the check is on again when it is needed"
            ]
        );
    }
}
