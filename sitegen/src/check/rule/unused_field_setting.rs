//! Settings for a blank that the text does not have.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(13),
    meaning: "front matter describes a field that the text does not have",
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::UnusedFieldSetting { id, label, nearest } => {
            Some((id.clone(), label.clone(), nearest.clone()))
        }
        _ => None,
    };
    for (page, span, (id, label, nearest)) in faults(survey, pick) {
        let near = nearest.map(|nearest| format!("the text has `{nearest}`"));
        report
            .warning(
                page,
                span,
                format!("no blank is labelled `{label}`, so nothing fills the field `{id}`"),
            )
            .hint(
                near.unwrap_or_else(|| format!("write `{label}：____` where it is to be filled")),
            );
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
