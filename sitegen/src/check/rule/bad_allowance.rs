//! An allowance that allows nothing as it stands: no reason, no such rule, or a rule that nobody can allow.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, nearest};

use super::{Example, Level, RULES, Report, Rule, did_you_mean};

pub(super) const RULE: Rule = Rule {
    code: Code(90),
    level: Level::Refusal,
    meaning: "an allowance cannot be heeded",
    why: "A check that is switched off needs a reason that the next author can judge; without one nobody dares to switch it on again. An allowance with a slip in its code would switch off nothing, and its author believes that it does.",
    bad: Example::Page(
        "\
---
allow: { BG0089: }
---
# Cache

### Restart
",
    ),
    good: Example::Page(
        "\
---
allow: { BG0089: the numbers come from the wiki }
---
# Cache

### Restart
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for allowed in &survey.allowed {
        let (code, span) = (
            &allowed.written.code.value,
            allowed.written.code.span.clone(),
        );
        match allowed.rule() {
            None => {
                let codes: Vec<String> = RULES.iter().map(|rule| rule.code.to_string()).collect();
                report
                    .error(allowed.page, span, format!("there is no rule `{code}`"))
                    .hint_if(|| did_you_mean(nearest(code, codes.iter().map(String::as_str))))
                    .hint("`breakglass explain` lists them all");
            }
            Some(_) if allowed.written.reason.is_none() => {
                let between = if allowed.page.is_some() { ":" } else { " =" };
                report
                    .error(
                        allowed.page,
                        span,
                        format!("`{code}` is allowed without a reason"),
                    )
                    .hint(format!(
                        "write why, for whoever reads this next: `{code}{between} \"…\"`"
                    ));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, said_of};

    #[test]
    fn a_reason_and_a_rule_are_needed() {
        let said = said_of("---\nallow:\n  BG0089:\n  BG0809: why not\n---\n# a\n");
        assert!(
            said[0].starts_with("BG0090 error a.md:3 `BG0089` is allowed without a reason"),
            "{said:?}"
        );
        assert!(
            said[1].starts_with(
                "BG0090 error a.md:4 there is no rule `BG0809` | did you mean `BG0089`?"
            ),
            "{said:?}"
        );
    }

    #[test]
    fn a_page_and_a_site_can_allow() {
        let page = "---\nallow: { BG0089: taken over as it is }\n---\n# a\n\n### b\n";
        assert_eq!(said_of(page), Vec::<String>::new());
        let site = (
            "breakglass.toml",
            "[allow]\nbg0089 = 'taken over as it is'\n",
        );
        assert_eq!(
            said(&[site, ("a.md", "# a\n\n### b\n")]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_cannot_be_walked_cannot_be_allowed() {
        let said = said_of(
            "---\nkind: playbook\nallow: { BG0031: later }\n---\n## a\n\n- 是 → [b](#b)\n- 否 → 完\n",
        );
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("BG0091 warning a.md:3"), "{said:?}");
        assert!(said[0].contains("`BG0031` cannot be allowed"), "{said:?}");
        assert!(said[1].starts_with("BG0031 error"), "{said:?}");
    }
}
