//! The languages of a site, and which page is in which: `cache.en.md`, `README_EN.md`, `en/cache.md`.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::parse::{RawPage, is_script_or_region};

/// The languages of a site.
#[derive(Clone, Debug)]
pub(crate) struct Languages {
    tags: Vec<String>,
    /// Which of them is the site's own.
    own: usize,
    /// Whether folders at the top stand for languages: only where the settings name the languages.
    has_folders: bool,
}

/// What people name the page of a folder, which has its language in more ways than others.
const INDEXES: [&str; 3] = ["readme", "index", "_index"];

impl Languages {
    /// Those that the settings name, else Chinese and English; the site's own is always one of them.
    pub(crate) fn new(named: &[String], own: &str) -> Self {
        let mut tags = named.to_vec();
        if tags.is_empty() {
            tags = vec!["zh".to_owned(), "en".to_owned()];
        }
        let own = find(&tags, own).unwrap_or_else(|| {
            tags.insert(0, own.to_owned());
            0
        });
        Self {
            tags,
            own,
            has_folders: !named.is_empty(),
        }
    }

    /// Takes the language off the path of a page without its extension.
    pub(crate) fn split<'s>(&self, stem: &'s str) -> (&'s str, Option<usize>) {
        let name_start = stem.rfind('/').map_or(0, |slash| slash + 1);
        let name = &stem[name_start..];
        if let Some((base, tag)) = name.rsplit_once('.')
            && !base.is_empty()
            && let Some(language) = find(&self.tags, tag)
        {
            return (&stem[..name_start + base.len()], Some(language));
        }
        for index in INDEXES {
            let (Some(base), Some(rest)) = (name.get(..index.len()), name.get(index.len()..))
            else {
                continue;
            };
            if base.eq_ignore_ascii_case(index)
                && let Some(tag) = rest.strip_prefix(['_', '-', '.'])
                && let Some(language) = self.of_index(tag)
            {
                return (&stem[..name_start + base.len()], Some(language));
            }
        }
        if self.has_folders
            && let Some((folder, rest)) = stem.split_once('/')
            && let Some(language) = find(&self.tags, folder)
        {
            return (rest, Some(language));
        }
        (stem, None)
    }

    /// `README_CN.md` is common, though CN is a country.
    fn of_index(&self, tag: &str) -> Option<usize> {
        let is_country = tag.eq_ignore_ascii_case("cn");
        find(&self.tags, if is_country { "zh" } else { tag })
    }
}

/// The language that somebody means by a tag: `zh-CN` and `zh_CN` mean `zh` where that is all there is.
fn find(tags: &[String], written: &str) -> Option<usize> {
    const LONGEST: usize = 12;
    if written.len() > LONGEST {
        return None;
    }
    let same = |tag: &String| {
        tag.len() == written.len()
            && tag
                .bytes()
                .zip(written.bytes())
                .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'-' && b == b'_'))
    };
    tags.iter().position(same).or_else(|| {
        let (first, rest) = written.split_once(['-', '_']).unwrap_or((written, ""));
        let is_variety = rest.is_empty() || rest.split(['-', '_']).all(is_script_or_region);
        let of_same = |tag: &String| {
            let own = tag.split('-').next().unwrap_or(tag);
            own.eq_ignore_ascii_case(first) && (rest.is_empty() || own.len() == tag.len())
        };
        is_variety.then(|| tags.iter().position(of_same)).flatten()
    })
}

/// The language of every page, and which pages say the same.
#[derive(Debug)]
pub(crate) struct Translations {
    site: Languages,
    /// The place of the language of each page, where its name or its neighbours tell.
    languages: Vec<Option<usize>>,
    groups: Vec<Vec<usize>>,
    group_of: HashMap<usize, usize>,
}

impl Translations {
    /// Looks at the names of all pages.
    pub(crate) fn new(pages: &[RawPage], languages: Languages) -> Self {
        let mut by_base: HashMap<Cow<'_, str>, Vec<usize>> = HashMap::new();
        let mut found = Vec::with_capacity(pages.len());
        for (at, page) in pages.iter().enumerate() {
            let (base, language) = languages.split(page.path.stem());
            found.push(language);
            by_base.entry(folded(base)).or_default().push(at);
        }
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for members in by_base.into_values().filter(|members| members.len() > 1) {
            groups.extend(group(pages, &languages, &members, &mut found));
        }
        groups.sort_by_key(|group| group.iter().min().copied());
        let group_of = groups.iter().enumerate();
        let group_of = group_of.flat_map(|(at, group)| group.iter().map(move |&page| (page, at)));
        Self {
            group_of: group_of.collect(),
            languages: found,
            site: languages,
            groups,
        }
    }

    /// The path of a page or the id of a playbook without what tells its language.
    pub(crate) fn untold<'s>(&self, stem: &'s str) -> &'s str {
        self.site.split(stem).0
    }

    /// The pages that say the same, this one among them, in the order of the languages; empty when it is alone.
    pub(crate) fn of(&self, page: usize) -> &[usize] {
        self.group_of
            .get(&page)
            .map_or(&[], |&group| self.groups[group].as_slice())
    }

    /// All pages that say the same, in the order of the pages.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[usize]> {
        self.groups.iter().map(Vec::as_slice)
    }

    /// The language of a page, where its name or its neighbours tell.
    pub(crate) fn lang(&self, page: usize) -> Option<&str> {
        self.languages[page].map(|at| self.site.tags[at].as_str())
    }

    /// How early a page comes among those that say the same: first the one in the site's own language.
    pub(crate) fn rank(&self, page: usize) -> usize {
        match self.languages[page] {
            Some(language) if language != self.site.own => language + 1,
            _ => 0,
        }
    }
}

/// `README` and `readme.en` open one folder.
fn folded(base: &str) -> Cow<'_, str> {
    let name_start = base.rfind('/').map_or(0, |slash| slash + 1);
    let name = &base[name_start..];
    let is_index = INDEXES.iter().any(|index| name.eq_ignore_ascii_case(index));
    if is_index && name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(format!(
            "{}{}",
            &base[..name_start],
            name.to_ascii_lowercase()
        ))
    } else {
        Cow::Borrowed(base)
    }
}

/// One page a language, of pages with one name. A page that tells no language is in the site's own, unless another
/// is; then it is in the first that none is in.
fn group(
    pages: &[RawPage],
    languages: &Languages,
    members: &[usize],
    found: &mut [Option<usize>],
) -> Option<Vec<usize>> {
    let mut by_language: Vec<Option<usize>> = vec![None; languages.tags.len()];
    for &page in members {
        if let Some(language) = found[page] {
            by_language[language] = by_language[language].or(Some(page));
        }
    }
    if by_language.iter().all(Option::is_none) {
        return None;
    }
    for &page in members {
        if found[page].is_some() {
            continue;
        }
        let said = pages[page].front.lang.as_deref();
        let said = said.and_then(|lang| find(&languages.tags, lang));
        let free = std::iter::once(languages.own).chain(0..by_language.len());
        let mut free = free.filter(|&language| by_language[language].is_none());
        let language = said.or_else(|| free.next());
        if let Some(language) = language.filter(|&language| by_language[language].is_none()) {
            by_language[language] = Some(page);
            found[page] = Some(language);
        }
    }
    let group: Vec<usize> = by_language.into_iter().flatten().collect();
    (group.len() > 1).then_some(group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(named: &[&str], own: &str) -> Languages {
        let named: Vec<String> = named.iter().map(|&tag| tag.to_owned()).collect();
        Languages::new(&named, own)
    }

    #[test]
    fn names_tell_languages_as_people_write_them() {
        let default = languages(&[], "zh");
        for (stem, base, language) in [
            ("db/cache.en", "db/cache", Some(1)),
            ("cache.zh-CN", "cache", Some(0)),
            ("cache.zh_Hant", "cache", Some(0)),
            ("README_EN", "README", Some(1)),
            ("README-zh-CN", "README", Some(0)),
            ("db/readme_cn", "db/readme", Some(0)),
            ("cache_en", "cache_en", None),
            ("cache.de", "cache.de", None),
            ("v1.5", "v1.5", None),
            ("cache.en-draft", "cache.en-draft", None),
            ("en/cache", "en/cache", None),
            (".en", ".en", None),
            ("readmé", "readmé", None),
        ] {
            assert_eq!(default.split(stem), (base, language), "{stem}");
        }
        let named = languages(&["en", "de", "zh-CN"], "de");
        assert_eq!(named.split("cache.de"), ("cache", Some(1)));
        assert_eq!(named.split("cache.zh"), ("cache", Some(2)));
        assert_eq!(named.split("en/db/cache"), ("db/cache", Some(0)));
        assert_eq!(named.split("cache.zh-TW"), ("cache.zh-TW", None));
    }
}
