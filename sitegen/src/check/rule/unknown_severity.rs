//! A level that the severity scale does not have.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(23),
    level: Level::Refusal,
    meaning: "an unknown severity is named",
    why: "A level that the scale does not have promises nothing: no response time, no updates, no escalation. A choice that sets it would set nothing.",
    bad: Example::Page(
        "\
---
kind: playbook
severity: P9
---
## Confirm
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
severity: P1
---
## Confirm
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::UnknownSeverity { written } => Some(written.clone()),
        _ => None,
    };
    let levels: Vec<&str> = survey
        .scale
        .levels
        .iter()
        .map(|severity| severity.level.as_str())
        .collect();
    for (page, span, written) in faults(survey, pick) {
        report
            .error(page, span, format!("unknown severity `{written}`"))
            .hint_if(|| did_you_mean(nearest(&written, levels.iter().copied())))
            .hint(format!("the scale has: {}", levels.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn front_matter_and_choices_are_held_to_the_scale() {
        let said = said_of(
            "---\nkind: playbook\nseverity: P9\n---\n## a\n\n- 是 → **P7** → [b](#b)\n- 否 → [b](#b)\n\n## b\n",
        );
        assert!(
            said[0].starts_with("BG0023 error a.md:3 unknown severity `P9`"),
            "{said:?}"
        );
        assert!(
            said[1].starts_with("BG0023 error a.md:7 unknown severity `P7`"),
            "{said:?}"
        );
    }
}
