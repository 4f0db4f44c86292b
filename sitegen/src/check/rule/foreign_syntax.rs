//! Syntax of another generator, which is no Markdown.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, ForeignSyntax};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(162),
    level: Level::Warning,
    meaning: "a page holds the syntax of another generator",
    why: "What is no Markdown is shown as it stands in the file. A box that should warn the reader becomes a line that begins with colons.",
    bad: Example::Page(
        "\
:::danger
This drops the table.
:::
",
    ),
    good: Example::Page(
        "\
> [!CAUTION]
> This drops the table.
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::ForeignSyntax { found } => Some(found.clone()),
        _ => None,
    };
    for (page, span, found) in faults(survey, pick) {
        let message = "this is the syntax of another generator, so it is shown as it is written";
        let mut said = report.warning(page, span, message);
        for kind in found {
            said = said.hint(instead(kind));
        }
    }
}

/// What to write instead.
fn instead(kind: ForeignSyntax) -> &'static str {
    match kind {
        ForeignSyntax::Admonition => {
            "for `:::note` and `!!! note` write a quotation that begins with `> [!NOTE]`, `> [!WARNING]` or `> [!CAUTION]`"
        }
        ForeignSyntax::Shortcode => "for `{{< … >}}` and `{% … %}` write what they would put there",
        ForeignSyntax::Import => {
            "leave out `import`: components are not run, and a page is only Markdown"
        }
        ForeignSyntax::Tab => "for `=== \"Tab\"` write a heading for each",
        ForeignSyntax::Include => {
            "for `--8<-- \"path\"` and `!include path` write `{{#include path}}`, with the path from the file that it stands in"
        }
        ForeignSyntax::Directive => {
            "leave out `{: … }` and `[TOC]`: every page has its contents, and an id is written `## Heading {#id}`"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn a_page_is_told_once() {
        let said = said_of(
            "import Tabs from '@theme/Tabs';\n\n:::note\na\n:::\n\n!!! warning \"b\"\n\n{{< figure src=\"a.png\" >}}\n",
        );
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("BG0162 warning a.md:1 "), "{said:?}");
        for hint in [
            "leave out `import`",
            "> [!WARNING]",
            "what they would put there",
        ] {
            assert!(said[0].contains(hint), "{said:?}");
        }
    }

    #[test]
    fn a_place_for_contents_is_told_once() {
        let said = said_of("# A\n\n[[toc]]\n");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("BG0162"), "{said:?}");
    }

    #[test]
    fn includes_of_others_are_told_how_to_write_them() {
        for text in [
            "--8<-- \"shared/notify.md\"\n",
            "!include shared/notify.md\n",
        ] {
            let said = said_of(text);
            assert!(said[0].contains("write `{{#include path}}`"), "{said:?}");
        }
    }

    #[test]
    fn code_and_prose_are_left_alone() {
        for text in [
            "```\n:::note\n```\n",
            "~~~~ go\n~~~\n{% x %}\n~~~~\n",
            "    !!! note\n",
            "import goods from the harbour\n",
            "::: \n",
            "Holes are written `{{a}}`.\n",
        ] {
            assert!(said_of(text).is_empty(), "{text}: {:?}", said_of(text));
        }
    }
}
