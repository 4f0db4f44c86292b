//! The last stage: a site to the disk, whole or not at all.
//!
//! It is written beside its place and swapped in at the end. A folder that this stage did not write is never
//! replaced: it carries no marker.

use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rayon::prelude::*;

use crate::read::MARKER_FILE;
use crate::render::Site;

/// Why a site could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// There is something else in its place.
    NotOurs(PathBuf),
    /// The disk refused.
    Disk {
        /// On this path.
        path: PathBuf,
        /// With this error.
        error: io::Error,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(path) => write!(
                formatter,
                "{} holds files that breakglass did not write, so it is left alone; name another folder with -o",
                path.display()
            ),
            Self::Disk { path, error } => write!(formatter, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {}

fn at(path: &Path) -> impl Fn(io::Error) -> WriteError + '_ {
    move |error| WriteError::Disk {
        path: path.to_owned(),
        error,
    }
}

/// Writes a site to a folder, replacing the one that was written there before.
///
/// # Errors
/// The folder is not ours to replace, or the disk refuses.
pub fn site(site: &Site, folder: &Path) -> Result<(), WriteError> {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if !is_ours_to_replace(folder)? {
        return Err(WriteError::NotOurs(folder.to_owned()));
    }
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(at(&parent))?;
    let beside = parent.join(format!(".{name}.new-{}", std::process::id()));
    let before = parent.join(format!(".{name}.old-{}", std::process::id()));
    remove(&beside)?;
    let written = write_all(site, &beside).and_then(|()| swap(&beside, folder, &before));
    if written.is_err() {
        remove(&beside)?;
    }
    written
}

/// An empty folder is anybody's.
fn is_ours_to_replace(folder: &Path) -> Result<bool, WriteError> {
    if folder.join(MARKER_FILE).is_file() {
        return Ok(true);
    }
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(at(folder)(error)),
    }
}

fn write_all(site: &Site, folder: &Path) -> Result<(), WriteError> {
    let mut folders: Vec<PathBuf> = site
        .files
        .keys()
        .filter_map(|path| folder.join(path).parent().map(Path::to_owned))
        .collect();
    folders.dedup();
    for folder in folders {
        fs::create_dir_all(&folder).map_err(at(&folder))?;
    }
    site.files.par_iter().try_for_each(|(path, content)| {
        let path = folder.join(path);
        put(&path, content)
    })?;
    put(&folder.join(MARKER_FILE), b"")
}

#[expect(
    clippy::disallowed_methods,
    reason = "this stage is where files are written"
)]
fn put(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    fs::write(path, content).map_err(at(path))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this stage is where folders are swapped"
)]
fn swap(beside: &Path, folder: &Path, before: &Path) -> Result<(), WriteError> {
    remove(before)?;
    let had_one = folder.exists();
    if had_one {
        fs::rename(folder, before).map_err(at(folder))?;
    }
    if let Err(error) = fs::rename(beside, folder) {
        if had_one {
            fs::rename(before, folder).map_err(at(before))?;
        }
        return Err(at(beside)(error));
    }
    remove(before)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this stage is where old folders go"
)]
fn remove(folder: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(folder)(error)),
        _ => Ok(()),
    }
}

/// Writes the files of a new source folder; existing files are left as they are.
///
/// # Errors
/// The folder holds something already, or the disk refuses.
pub(crate) fn starter(files: &crate::read::Files, folder: &Path) -> Result<(), WriteError> {
    if let Ok(mut entries) = fs::read_dir(folder)
        && entries.next().is_some()
    {
        return Err(WriteError::NotOurs(folder.to_owned()));
    }
    for (name, content) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        put(&path, content)?;
    }
    Ok(())
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests set up folders of their own"
)]
mod tests {
    use super::*;

    fn site_of(files: &[(&str, &'static str)]) -> Site {
        let mut site = Site::default();
        for (path, content) in files {
            site.files
                .insert((*path).to_owned(), content.as_bytes().to_vec().into());
        }
        site
    }

    #[test]
    fn a_site_replaces_the_one_before() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("a/out");
        site(&site_of(&[("index.html", "1"), ("old/x.html", "x")]), &out).unwrap();
        site(&site_of(&[("index.html", "2")]), &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "2");
        assert!(!out.join("old").exists());
        let beside: Vec<_> = fs::read_dir(place.path().join("a")).unwrap().collect();
        assert_eq!(beside.len(), 1);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.txt"), "years").unwrap();
        let refused = site(&site_of(&[("index.html", "1")]), place.path());
        assert!(matches!(refused, Err(WriteError::NotOurs(_))));
        assert_eq!(
            fs::read_to_string(place.path().join("thesis.txt")).unwrap(),
            "years"
        );
    }
}
