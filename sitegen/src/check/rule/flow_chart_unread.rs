//! A playbook whose tree is to be a flowchart that cannot be read.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, FlowFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(145),
    level: Level::Refusal,
    meaning: "the flowchart that is the tree is not understood",
    why: "One line that cannot be read leaves out a way that a responder may need. Elsewhere such a chart is shown as text; as a tree it decides where the walk goes, so nothing is written until all of it is understood.",
    bad: Example::Page(
        "\
---
kind: playbook
flow: mermaid
---
# Failover

```mermaid
flowchart TD
  check[Check the replica (db-2)] --> promote[Promote it
```
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
  check[\"Check the replica (db-2)\"] --> promote[Promote it]
```
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::Flow(FlowFault::Unread { reason }) => Some(*reason),
        _ => None,
    };
    for (page, span, reason) in faults(survey, pick) {
        report
            .error(
                page,
                span,
                "this flowchart is the tree, and is not understood",
            )
            .label(reason);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn it_is_said_once_and_at_its_place() {
        let said = said_of(
            "---\nkind: playbook\nflow: mermaid\n---\n# T\n\n```mermaid\ngraph TD\n  a --> b\n  a --> [x]\n```\n",
        );
        let told: Vec<&String> = said
            .iter()
            .filter(|said| said.contains("flowchart"))
            .collect();
        assert_eq!(told.len(), 1, "{said:?}");
        assert!(told[0].starts_with("BG0145 error a.md:10 "), "{said:?}");
    }
}
