//! A link to a file or heading that is not there.

use std::collections::HashSet;

use crate::check::places::Place;
use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, LinkFault};
use crate::parse::RawLink;

use super::{Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(40),
    meaning: "a link leads nowhere",
    check,
};

/// Enough of one page; a thousand more would say nothing new.
const MOST_PER_PAGE: usize = 50;

/// On a playbook an error: a responder will follow it. On a page to read a warning: see `docs/adr/`.
fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let of_choices: HashSet<(Option<usize>, usize)> = faults(survey, |kind| {
        matches!(
            kind,
            FaultKind::MissingTarget { .. } | FaultKind::TargetIsNoPlaybook { .. }
        )
        .then_some(())
    })
    .map(|(page, span, ())| (page, span.start))
    .collect();
    for (at, page) in survey.pages.iter().enumerate() {
        let mut left = MOST_PER_PAGE;
        for link in &page.links {
            if left == 0 {
                break;
            }
            let Place::Broken(fault) = survey.places.resolve(at, &link.destination) else {
                continue;
            };
            if !of_choices.contains(&(Some(at), link.span.start)) {
                left -= 1;
                say(report, at, link, &fault);
            }
        }
    }
}

fn say(report: &mut Report<'_>, page: usize, link: &RawLink, fault: &LinkFault) {
    let (message, hint) = match fault {
        LinkFault::NoFile { nearest } => (
            format!("`{}` is not there", link.destination),
            did_you_mean(nearest.as_deref()),
        ),
        LinkFault::NoAnchor {
            page,
            anchor,
            nearest,
        } => (
            format!("`{page}` has no heading `#{anchor}`"),
            did_you_mean(nearest.as_deref().map(|n| format!("#{n}")).as_deref()),
        ),
        LinkFault::Outside => {
            let hint = "only what is inside the folder becomes part of the site".to_owned();
            (
                format!("`{}` leaves the source folder", link.destination),
                Some(hint),
            )
        }
        LinkFault::Scheme { scheme } => {
            let hint = "links may begin with http, https, mailto and tel".to_owned();
            (
                format!("links beginning with `{scheme}:` are left out"),
                Some(hint),
            )
        }
    };
    report
        .by_kind(Some(page), link.span.clone(), message)
        .hint_if(hint);
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
}
