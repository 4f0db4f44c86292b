//! A flowchart with something in it that is not understood.

use crate::check::flow;
use crate::check::survey::Survey;
use crate::diagnostic::Code;
use crate::parse::{MermaidFault, RawBlock};

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(141),
    level: Level::Warning,
    meaning: "a flowchart is not understood",
    why: "One line that cannot be read keeps the whole flowchart from being drawn: it is shown as text instead. Words with brackets in them need quotation marks.",
    bad: Example::Page(
        "\
# Failover

```mermaid
flowchart TD
  check[Check the replica (db-2)] --> promote[Promote it
```
",
    ),
    good: Example::Page(
        "\
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
    for (at, page) in survey.pages.iter().enumerate() {
        let tree = flow::fence(page);
        for block in page.blocks() {
            if let RawBlock::Mermaid(diagram) = block
                && !tree.is_some_and(|tree| std::ptr::eq(tree, diagram))
                && let Err(MermaidFault::Syntax(span, reason)) = &diagram.chart
            {
                report
                    .warning(
                        Some(at),
                        diagram.place(span),
                        "this flowchart is not understood, so it is shown as text",
                    )
                    .label(*reason);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn the_place_is_inside_the_fence() {
        let said = said_of("a\n\n```mermaid\ngraph LR\na --> b\na --> [x]\n```\n");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("BG0141 warning a.md:6 this flowchart is not understood"),
            "{said:?}"
        );
    }
}
