//! Builds the client into `target/app` with Trunk, and shrinks it with wasm-opt; each only when something changed.

use std::{
    fs::{self, File},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    fingerprint::{Fingerprint, is_fresh, stamp},
    process::{path_with, run},
    progress::step,
    tool::Tool,
    toolchain,
    workspace::Workspace,
};

/// What the built client depends on besides the tools.
const SOURCES: [&str; 6] = [
    "app",
    "domain",
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
];

/// Builds the client unless it stands there as these sources and tools make it.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let _alone = wait_for_others(workspace)?;
    build_alone(workspace)
}

/// Builds the client and shrinks it.
pub(crate) fn build_optimised(workspace: &Workspace) -> Result<()> {
    let _alone = wait_for_others(workspace)?;
    build_alone(workspace)?;
    shrink(workspace)
}

/// Two builds at once would empty each other's folder. The lock ends with the file, even when this process is killed.
fn wait_for_others(workspace: &Workspace) -> Result<File> {
    // Not there yet on a new clone whose cargo is told to build elsewhere.
    fs::create_dir_all(workspace.path("target"))?;
    let path = workspace.path("target/app.lock");
    let lock = File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
    if lock.try_lock().is_err() {
        step("Wait for another xtask to build the app", |_| {
            Ok(lock.lock()?)
        })?;
    }
    Ok(lock)
}

fn build_alone(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_wasm_target()?;
    let trunk = Tool::trunk();
    let wasm_bindgen = Tool::wasm_bindgen(workspace)?;
    let programs = [trunk.ensure()?, wasm_bindgen.ensure()?];

    let fingerprint = source_fingerprint(workspace, &[trunk, wasm_bindgen])?;
    // Beside Trunk's folder, not in it: Trunk empties it.
    let stamp_file = workspace.path("target/app.stamp");
    if workspace.app_wasm().is_file() && is_fresh(&stamp_file, &fingerprint) {
        return Ok(());
    }
    step("Build the app", |step| {
        toolchain::fetch_crates(step, workspace)?;
        let mut trunk = Command::new("trunk");
        trunk.arg("build").current_dir(workspace.root());
        trunk.env("PATH", path_with(&programs)?);
        // Trunk reads this as an option of its own and stops at any value but true and false.
        trunk.env_remove("NO_COLOR");
        // A mistake in the app is told by the compiler; where in Trunk it was met is of no use.
        trunk.env("RUST_LIB_BACKTRACE", "0");
        run(step, &mut trunk)?;
        stamp(&stamp_file, &fingerprint)
    })
}

fn shrink(workspace: &Workspace) -> Result<()> {
    let wasm = workspace.app_wasm();
    let binaryen = Tool::binaryen();
    // The stamp is of the shrunken file: right after a build the file is another one, and must be shrunk.
    let stamp_file = workspace.path("target/app-optimised.stamp");
    if is_fresh(&stamp_file, &wasm_fingerprint(workspace, &binaryen)?) {
        return Ok(());
    }
    let programs = binaryen.ensure()?;
    step("Shrink the app with wasm-opt", |step| {
        let smaller = wasm.with_extension("wasm-opt");
        let mut wasm_opt = Command::new("node");
        wasm_opt
            .arg(programs.join("wasm-opt"))
            .arg("-Oz")
            .arg(&wasm);
        run(step, wasm_opt.arg("--output").arg(&smaller))?;
        fs::rename(&smaller, &wasm)
            .with_context(|| format!("cannot replace {}", wasm.display()))?;
        stamp(&stamp_file, &wasm_fingerprint(workspace, &binaryen)?)
    })
}

fn source_fingerprint(workspace: &Workspace, tools: &[Tool]) -> Result<String> {
    let mut fingerprint = Fingerprint::default().word(&toolchain::compiler_version()?);
    for tool in tools {
        fingerprint = fingerprint.word(&tool.id());
    }
    for source in SOURCES {
        fingerprint = fingerprint.path(&workspace.path(source))?;
    }
    Ok(fingerprint.finish())
}

fn wasm_fingerprint(workspace: &Workspace, binaryen: &Tool) -> Result<String> {
    let fingerprint = Fingerprint::default().word(&binaryen.id());
    Ok(fingerprint.path(&workspace.app_wasm())?.finish())
}
