//! The last stage: a site to the disk, whole or not at all.
//!
//! It is written beside its place and swapped in at the end. A folder that this stage did not write is never
//! replaced: it carries no marker.

mod swap;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rayon::prelude::*;

use crate::read::MARKER_FILE;
use crate::render::Site;

use swap::{put_in_place, restored};

/// Why a site could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// There is something else in its place.
    NotOurs(PathBuf),
    /// It would be written over what it is made from.
    OverSource(PathBuf),
    /// The path names no folder that could be made.
    NoFolder(PathBuf),
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
                "{} is there already and was not written by breakglass, so it is left alone; name another folder with -o",
                path.display()
            ),
            Self::OverSource(path) => write!(
                formatter,
                "{} holds the source folder, and is replaced as a whole by every build; name another folder with -o",
                path.display()
            ),
            Self::NoFolder(path) => write!(
                formatter,
                "{} names no folder to write to; name one with -o",
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

/// Where a site goes: a folder that may not be there yet, with every symbolic link on the way followed.
#[derive(Clone, Debug)]
pub struct Destination {
    parent: PathBuf,
    name: OsString,
}

impl Destination {
    /// Takes the folder that somebody named for the site of a source folder.
    ///
    /// # Errors
    /// It is no folder's path, or the source folder stands in it, or the disk refuses.
    pub fn new(folder: &Path, source: &Path) -> Result<Self, WriteError> {
        let place = match folder.canonicalize() {
            Ok(place) => place,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A link to nothing has a name, and what it stands for has none that we could make.
                if folder.is_symlink() {
                    return Err(WriteError::NoFolder(folder.to_owned()));
                }
                std::path::absolute(folder).map_err(at(folder))?
            }
            Err(error) => return Err(at(folder)(error)),
        };
        let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else {
            return Err(WriteError::NoFolder(folder.to_owned()));
        };
        if source
            .canonicalize()
            .is_ok_and(|source| source.starts_with(&place))
        {
            return Err(WriteError::OverSource(folder.to_owned()));
        }
        Ok(Self {
            parent: parent.to_owned(),
            name: name.to_owned(),
        })
    }

    fn folder(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// How the names of the folders begin that builds make beside it; the number of the process follows.
    fn before_number(&self, what: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(format!(".{what}-"));
        name
    }

    /// A folder of this build's beside it.
    fn beside(&self, what: &str) -> PathBuf {
        let mut name = self.before_number(what);
        name.push(std::process::id().to_string());
        self.parent.join(name)
    }
}

/// Writes a site to its place, replacing the one that was written there before.
///
/// One build writes at a time: a second one waits for the first. So whatever is found half done was left by a build that
/// is no more, and goes.
///
/// # Errors
/// The folder is not ours to replace, or the disk refuses.
pub fn site(site: &Site, output: &Destination) -> Result<(), WriteError> {
    let folder = output.folder();
    let parent = &output.parent;
    if !is_ours_to_replace(&folder)? {
        return Err(WriteError::NotOurs(folder));
    }
    fs::create_dir_all(parent).map_err(at(parent))?;
    let _turn = swap::turn(parent);
    restored(output)?;
    let beside = output.beside("new");
    let written = write_all(site, &beside).and_then(|()| put_in_place(&beside, output));
    if written.is_err() {
        // What went wrong is worth more than that its leftovers could not be taken away; the next build does.
        let _ = remove(&beside);
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

    fn output(folder: &Path) -> Destination {
        Destination::new(folder, Path::new("/nowhere")).unwrap()
    }

    #[test]
    fn what_an_interrupted_build_left_is_put_right() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        site(&site_of(&[("index.html", "1")]), &output(&out)).unwrap();
        fs::rename(&out, place.path().join(".out.old-1")).unwrap();
        fs::create_dir(place.path().join(".out.new-1")).unwrap();
        restored(&output(&out)).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "1");
        fs::create_dir(place.path().join(".out.old-1")).unwrap();
        site(&site_of(&[("index.html", "2")]), &output(&out)).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "2");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_source_is_never_in_the_output() {
        let place = tempfile::tempdir().unwrap();
        let source = place.path().join("a/docs");
        fs::create_dir_all(&source).unwrap();
        for folder in [&source, &place.path().join("a"), place.path()] {
            let refused = Destination::new(folder, &source);
            assert!(
                matches!(refused, Err(WriteError::OverSource(_))),
                "{refused:?}"
            );
        }
        assert!(Destination::new(&source.join("site"), &source).is_ok());
        assert!(Destination::new(&place.path().join("a/docs-site"), &source).is_ok());
        assert!(matches!(
            Destination::new(Path::new("/"), &source),
            Err(WriteError::NoFolder(_))
        ));
    }

    #[test]
    fn a_site_replaces_the_one_before() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("a/out");
        site(
            &site_of(&[("index.html", "1"), ("old/x.html", "x")]),
            &output(&out),
        )
        .unwrap();
        site(&site_of(&[("index.html", "2")]), &output(&out)).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "2");
        assert!(!out.join("old").exists());
        let beside: Vec<_> = fs::read_dir(place.path().join("a")).unwrap().collect();
        assert_eq!(beside.len(), 1);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.txt"), "years").unwrap();
        let refused = site(&site_of(&[("index.html", "1")]), &output(place.path()));
        assert!(matches!(refused, Err(WriteError::NotOurs(_))));
        assert_eq!(
            fs::read_to_string(place.path().join("thesis.txt")).unwrap(),
            "years"
        );
    }
}
