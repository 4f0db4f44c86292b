//! A playbook and its translation that lead to different places.

use std::collections::HashMap;

use crate::check::survey::Survey;
use crate::check::translation::{Difference, Pair, pairs};
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(80),
    level: Level::Error,
    meaning: "a playbook and its translation disagree",
    why: "`name.zh.md` and `name.en.md` are one procedure in two languages. A team that works in both must be led the same way by both: the same steps (by id), the same ways on, the same fields and the same commands. Otherwise two responders follow two procedures, and the record of one cannot be opened in the other. Comments in commands may be translated.",
    bad: Example::Files(&[
        (
            "cache.en.md",
            "\
---
kind: playbook
---
# Cache is down

## Confirm {#confirm}

```sh
redis-cli ping
```

- **It answers** → false alarm
- **It does not** → [Fail over](#switch)

## Fail over {#switch}
",
        ),
        (
            "cache.zh.md",
            "\
---
kind: playbook
---
# 缓存不可用

## 确认 {#confirm}

```sh
redis-cli ping
```

- **有应答** → 误报
- **没有** → [切换](#failover)

## 切换 {#failover}
",
        ),
    ]),
    good: Example::Files(&[
        (
            "cache.en.md",
            "\
---
kind: playbook
---
# Cache is down

## Confirm {#confirm}

```sh
redis-cli ping
```

- **It answers** → false alarm
- **It does not** → [Fail over](#failover)

## Fail over {#failover}
",
        ),
        (
            "cache.zh.md",
            "\
---
kind: playbook
---
# 缓存不可用

## 确认 {#confirm}

```sh
redis-cli ping
```

- **有应答** → 误报
- **没有** → [切换](#failover)

## 切换 {#failover}
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let by_page: HashMap<usize, usize> = survey
        .drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| (draft.page, at))
        .collect();
    for pair in pairs(&survey.translations) {
        match [pair.reference, pair.translation].map(|page| by_page.get(&page).copied()) {
            [Some(reference), Some(translation)] => {
                let [reference, translation] =
                    [&survey.drafts[reference], &survey.drafts[translation]];
                for difference in Difference::between(&survey.translations, reference, translation)
                {
                    say(survey, report, &pair, difference);
                }
            }
            [Some(_), None] => other_kind(survey, report, pair.translation, pair.reference),
            [None, Some(_)] => other_kind(survey, report, pair.reference, pair.translation),
            [None, None] => {}
        }
    }
}

fn other_kind(survey: &Survey<'_>, report: &mut Report<'_>, page: usize, playbook: usize) {
    let other = &survey.pages[playbook].path;
    let start = survey.pages[page].front.span.start;
    report
        .error(
            Some(page),
            start..start,
            format!("`{other}` is a playbook, and this page is none"),
        )
        .hint("both languages are of the same kind: add `kind: playbook`");
}

fn say(survey: &Survey<'_>, report: &mut Report<'_>, pair: &Pair, difference: Difference) {
    let [page, other] = if difference.in_reference {
        [pair.reference, pair.translation]
    } else {
        [pair.translation, pair.reference]
    };
    let other_path = &survey.pages[other].path;
    let found = report
        .error(
            Some(page),
            difference.span,
            format!("{} `{other_path}`", difference.message),
        )
        .hint(difference.hint);
    if let Some(counterpart) = difference.counterpart {
        found.related(other, counterpart, "its counterpart");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    fn said_of(chinese: &str, english: &str) -> Vec<String> {
        let page = |body: &str| format!("---\nkind: playbook\n---\n{body}");
        said(&[("a.zh.md", &page(chinese)), ("a.en.md", &page(english))])
    }

    #[test]
    fn words_may_differ_and_nothing_else() {
        let same = said_of(
            "## 一 {#one}\n\n```sh\n# 看\nls\n```\n\n- 是 → [二](#two)\n- 否 → 完\n\n## 二 {#two}\n",
            "## One {#one}\n\n```sh\n# look\nls\n```\n\n- Yes → [Two](#two)\n- No → done\n\n## Two {#two}\n",
        );
        assert_eq!(same, Vec::<String>::new());
    }

    #[test]
    fn steps_ways_fields_and_commands_agree() {
        let said = said_of(
            "## 一 {#one}\n\n```sh\nls\n```\n\n- 是 → [二](#two)\n- 否 → 完\n\n## 二 {#two}\n\n- [ ] 影响：____\n\n## 三 {#three}\n",
            "## One {#one}\n\n```sh\nls -l\n```\n\n- Yes → [Two](#two)\n- No → [Two](#two)\n\n## Two {#two}\n",
        );
        let starts = [
            "BG0080 error a.en.md:6 this command is not the one in `a.zh.md`",
            "BG0080 error a.en.md:11 this choice leads elsewhere than the one in `a.zh.md`",
            "BG0080 error a.en.md:13 the fields of this step are not those in `a.zh.md`",
            "BG0080 error a.zh.md:17 the step `three` is missing in `a.en.md`",
        ];
        assert_eq!(said.len(), starts.len(), "{said:#?}");
        for (said, start) in said.iter().zip(starts) {
            assert!(said.starts_with(start), "{said}");
        }
    }

    #[test]
    fn both_are_of_one_kind() {
        let said = said(&[
            ("a.en.md", "# A\n"),
            ("a.zh.md", "---\nkind: playbook\n---\n## 一\n"),
        ]);
        assert!(
            said[0].starts_with(
                "BG0080 error a.en.md:1 `a.zh.md` is a playbook, and this page is none"
            ),
            "{said:?}"
        );
    }
}
