//! An old address that cannot lead where it should.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(152),
    level: Level::Error,
    meaning: "an old address leads nowhere, or stands in the way of a page",
    why: "Alerts, tickets and bookmarks keep old addresses for years. One that leads nowhere is found out by somebody in an outage.",
    bad: Example::Files(&[
        (
            "breakglass.toml",
            "\
[redirects]
\"old/pool.md\" = \"pol.md\"
",
        ),
        (
            "pool.md",
            "\
# 连接池
",
        ),
    ]),
    good: Example::Files(&[
        (
            "breakglass.toml",
            "\
[redirects]
\"old/pool.md\" = \"pool.md\"
",
        ),
        (
            "pool.md",
            "\
# 连接池
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::Redirect { from, reason } => Some((from.clone(), Some(*reason))),
        FaultKind::RedirectNowhere { written } => Some((written.clone(), None)),
        _ => None,
    };
    for (page, span, (written, reason)) in faults(survey, pick) {
        let Some(reason) = reason else {
            let message = format!("`{written}` is no page of this folder, or no heading of it");
            report
                .error(page, span, message)
                .hint_if(|| did_you_mean(survey.places.nearest_to_root(&written).as_deref()));
            continue;
        };
        report
            .error(page, span, format!("the old address `{written}` {reason}"))
            .hint("an old address is written like a link to what stood there, once: `old/page.md`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn addresses_are_given_once_and_lead_to_pages() {
        let said = said(&[
            (
                "a.md",
                "---\nredirect_from: [b.md, old.md, ../../x.md]\n---\na",
            ),
            ("b.md", "---\nredirect_from: old.html\n---\nb"),
            (
                "breakglass.toml",
                "[redirects]\n\"c.md\" = \"a.md#x\"\n\"d.md\" = \"bb.md\"\n",
            ),
        ]);
        let expected = [
            "BG0152 error a.md:2 the old address `b.md` is a page of the site",
            "BG0152 error a.md:2 the old address `../../x.md` leaves the site",
            "BG0152 error b.md:2 the old address `old.html` was taken before",
            "BG0152 error breakglass.toml:2 `a.md#x` is no page",
            "BG0152 error breakglass.toml:3 `bb.md` is no page",
        ];
        assert_eq!(said.len(), expected.len(), "{said:#?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.starts_with(expected), "{said}");
        }
    }
}
