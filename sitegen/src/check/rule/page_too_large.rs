//! A page nobody could read in an outage.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};
use crate::read::Content;

use super::{Example, Level, Report, Rule, Told, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(2),
    level: Level::Refusal,
    meaning: "a page is too large",
    why: "A page of many megabytes is a log or a dump, not a runbook. Nobody finds a step in it, and a phone on the train cannot open it.",
    bad: Example::Told(Told {
        words: "A page of 10 MiB.",
        content: || Content::TooLarge {
            bytes: 10 * MEBIBYTE,
        },
    }),
    good: Example::Page(
        "\
# Cache logs

They are kept at [logs](https://logs.example.com/cache).
",
    ),
    check,
};

const MEBIBYTE: u64 = 1024 * 1024;

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::TooLarge { bytes, limit } => Some((*bytes, *limit)),
        _ => None,
    };
    for (page, span, (bytes, limit)) in faults(survey, pick) {
        let message = format!(
            "this page has {} MiB; {} MiB is the most that is read",
            bytes.div_ceil(MEBIBYTE),
            limit / MEBIBYTE
        );
        report
            .error(page, span, message)
            .whole_file()
            .hint("split it, or keep it out of the folder");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn says_how_large() {
        use crate::read::{Content, Source, SourcePath, Sources};
        let path = SourcePath::new("a.md").unwrap();
        let content = Content::TooLarge { bytes: 10_000_000 };
        let sources = Sources {
            pages: vec![Source { path, content }],
            ..Sources::default()
        };
        let pages = crate::parse::pages(&sources);
        let (_, found) = crate::check::check(&sources, &pages);
        assert!(found[0].message.contains("10 MiB; 4 MiB"), "{found:?}");
    }
}
