//! Files that include each other.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, IncludeFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(155),
    level: Level::Error,
    meaning: "files include each other",
    why: "Each of them would hold the other without an end. The include that would close the circle is left as it stands.",
    bad: Example::Files(&[
        (
            "runbook.md",
            "\
# Failover

{{#include notify.md}}
",
        ),
        (
            "notify.md",
            "\
# Tell people

{{#include runbook.md}}
",
        ),
    ]),
    good: Example::Files(&[
        (
            "runbook.md",
            "\
# Failover

{{#include notify.md}}
",
        ),
        (
            "notify.md",
            "\
# Tell people

Then go on with [the failover](runbook.md).
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind.include()? {
        IncludeFault::Cycle { chain } => Some(chain.clone()),
        _ => None,
    };
    for (page, span, chain) in faults(survey, pick) {
        let message = match &chain[..] {
            [first, second] if first == second => format!("`{first}` includes itself"),
            [first, ..] => format!("`{first}` includes itself: {}", chain.join(" → ")),
            [] => continue,
        };
        report
            .error(page, span, message)
            .hint("link to the page instead of including it");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn the_way_around_is_shown() {
        let said = said(&[
            ("a.md", "# A\n\n{{#include b.md}}\n"),
            ("b.md", "# B\n\n{{#include _c.md}}\n"),
            ("_c.md", "{{#include a.md}}\n"),
        ]);
        let ways: Vec<_> = said
            .iter()
            .filter(|said| said.starts_with("BG0155"))
            .collect();
        assert!(
            ways.iter()
                .any(|said| said.contains("a.md → b.md → _c.md → a.md")),
            "{said:?}"
        );
        let said = super::super::testing::said_of("# A\n\n{{#include a.md}}\n");
        assert!(said[0].contains("`a.md` includes itself |"), "{said:?}");
    }
}
