//! A page nobody could read in an outage.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(2),
    meaning: "a page is too large",
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
