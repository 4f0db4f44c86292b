//! A key in the front matter that means nothing to us.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(11),
    level: Level::Error,
    meaning: "front matter has an unknown key",
    why: "A key with a slip in it is silently without effect: `severty: P0` leaves the playbook out when somebody declares a P0. Keys of other generators only get a warning.",
    bad: Example::Page(
        "\
---
kind: playbook
severty: P0
---
## Restart the cache
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
severity: P0
---
## Restart the cache
",
    ),
    check,
};

/// Keys that other generators understand: no slip of the finger, and of no use here.
const OF_OTHER_GENERATORS: [&str; 37] = [
    "aliases",
    "author",
    "authors",
    "categories",
    "cover",
    "created",
    "date",
    "draft",
    "excerpt",
    "featured",
    "hide",
    "id",
    "image",
    "keywords",
    "lastmod",
    "layout",
    "linkTitle",
    "menu",
    "modified",
    "nav_order",
    "parent",
    "permalink",
    "published",
    "redirect_from",
    "search",
    "sidebar",
    "sidebar_label",
    "sidebar_position",
    "slug",
    "status",
    "subtitle",
    "summary",
    "template",
    "toc",
    "type",
    "updated",
    "weight",
];

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &'_ FaultKind| match kind {
        FaultKind::FrontMatterKey { key, known } => Some((key.clone(), *known)),
        _ => None,
    };
    for (page, span, (key, known)) in faults(survey, pick) {
        let of_another = OF_OTHER_GENERATORS.contains(&key.as_str());
        match nearest(&key, known.iter().copied()).filter(|_| !of_another) {
            Some(near) => {
                report
                    .error(page, span, format!("unknown key `{key}`"))
                    .hint(format!("did you mean `{near}`?"));
            }
            None => {
                report
                    .warning(page, span, format!("`{key}` means nothing here"))
                    .hint(format!("known keys: {}", known.join(", ")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn slips_are_errors_and_other_generators_are_not() {
        let said = said_of("---\nseverty: P0\nlayout: post\n---\na");
        assert_eq!(
            said[0],
            "BG0011 error a.md:2 unknown key `severty` | did you mean `severity`?"
        );
        assert!(
            said[1].starts_with("BG0011 warning a.md:3 `layout` means nothing here"),
            "{said:?}"
        );
    }
}
