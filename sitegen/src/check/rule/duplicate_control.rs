//! The same control marker in two places.

use std::collections::HashMap;

use crate::check::controls::Control;
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(88),
    level: Level::Warning,
    meaning: "a control marker stands in two places",
    why: "An auditor asks where control DOC-001 is done, and the register has to name one place. A marker that was copied along with its line makes it name two, of which one is mostly stale. The same marker in a page and in its translation is one place.",
    bad: Example::Page(
        "\
# Backups

- Restore test every month [CHECK:DOC-001]
- Off-site copy [CHECK:DOC-001]
",
    ),
    good: Example::Page(
        "\
# Backups

- Restore test every month [CHECK:DOC-001]
- Off-site copy [CHECK:DOC-002]
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let mut first: HashMap<&str, &Control> = HashMap::new();
    for control in &survey.controls {
        let Some(before) = first.get(control.id.as_str()) else {
            first.insert(&control.id, control);
            continue;
        };
        let same = survey.translations.of(before.page);
        let is_translation = before.page != control.page && same.contains(&control.page);
        if !is_translation {
            report
                .warning(
                    Some(control.page),
                    control.span.clone(),
                    format!("the control `{}` stands in two places", control.id),
                )
                .hint("give one of them another number, or remove the marker that was copied along")
                .related(before.page, before.span.clone(), "it stands here first");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn a_translation_is_no_second_place() {
        let page = "x [CHECK:A-1]\n";
        assert_eq!(
            said(&[("a.en.md", page), ("a.zh.md", page)]),
            Vec::<String>::new()
        );
        assert_eq!(
            said(&[("a.md", page), ("b.md", page)])[0],
            "BG0088 warning b.md:1 the control `A-1` stands in two places | \
             give one of them another number, or remove the marker that was copied along"
        );
    }
}
