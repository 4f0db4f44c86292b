//! Tells whether work must be done again: a hash over everything that the result depends on, kept beside the result.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// A hash under way over files and words.
#[derive(Default)]
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    /// Adds a word, such as a tool's version.
    pub(crate) fn word(mut self, word: &str) -> Self {
        self.add(word.as_bytes());
        self
    }

    /// Adds a file, or a folder with all that is in it, by names and contents.
    pub(crate) fn path(mut self, path: &Path) -> Result<Self> {
        self.add_path(path)?;
        Ok(self)
    }

    /// The hash, in hexadecimal.
    pub(crate) fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }

    fn add(&mut self, bytes: &[u8]) {
        // With its length before it, one item never runs into the next.
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn add_path(&mut self, path: &Path) -> Result<()> {
        let name = path.file_name().unwrap_or_default();
        self.add(name.as_encoded_bytes());
        if !path.is_dir() {
            let content =
                fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            self.add(&content);
            return Ok(());
        }
        let mut entries = fs::read_dir(path)
            .and_then(|entries| {
                entries
                    .map(|entry| Ok(entry?.path()))
                    .collect::<Result<Vec<_>, _>>()
            })
            .with_context(|| format!("cannot list {}", path.display()))?;
        entries.sort();
        self.add(&(entries.len() as u64).to_le_bytes());
        entries.iter().try_for_each(|entry| self.add_path(entry))
    }
}

/// Whether the stamp beside a result is of this fingerprint.
pub(crate) fn is_fresh(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|found| found.trim() == fingerprint)
}

/// Notes beside a result what it was made from.
pub(crate) fn stamp(stamp: &Path, fingerprint: &str) -> Result<()> {
    fs::write(stamp, format!("{fingerprint}\n"))
        .with_context(|| format!("cannot write {}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use std::{env, process};

    use super::*;

    #[test]
    fn words_do_not_run_together() {
        let one = Fingerprint::default().word("ab").word("c").finish();
        let other = Fingerprint::default().word("a").word("bc").finish();
        assert_ne!(one, other);
    }

    #[test]
    fn folder_changes_with_names_and_contents() {
        let folder = env::temp_dir().join(format!("xtask-fingerprint-{}", process::id()));
        fs::create_dir_all(folder.join("style")).unwrap();
        let hash = || Fingerprint::default().path(&folder).unwrap().finish();

        fs::write(folder.join("style/base.css"), "a").unwrap();
        let first = hash();
        assert_eq!(first, hash());

        fs::write(folder.join("style/base.css"), "b").unwrap();
        let edited = hash();
        assert_ne!(first, edited);

        fs::rename(folder.join("style/base.css"), folder.join("style/main.css")).unwrap();
        assert_ne!(edited, hash());
        fs::remove_dir_all(&folder).unwrap();
    }
}
