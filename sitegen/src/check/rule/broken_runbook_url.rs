//! A `runbook_url` that leads nowhere.

use crate::check::alerts::UrlFault;
use crate::check::survey::Survey;
use crate::diagnostic::{Code, Severity, nearest};
use crate::parse::RawHeading;

use super::{Example, Level, Report, Rule, did_you_mean};

pub(super) const RULE: Rule = Rule {
    code: Code(122),
    level: Level::Error,
    meaning: "a runbook_url leads nowhere",
    why: "The link in the page that wakes somebody is the first thing they follow. Here it ends at a page or a heading that was renamed or never written.",
    bad: Example::Files(&[
        (
            "errors.md",
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
        annotations:
          runbook_url: errors.html#last-release
",
        ),
    ]),
    good: Example::Files(&[
        (
            "errors.md",
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
        annotations:
          runbook_url: errors.html#look-at-the-last-release
",
        ),
    ]),
    check,
};

/// An error: somebody will follow it at night.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for alert in &survey.alerts.all {
        let raw = survey.alerts.raw(alert);
        let (Some(fault), Some(url)) = (&alert.fault, raw.annotation("runbook_url")) else {
            continue;
        };
        let name = &raw.name.value;
        let message = match fault {
            UrlFault::NoPage { path } => {
                format!("the runbook of `{name}` is not there: no page `{path}`")
            }
            UrlFault::NoStep { page, anchor } => format!(
                "the runbook of `{name}` is not there: `{}` has no heading `#{anchor}`",
                survey.pages[*page].path
            ),
            UrlFault::NoPlaybook { id } => {
                format!("the runbook of `{name}` is not there: no playbook `{id}`")
            }
            UrlFault::OtherAlert { name: other } => {
                format!("the runbook of `{name}` declares an incident for the alert `{other}`")
            }
        };
        let found = report
            .in_rule_file(Severity::Error, alert.at.0, url.span.clone(), message)
            .hint_if(|| hint(survey, fault, name));
        if let UrlFault::NoStep { page, anchor } = fault
            && let Some(heading) = near(survey, *page, anchor)
        {
            found.related(*page, heading.span.clone(), "this heading is the nearest");
        }
    }
}

fn hint(survey: &Survey<'_>, fault: &UrlFault, name: &str) -> Option<String> {
    match fault {
        UrlFault::NoPage { path } => did_you_mean(survey.places.nearest_from_root(path).as_deref()),
        UrlFault::NoStep { page, anchor } => {
            let near = near(survey, *page, anchor)?;
            did_you_mean(Some(&format!("#{}", near.anchor)))
        }
        UrlFault::NoPlaybook { id } => {
            let ids = survey.drafts.iter().map(|draft| draft.id.as_str());
            did_you_mean(nearest(id, ids))
        }
        UrlFault::OtherAlert { .. } => Some(format!("write `alert={name}`")),
    }
}

fn near<'s>(survey: &'s Survey<'_>, page: usize, anchor: &str) -> Option<&'s RawHeading> {
    let page = &survey.pages[page];
    let anchors = page.headings().map(|heading| heading.anchor.as_str());
    let found = nearest(anchor, anchors)?;
    page.headings().find(|heading| heading.anchor == found)
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    fn said_of(url: &str) -> Vec<String> {
        let rules = format!(
            "groups:\n- name: a\n  rules:\n  - alert: PoolFull\n    expr: x\n    annotations:\n      runbook_url: '{url}'\n"
        );
        let playbook = "---\nkind: playbook\n---\n# Pool\n\n## Count them\n\nx\n";
        let settings = "base_url = 'https://run.example.com/'\n";
        said(&[
            ("db/pool.md", playbook),
            ("r.yml", &rules),
            ("breakglass.toml", settings),
        ])
    }

    #[test]
    fn both_ends_are_named() {
        for (url, expected) in [
            (
                "https://run.example.com/db/pol.html",
                "no page `db/pol.html` | did you mean `db/pool.md`?",
            ),
            ("db/pool.md#count", "`db/pool.md` has no heading `#count`"),
            (
                "#/declare?playbook=db/poll",
                "no playbook `db/poll` | did you mean `db/pool`?",
            ),
        ] {
            let said = said_of(url);
            let start = "BG0122 error r.yml:7 the runbook of `PoolFull` is not there: ";
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(
                said[0].starts_with(&format!("{start}{expected}")),
                "{said:?}"
            );
        }
        assert!(
            said_of("#/declare?alert=Other")[0].ends_with("alert `Other` | write `alert=PoolFull`")
        );
        assert_eq!(said_of("https://wiki.example.com/42"), [""; 0]);
    }
}
