//! The known word nearest to one that is not known.

/// Comparing costs the product of both lengths; a longer word is no slip of the finger.
const LONGEST_CHARS: usize = 120;
const MOST_COMPARED: usize = 2000;

/// The nearest of the known words, if it is near enough to have been meant: another case, the same words in another
/// order, or a slip in at most every third letter. Of words that are as near the first is taken.
pub(crate) fn nearest<'k>(
    written: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    let written = written.to_lowercase();
    let length = written.chars().count();
    if length > LONGEST_CHARS {
        return None;
    }
    let in_order = words_in_order(&written);
    let slips = |word: &str| {
        let word = word.to_lowercase();
        if word == written {
            return Some(0);
        }
        if in_order.len() > 1 && words_in_order(&word) == in_order {
            return Some(1);
        }
        // In a word of one or two letters every slip makes another word: `P9` is not meant as `P0`.
        let most = if length < 3 { 0 } else { length / 3 };
        let slips = strsim::damerau_levenshtein(&written, &word);
        (slips <= most || is_most_of(&written, &word)).then_some(slips)
    };
    known
        .into_iter()
        .take(MOST_COMPARED)
        .filter(|word| word.chars().count() <= LONGEST_CHARS)
        .filter_map(|word| Some((slips(word)?, word)))
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, word)| word)
}

/// `count` of `counting`: one begins with the other, and little is left.
fn is_most_of(written: &str, word: &str) -> bool {
    let (short, long) = if written.len() < word.len() {
        (written, word)
    } else {
        (word, written)
    };
    let [short_chars, long_chars] = [short, long].map(|text| text.chars().count());
    short_chars > 2 && long.starts_with(short) && short_chars * 5 >= long_chars * 3
}

/// `pool` and `db` of `db-pool` and of `pool_db`.
fn words_in_order(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised() {
        let known = [
            "severity",
            "title",
            "tags",
            "review_every",
            "回滚发布",
            "扩容",
            "db-pool",
        ];
        for (written, expected) in [
            ("severty", "severity"),
            ("severiyt", "severity"),
            ("Title", "title"),
            ("TAGS", "tags"),
            ("tag", "tags"),
            ("review-every", "review_every"),
            ("回滚发步", "回滚发布"),
            ("pool_db", "db-pool"),
            ("tagsy", "tags"),
        ] {
            assert_eq!(nearest(written, known), Some(expected), "{written}");
        }
    }

    #[test]
    fn other_words_have_no_nearest() {
        let known = ["severity", "title", "tags", "回滚", "扩容", "P0", "P1"];
        for written in [
            "layout",
            "weight",
            "缩容",
            "回退",
            "P9",
            "",
            "s",
            &"x".repeat(500),
        ] {
            assert_eq!(nearest(written, known), None, "{written}");
        }
    }

    #[test]
    fn the_nearest_of_several_is_named() {
        assert_eq!(
            nearest("rollbak", ["rollback2", "rollback", "roll"]),
            Some("rollback")
        );
        assert_eq!(nearest("step-2", ["step-1", "step-3"]), Some("step-1"));
    }
}
