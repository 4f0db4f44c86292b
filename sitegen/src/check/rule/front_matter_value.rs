//! A value in the front matter that does not fit its key.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(12),
    level: Level::Refusal,
    meaning: "front matter has a value that does not fit",
    why: "A value that does not fit cannot be used, and leaving it out would change what the page is without anybody noticing.",
    bad: Example::Page(
        "\
---
kind: playbok
---
## 重启缓存
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## 重启缓存
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        match kind {
            FaultKind::FrontMatterValue { key, expected } if page.is_some() => {
                report.error(page, span, format!("`{key}` must be {expected}"));
            }
            FaultKind::FrontMatterWord {
                key,
                written,
                known,
            } => {
                let near = nearest(written, known.iter().copied());
                report
                    .error(page, span, format!("`{key}` cannot be `{written}`"))
                    .hint(
                        did_you_mean(near)
                            .unwrap_or_else(|| format!("it is one of: {}", known.join(", "))),
                    );
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn names_what_would_fit() {
        let said = said_of("---\nkind: playbok\nreviewed: last week\nowner: [a]\n---\nb");
        assert_eq!(
            said[0],
            "BG0012 error a.md:2 `kind` cannot be `playbok` | did you mean `playbook`?"
        );
        assert!(said[1].contains("`reviewed` must be a date"), "{said:?}");
        assert!(said[2].contains("`owner` must be a text"), "{said:?}");
    }
}
