//! `breakglass.toml` that cannot be understood.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(7),
    level: Level::Refusal,
    meaning: "breakglass.toml is malformed",
    why: "A setting that is not understood has no effect, and the author believes that it has. The settings hold for every page, so nothing is written before they are right.",
    bad: Example::Files(&[
        (
            "breakglass.toml",
            "\
nmae = \"值班手册\"
",
        ),
        (
            "runbook.md",
            "\
# 缓存
",
        ),
    ]),
    good: Example::Files(&[
        (
            "breakglass.toml",
            "\
name = \"值班手册\"
",
        ),
        (
            "runbook.md",
            "\
# 缓存
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        match kind {
            FaultKind::ConfigSyntax { message } => {
                report.error(page, span, format!("this is not TOML: {message}"));
            }
            FaultKind::ConfigKey { key, known } => {
                let near = nearest(key, known.iter().copied());
                let known = format!("known settings: {}", known.join(", "));
                report
                    .error(page, span, format!("unknown setting `{key}`"))
                    .hint(did_you_mean(near).unwrap_or(known));
            }
            FaultKind::FrontMatterValue { key, expected } if page.is_none() => {
                report.error(page, span, format!("`{key}` must be {expected}"));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn unknown_settings_name_the_nearest() {
        let said = said(&[("breakglass.toml", "nmae = 'x'\nlang = 1\n")]);
        assert_eq!(
            said[0],
            "BG0007 error breakglass.toml:1 unknown setting `nmae` | did you mean `name`?"
        );
        assert!(said[1].contains("`lang` must be a text"), "{said:?}");
    }
}
