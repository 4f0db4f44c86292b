//! A step that no walk comes to.

use std::collections::HashSet;

use crate::check::graph::Node;
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(34),
    level: Level::Error,
    meaning: "no walk comes to a step",
    why: "Somebody wrote these steps for a case that may come, and nobody will ever see them. Mostly a choice was added above and the way on was forgotten.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Confirm

- **Yes** → [Tell customers](#tell)
- **No** → false alarm

## Fail over

## Tell customers {#tell}
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Confirm

- **Yes** → [Fail over](#fail-over)
- **No** → false alarm

## Fail over

## Tell customers {#tell}
",
    ),
    check,
};

/// Says only where a part of a playbook is cut off, not every step behind that place. A playbook with a
/// choice that leads nowhere is left alone: that choice may be the missing way.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let incomplete: HashSet<usize> = survey
        .drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| {
            draft
                .steps
                .iter()
                .flat_map(|step| &step.choices)
                .any(|choice| choice.target.is_none())
        })
        .map(|(at, _)| at)
        .collect();
    for Node { draft, step } in survey.graph.cut_off() {
        if incomplete.contains(&draft) {
            continue;
        }
        let draft = &survey.drafts[draft];
        let is_drawn = draft.tree.is_some();
        let before = step.checked_sub(1).map(|before| &draft.steps[before]);
        let step = &draft.steps[step];
        let hint = before.map(|before| {
            if is_drawn {
                let first = &draft.steps[0].title;
                return format!(
                    "no line of the flowchart leads there from `{first}`, where the walk begins"
                );
            }
            format!(
                "`{}` before it goes elsewhere; link to `#{}` from a choice",
                before.title, step.id
            )
        });
        report
            .error(
                Some(draft.page),
                step.span.clone(),
                format!("no walk comes to the step `{}`", step.title),
            )
            .hint_if(|| hint);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, said_of_playbook};

    #[test]
    fn choices_may_not_pass_a_step_by() {
        let said = said_of_playbook("## a\n\n- 是 → [d](#d)\n\n## b\n\n## c\n\n## d\n");
        assert_eq!(
            said,
            ["BG0034 error a.md:8 no walk comes to the step `b` | \
              `a` before it goes elsewhere; link to `#b` from a choice"]
        );
    }

    #[test]
    fn a_missing_target_is_said_once() {
        let said = said_of_playbook("## a\n\n- 是 → [b](#bb)\n- 否 → [c](#c)\n\n## b\n\n## c\n");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("BG0031"));
    }

    #[test]
    fn other_playbooks_may_lead_there() {
        let a = "---\nkind: playbook\n---\n## a\n\n- 是 → [c](#c)\n\n## b\n\n## c\n";
        let d = "---\nkind: playbook\n---\n## d\n\n- 是 → [b](a.md#b)\n";
        assert_eq!(said(&[("a.md", a), ("d.md", d)]), Vec::<String>::new());
    }
}
