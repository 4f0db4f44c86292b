//! A Mermaid diagram of a kind that is not drawn.

use crate::check::flow;
use crate::check::survey::Survey;
use crate::diagnostic::Code;
use crate::parse::{MermaidFault, RawBlock};

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(140),
    level: Level::Warning,
    meaning: "a Mermaid diagram is of a kind that is not drawn",
    why: "Diagrams are drawn while the site is built, so that they show without script and on paper. That is done for flowcharts; any other kind is shown as the text it is written in, which nobody reads at three in the morning.",
    bad: Example::Page(
        "\
# 调用关系

```mermaid
sequenceDiagram
  网关->>订单: 下单
```
",
    ),
    good: Example::Page(
        "\
# 调用关系

```mermaid
flowchart TD
  网关 -->|下单| 订单
```
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (at, page) in survey.pages.iter().enumerate() {
        let tree = flow::fence(page);
        for block in page.blocks() {
            let RawBlock::Mermaid(diagram) = block else {
                continue;
            };
            // A chart that is to be the tree is another rule's.
            if tree.is_some_and(|tree| std::ptr::eq(tree, diagram)) {
                continue;
            }
            let message = match &diagram.chart {
                Err(MermaidFault::OtherKind(kind)) if kind.is_empty() => {
                    "this Mermaid diagram is empty".to_owned()
                }
                Err(MermaidFault::OtherKind(kind)) => {
                    format!("`{kind}` is not drawn; it is shown as text")
                }
                Err(MermaidFault::TooLarge) => {
                    "this flowchart is too large to draw; it is shown as text".to_owned()
                }
                Ok(_) | Err(MermaidFault::Syntax(..)) => continue,
            };
            let start = diagram.content;
            report
                .warning(Some(at), start..start, message)
                .hint("flowcharts (`flowchart TD` or `graph LR`) of up to 200 boxes are drawn");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn flowcharts_are_drawn_and_others_are_not() {
        let said =
            said_of("a\n\n```mermaid\npie\n\"x\": 1\n```\n\n```mermaid\ngraph LR\na-->b\n```\n");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("BG0140 warning a.md:4 `pie` is not drawn"),
            "{said:?}"
        );
    }
}
