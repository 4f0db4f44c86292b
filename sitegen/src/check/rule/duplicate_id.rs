//! Two headings with the same id.

use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(25),
    meaning: "two headings have the same id",
    check,
};

/// A renumbered id changes when a heading is added above it, and records of incidents hold on to ids:
/// so a playbook may not have any, while on other pages only an id that was given twice is worth a word.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (at, page) in survey.pages.iter().enumerate() {
        for heading in page
            .headings()
            .filter(|heading| heading.anchor != heading.wanted_anchor)
        {
            let id = &heading.wanted_anchor;
            if heading.has_own_id {
                report
                    .by_kind(
                        Some(at),
                        heading.span.clone(),
                        format!("the id `{id}` is taken by another heading"),
                    )
                    .hint("ids are unique on a page");
            } else if report.is_playbook(Some(at)) {
                report
                    .error(
                        Some(at),
                        heading.span.clone(),
                        format!("another heading has the same words, so the id `{id}` is taken"),
                    )
                    .hint(format!(
                        "give this one its own: `{} {{#another-id}}`",
                        heading.title
                    ));
            }
        }
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
