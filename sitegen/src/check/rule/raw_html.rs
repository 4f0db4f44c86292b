//! HTML in Markdown that is left out of the site.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind};

use super::{Example, Level, Report, Rule, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(6),
    level: Level::Warning,
    meaning: "raw HTML is left out",
    why: "What the site leaves out cannot be seen by the responder either. Scripts, frames and inline styles are left out because a runbook must not be able to run anything in the browser that holds an incident's record.",
    bad: Example::Page(
        "\
# Dashboards

<iframe src=\"https://grafana.example.com\"></iframe>
",
    ),
    good: Example::Page(
        "\
# Dashboards

[Grafana](https://grafana.example.com)
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::RawHtml { removed } => Some(removed.clone()),
        _ => None,
    };
    for (page, span, removed) in faults(survey, pick) {
        report
            .warning(page, span, format!("`{removed}` is left out of the site"))
            .hint("only HTML that cannot run, load or restyle anything is kept; to show it as text, put it in backticks");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn scripts_are_named_and_placeholders_are_not() {
        let said = said_of("a <script>b</script> <pod> <b>c</b>");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("BG0006 warning a.md:1 `<script>`"));
    }
}
