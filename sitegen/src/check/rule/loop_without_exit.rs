//! Steps that lead to each other and nowhere else.

use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(36),
    level: Level::Refusal,
    meaning: "steps lead to each other without an exit",
    why: "Whoever enters such a loop goes round and round while the outage goes on. Every loop needs an answer that leads out of it.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Restart

- **Go on** → [Check](#check)

## Check

- **Still down** → [Restart](#restart)
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Restart

- **Go on** → [Check](#check)

## Check

- **Still down, at most 3 times** → [Restart](#restart)
- **Up again** → service restored
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let graph = &survey.graph;
    for group in graph.loops(&graph.endless()) {
        let Some(first) = group.first() else { continue };
        let draft = &survey.drafts[first.draft];
        let titles: Vec<String> = group
            .iter()
            .take(6)
            .map(|node| format!("`{}`", survey.drafts[node.draft].steps[node.step].title))
            .collect();
        report
            .error(Some(draft.page), draft.steps[first.step].span.clone(), "these steps lead to each other without an exit")
            .label(titles.join(" → "))
            .hint(if draft.tree.is_some() {
                "give one of them a line that leads out, or to a box where the walk ends: `-->|已恢复| done([结束])`"
            } else {
                "give one of them a choice that leads out, or whose words end the walk: `- **已恢复** → 结束`"
            });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn a_loop_needs_an_exit() {
        let said = said_of_playbook("## a\n\n- 好 → [b](#b)\n\n## b\n\n- 不好 → [a](#a)\n");
        assert!(
            said[0].starts_with("BG0036 error a.md:4") && said[0].contains("`a` → `b`"),
            "{said:?}"
        );
        let with_exit =
            "## a\n\n- 好 → [b](#b)\n\n## b\n\n- 不好，最多两次 → [a](#a)\n- 够了 → 收工\n";
        assert_eq!(said_of_playbook(with_exit), Vec::<String>::new());
    }
}
