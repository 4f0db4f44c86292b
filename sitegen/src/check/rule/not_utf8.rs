//! A file that is no UTF-8 text.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};
use crate::read::Content;

use super::{Example, Level, Report, Rule, Told, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(1),
    level: Level::Refusal,
    meaning: "a page is not UTF-8 text",
    why: "Bytes that are no UTF-8 show as wrong characters, and nobody can tell at 3 a.m. which host name was meant. Old editors on Chinese systems still save GB 18030.",
    bad: Example::Told(Told {
        words: "A page that was saved as GB 18030: its first Chinese character is no UTF-8.",
        content: || Content::from_bytes(b"# \xc4\xe3\n".to_vec()),
    }),
    good: Example::Page(
        "\
# 缓存不可用
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, ()) in faults(survey, |kind| (*kind == FaultKind::Utf16).then_some(())) {
        report
            .error(page, span, "this file is UTF-16 text, and pages are UTF-8")
            .whole_file()
            .hint("save it as UTF-8; for example `iconv -f UTF-16 -t UTF-8`");
    }
    let pick = |kind: &FaultKind| match kind {
        FaultKind::NotUtf8 { valid_up_to } => Some(*valid_up_to),
        _ => None,
    };
    for (page, span, valid_up_to) in faults(survey, pick) {
        report
            .error(
                page,
                span,
                format!(
                    "this file is not UTF-8 text: byte {} is the first that is not",
                    valid_up_to + 1
                ),
            )
            .whole_file()
            .hint("save it as UTF-8; for example `iconv -f GB18030 -t UTF-8`");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn says_where_and_how_to_convert() {
        use crate::read::{Content, Source, SourcePath, Sources};
        let path = SourcePath::new("a.md").unwrap();
        let content = Content::from_bytes(vec![b'a', 0xc4, 0xe3]);
        let sources = Sources {
            pages: vec![Source { path, content }],
            ..Sources::default()
        };
        let pages = crate::parse::pages(&sources);
        let (_, found) = crate::check::check(&sources, &pages);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("byte 2"), "{found:?}");
    }
}
