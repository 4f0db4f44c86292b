//! A template that is no Mustache.

use domain::FaultKind as MustacheFault;

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(61),
    level: Level::Refusal,
    meaning: "a template is malformed",
    why: "A template is filled in the minute when a notice has to go out. One that cannot be read would leave the responder to write by hand.",
    bad: Example::Page(
        "\
---
kind: template
purpose: postmortem
---
# {{title}}

{{#timeline}}
- {{local}} {{text}}
",
    ),
    good: Example::Page(
        "\
---
kind: template
purpose: postmortem
---
# {{title}}

{{#timeline}}
- {{local}} {{text}}
{{/timeline}}
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        let message = match kind {
            FaultKind::TemplateTooLarge { limit } => {
                Some(format!("a template has at most {} KiB", limit / 1024))
            }
            FaultKind::Template(fault) => syntax(fault),
            _ => None,
        };
        if let Some(message) = message {
            report.error(page, span, message);
        }
    }
}

/// What is wrong with the Mustache; what is wrong with a name is another rule's.
fn syntax(fault: &MustacheFault) -> Option<String> {
    Some(match fault {
        MustacheFault::UnclosedTag => "this `{{` is never closed".to_owned(),
        MustacheFault::EmptyTag => "there is no name between the braces".to_owned(),
        MustacheFault::Unsupported { sign } => {
            format!("`{{{{{sign}…}}}}` is a part of Mustache that is left out here")
        }
        MustacheFault::UnclosedSection { name } => format!("section `{name}` is never closed"),
        MustacheFault::UnexpectedClose {
            name,
            open: Some(open),
        } => {
            format!("`{{{{/{name}}}}}` stands where `{{{{/{open}}}}}` is expected")
        }
        MustacheFault::UnexpectedClose { name, open: None } => {
            format!("`{{{{/{name}}}}}` closes nothing")
        }
        MustacheFault::TooDeep => "sections are nested too deep".to_owned(),
        MustacheFault::UnknownName { .. } | MustacheFault::NotText { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn sections_are_closed() {
        let said = said_of("---\nkind: template\npurpose: postmortem\n---\n{{#timeline}}");
        assert!(
            said[0].starts_with("BG0061 error a.md:5 section `timeline` is never closed"),
            "{said:?}"
        );
    }
}
