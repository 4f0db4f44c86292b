//! Finds the files of a source folder.

use std::collections::BTreeMap;
use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{CONFIG_FILE, MARKER_FILE, SourcePath, WhyLeftOut, is_attachment};

/// Every file below; hidden and git-ignored ones, dependencies and our own output left out without a word, links and what
/// is no file with one.
pub(super) fn files(
    folder: &Path,
    left_out: &mut BTreeMap<SourcePath, WhyLeftOut>,
) -> io::Result<Vec<(SourcePath, PathBuf)>> {
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        // The settings of one machine's user must not change what a folder says.
        .git_global(false)
        .git_exclude(false)
        .follow_links(false)
        .filter_entry(|entry| entry.depth() == 0 || !is_foreign(entry))
        .build();
    let mut files = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) => {
                if let Some(path) = file(folder, &entry, left_out) {
                    files.push((path, entry.into_path()));
                }
            }
            Err(error) => refused(folder, &error, left_out)?,
        }
    }
    Ok(files)
}

fn is_foreign(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let may_be_folder = entry.file_type().is_some_and(|kind| !kind.is_file());
    may_be_folder
        && (name == "node_modules" || name == "target" || entry.path().join(MARKER_FILE).exists())
}

/// The place of an entry that is a file to be read.
fn file(
    folder: &Path,
    entry: &DirEntry,
    left_out: &mut BTreeMap<SourcePath, WhyLeftOut>,
) -> Option<SourcePath> {
    let kind = entry.file_type()?;
    let (path, is_unicode) = relative(folder, entry.path())?;
    if !is_unicode {
        // A folder stands for all that is in it.
        if entry.file_name().to_str().is_none() {
            left_out.insert(path, WhyLeftOut::Name);
        }
        return None;
    }
    if kind.is_file() {
        return Some(path);
    }
    if let Some(why) = why_no_file(entry.path(), kind, &path) {
        left_out.insert(path, why);
    }
    None
}

fn why_no_file(file: &Path, kind: FileType, path: &SourcePath) -> Option<WhyLeftOut> {
    if kind.is_dir() {
        return None;
    }
    if !kind.is_symlink() {
        return Some(WhyLeftOut::NoFile);
    }
    // A link to a program or a lock is nobody's loss.
    let would_be_read = path.is_markdown() || is_attachment(path) || path.as_str() == CONFIG_FILE;
    Some(if would_be_read || file.is_dir() {
        WhyLeftOut::Link
    } else {
        WhyLeftOut::Kind
    })
}

/// The path below the folder as well as can be, and whether it is just that.
pub(super) fn relative(folder: &Path, file: &Path) -> Option<(SourcePath, bool)> {
    let below = file.strip_prefix(folder).ok()?;
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    let path = SourcePath::new(&parts.join("/"))?;
    Some((path, below.to_str().is_some()))
}

/// Keeps why a folder could not be listed; the source folder itself must be.
fn refused(
    folder: &Path,
    error: &ignore::Error,
    left_out: &mut BTreeMap<SourcePath, WhyLeftOut>,
) -> io::Result<()> {
    let kind = error.io_error().map(io::Error::kind);
    if kind == Some(io::ErrorKind::NotFound) {
        // It went away meanwhile.
        return Ok(());
    }
    let place = place(error).and_then(|place| relative(folder, place));
    // The walker's own words name the path once more.
    let words = kind.map_or_else(|| error.to_string(), |kind| kind.to_string());
    let Some((path, _)) = place else {
        return Err(io::Error::new(kind.unwrap_or(io::ErrorKind::Other), words));
    };
    left_out.insert(path, WhyLeftOut::Unreadable { error: words });
    Ok(())
}

fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place(err)
        }
        ignore::Error::Partial(errors) => errors.iter().find_map(place),
        _ => None,
    }
}
