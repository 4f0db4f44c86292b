//! Two pages that would be written to the same address.

use std::collections::HashMap;

use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(8),
    level: Level::Refusal,
    meaning: "two pages have the same address",
    why: "Of two pages with one address only one can be in the site, and links to the other would show the wrong procedure.",
    bad: Example::Files(&[
        (
            "cache.markdown",
            "\
# Cache, old
",
        ),
        (
            "cache.md",
            "\
# Cache
",
        ),
    ]),
    good: Example::Files(&[
        (
            "cache-old.md",
            "\
# Cache, old
",
        ),
        (
            "cache.md",
            "\
# Cache
",
        ),
    ]),
    check,
};

/// Files that the site needs for itself.
const RESERVED: [&str; 1] = ["404.html"];

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for page in 0..survey.pages.len() {
        let file = survey.places.file(page);
        if RESERVED.contains(&file) {
            report
                .error(
                    Some(page),
                    0..0,
                    format!("`{file}` is a page that the site needs for itself"),
                )
                .whole_file()
                .hint("give this file another name");
        } else if let Some(first) = taken.insert(file, page) {
            let first = &survey.pages[first].path;
            report
                .error(
                    Some(page),
                    0..0,
                    format!("this page and `{first}` would both be written to `{file}`"),
                )
                .whole_file()
                .hint("rename one of them");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn addresses_are_unique() {
        let said = said(&[("a.markdown", "x"), ("a.md", "y"), ("404.md", "z")]);
        assert!(said.iter().any(|said| {
            said.contains("this page and `a.markdown` would both be written to `a.html`")
        }));
        assert!(
            said.iter()
                .any(|said| said.contains("`404.html` is a page that the site needs")),
            "{said:?}"
        );
    }
}
