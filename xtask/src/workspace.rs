//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// The repository, by its root.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository that this program was compiled in.
    pub(crate) fn of_this_repository() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self {
            root: package.parent().unwrap_or(package).to_owned(),
        }
    }

    /// Where `Cargo.toml` and `Trunk.toml` are.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder, by its path from the root.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The playbooks that ship.
    pub(crate) fn playbooks(&self) -> PathBuf {
        self.path("playbooks")
    }

    /// The built client's code, as wasm-bindgen names it. Trunk empties the folder around it, so nothing else is kept there.
    pub(crate) fn app_wasm(&self) -> PathBuf {
        self.path("target/app/app_bg.wasm")
    }

    /// The site of [`Self::playbooks`] that the journeys visit.
    pub(crate) fn site(&self) -> PathBuf {
        self.path("target/site")
    }

    /// The Node package that holds the journeys.
    pub(crate) fn journeys(&self) -> PathBuf {
        self.path("tests/journeys")
    }
}
