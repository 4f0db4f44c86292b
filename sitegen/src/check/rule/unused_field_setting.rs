//! Settings for a blank that the text does not have.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(13),
    level: Level::Warning,
    meaning: "front matter describes a field that the text does not have",
    why: "The settings describe a blank that the text no longer has, mostly because its label was changed. The report then has a hole that nobody is ever asked to fill.",
    bad: Example::Page(
        "\
---
kind: playbook
fields:
  impact: { label: 影响范围, type: long-text }
---
## 评估

- [ ] 影响面：____
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
fields:
  impact: { label: 影响范围, type: long-text }
---
## 评估

- [ ] 影响范围：____
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::UnusedFieldSetting { id, label } => Some((id.clone(), label.clone())),
        _ => None,
    };
    for (page, span, (id, label)) in faults(survey, pick) {
        let message = format!("no blank is labelled `{label}`, so nothing fills the field `{id}`");
        report.warning(page, span, message).hint_if(|| {
            let draft = survey
                .drafts
                .iter()
                .find(|draft| Some(draft.page) == page)?;
            let labels = draft.fields.iter().map(|field| field.label.as_str());
            Some(match nearest(&label, labels) {
                Some(near) => format!("the text has `{near}`"),
                None => format!("write `{label}：____` where it is to be filled"),
            })
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn names_the_nearest_label() {
        let said = said_of(
            "---\nkind: playbook\nfields:\n  at: { label: 故障发生时刻 }\n---\n## a\n\n- [ ] 故障发生时间：____\n",
        );
        assert_eq!(
            said,
            [
                "BG0013 warning a.md:4 no blank is labelled `故障发生时刻`, so nothing fills the field `at` | the text has `故障发生时间`"
            ]
        );
    }
}
