//! Two headings with the same id.

use std::collections::HashMap;

use crate::check::survey::Survey;
use crate::diagnostic::Code;
use crate::parse::RawHeading;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(25),
    level: Level::Error,
    meaning: "two headings have the same id",
    why: "Links and records name a step by its id. When two headings share one, the second is renumbered, and changes again as soon as a heading is added above it. On a page to read only an id that was written twice is reported.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## 验证

## 切换

## 验证
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## 验证

## 切换

## 验证 {#verify-again}
",
    ),
    check,
};

/// A renumbered id changes when a heading is added above it, and records of incidents hold on to ids:
/// so a playbook may not have any, while on other pages only an id that was given twice is worth a word.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (at, page) in survey.pages.iter().enumerate() {
        let renumbered = |heading: &&RawHeading| heading.anchor != heading.wanted_anchor;
        if !page.headings().any(|heading| renumbered(&heading)) {
            continue;
        }
        let first: HashMap<&str, &RawHeading> = page
            .headings()
            .map(|heading| (heading.anchor.as_str(), heading))
            .collect();
        for heading in page.headings().filter(renumbered) {
            let first = first.get(heading.wanted_anchor.as_str()).copied();
            say(report, at, heading, first);
        }
    }
}

fn say(report: &mut Report<'_>, page: usize, heading: &RawHeading, first: Option<&RawHeading>) {
    let (id, span) = (&heading.wanted_anchor, heading.span.clone());
    let found = if heading.has_own_id {
        let message = format!("the id `{id}` is taken by another heading");
        report
            .by_kind(Some(page), span, message)
            .hint("ids are unique on a page")
    } else if report.is_playbook(Some(page)) {
        let message = format!("another heading has the same words, so the id `{id}` is taken");
        let hint = format!("give this one its own: `{} {{#another-id}}`", heading.title);
        report.error(Some(page), span, message).hint(hint)
    } else {
        return;
    };
    if let Some(first) = first {
        found.related(page, first.span.clone(), "the id is given first here");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said_of, said_of_playbook};

    #[test]
    fn same_words_need_ids_in_playbooks_only() {
        assert_eq!(said_of("# a\n\n## b\n\n## b\n"), Vec::<String>::new());
        assert!(said_of("## a {#x}\n\n## b {#x}\n")[0].starts_with("BG0025 warning a.md:3"));
        assert!(said_of_playbook("## b\n\n## b\n")[0].starts_with("BG0025 error a.md:6"));
    }
}
