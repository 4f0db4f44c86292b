//! A named field that nothing takes up.

use std::collections::HashSet;

use domain::FieldKind;

use crate::check::inputs::{inputs_of, normal};
use crate::check::survey::{Draft, Survey};
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(82),
    level: Level::Warning,
    meaning: "a field is named but never used",
    why: "An id in the front matter's `fields` is for templates, commands and milestones: `{{fields.impact}}` in a notice, `<impact>` in a command. When none of them takes the field up, the responder fills a blank and the notice still lacks it. Nothing is said while the site has no templates, or when one lists the whole `{{#form}}`, or when the entry gives the blank a type.",
    bad: Example::Files(&[
        (
            "notice.md",
            "\
---
kind: template
purpose: internal-notice
---
# {{title}}

Impact: {{fields.scope}}
",
        ),
        (
            "runbook.md",
            "\
---
kind: playbook
fields:
  scope: { label: Scope }
  impact: { label: Impact }
---
## Assess

- [ ] Scope: ____
- [ ] Impact: ____
",
        ),
    ]),
    good: Example::Files(&[
        (
            "notice.md",
            "\
---
kind: template
purpose: internal-notice
---
# {{title}}

Impact: {{fields.scope}}, {{fields.impact}}
",
        ),
        (
            "runbook.md",
            "\
---
kind: playbook
fields:
  scope: { label: Scope }
  impact: { label: Impact }
---
## Assess

- [ ] Scope: ____
- [ ] Impact: ____
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    if survey.templates.is_empty() {
        return;
    }
    let holes: HashSet<&str> = survey
        .templates
        .iter()
        .flat_map(|template| holes(&template.source))
        .collect();
    if holes.contains("form") {
        return;
    }
    for draft in &survey.drafts {
        never_used(survey, draft, &holes, report);
    }
}

fn never_used(
    survey: &Survey<'_>,
    draft: &Draft<'_>,
    holes: &HashSet<&str>,
    report: &mut Report<'_>,
) {
    let settings = &survey.pages[draft.page].front.fields;
    if settings.is_empty() {
        return;
    }
    let inputs: HashSet<String> = draft
        .steps
        .iter()
        .flat_map(inputs_of)
        .map(|(name, _)| normal(name.as_str()))
        .collect();
    let only_named: HashSet<&str> = draft
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Text)
        .map(|field| field.id.as_str())
        .collect();
    for setting in settings {
        let id = setting.id.value.as_str();
        let hole = format!("fields.{id}");
        let is_used = holes.contains(hole.as_str())
            || (holes.contains("fields") && holes.contains(id))
            || inputs.contains(&normal(id))
            || setting.milestone.is_some();
        if !is_used && only_named.contains(id) {
            report
                .warning(
                    Some(draft.page),
                    setting.id.span.clone(),
                    format!("the field `{id}` is filled, but nothing uses it"),
                )
                .hint(format!("put `{{{{fields.{id}}}}}` into a template or `<{id}>` into a command, or remove this entry"));
        }
    }
}

/// The names in the tags of a template.
fn holes(source: &str) -> impl Iterator<Item = &str> {
    source.split("{{").skip(1).filter_map(|rest| {
        let (tag, _) = rest.split_once("}}")?;
        Some(tag.trim_matches(|c: char| "#^/&{ }".contains(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    const BOOK: &str = "---\nkind: playbook\nfields:\n  impact: { label: 影响 }\n  pod: { label: 实例 }\n---\n## a\n\n- [ ] 影响：____\n- [ ] 实例：____\n\n```sh\nkubectl logs <pod>\n```\n";

    fn with_template(body: &str) -> Vec<String> {
        let template = format!("---\nkind: template\npurpose: postmortem\n---\n{body}\n");
        said(&[("p.md", BOOK), ("t.md", &template)])
    }

    #[test]
    fn templates_and_commands_are_uses() {
        assert_eq!(said(&[("p.md", BOOK)]), Vec::<String>::new());
        assert_eq!(with_template("{{fields.impact}}"), Vec::<String>::new());
        assert_eq!(
            with_template("{{#form}}{{label}}{{/form}}"),
            Vec::<String>::new()
        );
        assert_eq!(
            with_template("{{title}}"),
            [
                "BG0082 warning p.md:4 the field `impact` is filled, but nothing uses it | \
              put `{{fields.impact}}` into a template or `<impact>` into a command, or remove this entry"
            ]
        );
    }
}
