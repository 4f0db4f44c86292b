//! An include of a file that is not there.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, IncludeFault};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(153),
    level: Level::Error,
    meaning: "an include names a file that is not there",
    why: "Where the shared steps should stand a responder finds the line that asks for them. The path is followed from the file that the line stands in; one that begins with `/` is followed from the source folder.",
    bad: Example::Files(&[
        (
            "runbook.md",
            "\
# 数据库故障

{{#include shared/notfy.md}}
",
        ),
        (
            "shared/notify.md",
            "\
## 通知 {#notify}

- [ ] 已通知值班经理
",
        ),
    ]),
    good: Example::Files(&[
        (
            "runbook.md",
            "\
# 数据库故障

{{#include shared/notify.md}}
",
        ),
        (
            "shared/notify.md",
            "\
## 通知 {#notify}

- [ ] 已通知值班经理
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind.include()? {
        IncludeFault::NoFile { written, nearest } => Some((written.clone(), nearest.clone())),
        _ => None,
    };
    for (page, span, (written, nearest)) in faults(survey, pick) {
        report
            .error(
                page,
                span,
                format!("`{written}` is not there, so it is not included"),
            )
            .hint_if(|| did_you_mean(nearest.as_deref()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn the_nearest_file_is_named_from_where_it_is_included() {
        let said = said(&[
            ("db/pool.md", "# Pool\n\n{{#include notify.md}}\n"),
            ("shared/notify.md", "# Tell people\n"),
        ]);
        assert_eq!(
            said,
            [
                "BG0153 error db/pool.md:3 `notify.md` is not there, so it is not included | did you mean `../shared/notify.md`?"
            ]
        );
    }

    #[test]
    fn a_file_that_is_included_is_pointed_to_once() {
        let said = said(&[
            ("a.md", "# A\n\n{{#include shared/b.md}}\n"),
            ("c.md", "# C\n\n{{#include shared/b.md}}\n"),
            ("shared/b.md", "# B\n\n{{#include gone.md}}\n"),
        ]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("BG0153 error shared/b.md:3 "),
            "{said:?}"
        );
    }
}
