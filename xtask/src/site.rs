//! Compiles the generator and runs it over a folder of playbooks.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    app,
    process::{cargo, run},
    progress::step,
    workspace::Workspace,
};

/// How the generator is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Fast to compile; reads the app from `target/app` as it runs.
    Development,
    /// Optimised, with the app inside.
    Release,
}

/// Builds the app and the site of the playbooks that ship.
pub(crate) fn build_all(workspace: &Workspace, optimise: bool) -> Result<()> {
    if optimise {
        app::build_optimised(workspace)?;
    } else {
        app::build(workspace)?;
    }
    let generator = compile_generator(workspace, Profile::Development)?;
    build(&generator, &workspace.playbooks(), &workspace.site())
}

/// Compiles the `breakglass` binary and tells where it is.
pub(crate) fn compile_generator(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    step("Compile breakglass", |step| {
        let mut command = cargo();
        command.args(["build", "--bin", "breakglass"]);
        command.args(match profile {
            // With the features that the whole workspace asks for, so that `cargo test` finds the dependencies compiled.
            Profile::Development => ["--workspace"].as_slice(),
            Profile::Release => ["--package", "breakglass", "--release"].as_slice(),
        });
        command.arg("--message-format=json-render-diagnostics");
        let messages = run(step, command.current_dir(workspace.root()))?;
        executable(&messages).context("cargo did not say where breakglass is")
    })
}

/// Writes the site of a folder.
pub(crate) fn build(generator: &Path, folder: &Path, site: &Path) -> Result<()> {
    let title = format!("Compile {} into {}", folder.display(), site.display());
    step(&title, |step| {
        run(
            step,
            Command::new(generator)
                .arg("build")
                .arg(folder)
                .arg("-o")
                .arg(site),
        )
        .map(drop)
    })
}

/// The program that cargo's messages tell of.
fn executable(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executable_is_found_among_cargo_messages() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","executable":null}"#,
            "\n",
            r#"{"reason":"compiler-artifact","executable":"/t/debug/breakglass"}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(
            executable(messages),
            Some(PathBuf::from("/t/debug/breakglass"))
        );
        assert_eq!(executable("{}"), None);
    }
}
