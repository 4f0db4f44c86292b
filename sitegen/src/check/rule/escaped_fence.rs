//! Code fences whose backticks were escaped, so that they are none.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(5),
    level: Level::Warning,
    meaning: "a code fence is escaped",
    why: "The backslashes come from a copy out of another tool. Without the fence the commands have no copy button, and their line breaks are lost: a responder would paste one long line.",
    bad: Example::Page(
        "\
# 重启缓存

\\`\\`\\`bash
systemctl restart redis
\\`\\`\\`
",
    ),
    good: Example::Page(
        "\
# 重启缓存

```bash
systemctl restart redis
```
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::EscapedFences { count } => Some(*count),
        _ => None,
    };
    for (page, span, count) in faults(survey, pick) {
        let message = match count {
            1 => "this code fence is escaped, so what follows is read as text".to_owned(),
            _ => format!(
                "{count} code fences on this page are escaped, so their content is read as text"
            ),
        };
        report
            .warning(page, span, message)
            .label("the first of them")
            .hint("remove the backslashes before the backticks");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn all_of_a_page_are_said_once() {
        let said = said_of("a\n\n\\`\\`\\`bash\nb\n\\`\\`\\`\n");
        assert_eq!(said.len(), 1);
        assert!(
            said[0].starts_with("BG0005 warning a.md:3 2 code fences"),
            "{said:?}"
        );
    }

    #[test]
    fn a_page_may_show_how_it_looks() {
        let shown = "```markdown\n\\`\\`\\`bash\nb\n\\`\\`\\`\n```\n";
        assert_eq!(said_of(shown), Vec::<String>::new());
        assert_eq!(said_of(&format!("{shown}\n\\`\\`\\`\n")).len(), 1);
    }
}
