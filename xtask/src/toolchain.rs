//! What Rust itself must have before the app can be built.

use std::{env, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    process::{cargo, find_on_path, run},
    progress::{Step, step},
    workspace::Workspace,
};

/// What the app is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target to the toolchain if it has none.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    step(&format!("Add the target {WASM} to Rust"), |step| {
        find_on_path(&["rustup"]).with_context(|| {
            format!("rustup is not on PATH; add the target {WASM} to this Rust")
        })?;
        run(step, Command::new("rustup").args(["target", "add", WASM])).map(drop)
    })
}

/// Downloads the crates that are not there yet, since Trunk is told to build without network.
pub(crate) fn fetch_crates(step: &Step, workspace: &Workspace) -> Result<()> {
    run(step, cargo().arg("fetch").current_dir(workspace.root())).map(drop)
}

/// The compiler's version, for fingerprints.
pub(crate) fn compiler_version() -> Result<String> {
    rustc(&["--version"]).context("cannot ask rustc for its version")
}

fn has_wasm_target() -> bool {
    rustc(&["--print", "target-libdir", "--target", WASM])
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn rustc(arguments: &[&str]) -> Option<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
