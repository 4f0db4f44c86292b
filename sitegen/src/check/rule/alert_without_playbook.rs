//! An alert that nobody has written a playbook for, as far as can be found.

use crate::check::alerts::{Answer, squashed};
use crate::check::survey::Survey;
use crate::diagnostic::{Code, Severity, nearest};

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(121),
    level: Level::Warning,
    meaning: "an alert has no playbook",
    why: "Somebody is woken by this alert, and nothing tells them where to begin. A playbook answers it when the rule names it in `runbook_url`, when its front matter lists the alert, or when it has the alert's name.",
    bad: Example::Files(&[
        (
            "errors.md",
            "\
---
kind: playbook
---
# Roll back

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
            "errors.md",
            "\
---
kind: playbook
alerts: [HighErrorRate]
---
# Roll back

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

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for alert in &survey.alerts.all {
        // Its `runbook_url` is another rule's business.
        if alert.answer != Answer::Nothing || alert.fault.is_some() {
            continue;
        }
        let name = &survey.alerts.raw(alert).name;
        report
            .in_rule_file(
                Severity::Warning,
                alert.at.0,
                name.span.clone(),
                format!("no playbook answers the alert `{}`", name.value),
            )
            .hint_if(|| {
                let path = near(survey, &name.value)?;
                Some(format!("is it `{path}`?"))
            })
            .hint(format!(
                "write `alerts: [{}]` into the front matter of the playbook that does, or `runbook_url` into the rule's annotations",
                name.value
            ));
    }
}

/// The page whose file name is most like the alert's.
fn near<'s>(survey: &'s Survey<'_>, name: &str) -> Option<&'s str> {
    // Names are looked at only for what is said in the end; a folder of thousands of pages is no place for guesses.
    const MOST_PAGES: usize = 2000;
    let pages = survey.pages.iter().take(MOST_PAGES);
    let names: Vec<(String, &str)> = pages
        .map(|page| {
            let stem = page.path.stem();
            let file_name = stem.rsplit('/').next().unwrap_or(stem);
            (squashed(file_name), page.path.as_str())
        })
        .collect();
    let found = nearest(&squashed(name), names.iter().map(|(name, _)| name.as_str()))?;
    names
        .iter()
        .find(|(name, _)| name == found)
        .map(|&(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    fn said_of(alert: &str) -> Vec<String> {
        let rules = format!("groups:\n- name: a\n  rules:\n  - alert: {alert}\n    expr: x\n");
        let claims = "---\nalerts: [Claimed]\n---\n# x";
        said(&[
            ("high-error-rate.md", "# x"),
            ("x.md", claims),
            ("r.yml", &rules),
        ])
    }

    #[test]
    fn every_alert_needs_an_answer() {
        for answered in ["HighErrorRate", "high_error_rate"] {
            assert_eq!(said_of(answered)[1..], [""; 0], "{answered}");
        }
        assert_eq!(said_of("Claimed"), [""; 0]);
        let said = said_of("HighErorRates");
        assert!(
            said[0].starts_with("BG0121 warning r.yml:4 no playbook answers the alert `HighErorRates` | is it `high-error-rate.md`? | write `alerts: [HighErorRates]`"),
            "{said:?}"
        );
    }
}
