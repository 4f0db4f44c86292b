//! Headings that skip a level.

use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(89),
    level: Level::Warning,
    meaning: "a heading skips a level",
    why: "Headings make the steps and phases, and the outline by which a screen reader or a hurried eye finds its way. A `####` right under a `##` mostly was meant one level higher, and then the step stands in the wrong place. The first heading of a page may be of any level.",
    bad: Example::Page(
        "\
# Cache

## Restart

#### Check the replica
",
    ),
    good: Example::Page(
        "\
# Cache

## Restart

### Check the replica
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (at, page) in survey.pages.iter().enumerate() {
        let mut before = None;
        for heading in page.headings() {
            let level = heading.level;
            if let Some(before) = before.filter(|&before| level > before + 1) {
                let marks = |level: u8| "#".repeat(level.into());
                report
                    .warning(
                        Some(at),
                        heading.span.clone(),
                        format!("this heading skips from level {before} to level {level}"),
                    )
                    .hint(format!(
                        "write `{}` in place of `{}`",
                        marks(before + 1),
                        marks(level)
                    ));
            }
            before = Some(level);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn levels_go_down_one_at_a_time() {
        assert_eq!(
            said_of("### a\n\n#### b\n\n# c\n\n## d\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            said_of("# a\n\n### b\n"),
            [
                "BG0089 warning a.md:3 this heading skips from level 1 to level 3 | write `##` in place of `###`"
            ]
        );
    }
}
