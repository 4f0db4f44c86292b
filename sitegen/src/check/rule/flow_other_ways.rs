//! A list of choices that says something else than the flowchart.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, FlowFault};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(143),
    level: Level::Warning,
    meaning: "a list of choices leads elsewhere than the flowchart that is the tree",
    why: "The page then shows two trees that differ, and the walk follows the flowchart. Whoever reads the list on paper goes another way than whoever is led by the app.",
    bad: Example::Page(
        "\
---
kind: playbook
flow: mermaid
---
# 主从切换

```mermaid
flowchart TD
  check[检查从库] -->|同步| promote[提升从库]
  check -->|落后| wait([等待后再看])
```

## 检查从库

- **同步** → [提升从库](#提升从库)

## 提升从库
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
flow: mermaid
---
# 主从切换

```mermaid
flowchart TD
  check[检查从库] -->|同步| promote[提升从库]
  check -->|落后| wait([等待后再看])
```

## 检查从库

- **同步** → [提升从库](#提升从库)
- **落后** → 等待后再看

## 提升从库
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::Flow(FlowFault::OtherWays { label }) => Some(label.clone()),
        _ => None,
    };
    for (page, span, label) in faults(survey, pick) {
        let message = match label {
            Some(label) => format!("the flowchart has no line for the choice `{label}`"),
            None => "the flowchart has a way on that this list leaves out".to_owned(),
        };
        report
            .warning(page, span, message)
            .hint("the flowchart counts: mend whichever is wrong, or leave the list out");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    fn said(list: &str) -> Vec<String> {
        said_of(&format!(
            "---\nkind: playbook\nflow: mermaid\n---\n# T\n\n```mermaid\ngraph TD\n  a -->|yes| b\n  a -->|no| c([done])\n  b --> c\n```\n\n## a\n\n{list}\n\n## b\n"
        ))
    }

    #[test]
    fn lists_may_repeat_the_chart_in_other_words() {
        assert_eq!(
            said("- Yes → [b](#b)\n- No → nothing to do"),
            Vec::<String>::new()
        );
        assert_eq!(said(""), Vec::<String>::new());
    }

    #[test]
    fn they_may_not_differ() {
        let more = said("- Yes → [b](#b)\n- Again → [a](#a)\n- No → nothing to do");
        assert!(
            more[0].starts_with(
                "BG0143 warning a.md:17 the flowchart has no line for the choice `Again`"
            ),
            "{more:?}"
        );
        let less = said("- Yes → [b](#b)");
        assert!(
            less[0].starts_with("BG0143 warning a.md:16 the flowchart has a way on"),
            "{less:?}"
        );
    }
}
