//! A key in the front matter that means nothing to us.

use std::collections::BTreeMap;

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};
use crate::markup::Span;
use crate::parse::KEYS;

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

/// Keys that other generators understand: no slip of the finger, and of no use here. Only those are named that are spelled
/// like one of ours; all others are told apart by that.
const OF_OTHER_GENERATORS: [&str; 16] = [
    "aliases",
    "author",
    "authors",
    "cover",
    "created",
    "date",
    "draft",
    "icon",
    "id",
    "keywords",
    "label",
    "linkTitle",
    "links",
    "slug",
    "toc",
    "type",
];

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &'_ FaultKind| match kind {
        FaultKind::FrontMatterKey { key, known } => Some((key.clone(), *known)),
        _ => None,
    };
    let mut foreign: BTreeMap<Option<usize>, Vec<(Span, String)>> = BTreeMap::new();
    for (page, span, (key, known)) in faults(survey, pick) {
        let of_another = OF_OTHER_GENERATORS.contains(&key.as_str());
        match nearest(&key, known.iter().copied()).filter(|near| !of_another && is_slip(&key, near))
        {
            Some(near) => {
                report
                    .error(page, span, format!("unknown key `{key}`"))
                    .hint(format!("did you mean `{near}`?"));
            }
            None => foreign.entry(page).or_default().push((span, key)),
        }
    }
    for (page, keys) in foreign {
        say_ignored(report, page, &keys);
    }
}

/// In a short word two letters make another one: `pages` is no slip of `tags`.
fn is_slip(written: &str, known: &str) -> bool {
    let most = if known.chars().count() <= 5 { 1 } else { 2 };
    strsim::damerau_levenshtein(&written.to_lowercase(), known) <= most
}

/// A page that was written for another generator is told so once, however many keys it has.
fn say_ignored(report: &mut Report<'_>, page: Option<usize>, keys: &[(Span, String)]) {
    const MOST_NAMED: usize = 6;
    let named: Vec<String> = keys
        .iter()
        .take(MOST_NAMED)
        .map(|(_, key)| format!("`{key}`"))
        .collect();
    let more = match keys.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let verb = if keys.len() == 1 { "means" } else { "mean" };
    let first = keys
        .first()
        .map(|(span, _)| span.clone())
        .unwrap_or_default();
    report
        .warning(
            page,
            first,
            format!("{}{more} {verb} nothing here", named.join(", ")),
        )
        .hint(format!("known keys: {}", KEYS.join(", ")));
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn slips_are_errors_and_other_generators_are_not() {
        let said =
            said_of("---\nseverty: P0\nlayout: post\nsidebar_label: x\ndate: 2026-11-20\n---\na");
        assert_eq!(
            said[0],
            "BG0011 error a.md:2 unknown key `severty` | did you mean `severity`?"
        );
        assert!(
            said[1].starts_with(
                "BG0011 warning a.md:3 `layout`, `sidebar_label`, `date` mean nothing here"
            ),
            "{said:?}"
        );
        assert_eq!(said.len(), 2);
        let said = said_of("---\npages: 3\nTitel: x\n---\na");
        assert!(
            said[0].starts_with("BG0011 warning a.md:2 `pages`"),
            "{said:?}"
        );
        assert!(
            said[1].starts_with("BG0011 error a.md:3 unknown key `Titel`"),
            "{said:?}"
        );
    }
}
