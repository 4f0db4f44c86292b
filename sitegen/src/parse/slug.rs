//! Ids from words, the way GitHub makes them.

use std::collections::HashMap;

/// Lower-case letters, digits, `-` and `_` stay, white space becomes `-`, all else goes.
///
/// The result may be empty, and may begin or end with `-`: `📋 概述` is `-概述`, as links written for GitHub expect.
pub(crate) fn slug(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|character| match character {
            '-' | '_' => Some(character),
            _ if character.is_alphanumeric() => Some(character),
            _ if character.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect()
}

/// An id for something inside a step: a slug without `-` at its ends and not too long, or `fallback`.
pub(crate) fn short_slug(text: &str, fallback: &str) -> String {
    const LONGEST_CHARS: usize = 80;
    let slug: String = slug(text)
        .trim_matches('-')
        .chars()
        .take(LONGEST_CHARS)
        .collect();
    if slug.is_empty() {
        fallback.to_owned()
    } else {
        slug
    }
}

/// Makes names unique in the order they come: `a`, `a-2`, `a-3`.
#[derive(Default)]
pub(crate) struct Unique {
    /// Every name that is taken, and the number to try next when it is wanted again.
    taken: HashMap<String, usize>,
}

impl Unique {
    /// The name itself, or the first numbered form of it that is free.
    pub(crate) fn take(&mut self, name: String, first_number: usize) -> String {
        let Some(&next) = self.taken.get(&name) else {
            self.taken.insert(name.clone(), first_number);
            return name;
        };
        let mut number = next;
        let numbered = loop {
            let numbered = format!("{name}-{number}");
            number += 1;
            if !self.taken.contains_key(&numbered) {
                break numbered;
            }
        };
        self.taken.insert(name, number);
        self.taken.insert(numbered.clone(), first_number);
        numbered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_that_links_expect() {
        for (heading, expected) in [
            ("1. 故障发现（0-5分钟）", "1-故障发现0-5分钟"),
            ("P0 - 紧急故障", "p0---紧急故障"),
            ("📑 目录", "-目录"),
            ("1.1.1 监控指标", "111-监控指标"),
            ("Step 3: Fail_over!", "step-3-fail_over"),
            ("？！", ""),
        ] {
            assert_eq!(slug(heading), expected);
        }
    }

    #[test]
    fn repeated_names_are_numbered() {
        let mut unique = Unique::default();
        let names: Vec<String> = ["a", "a", "a-2", "a"]
            .into_iter()
            .map(|name| unique.take(name.into(), 2))
            .collect();
        assert_eq!(names, ["a", "a-2", "a-2-2", "a-3"]);
    }
}
