//! A step from which no outcome can be reached.

use std::collections::HashSet;

use crate::check::graph::Node;
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(35),
    level: Level::Refusal,
    meaning: "no outcome can be reached from a step",
    why: "A walk that never ends is never closed: the clocks run on, and there is no report.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## 确认

## 重启

- **再来** → [检查](#检查)

## 检查

- **再来** → [重启](#重启)
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## 确认

## 重启

- **再来，最多 3 次** → [检查](#检查)

## 检查

- **再来** → [重启](#重启)
- **已恢复** → 结束
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let graph = &survey.graph;
    let endless = graph.endless();
    let in_loops: HashSet<Node> = graph.loops(&endless).into_iter().flatten().collect();
    for node in endless.into_iter().filter(|node| !in_loops.contains(node)) {
        let draft = &survey.drafts[node.draft];
        let step = &draft.steps[node.step];
        report
            .error(Some(draft.page), step.span.clone(), format!("no walk from `{}` ever ends", step.title))
            .hint(if draft.tree.is_some() {
                "every way on leads into a loop without an exit; add a line to a box where the walk ends: `-->|已恢复| done([结束])`"
            } else {
                "every way on leads into a loop without an exit; add a choice whose words end the walk: `- **已恢复** → 结束`"
            });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn ways_into_a_loop_are_dead_ends() {
        let said =
            said_of_playbook("## a\n\n## b\n\n- 再来 → [c](#c)\n\n## c\n\n- 再来 → [b](#b)\n");
        assert!(
            said[0].starts_with("BG0035 error a.md:4 no walk from `a` ever ends"),
            "{said:?}"
        );
        assert!(said[1].starts_with("BG0036"), "{said:?}");
    }
}
