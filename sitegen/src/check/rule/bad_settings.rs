//! `breakglass.toml` that cannot be understood.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};
use crate::parse::zone_names;

use super::{Example, Level, Report, Rule, did_you_mean, faults};

const ANY_ZONE: &str = "write its name in the IANA database, like `Asia/Shanghai` (all of China), `Europe/London` or `UTC`";

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
            FaultKind::UnknownTimeZone { written } => {
                let near = near_zone(written);
                report
                    .error(page, span, format!("there is no time zone `{written}`"))
                    .hint(did_you_mean(near.as_deref()).unwrap_or_else(|| ANY_ZONE.to_owned()));
            }
            FaultKind::ConfigLanguage { written, near } => {
                let tags = "languages are told by tags, as in [\"zh\", \"en\"]".to_owned();
                report
                    .error(page, span, format!("`{written}` is no tag of a language"))
                    .hint(did_you_mean(near.as_deref()).unwrap_or(tags));
            }
            FaultKind::FrontMatterValue { key, expected } if page.is_none() => {
                report.error(page, span, format!("`{key}` must be {expected}"));
            }
            _ => {}
        }
    }
}

/// The zone whose city is spelled nearly so. The whole name would not do: far-off cities share a continent. Nor would
/// an offset or an abbreviation, which are a letter away from others that are hours away.
fn near_zone(written: &str) -> Option<String> {
    const SHORTEST_CITY: usize = 4;
    let meant = city(written);
    if meant.chars().count() < SHORTEST_CITY || meant.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let names = zone_names();
    let near = nearest(meant, names.iter().map(|name| city(name)))?;
    names.iter().find(|name| city(name) == near).cloned()
}

fn city(zone: &str) -> &str {
    zone.rsplit('/').next().unwrap_or_default()
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

    #[test]
    fn time_zones_are_those_of_the_database() {
        let zone = |name: &str| said(&[("breakglass.toml", &format!("time_zone = '{name}'"))]);
        assert_eq!(zone("Asia/Shanghai"), Vec::<String>::new());
        assert_eq!(
            zone("Asia/Shangai"),
            [
                "BG0007 error breakglass.toml:1 there is no time zone `Asia/Shangai` | \
              did you mean `Asia/Shanghai`?"
            ]
        );
        assert!(zone("Asia/Rome")[0].contains("`Europe/Rome`"));
        for other in [
            "UTC+8",
            "CST",
            "Asia/Beijing",
            "Asia/Hangzhou",
            "GMT+08:00",
            "/",
        ] {
            let said = zone(other);
            assert!(said[0].contains("(all of China)"), "{said:?}");
        }
    }

    #[test]
    fn languages_are_tags() {
        assert_eq!(
            said(&[("breakglass.toml", "languages = ['cn', 'klingonese']\n")])[..2],
            [
                "BG0007 error breakglass.toml:1 `cn` is no tag of a language | did you mean `zh`?",
                "BG0007 error breakglass.toml:1 `klingonese` is no tag of a language | languages are told by tags, as in [\"zh\", \"en\"]",
            ]
        );
    }
}
