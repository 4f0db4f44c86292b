//! The known word nearest to one that is not known.

/// The nearest of the known words, if it is near enough to have been meant.
pub(crate) fn nearest<'k>(
    written: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    // Comparing costs the product of both lengths; a longer word is no slip of the finger.
    const LONGEST_CHARS: usize = 120;
    const MOST_COMPARED: usize = 2000;
    let written = written.to_lowercase();
    if written.chars().count() > LONGEST_CHARS {
        return None;
    }
    known
        .into_iter()
        .take(MOST_COMPARED)
        .filter(|word| word.chars().count() <= LONGEST_CHARS)
        .map(|word| {
            (
                strsim::normalized_damerau_levenshtein(&written, &word.to_lowercase()),
                word,
            )
        })
        .filter(|&(likeness, _)| likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let known = ["severity", "title", "tags"];
        assert_eq!(nearest("severty", known), Some("severity"));
        assert_eq!(nearest("Title", known), Some("title"));
        assert_eq!(nearest("layout", known), None);
    }
}
