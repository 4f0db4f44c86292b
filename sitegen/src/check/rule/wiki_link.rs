//! `[[Page]]`, which is a link in a wiki and words in Markdown.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};
use crate::parse::slug;

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(163),
    level: Level::Error,
    meaning: "a page holds links of a wiki",
    why: "Double brackets mean a page in some wikis and nothing in Markdown: on the page they cannot be followed. On a playbook this is an error, as with every link that leads nowhere.",
    bad: Example::Files(&[
        ("oncall.md", "# On call\n\nFirst see [[failover]].\n"),
        ("failover.md", "# Failover\n"),
    ]),
    good: Example::Files(&[
        (
            "oncall.md",
            "# On call\n\nFirst see [failover](failover.md).\n",
        ),
        ("failover.md", "# Failover\n"),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::WikiLink { page, words, count } => Some((page.clone(), words.clone(), *count)),
        _ => None,
    };
    for (page, span, (target, words, count)) in faults(survey, pick) {
        let message = match count {
            1 => "a link in double brackets is shown as it is written".to_owned(),
            count => format!("{count} links in double brackets are shown as they are written"),
        };
        let Some(at) = page else { continue };
        report
            .by_kind(page, span, message)
            .hint(instead(survey, at, &target, &words));
    }
}

/// The link as Markdown has it, if there is such a page.
fn instead(survey: &Survey<'_>, page: usize, target: &str, words: &str) -> String {
    let (name, heading) = target.split_once('#').unwrap_or((target, ""));
    let anchor = match heading.trim() {
        "" => String::new(),
        heading => format!("#{}", slug(heading)),
    };
    let name = name.trim().rsplit('/').next().unwrap_or_default();
    let link = if name.is_empty() {
        Some(String::new())
    } else {
        survey.places.nearest_name(page, name)
    };
    match link {
        Some(link) => format!("write `[{words}]({link}{anchor})`"),
        None => {
            format!("write `[{words}](…)` with the path of the page; there is none called `{name}`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn the_right_link_is_named() {
        let files = [
            ("a.md", "见 [[连接池|那一页]] 和 [[x]]。"),
            ("db/连接池.md", "# P\n\n## 扩容 步骤\n\n[[a#Next Step]]"),
        ];
        let said = said(&files);
        assert_eq!(
            said[0],
            "BG0163 warning a.md:1 2 links in double brackets are shown as they are written | write `[那一页](db/连接池.md)`"
        );
        assert!(
            said[1].ends_with("write `[a#Next Step](../a.md#next-step)`"),
            "{said:?}"
        );
    }

    #[test]
    fn code_and_lists_of_lists_are_no_links() {
        let files = [
            (
                "a.md",
                "[[toc]] `[[ -f x ]]` [[1]](b.md) [[ -n x ]] and `[[a]]`\n\n```\n[[a]]\n```\n",
            ),
            ("b.md", "x"),
        ];
        assert!(said(&files).is_empty(), "{:?}", said(&files));
    }
}
