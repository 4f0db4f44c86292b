//! Names that differ only in how they are spelled: upper and lower case, and letters with marks as one character or two.
//!
//! Some disks tell them apart and some do not, so no two files of a site may differ in nothing else, and a link may be
//! spelled either way when only one file can be meant.

use unicode_normalization::UnicodeNormalization;

/// The one spelling that all spellings of a path share.
pub(crate) fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_alike() {
        assert_eq!(folded("DB/Pool.MD"), folded("db/pool.md"));
        assert_eq!(folded("caf\u{e9}.md"), folded("cafe\u{301}.md"));
        assert_ne!(folded("a.md"), folded("b.md"));
    }
}
