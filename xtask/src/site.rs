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
    /// The same together with all tests, so that `cargo test` finds everything compiled.
    Tests,
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
    let title = match profile {
        Profile::Development | Profile::Release => "Compile breakglass",
        Profile::Tests => "Compile breakglass and all tests",
    };
    step(title, |step| {
        let mut command = cargo();
        command.args(["build", "--bin", "breakglass"]);
        command.args(match profile {
            Profile::Development => ["--package", "breakglass"].as_slice(),
            Profile::Tests => ["--workspace", "--tests"].as_slice(),
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

/// The program among all that cargo's messages tell of, which may be tests of the same name.
fn executable(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "breakglass")
        .filter(|message| message["profile"]["test"] == false)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn executable_is_found_among_cargo_messages() {
        let artifact = |name: &str, test: bool, executable: Value| {
            json!({
                "reason": "compiler-artifact",
                "target": { "name": name },
                "profile": { "test": test },
                "executable": executable,
            })
            .to_string()
        };
        let messages = [
            artifact("breakglass", false, Value::Null),
            artifact("breakglass", true, "/t/debug/deps/breakglass-1a".into()),
            artifact("breakglass", false, "/t/debug/breakglass".into()),
            artifact("xtask", false, "/t/debug/xtask".into()),
        ];
        assert_eq!(
            executable(&messages.join("\n")),
            Some(PathBuf::from("/t/debug/breakglass"))
        );
        assert_eq!(executable("{}"), None);
    }
}
