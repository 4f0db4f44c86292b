//! A heading that the flowchart of a playbook has no box for.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, FlowFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(142),
    level: Level::Error,
    meaning: "a heading has no box in the flowchart that is the tree",
    why: "With `flow: mermaid` the flowchart alone says which steps there are. Under a heading that it does not name, nobody ever ticks, fills in or runs anything. Where there is nothing to do under it, this is a warning: the page shows it, the walk does not.",
    bad: Example::Page(
        "\
---
kind: playbook
flow: mermaid
---
# Failover

```mermaid
flowchart TD
  check[Check the replica] --> promote[Promote the replica]
```

## Check the replica

## Promote the replica

## Tell customers

- [ ] Update the status page
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
flow: mermaid
---
# Failover

```mermaid
flowchart TD
  check[Check the replica] --> promote[Promote the replica] --> tell[Tell customers]
```

## Check the replica

## Promote the replica

## Tell customers

- [ ] Update the status page
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::Flow(FlowFault::NotInChart { title, asks }) => Some((title.clone(), *asks)),
        _ => None,
    };
    for (page, span, (title, asks)) in faults(survey, pick) {
        let message = format!("the flowchart has no box for `{title}`");
        let found = if asks {
            report.error(page, span, message)
        } else {
            report.warning(page, span, message)
        };
        found.hint("give a box the words of this heading, or its id: `restart[Restart the pods]` for `{#restart}`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn boxes_are_matched_by_id_link_and_words() {
        let said = said_of(
            "---\nkind: playbook\nflow: mermaid\n---\n# T\n\n## 流程\n\n先看图。\n\n```mermaid\ngraph TD\n  confirm{真的吗？} -->|是| B[步骤 2：限流]\n  confirm -->|否| z([误报])\n  B --> C --> D\n  click D \"#wrap-up\"\n```\n\n## 确认 {#confirm}\n\n## 2. 限流\n\n## 收尾 {#wrap-up}\n\n## C\n\n## 参考\n\n略\n\n## 漏掉的\n\n- [ ] 通知\n",
        );
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said[0].starts_with("BG0142 warning a.md:27 the flowchart has no box for `参考`"),
            "{said:?}"
        );
        assert!(said[1].starts_with("BG0142 error a.md:31"), "{said:?}");
    }
}
