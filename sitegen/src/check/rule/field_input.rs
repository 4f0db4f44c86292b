//! A field that shares its value with an input that no command has.

use crate::check::fields::inputs;
use crate::check::survey::Survey;
use crate::diagnostic::{Code, FaultKind, nearest};

use super::{Example, Level, Report, Rule, did_you_mean, faults};

pub(super) const RULE: Rule = Rule {
    code: Code(74),
    level: Level::Error,
    meaning: "a field is bound to an input that no command asks for",
    why: "The blank and the input are meant to be one value, typed once. With no such input, the responder fills the blank and the command still asks.",
    bad: Example::Page(
        "\
---
kind: playbook
fields:
  pod: { label: 故障实例, input: pods }
---
## 重启

- [ ] 故障实例：____

```bash
kubectl delete pod <pod>
```
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
fields:
  pod: { label: 故障实例, input: pod }
---
## 重启

- [ ] 故障实例：____

```bash
kubectl delete pod <pod>
```
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for (page, span, kind) in faults(survey, Some) {
        let FaultKind::FieldInput { id, input } = kind else {
            continue;
        };
        let message =
            format!("`{id}` is to be the input `<{input}>`, but no command asks for that");
        report.error(page, span, message).hint_if(|| {
            let mut known: Vec<&str> = inputs(&survey.drafts).into_iter().collect();
            known.sort_unstable();
            did_you_mean(nearest(input, known))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of;

    #[test]
    fn names_the_nearest_input() {
        let said = said_of(
            "---\nkind: playbook\nfields:\n  pod: { input: pods }\n---\n## s\n\n- [ ] pod：____\n\n```sh\nkubectl logs <pod>\n```\n",
        );
        assert_eq!(
            said,
            [
                "BG0074 error a.md:4 `pod` is to be the input `<pods>`, but no command asks for that | did you mean `pod`?"
            ]
        );
    }
}
