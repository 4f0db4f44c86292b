//! A loop that may be gone round for ever.

use crate::check::graph::Node;
use crate::check::survey::{DraftStep, Survey};
use crate::diagnostic::Code;
use crate::parse::RawBlock;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(87),
    level: Level::Warning,
    meaning: "a loop has no limit on its tries",
    why: "Under stress people try the same thing again and again (a third restart, a fourth) while the outage goes on. A loop says how often it may be gone round, and what comes then: `最多 3 次`, `第二次回来`, `at most 3 times`, `after 2 attempts`, in any text or label of its steps. A loop without any exit is an error of its own.",
    bad: Example::Page(
        "\
---
kind: playbook
---
## Restart the cache

## Check it

- **Still down** → [Restart the cache](#restart-the-cache)
- **Up again** → service restored
",
    ),
    good: Example::Page(
        "\
---
kind: playbook
---
## Restart the cache

## Check it

- **Still down, at most 3 times** → [Restart the cache](#restart-the-cache)
- **Still down after that** → call the vendor
- **Up again** → service restored
",
    ),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let step_of = |node: &Node| &survey.drafts[node.draft].steps[node.step];
    for (steps, back) in survey.graph.retries() {
        if steps.iter().any(|node| limits(step_of(node))) {
            continue;
        }
        let choice = &step_of(&back.from).choices[back.choice];
        report
            .warning(
                Some(survey.drafts[back.from.draft].page),
                choice.span.clone(),
                "this choice leads back, and nothing says how often",
            )
            .hint("say it in the label, and what comes then: `仍不行，最多 3 次`, `still down, at most 3 times`")
            .related(
                survey.drafts[back.to.draft].page,
                step_of(&back.to).span.clone(),
                "it leads back to here",
            );
    }
}

fn limits(step: &DraftStep<'_>) -> bool {
    let of_blocks = step.blocks.iter().map(|block| match block.raw {
        RawBlock::Prose(markup) | RawBlock::Callout { markup, .. } => markup.text(),
        RawBlock::Check(check) => check.text.clone(),
        RawBlock::Choices(choices) => choices.markup.text(),
        RawBlock::Field(..) | RawBlock::Command(_) | RawBlock::Table(_) | RawBlock::Mermaid(_) => {
            String::new()
        }
    });
    let of_choices = step
        .choices
        .iter()
        .flat_map(|choice| [choice.label.clone(), choice.detail.clone()]);
    [step.title.clone(), step.question.clone()]
        .into_iter()
        .chain(of_choices)
        .chain(of_blocks)
        .any(|text| limits_tries(&text))
}

/// Whether a text says how often something may be tried.
fn limits_tries(text: &str) -> bool {
    let text = text.to_lowercase();
    in_chinese(&text) || in_english(&text)
}

const CHINESE_NUMBERS: &str = "一二两三四五六七八九十几";

/// `最多 3 次`, `第二次回来`, `重试 2 次`, `3 次后仍失败`.
fn in_chinese(text: &str) -> bool {
    if ["重试上限", "次数上限", "只试一次", "不再重试"]
        .iter()
        .any(|words| text.contains(words))
    {
        return true;
    }
    text.match_indices('次').any(|(at, _)| {
        let before = text[..at].trim_end();
        let number_start =
            before.trim_end_matches(|c: char| c.is_ascii_digit() || CHINESE_NUMBERS.contains(c));
        if number_start.len() == before.len() {
            return false;
        }
        let lead = number_start.trim_end();
        let follow = text[at + '次'.len_utf8()..].trim_start();
        [
            "最多",
            "至多",
            "不超过",
            "不多于",
            "超过",
            "第",
            "试",
            "重试",
            "试过",
            "回来",
        ]
        .iter()
        .any(|word| lead.ends_with(word))
            || [
                "后", "仍", "还", "都", "以上", "以内", "失败", "未", "为限", "不行", "回来",
            ]
            .iter()
            .any(|word| follow.starts_with(word))
    })
}

/// `at most 3 times`, `after two attempts`, `the third time`, `once more`, `retry limit`.
fn in_english(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit())
            || [
                "one", "two", "three", "four", "five", "six", "seven", "second", "third", "fourth",
                "fifth", "2nd", "3rd", "4th", "5th", "last",
            ]
            .contains(&word)
    };
    let is_try = |word: &str| {
        [
            "time", "times", "try", "tries", "attempt", "attempts", "retry", "retries", "round",
            "rounds",
        ]
        .contains(&word)
    };
    words.contains(&"twice")
        || words.windows(2).any(|pair| {
            (is_number(pair[0]) && is_try(pair[1]))
                || matches!(
                    pair,
                    ["retry", "limit"] | ["once", "more"] | ["only", "once"]
                )
        })
}

#[cfg(test)]
mod tests {
    use super::super::testing::said_of_playbook;
    use super::*;

    #[test]
    fn limits_are_told_from_other_words() {
        for text in [
            "仍不行，最多 3 次",
            "第二次回来，先限流",
            "重试两次",
            "3 次后仍失败",
            "at most 3 times",
            "after two attempts",
            "the third time: call the vendor",
            "Once more",
            "retry limit: 5",
            "no more than twice",
        ] {
            assert!(limits_tries(text), "{text}");
        }
        for text in [
            "占用最多的来源",
            "再次检查",
            "下次",
            "看 3 次数据",
            "sometimes",
            "at the time",
            "2 pods",
            "",
            "次",
            "每次",
        ] {
            assert!(!limits_tries(text), "{text}");
        }
    }

    #[test]
    fn a_loop_says_how_often() {
        let body = |label: &str| format!("## a\n\n## b\n\n- {label} → [a](#a)\n- 好了 → 结束\n");
        assert_eq!(said_of_playbook(&body("最多两次")), Vec::<String>::new());
        assert_eq!(
            said_of_playbook(&body("不行")),
            [
                "BG0087 warning a.md:8 this choice leads back, and nothing says how often | \
              say it in the label, and what comes then: `仍不行，最多 3 次`, `still down, at most 3 times`"
            ]
        );
    }
}
