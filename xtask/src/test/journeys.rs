//! Gets the browser journeys of `tests/journeys` ready to run.

use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use super::ensure_browser;
use crate::{
    fingerprint::{Fingerprint, is_fresh, stamp},
    process::{find_on_path, npm, run},
    progress::step,
    workspace::Workspace,
};

/// The program that runs all journeys. They learn from their environment where the site, the generator and the browser are.
pub(crate) fn runner(workspace: &Workspace, generator: &Path) -> Result<Command> {
    ensure_packages(workspace)?;
    let browser = ensure_browser()?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"]);
    node.current_dir(workspace.journeys());
    node.env("BREAKGLASS_SITE", workspace.site());
    node.env("BREAKGLASS_BIN", generator);
    node.env("CHROMIUM", browser);
    Ok(node)
}

/// Installs what `package-lock.json` names, when it names something new.
pub(crate) fn ensure_packages(workspace: &Workspace) -> Result<()> {
    if find_on_path(&["node"]).is_none() || find_on_path(&["npm"]).is_none() && !cfg!(windows) {
        bail!(
            "the journeys need Node 20 or newer with npm. On Debian or Ubuntu:\n  \
             sudo apt-get install -y nodejs npm\nelsewhere: https://nodejs.org/"
        );
    }
    let folder = workspace.journeys();
    let lock = Fingerprint::default()
        .path(&folder.join("package-lock.json"))?
        .finish();
    // `npm ci` empties this folder first, so the stamp never outlives what it speaks of.
    let stamp_file = folder.join("node_modules/.breakglass-stamp");
    if is_fresh(&stamp_file, &lock) {
        return Ok(());
    }
    step("Install the packages of the journeys", |step| {
        let mut install = npm();
        install.args(["ci", "--no-audit", "--no-fund"]);
        run(step, install.current_dir(&folder))?;
        stamp(&stamp_file, &lock)
    })
}
