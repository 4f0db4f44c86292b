//! Puts a finished folder in the place of the one before.
//!
//! Where the system can, the two change names in one step, so that there is a whole site whenever a build is interrupted.
//! Elsewhere the old one steps aside first; the next build puts it back if it was not replaced.
//!
//! Nothing is forced to the disk: a site can be made again from its sources, and a thousand forced files take longer than
//! the build.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::{Destination, WriteError, at, remove};
use crate::read::MARKER_FILE;

/// Waits until no other build writes beside this folder, as long as what is given lives. A system that knows no such lock
/// lets everyone through.
pub(super) fn turn(parent: &Path) -> Option<File> {
    let folder = File::open(parent).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Puts right what an interrupted build left behind.
pub(super) fn restored(output: &Destination) -> Result<(), WriteError> {
    let folder = output.folder();
    for old in leftovers(output, "old") {
        if !folder.exists() && old.join(MARKER_FILE).is_file() {
            rename(&old, &folder)?;
        } else {
            remove(&old)?;
        }
    }
    leftovers(output, "new")
        .iter()
        .try_for_each(|new| remove(new))
}

/// Folders beside the output that builds left behind.
fn leftovers(output: &Destination, what: &str) -> Vec<PathBuf> {
    let start = output.before_number(what);
    let is_leftover = |path: &PathBuf| {
        let name = path.file_name().map(OsStr::as_encoded_bytes);
        let number = name.and_then(|name| name.strip_prefix(start.as_encoded_bytes()));
        number.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit))
    };
    let entries = fs::read_dir(&output.parent).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(is_leftover)
        .collect();
    found.sort();
    found
}

/// Puts the finished folder in its place.
pub(super) fn put_in_place(beside: &Path, output: &Destination) -> Result<(), WriteError> {
    let folder = output.folder();
    if !folder.exists() {
        return rename(beside, &folder);
    }
    if exchanged(beside, &folder) {
        return remove(beside);
    }
    let before = output.beside("old");
    rename(&folder, &before)?;
    if let Err(error) = rename(beside, &folder) {
        rename(&before, &folder)?;
        return Err(error);
    }
    remove(&before)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchanged(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchanged(_: &Path, _: &Path) -> bool {
    false
}

#[expect(
    clippy::disallowed_methods,
    reason = "this stage is where folders are swapped"
)]
fn rename(from: &Path, to: &Path) -> Result<(), WriteError> {
    fs::rename(from, to).map_err(at(to))
}
