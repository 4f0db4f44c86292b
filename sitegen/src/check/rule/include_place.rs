//! An include where it cannot be carried out.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, IncludeFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(159),
    level: Level::Error,
    meaning: "an include stands where it cannot be carried out",
    why: "An include takes a line of its own; among other words it is shown as it is written. One whose file would end the block of code around it is not carried out either, as the rest of the page would become code.",
    bad: Example::Files(&[
        (
            "runbook.md",
            "\
# Failover

See {{#include notify.md}}
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

{{#include notify.md}}
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
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind.include()? {
        fault @ (IncludeFault::AmongWords { .. } | IncludeFault::ClosesFence { .. }) => {
            Some(fault.clone())
        }
        _ => None,
    };
    for (page, span, fault) in faults(survey, pick) {
        match fault {
            IncludeFault::ClosesFence { written } => {
                report
                    .error(
                        page,
                        span,
                        format!("`{written}` would end this block of code"),
                    )
                    .hint("begin and end the block with more backticks than the file has");
            }
            IncludeFault::AmongWords { count } => {
                let message = match count {
                    1 => "this include stands among other words, so it is shown as it is written"
                        .to_owned(),
                    _ => format!(
                        "this and {} more includes stand among other words, so they are shown as they are written",
                        count - 1
                    ),
                };
                report
                    .warning(page, span, message)
                    .hint("put it on a line of its own; to show it as text, put it in backticks");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn words_around_it_are_a_warning_and_code_is_left_alone() {
        let said_of = super::super::testing::said_of;
        let said_among = said_of("a {{#include b.md}} c {{#include b.md}}\n");
        assert!(
            said_among[0].starts_with("BG0159 warning a.md:1 this and 1 more"),
            "{said_among:?}"
        );
        for text in [
            "Write `{{#include b.md}}`.\n",
            "\\{{#include b.md}}\n",
            "```\n\\{{#include b.md}}\n```\n",
            "    a {{#include b.md}}\n",
            "# a\n\n{{#included}} {{#include\n",
        ] {
            assert!(said_of(text).is_empty(), "{text}: {:?}", said_of(text));
        }
    }

    #[test]
    fn a_block_of_code_stays_one() {
        let page = |fence: &str| format!("# A\n\n{fence}\n{{{{#include _b.md}}}}\n{fence}\n");
        let part = ("_b.md", "```sh\nuptime\n```\n");
        let of = |fence: &str| said(&[("a.md", &page(fence)), part]);
        assert!(of("```")[0].contains("`_b.md` would end this block"));
        assert!(of("````").is_empty(), "{:?}", of("````"));
    }
}
