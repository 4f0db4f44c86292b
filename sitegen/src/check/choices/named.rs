//! Steps that are named in words: by number, title or id.

use std::collections::HashMap;

use crate::check::survey::Draft;
use crate::parse::leading_number;

/// What the words after an arrow name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A step.
    Step {
        /// Its place.
        step: usize,
        /// Said by its number or after a word like “go to”, so that no sentence can have been meant.
        surely: bool,
    },
    /// A step by a number that no step has.
    Missing,
    /// The step that follows.
    Next,
    /// The end of the walk.
    End,
}

/// The names of a playbook's steps. Looked up once for every item of every list, so kept as an index.
pub(crate) struct StepNames {
    /// Titles and ids; `None` for a title that several steps have.
    by_words: HashMap<String, Option<usize>>,
    by_number: HashMap<usize, usize>,
    count: usize,
}

/// Longest first, as the first that fits is cut.
const VERBS: [&str; 33] = [
    "continue with",
    "continue to",
    "continue at",
    "proceed with",
    "proceed to",
    "move on to",
    "go back to",
    "return to",
    "jump to",
    "skip to",
    "back to",
    "move to",
    "go to",
    "goto",
    "please go to",
    "see",
    "请跳转到",
    "请转到",
    "跳转到",
    "跳转至",
    "继续执行",
    "返回到",
    "进入到",
    "回到",
    "转到",
    "转至",
    "跳到",
    "跳至",
    "前往",
    "进入",
    "执行",
    "返回",
    "参见",
];

const NEXT: [&str; 12] = [
    "continue",
    "go on",
    "next",
    "next step",
    "the next step",
    "proceed",
    "继续",
    "下一步",
    "进入下一步",
    "继续下一步",
    "往下",
    "接着往下",
];

const END: [&str; 18] = [
    "end",
    "the end",
    "done",
    "stop",
    "finish",
    "finished",
    "close",
    "close the incident",
    "exit",
    "结束",
    "完成",
    "结束流程",
    "流程结束",
    "关闭",
    "关闭事件",
    "关闭故障",
    "结束处理",
    "停止",
];

impl StepNames {
    /// Collects them.
    pub(crate) fn of(draft: &Draft<'_>) -> Self {
        let mut names = Self {
            by_words: HashMap::new(),
            by_number: HashMap::new(),
            count: draft.steps.len(),
        };
        let phases = draft.phases.iter().filter_map(|phase| {
            let first = draft.step_at.get(phase.id.as_str())?;
            Some((*first, phase.id.as_str(), phase.title.as_str()))
        });
        let steps = draft.steps.iter().enumerate();
        let steps = steps.map(|(at, step)| (at, step.id.as_str(), step.title.as_str()));
        // A phase whose own words are a step has that step's id and title: the same place under both names.
        for (at, id, title) in steps.chain(phases) {
            let title = folded(title);
            let (number, bare) = split_number(&title);
            if let Some(number) = number {
                names.by_number.entry(number).or_insert(at);
            }
            let mut keys = vec![folded(id), title.clone(), bare.to_owned()];
            keys.sort_unstable();
            keys.dedup();
            for key in keys.into_iter().filter(|key| !key.is_empty()) {
                let known = names.by_words.entry(key).or_insert(Some(at));
                if *known != Some(at) {
                    *known = None;
                }
            }
        }
        names
    }

    /// What these words name, if anything.
    pub(super) fn find(&self, words: &str) -> Option<Named> {
        let words = folded(words.trim().trim_end_matches(['。', '.', '！', '!']));
        if NEXT.contains(&words.as_str()) {
            return Some(Named::Next);
        }
        if END.contains(&words.as_str()) {
            return Some(Named::End);
        }
        let after_verb = VERBS.iter().find_map(|verb| {
            let rest = words.strip_prefix(verb)?;
            let is_latin = verb.is_ascii();
            (!is_latin || rest.starts_with(|c: char| !c.is_alphanumeric())).then(|| rest.trim())
        });
        let bare = after_verb.unwrap_or(&words);
        let bare = bare.strip_prefix("the ").unwrap_or(bare);
        if let Some(number) = step_number(bare, after_verb.is_some()) {
            return Some(self.numbered(number));
        }
        let title = unquoted(bare.strip_prefix('#').unwrap_or(bare));
        let step = self.by_words.get(title).copied().flatten()?;
        Some(Named::Step {
            step,
            surely: after_verb.is_some(),
        })
    }

    /// The heading with that number, else the step at that place.
    fn numbered(&self, number: usize) -> Named {
        let by_place = || number.checked_sub(1).filter(|&at| at < self.count);
        let found = self.by_number.get(&number).copied().or_else(by_place);
        found.map_or(Named::Missing, |step| Named::Step { step, surely: true })
    }
}

/// A title as it is compared: lower case, and without the number before it.
pub(crate) fn bare_title(title: &str) -> String {
    split_number(&folded(title)).1.to_owned()
}

/// Lower case, one space where there was any white space.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The number of `Step 3: …`, `步骤三`, `3. …`, `三、…`, `第 3 步：…`, and the title without it.
fn split_number(title: &str) -> (Option<usize>, &str) {
    let ordinal = title.strip_prefix('第').and_then(|rest| {
        let (number, rest) = leading_number(rest.trim_start())?;
        Some((number, rest.trim_start().strip_prefix('步')?))
    });
    let named = ["step", "步骤"]
        .iter()
        .find_map(|word| leading_number(title.strip_prefix(word)?.trim_start()));
    let is_separator = |c: char| ".、)）:：-—–．".contains(c);
    let found = ordinal.or(named).or_else(|| {
        let (number, rest) = leading_number(title)?;
        rest.starts_with(is_separator).then_some((number, rest))
    });
    match found {
        Some((number, rest)) if !rest.starts_with(char::is_alphanumeric) => (
            Some(number),
            rest.trim_start_matches(|c: char| is_separator(c) || c.is_whitespace()),
        ),
        _ => (None, title),
    }
}

/// 3 of `step 3`, `step 3: roll back`, `步骤三`, `第 3 步`; of a bare `3` only after a word like “go to”.
fn step_number(words: &str, after_verb: bool) -> Option<usize> {
    if let (Some(number), rest) = split_number(words)
        && !words.starts_with(|c: char| c.is_ascii_digit())
        && (rest.is_empty()
            || words.starts_with("step")
            || words.starts_with("步骤")
            || words.starts_with('第'))
    {
        return Some(number);
    }
    after_verb.then(|| words.parse().ok()).flatten()
}

fn unquoted(words: &str) -> &str {
    const PAIRS: [(char, char); 9] = [
        ('「', '」'),
        ('『', '』'),
        ('《', '》'),
        ('“', '”'),
        ('‘', '’'),
        ('【', '】'),
        ('"', '"'),
        ('\'', '\''),
        ('[', ']'),
    ];
    PAIRS
        .iter()
        .find_map(|&(open, close)| words.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(words)
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_cut_off_titles() {
        for (title, expected) in [
            ("step 3: roll back", (Some(3), "roll back")),
            ("步骤三：回滚", (Some(3), "回滚")),
            ("第 3 步 回滚", (Some(3), "回滚")),
            ("3. 回滚", (Some(3), "回滚")),
            ("三、回滚", (Some(3), "回滚")),
            ("3", (None, "3")),
            ("5xx errors", (None, "5xx errors")),
            ("一切正常", (None, "一切正常")),
            ("roll back", (None, "roll back")),
        ] {
            assert_eq!(split_number(title), expected, "{title}");
        }
    }
}
