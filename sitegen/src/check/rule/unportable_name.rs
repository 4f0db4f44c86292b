//! A file name that some disks cannot keep, or cannot tell from another.

use std::collections::{HashMap, HashSet};

use crate::check::spelling::folded;
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(161),
    level: Level::Error,
    meaning: "a file name is not safe on every disk",
    why: "Somebody will open the folder or the site on another system: there, two names may be one, or a name may not be kept at all, and a page is lost without a word.",
    bad: Example::Files(&[
        ("Failover.md", "# Failover\n"),
        ("failover.md", "# 故障切换\n"),
    ]),
    good: Example::Files(&[
        ("failover.en.md", "# Failover\n"),
        ("failover.md", "# 故障切换\n"),
    ]),
    check,
};

/// What every file system in use can keep in one name.
const LONGEST_NAME_BYTES: usize = 255;

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let mut spelled: HashMap<String, usize> = HashMap::new();
    let mut written: HashSet<&str> = HashSet::new();
    for page in 0..survey.pages.len() {
        written.insert(survey.places.file(page));
    }
    for page in 0..survey.pages.len() {
        let file = survey.places.file(page);
        let path = &survey.pages[page].path;
        let first = *spelled.entry(folded(file)).or_insert(page);
        let first_file = survey.places.file(first);
        if file.split('/').any(|part| part.len() > LONGEST_NAME_BYTES) {
            report
                .error(
                    Some(page),
                    0..0,
                    "this name is too long for the page that comes of it",
                )
                .whole_file()
                .hint(format!(
                    "{LONGEST_NAME_BYTES} bytes is the most that disks keep, `.html` included"
                ));
        } else if let Some(folder) = folders(file).find(|folder| written.contains(folder)) {
            report
                .error(
                    Some(page),
                    0..0,
                    format!("`{folder}` would be both a page and the folder of this page"),
                )
                .whole_file()
                .hint("rename one of them");
        } else if first_file != file {
            let other = &survey.pages[first].path;
            report
                .warning(
                    Some(page),
                    0..0,
                    format!("this name and `{other}` are one on macOS and Windows"),
                )
                .whole_file()
                .hint("rename one of them: there, only one page would be left");
        } else if let Some(part) = path
            .as_str()
            .split('/')
            .find(|part| is_refused_by_windows(part))
        {
            report
                .warning(
                    Some(page),
                    0..0,
                    format!("`{part}` is no name that Windows can keep"),
                )
                .whole_file()
                .hint("rename it, or the folder cannot be checked out there");
        }
    }
}

/// The folders that a file stands in, from the outermost.
fn folders(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').map(|(at, _)| &file[..at])
}

fn is_refused_by_windows(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_lowercase();
    let numbered = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    DEVICES.contains(&stem.as_str())
        || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
        || name.ends_with(['.', ' '])
        || name.contains(|c: char| {
            c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\')
        })
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;
    use super::is_refused_by_windows;

    #[test]
    fn twins_and_odd_names_are_told() {
        let long = format!("{}.md", "長".repeat(84));
        let said = said(&[
            ("A.md", "x"),
            ("a.md", "x"),
            ("caf\u{e9}.md", "x"),
            ("cafe\u{301}.md", "x"),
            ("what?.md", "x"),
            ("b.html/c.md", "x"),
            ("b.md", "x"),
            (&long, "x"),
        ]);
        for expected in [
            "BG0161 warning a.md:0 this name and `A.md` are one on macOS and Windows",
            "BG0161 warning caf\u{e9}.md:0 this name and `cafe\u{301}.md` are one",
            "BG0161 warning what?.md:0 `what?.md` is no name that Windows can keep",
            "BG0161 error b.html/c.md:0 `b.html` would be both",
            "this name is too long",
        ] {
            assert!(
                said.iter().any(|said| said.contains(expected)),
                "{expected}: {said:#?}"
            );
        }
        assert_eq!(said.len(), 5, "{said:#?}");
    }

    #[test]
    fn windows_keeps_most_names() {
        for name in ["aux.md", "COM1", "nul.tar.md", "a:b.md", "x. ", "folder."] {
            assert!(is_refused_by_windows(name), "{name}");
        }
        for name in [
            "auxiliary.md",
            "com10.md",
            "流程.md",
            "a b.md",
            "#1.md",
            "100%.md",
        ] {
            assert!(!is_refused_by_windows(name), "{name}");
        }
    }
}
