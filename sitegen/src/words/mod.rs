//! The words of the pages around the content, in every language of the interface.
//!
//! They live in `locales/`, one file a language; a test holds the files to the same keys.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    /// In the order the page holds them.
    pub(crate) const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The language of the interface for pages in `lang` (BCP 47).
    pub(crate) fn of(lang: &str) -> Self {
        let is_chinese = lang
            .split('-')
            .next()
            .is_some_and(|first| first.eq_ignore_ascii_case("zh"));
        if is_chinese {
            Self::Chinese
        } else {
            Self::English
        }
    }

    /// As `lang` and `data-ui` write it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }
}

/// Words by key and language.
pub(crate) struct Words {
    chinese: BTreeMap<String, String>,
    english: BTreeMap<String, String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    chinese: read(include_str!("../../locales/zh.json")),
    english: read(include_str!("../../locales/en.json")),
});

fn read(json: &str) -> BTreeMap<String, String> {
    // A file that is broken fails the test below; here it would only leave the keys to be seen.
    serde_json::from_str(json).unwrap_or_default()
}

/// The words that this binary carries.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    /// Every key there is.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.english.keys().map(String::as_str)
    }

    /// The words for a key; the key itself when there are none.
    pub(crate) fn text<'k>(&'k self, language: Language, key: &'k str) -> &'k str {
        let of_language = match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        };
        of_language.get(key).map_or(key, String::as_str)
    }

    /// The words for a key, `{name}` filled.
    pub(crate) fn filled(
        &self,
        language: Language,
        key: &str,
        values: &[(&str, String)],
    ) -> String {
        let mut text = self.text(language, key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_the_same_keys_and_holes() {
        let zh = words().chinese.iter();
        let en: Vec<_> = words().english.iter().collect();
        assert!(!en.is_empty());
        assert_eq!(zh.len(), en.len());
        for ((zh_key, zh_text), (en_key, en_text)) in zh.zip(en) {
            assert_eq!(zh_key, en_key);
            let holes = |text: &str| text.matches('{').count();
            assert_eq!(holes(zh_text), holes(en_text), "{zh_key}");
        }
    }
}
