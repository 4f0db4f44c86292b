//! `cargo xtask serve`: the site of a folder on 127.0.0.1, with live reload.

use std::{path::PathBuf, process::Command};

use anyhow::{Result, bail};

use crate::{
    app,
    site::{Profile, compile_generator},
    workspace::Workspace,
};

/// Builds what is missing, then serves until interrupted.
pub(crate) fn serve(workspace: &Workspace, folder: Option<PathBuf>, port: u16) -> Result<()> {
    let folder = folder.unwrap_or_else(|| workspace.playbooks());
    if !folder.is_dir() {
        bail!("there is no folder {}", folder.display());
    }
    app::build(workspace)?;
    let generator = compile_generator(workspace, Profile::Development)?;
    let mut command = Command::new(generator);
    command.arg("serve").arg(folder);
    command.args(["--port", &port.to_string()]);
    become_program(command)
}

/// Hands this process over, so that whoever stops it stops the server.
#[cfg(unix)]
fn become_program(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    Err(command.exec().into())
}

/// Waits for the server; an interrupt from the keyboard reaches both.
#[cfg(not(unix))]
fn become_program(mut command: Command) -> Result<()> {
    let status = command.status()?;
    if !status.success() {
        bail!("breakglass serve ended with {status}");
    }
    Ok(())
}
