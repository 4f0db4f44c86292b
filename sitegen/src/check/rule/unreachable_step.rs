//! A step that no walk comes to.

use crate::check::graph::Graph;
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(34),
    meaning: "no walk comes to a step",
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for node in Graph::new(&survey.drafts).unreachable() {
        let draft = &survey.drafts[node.draft];
        let step = &draft.steps[node.step];
        let before = node.step.checked_sub(1).map(|before| &draft.steps[before]);
        let hint = before.map(|before| {
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
            .hint_if(hint);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, said_of_playbook};

    #[test]
    fn choices_may_not_pass_a_step_by() {
        let said = said_of_playbook("## a\n\n- 是 → [c](#c)\n\n## b\n\n## c\n");
        assert_eq!(
            said,
            [
                "BG0034 error a.md:8 no walk comes to the step `b` | `a` before it goes elsewhere; link to `#b` from a choice"
            ]
        );
    }

    #[test]
    fn other_playbooks_may_lead_there() {
        let a = "---\nkind: playbook\n---\n## a\n\n- 是 → [c](#c)\n\n## b\n\n## c\n";
        let d = "---\nkind: playbook\n---\n## d\n\n- 是 → [b](a.md#b)\n";
        assert_eq!(said(&[("a.md", a), ("d.md", d)]), Vec::<String>::new());
    }
}
