//! A playbook that is too large for a decision map.

use std::fmt::Write as _;

use crate::check::survey::{Draft, Survey};
use crate::diagnostic::Code;
use crate::read::Content;

use super::explanation::Told;
use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(146),
    level: Level::Warning,
    meaning: "a playbook is too large for a decision map",
    why: "Above 400 steps or 400 choices the page has no map: nobody finds a way on a picture of that size, and a phone would not open it. Nor does anybody keep such a playbook in mind; playbooks that lead to each other have a map each.",
    bad: Example::Told(Told {
        words: "A playbook of 401 steps.",
        content: || steps(MOST_ON_A_MAP + 1),
    }),
    good: Example::Told(Told {
        words: "The same in several playbooks, which lead to each other by links in their choices.",
        content: || steps(MOST_ON_A_MAP / 4),
    }),
    check,
};

/// A map of more boxes than these is no help to anybody: the list of contents is.
const MOST_ON_A_MAP: usize = 400;

/// Whether a playbook fits on a map.
pub(crate) fn fits_on_a_map(draft: &Draft<'_>) -> bool {
    let ways: usize = draft.steps.iter().map(|step| step.choices.len()).sum();
    draft.steps.len() <= MOST_ON_A_MAP && ways <= MOST_ON_A_MAP
}

fn steps(count: usize) -> Content {
    let mut text = "---\nkind: playbook\n---\n# Large\n".to_owned();
    for at in 1..=count {
        // Writing to a text cannot fail.
        let _ = write!(text, "\n## Step {at}\n");
    }
    Content::Text(text.into())
}

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for draft in survey.drafts.iter().filter(|draft| !fits_on_a_map(draft)) {
        let title = survey.pages[draft.page].title.as_ref();
        let start = survey.pages[draft.page].body_start;
        let span = title.map_or(start..start, |title| title.span.clone());
        let count = draft.steps.len();
        report
            .warning(
                Some(draft.page),
                span,
                format!("this playbook has no map: it is too large, with {count} steps"),
            )
            .hint("make parts of it playbooks of their own, and lead to them from choices");
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::testing::said_of_playbook;

    #[test]
    fn choices_count_as_well() {
        let mut choices = String::new();
        for at in 0..401 {
            let _ = writeln!(choices, "- **c{at}** → [b](#b)");
        }
        let said = said_of_playbook(&format!("# T\n\n## a\n\n{choices}\n## b\n"));
        assert!(
            said[0].starts_with("BG0146 warning a.md:4 this playbook has no map"),
            "{said:?}"
        );
    }
}
