//! A link to a file or heading that is not there.

use std::collections::HashSet;

use crate::check::places::Place;
use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, LinkFault, ScenarioFault};
use crate::parse::RawLink;
use crate::read::WhyLeftOut;

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(40),
    level: Level::Error,
    meaning: "a link leads nowhere",
    why: "In a playbook somebody follows that link at 3 a.m. On a page to read it is a warning, because old documents often link to what was left behind.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## 联系 DBA

电话见 [值班表](oncal.md)。
",
    ),
    good: Example::Files(&[
        (
            "oncall.md",
            "\
# 值班表
",
        ),
        (
            "runbook.md",
            "\
---
kind: playbook
---
## 联系 DBA

电话见 [值班表](oncall.md)。
",
        ),
    ]),
    check,
};

/// On a playbook an error: a responder will follow it. On a page to read a warning: see `docs/adr/`.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let of_choices: HashSet<(Option<usize>, usize)> = faults(survey, |kind| {
        matches!(
            kind,
            FaultKind::MissingTarget { .. }
                | FaultKind::TargetIsNoPlaybook { .. }
                | FaultKind::Scenario(ScenarioFault::UnknownStep { .. })
        )
        .then_some(())
    })
    .map(|(page, span, ())| (page, span.start))
    .collect();
    for at in 0..survey.pages.len() {
        for (link, place) in survey.links_of(at) {
            let Place::Broken(fault) = place else {
                continue;
            };
            // A link to a draft is another rule's.
            if *fault == LinkFault::Draft {
                continue;
            }
            if !of_choices.contains(&(Some(at), link.span.start)) {
                say(survey, report, at, link, fault);
            }
        }
    }
}

fn say(
    survey: &Survey<'_>,
    report: &mut Report<'_>,
    page: usize,
    link: &RawLink,
    fault: &LinkFault,
) {
    let destination = &link.destination;
    let message = match fault {
        LinkFault::NoFile => format!("`{destination}` is not there"),
        LinkFault::NoAnchor { page, anchor } => {
            format!("`{}` has no heading `#{anchor}`", survey.pages[*page].path)
        }
        LinkFault::Draft => format!("`{destination}` is a draft"),
        LinkFault::Outside => format!("`{destination}` leaves the source folder"),
        LinkFault::Scheme { scheme } => format!("links beginning with `{scheme}:` are left out"),
        LinkFault::LeftOut { why } => left_out(destination, why),
        LinkFault::Folder => format!("`{destination}` is a folder without a page of its own"),
        LinkFault::LocalPath => format!("`{destination}` is a path on one computer"),
    };
    report
        .by_kind(Some(page), link.span.clone(), message)
        .hint_if(|| match fault {
            LinkFault::NoFile | LinkFault::NoAnchor { .. } => {
                did_you_mean(survey.places.nearest(page, destination).as_deref())
            }
            LinkFault::Draft => None,
            LinkFault::Folder => Some("link to a page in it, or give it a `README.md`".to_owned()),
            LinkFault::LocalPath => Some(relative_link(survey, page, destination)),
            LinkFault::Scheme { scheme } if scheme == "file" => {
                Some(relative_link(survey, page, destination))
            }
            LinkFault::LeftOut {
                why: WhyLeftOut::Link,
            } => Some("link to the file itself".to_owned()),
            LinkFault::LeftOut {
                why: WhyLeftOut::Part,
            } => Some("include it, or give it a name without `_`".to_owned()),
            LinkFault::LeftOut { .. } => {
                Some("link to where it can be seen, such as the repository's own site".to_owned())
            }
            LinkFault::Outside => {
                Some("only what is inside the folder becomes part of the site".to_owned())
            }
            LinkFault::Scheme { .. } => {
                Some("links may begin with http, https, mailto and tel".to_owned())
            }
        });
}

fn left_out(destination: &str, why: &WhyLeftOut) -> String {
    let reason = match why {
        WhyLeftOut::Link => "is a symbolic link, which is not followed",
        WhyLeftOut::NoFile => "is no file",
        WhyLeftOut::Name => "has a name that is not Unicode",
        WhyLeftOut::Unreadable { .. } => "cannot be read",
        WhyLeftOut::TooLarge { .. } => "is above 16 MiB, which is the most that is copied",
        WhyLeftOut::Part => {
            "is no page: its name begins with `_`, so it is only there to be included"
        }
        WhyLeftOut::Kind => "is there, but files of its kind are not copied into the site",
    };
    format!("`{destination}` {reason}")
}

fn relative_link(survey: &Survey<'_>, page: usize, destination: &str) -> String {
    match survey.places.nearest(page, destination) {
        Some(near) => format!("link from this page: `{near}`"),
        None => "put the file into the folder and link to it from this page, as in `db/pool.md`"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said_of, said_of_playbook};

    #[test]
    fn playbooks_may_not_have_one() {
        assert_eq!(
            said_of("[a](b.md)"),
            ["BG0040 warning a.md:1 `b.md` is not there"]
        );
        assert!(said_of_playbook("## s\n\n[a](#sx)\n")[0].starts_with("BG0040 error a.md:6"));
        assert!(said_of("[a](../../etc/passwd)")[0].contains("leaves the source folder"));
        assert!(said_of("[a](javascript:alert(1))")[0].contains("`javascript:` are left out"));
    }
    #[test]
    fn the_boxes_of_a_flowchart_are_links_too() {
        let said = said_of(
            "a\n\n```mermaid\ngraph TD\n  x[甲] --> y\n  click y href \"poool.md\" \"Pool\"\n```\n",
        );
        assert_eq!(said, ["BG0040 warning a.md:6 `poool.md` is not there"]);
    }
}
