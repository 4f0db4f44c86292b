//! Reading a folder again when it is known what was changed in it.

use std::io;
use std::path::{Path, PathBuf};

use super::{CONFIG_FILE, Sources, content, part, relative, sources};

/// The sources as they are now, when nothing but these paths was changed since.
///
/// Pages that were there before are read again. For whatever else has happened, a new file or folder, a file that
/// became something else, rules of what to ignore, the folder is read from the start.
///
/// # Errors
/// As [`sources`].
pub(crate) fn sources_again(
    mut before: Sources,
    folder: &Path,
    changed: &[PathBuf],
) -> io::Result<Sources> {
    for path in changed {
        let metadata = path.symlink_metadata();
        let is_known = read_again(
            &mut before,
            folder,
            path,
            metadata.is_ok_and(|data| data.is_file()),
        );
        let came_and_went =
            !path.try_exists().unwrap_or(true) && !names_known(&before, folder, path);
        if !is_known && !came_and_went {
            return sources(folder);
        }
    }
    part::named_by_pages(&mut before, folder);
    Ok(before)
}

/// Whether it is a page or the settings, still a file, and was read.
fn read_again(before: &mut Sources, folder: &Path, file: &Path, is_file: bool) -> bool {
    let Some(path) = relative(folder, file).filter(|_| is_file) else {
        return false;
    };
    let Ok(content) = content(file) else {
        return false;
    };
    if path.as_str() == CONFIG_FILE {
        return match &mut before.config {
            Some(config) => {
                config.content = content;
                true
            }
            None => false,
        };
    }
    match before.pages.binary_search_by(|page| page.path.cmp(&path)) {
        Ok(at) => {
            before.pages[at].content = content;
            true
        }
        // An attachment is read from the start, and what is made of it with it.
        Err(_) if !before.attachments.contains_key(&path) => match before.parts.get_mut(&path) {
            Some(part) => {
                part.content = content;
                true
            }
            None => false,
        },
        Err(_) => false,
    }
}

/// Whether there was a file of this name, or a folder of it that held files.
fn names_known(before: &Sources, folder: &Path, path: &Path) -> bool {
    let Some(path) = relative(folder, path) else {
        return true;
    };
    let is_or_holds = |known: &str| {
        known
            .strip_prefix(path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let pages = before.pages.iter().chain(&before.config);
    pages
        .map(|page| &page.path)
        .chain(before.attachments.keys())
        .chain(before.left_out.keys())
        .any(|known| is_or_holds(known.as_str()))
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests set up folders of their own"
)]
mod tests {
    use std::fs;

    use super::*;

    /// Names and texts after some change, read from the start and read again; both are to be the same.
    fn after(change: impl Fn(&Path), named: &[&str]) -> Vec<(String, String)> {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path();
        fs::create_dir(folder.join("b")).unwrap();
        for (path, text) in [
            ("a.md", "a"),
            ("b/c.md", "c"),
            ("b/d.png", "d"),
            ("b/_e.md", "{{#include main.rs}}"),
            ("b/main.rs", "f"),
            ("breakglass.toml", ""),
        ] {
            fs::write(folder.join(path), text).unwrap();
        }
        let before = sources(folder).unwrap();
        change(folder);
        let named: Vec<PathBuf> = named.iter().map(|path| folder.join(path)).collect();
        let again = sources_again(before, folder, &named).unwrap();
        let seen = |sources: &Sources| {
            let texts = sources.pages.iter().chain(&sources.config);
            let texts = texts.chain(sources.parts.values());
            let texts = texts.map(|page| (page.path.to_string(), page.text().to_owned()));
            let others = sources.attachments.iter();
            let others = others.map(|(path, bytes)| (path.to_string(), format!("{bytes:?}")));
            texts.chain(others).collect::<Vec<_>>()
        };
        assert_eq!(seen(&again), seen(&sources(folder).unwrap()));
        seen(&again)
    }

    #[test]
    fn reading_again_is_reading_from_the_start() {
        let write =
            |path: &'static str| move |folder: &Path| fs::write(folder.join(path), "new").unwrap();
        let saved = after(write("b/c.md"), &["b/c.md"]);
        assert_eq!(saved[1], ("b/c.md".to_owned(), "new".to_owned()));
        after(write("breakglass.toml"), &["breakglass.toml"]);
        after(write("b/new.md"), &["b/new.md"]);
        let part = after(write("b/main.rs"), &["b/main.rs"]);
        assert!(part.contains(&("b/main.rs".to_owned(), "new".to_owned())));
        after(write("b/_e.md"), &["b/_e.md"]);
        after(
            |folder| fs::write(folder.join("a.md"), "{{#include b/other.rs}}").unwrap(),
            &["a.md"],
        );
        after(write("b/d.png"), &["b/d.png"]);
        after(write(".gitignore"), &[".gitignore"]);
        after(|_| {}, &["a.md~", "b/4913"]);
        after(
            |folder| fs::remove_file(folder.join("a.md")).unwrap(),
            &["a.md"],
        );
        after(
            |folder| fs::remove_dir_all(folder.join("b")).unwrap(),
            &["b"],
        );
        after(
            |folder| fs::rename(folder.join("a.md"), folder.join("z.md")).unwrap(),
            &["a.md", "z.md"],
        );
    }
}
