//! The same alert twice, with nothing to tell the two apart.

use std::collections::HashMap;

use crate::check::survey::Survey;
use crate::diagnostic::{Code, Severity};

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(125),
    level: Level::Warning,
    meaning: "two rules have the same alert and the same labels",
    why: "A link carries the name and the labels of the alert that fires. When two rules share both, nothing tells which of them it was, and the summary may be that of the other one.",
    bad: Example::Files(&[
        (
            "high-error-rate.md",
            "\
---
kind: playbook
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
      - alert: HighErrorRate
        expr: errors > 50
",
        ),
    ]),
    good: Example::Files(&[
        (
            "high-error-rate.md",
            "\
---
kind: playbook
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
        labels: { severity: warning }
      - alert: HighErrorRate
        expr: errors > 50
        labels: { severity: critical }
",
        ),
    ]),
    check,
};

/// Rules of one name and different labels are common: a warning, then a page.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let alerts = &survey.alerts;
    let mut first = HashMap::new();
    for alert in &alerts.all {
        let raw = alerts.raw(alert);
        let mut labels: Vec<&(String, String)> = raw.labels.iter().collect();
        labels.sort_unstable();
        let holder = *first
            .entry((raw.name.value.as_str(), labels))
            .or_insert(alert.at);
        if holder != alert.at {
            let there = &alerts.files[holder.0];
            let (path, group) = (&there.path, &there.alerts[holder.1].group);
            report
                .in_rule_file(
                    Severity::Warning,
                    alert.at.0,
                    raw.name.span.clone(),
                    format!(
                        "`{path}` has the alert `{}` already, in the group `{group}`",
                        raw.name.value
                    ),
                )
                .hint("give it a name or a label of its own, or take one of the two out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn labels_tell_rules_apart() {
        let rule =
            |labels: &str| format!("  - alert: Pool\n    expr: x\n    labels: {{ {labels} }}\n");
        let rules = format!(
            "groups:\n- name: a\n  rules:\n{}{}{}",
            rule("severity: page, a: b"),
            rule("severity: warning"),
            rule("a: b, severity: page")
        );
        let said = said(&[("pool.md", "# x"), ("r.yml", &rules)]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with(
            "BG0125 warning r.yml:10 `r.yml` has the alert `Pool` already, in the group `a`"
        ));
    }
}
