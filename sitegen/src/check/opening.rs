//! What folders open with: a page of the author's, one a language, or one that the site makes.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::read::SourcePath;

use super::language::Translations;

/// The names of a folder's own page without extension; the first that is there is it.
const INDEX_NAMES: [&str; 3] = ["index", "readme", "_index"];

/// The pages that open folders: one a folder and language.
pub(super) fn indexes(paths: &[SourcePath], translations: &Translations) -> BTreeSet<usize> {
    let mut best: HashMap<(&str, usize), (usize, usize)> = HashMap::new();
    for (at, path) in paths.iter().enumerate() {
        let Some(rank) = index_rank(path, translations) else {
            continue;
        };
        let place = (path.folder(), translations.rank(at));
        let known = best.entry(place).or_insert((rank, at));
        *known = (*known).min((rank, at));
    }
    best.into_values().map(|(_, at)| at).collect()
}

/// How early a name comes among those of a folder's own page.
fn index_rank(path: &SourcePath, translations: &Translations) -> Option<usize> {
    let base = translations.untold(path.stem());
    let name = base.rsplit('/').next().unwrap_or(base);
    let rank = INDEX_NAMES
        .iter()
        .position(|index| name.eq_ignore_ascii_case(index))?;
    let is_long = path.extension() != "md";
    Some(rank + if is_long { INDEX_NAMES.len() } else { 0 })
}

/// The page at `index.html` of every folder that has one: the one in the site's own language, else the first.
pub(super) fn homes(
    paths: &[SourcePath],
    opening: &BTreeSet<usize>,
    translations: &Translations,
) -> HashMap<String, usize> {
    let mut best: HashMap<&str, (usize, usize)> = HashMap::new();
    for &at in opening {
        let own = (translations.rank(at), at);
        let known = best.entry(paths[at].folder()).or_insert(own);
        *known = (*known).min(own);
    }
    best.into_iter()
        .map(|(folder, (_, at))| (folder.to_owned(), at))
        .collect()
}

/// The folders that pages stand in or below and that no page opens.
pub(super) fn sections(
    paths: &[SourcePath],
    by_folder: &HashMap<String, usize>,
    attachments: &HashSet<SourcePath>,
) -> HashSet<String> {
    let mut sections = folders(paths.iter());
    sections.retain(|folder| {
        let file = SourcePath::new(&format!("{folder}/index.html"));
        !by_folder.contains_key(folder) && !file.is_some_and(|file| attachments.contains(&file))
    });
    sections
}

/// Every folder that one of these stands in or below.
pub(super) fn folders<'p>(paths: impl Iterator<Item = &'p SourcePath>) -> HashSet<String> {
    let mut folders = HashSet::new();
    for path in paths {
        let mut folder = path.folder();
        // Where one folder is known, those around it are.
        while !folder.is_empty() && folders.insert(folder.to_owned()) {
            folder = folder.rsplit_once('/').map_or("", |(around, _)| around);
        }
    }
    folders
}
