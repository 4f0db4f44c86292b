//! A playbook whose tree is to be a flowchart that is not there.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, FlowFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(144),
    level: Level::Refusal,
    meaning: "`flow: mermaid` on a page without a flowchart",
    why: "The page says that a flowchart decides where its steps lead, and there is none. Walking the headings from top to bottom instead would be a guess.",
    bad: Example::Page(
        "\
---
kind: playbook
flow: mermaid
---
# Failover

## Check the replica

## Promote the replica
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
  check[Check the replica] --> promote[Promote the replica]
```

## Check the replica

## Promote the replica
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| matches!(kind, FaultKind::Flow(FlowFault::NoChart)).then_some(());
    for (page, span, ()) in faults(survey, pick) {
        report
            .error(page, span, "this page has no flowchart to take its steps from")
            .hint("put a fence ```` ```mermaid ```` with a `flowchart TD` on the page, outside lists and quotations; or take `flow` out");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn other_diagrams_are_no_tree() {
        let said = said_of(
            "---\nkind: playbook\nflow: mermaid\n---\n# T\n\n```mermaid\npie\n\"a\": 1\n```\n\n## a\n",
        );
        assert!(
            said.iter()
                .any(|said| said.starts_with("BG0144 error a.md:3 ")),
            "{said:?}"
        );
    }

    #[test]
    fn only_playbooks_have_a_tree() {
        let said = said_of("---\nflow: mermaid\n---\n# T\n\n## a\n");
        assert!(
            said[0]
                .starts_with("BG0012 error a.md:2 `flow` must be on a page with `kind: playbook`"),
            "{said:?}"
        );
        let said = said_of("---\nkind: playbook\nflow: mermiad\n---\n# T\n\n## a\n");
        assert!(said[0].contains("did you mean `mermaid`?"), "{said:?}");
    }
}
