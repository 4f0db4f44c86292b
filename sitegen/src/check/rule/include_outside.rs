//! An include that leaves the source folder.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, IncludeFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(154),
    level: Level::Error,
    meaning: "an include leaves the source folder",
    why: "A site is built from its own folder, so that it is the same on every machine, and so that no page can show a file that its author may not publish.",
    bad: Example::Files(&[(
        "db/runbook.md",
        "\
# Restore

```sh
{{#include ../../scripts/restore.sh}}
```
",
    )]),
    good: Example::Files(&[
        (
            "db/runbook.md",
            "\
# Restore

```sh
{{#include ../scripts/restore.md:1}}
```
",
        ),
        (
            "scripts/restore.md",
            "\
pg_restore --dbname shop latest.dump
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind.include()? {
        IncludeFault::Outside { written } => Some(written.clone()),
        _ => None,
    };
    for (page, span, written) in faults(survey, pick) {
        report
            .error(page, span, format!("`{written}` leaves the source folder"))
            .hint("move the file into the folder, or build the folder that holds both");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn files_beside_the_folder_are_not_read() {
        let said = said(&[("a.md", "# A\n\n{{#include ../../etc/passwd}}\n")]);
        assert!(
            said[0].starts_with("BG0154 error a.md:3 `../../etc/passwd` leaves"),
            "{said:?}"
        );
    }
}
