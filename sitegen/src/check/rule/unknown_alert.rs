//! Front matter names an alert that no rule file has.

use std::collections::HashSet;

use crate::check::survey::Survey;
use crate::diagnostic::{Code, nearest};

use super::{Example, Level, Report, Rule, did_you_mean};

pub(super) const RULE: Rule = Rule {
    code: Code(123),
    level: Level::Warning,
    meaning: "an alert is named that no rule file has",
    why: "A playbook that lists an alert of another name is not opened for the one that fires. Mostly the alert was renamed in the rules and not here.",
    bad: Example::Files(&[
        (
            "high-error-rate.md",
            "\
---
kind: playbook
alerts: [HighErorRate]
---
# High error rate

## Look at the last release

- [ ] Rolled back
",
        ),
        (
            "alerts.yml",
            "\
groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: errors > 5
",
        ),
    ]),
    good: Example::Files(&[
        (
            "high-error-rate.md",
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
            "alerts.yml",
            "\
groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: errors > 5
",
        ),
    ]),
    check,
};

/// Without any rules the monitoring's names cannot be known, and nothing is said.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let alerts = &survey.alerts;
    let known: HashSet<&str> = alerts
        .all
        .iter()
        .map(|alert| alerts.raw(alert).name.value.as_str())
        .collect();
    if known.is_empty() {
        return;
    }
    let mut sorted: Vec<&str> = known.iter().copied().collect();
    sorted.sort_unstable();
    for claim in &alerts.claims {
        let name = &claim.name;
        if !known.contains(name.value.as_str()) {
            report
                .warning(
                    Some(claim.page),
                    name.span.clone(),
                    format!("no rule file has an alert `{}`", name.value),
                )
                .hint_if(|| did_you_mean(nearest(&name.value, sorted.iter().copied())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn names_are_held_to_the_rules_if_there_are_any() {
        let page = ("a.md", "---\nalerts: [Pool, Pooll]\n---\n# x");
        let rules = "groups:\n- name: a\n  rules:\n  - alert: Pool\n    expr: x\n";
        assert_eq!(said(&[page]), [""; 0]);
        assert_eq!(
            said(&[page, ("r.yml", rules)]),
            ["BG0123 warning a.md:2 no rule file has an alert `Pooll` | did you mean `Pool`?"]
        );
    }
}
