//! A hole that no report can fill.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(62),
    level: Level::Refusal,
    meaning: "a template has a hole that no report can fill",
    why: "A hole that no report can fill stays empty in a notice that customers read, and nobody has the time to notice.",
    bad: Example::Page(
        "\
---
kind: template
purpose: external-notice
---
# {{titel}}
",
    ),
    good: Example::Page(
        "\
---
kind: template
purpose: external-notice
---
# {{title}}
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        match kind {
            FaultKind::Template(domain::FaultKind::UnknownName { name, known }) => {
                let known = || known.iter().map(String::as_str);
                let last = name.rsplit('.').next().unwrap_or(name);
                report
                    .error(page, span, format!("a report has no `{name}`"))
                    .hint_if(|| {
                        did_you_mean(nearest(name, known()).or_else(|| nearest(last, known())))
                    });
            }
            FaultKind::Template(domain::FaultKind::NotText { name }) => {
                report
                    .error(
                        page,
                        span,
                        format!("`{name}` is a list or a flag, not a text"),
                    )
                    .hint(format!(
                        "open it as a section: `{{{{#{name}}}}}…{{{{/{name}}}}}`"
                    ));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn holes_are_held_to_the_report() {
        let said = said_of("---\nkind: template\npurpose: postmortem\n---\n# {{titel}}\n");
        assert_eq!(
            said,
            ["BG0062 error a.md:5 a report has no `titel` | did you mean `title`?"]
        );
    }
}
