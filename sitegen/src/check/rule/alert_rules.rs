//! A file of alerting rules that cannot be read, or a rule in it.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, RuleFault, Severity};

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(120),
    level: Level::Warning,
    meaning: "alerting rules cannot be read",
    why: "Alerts in a file that cannot be read are unknown to the site: their links open an empty form, and nobody notices that one of them has no playbook.",
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
        for: 5m
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
        for: 5m
",
        ),
    ]),
    check,
};

/// A warning: the monitoring reads these files too and will refuse what is wrong with them; the site can do without.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (file, rules) in survey.alerts.files.iter().enumerate() {
        for fault in &rules.faults {
            let FaultKind::AlertRules { reason } = &fault.kind else {
                continue;
            };
            let (message, hint) = words(reason);
            report
                .in_rule_file(Severity::Warning, file, fault.span.clone(), message)
                .hint(hint);
        }
    }
}

fn words(reason: &RuleFault) -> (String, &'static str) {
    match reason {
        RuleFault::Syntax { message } => (
            format!("these alerting rules cannot be read: {message}"),
            "none of this file's alerts are known to the site; a template of manifests has to be rendered first",
        ),
        RuleFault::NoName => (
            "an alert has no name".to_owned(),
            "write `alert: HighErrorRate`; this rule is left out",
        ),
        RuleFault::NoCondition { alert } => (
            format!("the alert `{alert}` has no condition"),
            "write it after `expr:`; this rule is left out",
        ),
        RuleFault::NoMap { key } => (
            format!("`{key}` must be a map from names to texts"),
            "write it like `labels: { severity: critical }`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn broken_rules_are_said_and_the_rest_is_read() {
        let rules = "groups:\n- name: a\n  rules:\n  - alert: Pool\n    expr: x\n  - alert: Up\n    labels: [a]\n";
        let said = said(&[("pool.md", "# Pool"), ("r.yml", rules)]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("BG0120 warning r.yml:6 the alert `Up` has no condition"));
    }
}
