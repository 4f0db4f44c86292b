//! An include of lines or a part that a file does not have.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, IncludeFault};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(158),
    level: Level::Error,
    meaning: "an include asks for a part that the file does not have",
    why: "The script was shortened, and the page still asks for its old lines. Parts between `ANCHOR: name` and `ANCHOR_END: name` move with the text; line numbers do not.",
    bad: Example::Files(&[
        (
            "runbook.md",
            "\
# Failover

{{#include notify.md:4:9}}
",
        ),
        (
            "notify.md",
            "\
# Tell people

Call the incident commander.
",
        ),
    ]),
    good: Example::Files(&[
        (
            "runbook.md",
            "\
# Failover

{{#include notify.md:who}}
",
        ),
        (
            "notify.md",
            "\
# Tell people

<!-- ANCHOR: who -->
Call the incident commander.
<!-- ANCHOR_END: who -->
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind.include()? {
        fault @ (IncludeFault::NoLines { .. } | IncludeFault::NoAnchor { .. }) => {
            Some(fault.clone())
        }
        _ => None,
    };
    for (page, span, fault) in faults(survey, pick) {
        let (message, nearest) = match fault {
            IncludeFault::NoLines { written, lines: 1 } => {
                (format!("`{written}` has 1 line"), None)
            }
            IncludeFault::NoLines { written, lines } => (
                format!("these are no lines of `{written}`, which has {lines}"),
                None,
            ),
            IncludeFault::NoAnchor { written, nearest } => (
                format!("`{written}` has no `ANCHOR:` of that name"),
                nearest,
            ),
            _ => continue,
        };
        report
            .error(page, span, message)
            .hint_if(|| did_you_mean(nearest.as_deref()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn lines_are_counted_and_names_compared() {
        let of = |part: &str| {
            let page = format!("# A\n\n{{{{#include _b.md:{part}}}}}\n");
            said(&[("a.md", &page), ("_b.md", "<!-- ANCHOR: restart -->\nb\n")])
        };
        assert!(of("2:3")[0].contains("no lines of `_b.md`, which has 2"));
        assert!(of("restrat")[0].contains("did you mean `restart`?"));
        assert!(of("restart").is_empty(), "{:?}", of("restart"));
    }
}
