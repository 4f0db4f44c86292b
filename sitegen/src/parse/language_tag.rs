//! Tags of languages as BCP 47 writes the common ones.

/// What people write for a language that is no tag of one, in small letters.
const MISTAKEN: [(&str, &str); 8] = [
    ("chinese", "zh"),
    ("cn", "zh"),
    ("english", "en"),
    ("us", "en"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("korean", "ko"),
    ("kr", "ko"),
];

/// Whether this is a tag: `zh`, `zh-CN`, `zh-Hant-TW`.
pub(crate) fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_language = parts.next().is_some_and(|first| {
        matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    is_language && parts.all(is_script_or_region) && mistaken(text).is_none()
}

/// `Hant`, `TW`, `419`.
pub(crate) fn is_script_or_region(part: &str) -> bool {
    let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let digits = part.bytes().all(|byte| byte.is_ascii_digit());
    (letters && matches!(part.len(), 2 | 4)) || (digits && part.len() == 3)
}

/// The tag that was probably meant by something that is none.
pub(super) fn meant(text: &str) -> Option<String> {
    let hyphened = text.replace('_', "-");
    if is_tag(&hyphened) {
        return Some(hyphened);
    }
    mistaken(text).map(str::to_owned)
}

fn mistaken(text: &str) -> Option<&'static str> {
    let of_text = |(written, _): &&(&str, &str)| written.eq_ignore_ascii_case(text);
    MISTAKEN.iter().find(of_text).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_those_of_languages() {
        for tag in ["zh", "en", "zh-CN", "zh-Hant-TW", "es-419", "yue"] {
            assert!(is_tag(tag), "{tag}");
        }
        for (other, tag) in [
            ("", None),
            ("z", None),
            ("Chinese", Some("zh")),
            ("cn", Some("zh")),
            ("zh_CN", Some("zh-CN")),
            ("en-", None),
            ("中文", None),
        ] {
            assert!(!is_tag(other), "{other}");
            assert_eq!(meant(other).as_deref(), tag, "{other}");
        }
    }
}
