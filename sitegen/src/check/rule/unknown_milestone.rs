//! A milestone that the record does not know.

use domain::Milestone;

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(21),
    level: Level::Error,
    meaning: "a heading names an unknown milestone",
    why: "Milestones make the times of the report: to detect, to mitigate, to resolve. One that is misspelt stays unknown for ever.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Fail over {milestone=mitigatd}
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Fail over {milestone=mitigated}
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::UnknownMilestone { written } => Some(written.clone()),
        _ => None,
    };
    for (page, span, written) in faults(survey, pick) {
        let known: Vec<&str> = Milestone::ALL.into_iter().map(Milestone::as_str).collect();
        let near = nearest(&written, known.iter().copied());
        report
            .by_kind(page, span, format!("unknown milestone `{written}`"))
            .hint(
                did_you_mean(near).unwrap_or_else(|| format!("milestones: {}", known.join(", "))),
            );
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn names_the_nearest() {
        assert_eq!(
            said_of_playbook("## a {milestone=mitigatd}\n"),
            ["BG0021 error a.md:4 unknown milestone `mitigatd` | did you mean `mitigated`?"]
        );
    }
}
