//! A picture that says nothing to those who cannot see it.

use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(150),
    level: Level::Warning,
    meaning: "a picture has no words",
    why: "Words stand in where the picture cannot be seen: read aloud, on a bad connection, in a search. They are also the first thing that goes stale unnoticed when they are missing.",
    bad: Example::Page(
        "\
# 机房

![](https://example.com/rack.png)
",
    ),
    good: Example::Page(
        "\
# 机房

![三号机柜：上面两台是数据库](https://example.com/rack.png)
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (at, page) in survey.pages.iter().enumerate() {
        for link in page.links.iter().filter(|link| link.lacks_words) {
            report
                .warning(Some(at), link.span.clone(), "this picture has no words")
                .hint("say between the brackets what there is to see: `![words](picture.png)`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn only_pictures_without_words_are_meant() {
        let said = said_of("![](https://a/b.png) ![ ](https://a/c.png) ![d](https://a/d.png)");
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("BG0150 warning a.md:1"), "{said:?}");
    }
}
