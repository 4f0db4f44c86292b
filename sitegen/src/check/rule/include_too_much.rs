//! Includes that come to more than anybody reads.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, IncludeFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(156),
    level: Level::Error,
    meaning: "includes come to too much",
    why: "Files that include files that include files grow faster than anybody expects, until no machine can hold the page and no responder can read it. A page may include as much as a page may hold, sixteen files deep.",
    bad: Example::Files(&[
        (
            "a.md",
            "\
# A

{{#include b.md}}
{{#include b.md}}
{{#include b.md}}
{{#include b.md}}
{{#include b.md}}
{{#include b.md}}
",
        ),
        (
            "b.md",
            "\
# B

{{#include c.md}}
{{#include c.md}}
{{#include c.md}}
{{#include c.md}}
{{#include c.md}}
{{#include c.md}}
",
        ),
        (
            "c.md",
            "\
# C

{{#include d.md}}
{{#include d.md}}
{{#include d.md}}
{{#include d.md}}
{{#include d.md}}
{{#include d.md}}
",
        ),
        (
            "d.md",
            "\
# D

{{#include e.md}}
{{#include e.md}}
{{#include e.md}}
{{#include e.md}}
{{#include e.md}}
{{#include e.md}}
",
        ),
        (
            "e.md",
            "\
# E

{{#include f.md}}
{{#include f.md}}
{{#include f.md}}
{{#include f.md}}
{{#include f.md}}
{{#include f.md}}
",
        ),
        (
            "f.md",
            "\
# F

{{#include g.md}}
{{#include g.md}}
{{#include g.md}}
{{#include g.md}}
{{#include g.md}}
{{#include g.md}}
",
        ),
        (
            "g.md",
            "\
# G

Call the on-call engineer.
",
        ),
    ]),
    good: Example::Files(&[
        (
            "a.md",
            "\
# A

{{#include g.md}}
",
        ),
        (
            "g.md",
            "\
# G

Call the on-call engineer.
",
        ),
    ]),
    check,
};

const MEBIBYTE: u64 = 1024 * 1024;

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind.include()? {
        fault @ (IncludeFault::TooMuch { .. } | IncludeFault::TooDeep { .. }) => {
            Some(fault.clone())
        }
        _ => None,
    };
    for (page, span, fault) in faults(survey, pick) {
        let message = match fault {
            IncludeFault::TooMuch { limit, of_site } => format!(
                "{} includes more than {} MiB; the rest is left as it is written",
                if of_site { "the site" } else { "this page" },
                limit / MEBIBYTE
            ),
            IncludeFault::TooDeep { limit } => {
                format!("this include is deeper than {limit} files in each other")
            }
            _ => continue,
        };
        report
            .error(page, span, message)
            .hint("link to what is shared instead of including it everywhere");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn depth_has_an_end() {
        let files: Vec<(String, String)> = (0..20)
            .map(|at| {
                (
                    format!("_{at:02}.md"),
                    format!("{{{{#include _{:02}.md}}}}\n", at + 1),
                )
            })
            .chain([("a.md".to_owned(), "# A\n\n{{#include _00.md}}\n".to_owned())])
            .collect();
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (&path[..], &text[..]))
            .collect();
        let said = said(&files);
        assert!(
            said.iter()
                .any(|said| said.starts_with("BG0156 error")
                    && said.contains("deeper than 16 files")),
            "{said:?}"
        );
    }
}
