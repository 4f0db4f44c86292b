//! Files that are there to be included.

use std::path::Path;

use crate::include::targets;

use super::{Content, Source, SourcePath, Sources, WhyLeftOut, content};

/// `_notify.md` is no page of its own; `_index.md` is one, of a folder, as Hugo has it.
pub(super) fn is_part(path: &SourcePath) -> bool {
    path.is_markdown()
        && path.file_name().starts_with('_')
        && !path.file_name().to_lowercase().starts_with("_index.")
}

/// Reads what pages include and is no page: code of any kind.
pub(super) fn named_by_pages(sources: &mut Sources, folder: &Path) {
    let pages = sources.pages.iter().chain(sources.parts.values());
    let mut named: Vec<SourcePath> = pages
        .flat_map(|page| targets(&page.path, page.text()))
        .collect();
    named.sort();
    named.dedup();
    // What was named before need not be now.
    let is_named = |path: &SourcePath| named.binary_search(path).is_ok();
    sources
        .parts
        .retain(|path, _| is_part(path) || is_named(path));
    for path in named {
        if sources.parts.contains_key(&path) {
            continue;
        }
        let found = match sources.attachments.get(&path) {
            Some(bytes) => Content::from_bytes(bytes.clone()),
            None if sources.left_out.get(&path) == Some(&WhyLeftOut::Kind) => {
                // A file that went away meanwhile is just not there.
                let Ok(found) = content(&folder.join(path.as_str())) else {
                    continue;
                };
                found
            }
            None => continue,
        };
        let source = Source {
            path: path.clone(),
            content: found,
        };
        sources.parts.insert(path, source);
    }
}
