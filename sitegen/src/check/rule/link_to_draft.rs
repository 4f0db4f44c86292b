//! A link to a page that is not out yet.

use crate::check::places::Place;
use crate::check::survey::Survey;
use crate::diagnostic::{Code, LinkFault};

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(151),
    level: Level::Warning,
    meaning: "a link leads to a draft",
    why: "A page with `draft: true` is shown by `breakglass serve` and left out of the site, so whoever follows the link there gets no further.",
    bad: Example::Files(&[
        (
            "new.md",
            "\
---
draft: true
---
# 新流程
",
        ),
        (
            "runbook.md",
            "\
# 旧流程

即将换成 [新流程](new.md)。
",
        ),
    ]),
    good: Example::Files(&[
        (
            "new.md",
            "\
# 新流程
",
        ),
        (
            "runbook.md",
            "\
# 旧流程

已经换成 [新流程](new.md)。
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for at in 0..survey.pages.len() {
        for (link, place) in survey.links_of(at) {
            if *place == Place::Broken(LinkFault::Draft) {
                let message = format!("`{}` is a draft and is left out", link.destination);
                report
                    .warning(Some(at), link.span.clone(), message)
                    .hint("take `draft: true` out of that page, or the link out of this one");
            }
        }
    }
}
