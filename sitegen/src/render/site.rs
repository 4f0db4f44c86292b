//! A site in memory: files by path, each with its hash.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// A site in memory: contents by path.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// By path relative to the site's root, `/` between folders.
    pub files: BTreeMap<String, Output>,
    /// The hash of all of it.
    pub version: String,
    /// Whether it carries the app, so that playbooks can be walked and not only read.
    pub walkable: bool,
    /// How many of the authors' pages were written anew for it, and not kept from the site before.
    pub rendered: usize,
}

impl Site {
    pub(super) fn add(&mut self, path: impl Into<String>, file: impl Into<Output>) {
        self.files.insert(path.into(), file.into());
    }
}

/// The content of a file and its hash. A clone shares the bytes, so that a site may keep what the one before had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    content: Bytes,
    sha256: [u8; 32],
}

impl Output {
    /// What is in it; to clone this is cheap.
    pub fn content(&self) -> &Bytes {
        &self.content
    }

    /// The SHA-256 of its content, in hexadecimal digits. It is taken where the file is made, which for pages is on
    /// all cores at once.
    pub fn sha256(&self) -> String {
        hex::encode(self.sha256)
    }
}

impl Deref for Output {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.content
    }
}

impl From<Bytes> for Output {
    fn from(content: Bytes) -> Self {
        let sha256 = Sha256::digest(&content).into();
        Self { content, sha256 }
    }
}

impl From<Vec<u8>> for Output {
    fn from(content: Vec<u8>) -> Self {
        Bytes::from(content).into()
    }
}

impl From<String> for Output {
    fn from(content: String) -> Self {
        Bytes::from(content).into()
    }
}

impl From<Cow<'static, [u8]>> for Output {
    fn from(content: Cow<'static, [u8]>) -> Self {
        match content {
            Cow::Borrowed(content) => Bytes::from_static(content).into(),
            Cow::Owned(content) => content.into(),
        }
    }
}
