//! `cargo xtask dist`: what is given to users, in `dist/`.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    app, progress,
    site::{self, Profile, compile_generator},
    workspace::Workspace,
};

/// Writes the optimised site to `dist/site`, the documentation to `dist/docs` and the self-contained binary to
/// `dist/breakglass`.
pub(crate) fn dist(workspace: &Workspace) -> Result<()> {
    app::build_optimised(workspace)?;
    let generator = compile_generator(workspace, Profile::Release)?;

    let folder = workspace.path("dist");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    site::build(&generator, &workspace.playbooks(), &folder.join("site"))?;
    site::build(&generator, &workspace.path("docs"), &folder.join("docs"))?;

    let binary = folder.join(generator.file_name().unwrap_or_default());
    replace(&generator, &binary)?;
    let size = fs::metadata(&binary)?.len();
    progress::note(&format!(
        "dist/site, dist/docs and {} ({})",
        binary.display(),
        progress::size(size)
    ));
    Ok(())
}

/// Copies a program over one that may be running just now.
fn replace(from: &Path, to: &Path) -> Result<()> {
    let beside = to.with_extension("new");
    fs::copy(from, &beside)
        .and_then(|_| fs::rename(&beside, to))
        .with_context(|| format!("cannot write {}", to.display()))
}
