//! What the drivers of the case folders share.

use std::path::{Path, PathBuf};

use snapbox::Data;
use snapbox::assert::Assert;

/// The folders of one kind of case, sorted.
///
/// # Panics
/// There is no such kind.
pub fn cases(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("cases")
        .join(kind);
    let mut cases: Vec<PathBuf> = entries(&folder)
        .into_iter()
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// What is in a folder.
///
/// # Panics
/// It cannot be listed.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().expect("a folder of cases can be listed");
    entries.flatten().map(|entry| entry.path()).collect()
}

/// How a text differs from the file that holds what is expected; `SNAPSHOTS=overwrite` writes it there instead.
pub fn difference(expected: &Path, actual: &str) -> Option<String> {
    let actual = Data::text(actual.to_owned());
    let expected = Data::read_from(expected, None).raw();
    Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .try_eq(None, actual, expected)
        .err()
        .map(|error| error.to_string())
}
