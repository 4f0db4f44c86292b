//! A role that the roles table does not have.

use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(22),
    level: Level::Error,
    meaning: "a heading names an unknown role",
    why: "A step says by its role who does it. A role that nobody can take leaves the step without anybody.",
    bad: Example::Files(&[
        (
            "roles.md",
            "\
---
kind: roles
---
# 角色

| 角色 | 标识 |
|---|---|
| 指挥官 | commander |
",
        ),
        (
            "runbook.md",
            "\
---
kind: playbook
---
## 定级 {role=comander}
",
        ),
    ]),
    good: Example::Files(&[
        (
            "roles.md",
            "\
---
kind: roles
---
# 角色

| 角色 | 标识 |
|---|---|
| 指挥官 | commander |
",
        ),
        (
            "runbook.md",
            "\
---
kind: playbook
---
## 定级 {role=commander}
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let pick = |kind: &FaultKind| match kind {
        FaultKind::UnknownRole { written } => Some(written.clone()),
        _ => None,
    };
    for (page, span, written) in faults(survey, pick) {
        report
            .error(page, span, format!("unknown role `{written}`"))
            .hint_if(|| {
                if survey.roles.is_empty() {
                    return Some(
                        "there is no page of `kind: roles` with a table 角色 / Role".to_owned(),
                    );
                }
                let near = nearest(&written, survey.roles.iter().map(|role| role.id.as_str()));
                did_you_mean(near)
                    .or_else(|| Some("add it to the page of `kind: roles`".to_owned()))
            });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn names_the_nearest() {
        let roles = (
            "r.md",
            "---\nkind: roles\n---\n|Role|Id|\n|-|-|\n|指挥官|commander|\n",
        );
        let book = ("p.md", "---\nkind: playbook\n---\n## a {role=comander}\n");
        assert_eq!(
            said(&[roles, book]),
            ["BG0022 error p.md:4 unknown role `comander` | did you mean `commander`?"]
        );
        assert!(said(&[book])[0].contains("there is no page of `kind: roles`"));
    }
}
