//! An include of something that is no text.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, IncludeFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(157),
    level: Level::Error,
    meaning: "an include names a file that is no text",
    why: "A picture or an archive would come out as signs that nobody can read. Text is read as UTF-8, up to 4 MiB a file.",
    bad: Example::Files(&[
        (
            "runbook.md",
            "\
# Topology

{{#include topology.md}}
",
        ),
        (
            "topology.md -> /srv/topology.md",
            "\
",
        ),
    ]),
    good: Example::Files(&[
        (
            "runbook.md",
            "\
# Topology

{{#include topology.md}}
",
        ),
        (
            "topology.md",
            "\
# Zones

Two zones, one primary.
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind.include()? {
        IncludeFault::NotText { written } => Some(written.clone()),
        _ => None,
    };
    for (page, span, written) in faults(survey, pick) {
        report
            .error(
                page,
                span,
                format!("`{written}` is no text that can be included"),
            )
            .hint(
                "include UTF-8 text of at most 4 MiB; show a picture by `![what it shows](path)`",
            );
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn symbolic_links_are_not_followed() {
        let said = said(&[
            ("a.md", "# A\n\n{{#include b.md}}\n"),
            ("b.md -> /etc/passwd", ""),
        ]);
        assert!(
            said.iter()
                .any(|said| said.starts_with("BG0157 error a.md:3 `b.md` is no text")),
            "{said:?}"
        );
    }
}
