//! Two pages claim one alert.

use std::collections::HashMap;

use crate::check::alerts::Claim;
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(124),
    level: Level::Warning,
    meaning: "two pages claim the same alert",
    why: "An alert opens one playbook. When two claim it the first by path wins, and whoever needed the other one loses minutes in the wrong place.",
    bad: Example::Files(&[
        (
            "errors.md",
            "\
---
kind: playbook
alerts: [HighErrorRate]
---
# High error rate

## Look at the last release

- [ ] Rolled back
",
        ),
        (
            "releases.md",
            "\
---
kind: playbook
alerts: [HighErrorRate]
---
# High error rate

## Look at the last release

- [ ] Rolled back
",
        ),
    ]),
    good: Example::Files(&[
        (
            "errors.md",
            "\
---
kind: playbook
alerts: [HighErrorRate]
---
# High error rate

## Look at the last release

- [ ] Rolled back
",
        ),
        (
            "releases.md",
            "\
---
kind: playbook
---
# High error rate

## Look at the last release

- [ ] Rolled back
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let mut first: HashMap<&str, &Claim> = HashMap::new();
    for claim in &survey.alerts.claims {
        let name = claim.name.value.as_str();
        let before = *first.entry(name).or_insert(claim);
        if before.page != claim.page {
            let holder = &survey.pages[before.page].path;
            report
                .warning(
                    Some(claim.page),
                    claim.name.span.clone(),
                    format!("`{holder}` claims the alert `{name}` already"),
                )
                .label("this page is not opened for it")
                .hint("one alert leads to one playbook: let that one ask which it is, and lead on")
                .related(
                    before.page,
                    before.name.span.clone(),
                    "it is claimed here first",
                );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn the_first_page_has_it() {
        let page = "---\nalerts: [Pool, Pool]\n---\n# x";
        let said = said(&[("a.md", page), ("b.md", "---\nalerts: Pool\n---\n# x")]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("BG0124 warning b.md:2 `a.md` claims the alert `Pool` already")
        );
    }
}
