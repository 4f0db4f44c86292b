//! A command that needs a value which is filled only later.

use crate::check::inputs::early_uses;
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(81),
    level: Level::Warning,
    meaning: "a command uses a value before any path sets it",
    why: "`<pod>` in a command takes its value from the field of that name (its id or its label; case, `-`, `_` and spaces make no difference). When every blank for it lies behind the command, on every path, the responder is asked for something that the playbook has not found out yet. An input without a field of its name is simply asked for, and never reported. Blanks in the same step count when they stand above the command.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Read the logs

```sh
kubectl logs <pod>
```

## Find the pod

- [ ] Pod: ____
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Find the pod

- [ ] Pod: ____

## Read the logs

```sh
kubectl logs <pod>
```
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for draft in &survey.drafts {
        for early in early_uses(draft) {
            let name = early.input.as_str();
            let where_set = &draft.steps[early.set_in].title;
            report
                .warning(
                    Some(draft.page),
                    early.command,
                    format!("`<{name}>` is used before any path sets it"),
                )
                .hint(format!(
                    "move the blank up from `{where_set}`, or give the input another name"
                ))
                .related(draft.page, early.set_at, "it is filled only here");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;

    #[test]
    fn one_path_is_enough() {
        let looped = "## a\n\n```sh\nlog <pod>\n```\n\n- 有 → [b](#b)\n- 无 → 结束\n\n## b\n\n- [ ] Pod：____\n\n\
                      再看，最多 3 次：\n\n- 是 → [a](#a)\n- 否 → 结束\n";
        assert_eq!(said_of_playbook(looped), Vec::<String>::new());
        let late = "## a\n\n```sh\nlog <Db_Host>\n```\n\n- [ ] db host：____\n";
        assert_eq!(
            said_of_playbook(late),
            [
                "BG0081 warning a.md:6 `<Db_Host>` is used before any path sets it | \
              move the blank up from `a`, or give the input another name"
            ]
        );
    }
}
