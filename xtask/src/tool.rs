//! The programs that the build needs, each at one version, installed once per machine outside the repository.
//!
//! A tool lives in `<tools>/<name>-<version>/`; a new version is a new folder, so branches with different pins do not fight.
//! It is installed into a folder beside that one and moved there when complete: what has its place can be trusted.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context, Result, bail};

use crate::{
    process::{cargo, find_on_path, npm, run},
    progress::{Step, step},
    workspace::Workspace,
};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const MDBOOK: &str = "0.5.4";
const HUGO: &str = "0.168.0";

/// A program at the version that the project is known to work with.
#[derive(Debug)]
pub(crate) struct Tool {
    /// Its name at its registry.
    package: &'static str,
    /// Exact.
    version: String,
    /// Where it comes from.
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// crates.io, with the dependencies that its own lock file names.
    CargoLocked,
    /// crates.io, with the newest dependencies that fit.
    Cargo,
    /// npm.
    Npm,
    /// `PyPI`.
    Python,
}

impl Tool {
    /// Drives the build of the app.
    pub(crate) fn trunk() -> Self {
        Self::new("trunk", TRUNK, Source::CargoLocked)
    }

    /// Turns the compiled app into what a browser loads. It works only with the library of the very same version.
    pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<Self> {
        let lock =
            fs::read_to_string(workspace.path("Cargo.lock")).context("cannot read Cargo.lock")?;
        let version =
            locked_version(&lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
        Ok(Self::new("wasm-bindgen-cli", version, Source::Cargo))
    }

    /// Holds `wasm-opt`, which shrinks the app.
    pub(crate) fn binaryen() -> Self {
        Self::new("binaryen", BINARYEN, Source::Npm)
    }

    /// A generator that ours is measured against.
    pub(crate) fn hugo() -> Self {
        Self::new("hugo", HUGO, Source::Python)
    }

    /// A generator that ours is measured against.
    pub(crate) fn mdbook() -> Self {
        Self::new("mdbook", MDBOOK, Source::CargoLocked)
    }

    fn new(package: &'static str, version: &str, source: Source) -> Self {
        Self {
            package,
            version: version.to_owned(),
            source,
        }
    }

    /// Its name and version, such as `trunk-0.21.14`.
    pub(crate) fn id(&self) -> String {
        // The command is called wasm-bindgen; that its package is not is of no use to anyone looking for it.
        let name = self.package.trim_end_matches("-cli");
        format!("{name}-{}", self.version)
    }

    /// The folder of its programs, if it is installed.
    pub(crate) fn installed(&self) -> Result<Option<PathBuf>> {
        let programs = self.programs(&tools_folder()?.join(self.id()));
        Ok(programs.is_dir().then_some(programs))
    }

    /// The folder of its programs, after installing it if that was not done yet.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        if let Some(programs) = self.installed()? {
            return Ok(programs);
        }
        let tools = tools_folder()?;
        let id = self.id();
        let partial = tools.join(format!(".{id}.{}", process::id()));
        fs::create_dir_all(&partial)
            .with_context(|| format!("cannot create {}", partial.display()))?;
        let title = format!("Install {id} into {} (once per machine)", tools.display());
        let installed = step(&title, |step| self.install(step, &partial))
            .and_then(|()| self.move_into_place(&partial, &tools.join(&id)));
        if installed.is_err() {
            // Whatever is left of a failed installation is of no use; the failure itself is what matters.
            let _ = fs::remove_dir_all(&partial);
        }
        installed
    }

    fn install(&self, step: &Step, folder: &Path) -> Result<()> {
        let mut command = if self.source == Source::Npm {
            if find_on_path(&["node"]).is_none() {
                bail!(
                    "{} needs Node 20 or newer on PATH: https://nodejs.org/",
                    self.id()
                );
            }
            let mut command = npm();
            command.args(["install", "--no-audit", "--no-fund", "--prefix"]);
            command.arg(folder);
            command.arg(format!("{}@{}", self.package, self.version));
            command
        } else if self.source == Source::Python {
            let Some(python) = find_on_path(&["python3", "python"]) else {
                bail!("{} needs Python 3 with pip on PATH", self.id());
            };
            let mut command = std::process::Command::new(python);
            command.args(["-m", "pip", "install", "--no-deps", "--target"]);
            command.arg(folder);
            command.arg(format!("{}=={}", self.package, self.version));
            command
        } else {
            let mut command = cargo();
            command.args(["install", self.package, "--version"]);
            command
                .arg(format!("={}", self.version))
                .arg("--root")
                .arg(folder);
            if self.source == Source::CargoLocked {
                command.arg("--locked");
            }
            command
        };
        // Away from the repository, whose own cargo and npm settings are not meant for tools.
        run(step, command.current_dir(folder)).map(drop)
    }

    fn move_into_place(&self, partial: &Path, place: &Path) -> Result<PathBuf> {
        let programs = self.programs(place);
        match fs::rename(partial, place) {
            Ok(()) => Ok(programs),
            // Another run was faster; its installation is as good.
            Err(_) if programs.is_dir() => {
                let _ = fs::remove_dir_all(partial);
                Ok(programs)
            }
            Err(error) => Err(error).with_context(|| format!("cannot create {}", place.display())),
        }
    }

    fn programs(&self, folder: &Path) -> PathBuf {
        match self.source {
            Source::CargoLocked | Source::Cargo => folder.join("bin"),
            Source::Npm => folder.join("node_modules").join(self.package).join("bin"),
            // The program itself, which the package's own command only starts.
            Source::Python => folder.join(self.package).join("binaries"),
        }
    }
}

/// The version that a `Cargo.lock` settles on for a package.
pub(crate) fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

fn tools_folder() -> Result<PathBuf> {
    tools_folder_for(env::consts::OS, |name| {
        env::var_os(name).filter(|value| !value.is_empty())
    })
    .context("cannot tell where to install tools; set BREAKGLASS_TOOLS to a folder")
}

fn tools_folder_for(os: &str, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(folder) = variable("BREAKGLASS_TOOLS") {
        // Relative to where the command was typed, whatever folder the installer runs in.
        return std::path::absolute(folder).ok();
    }
    let home = || variable("HOME").map(PathBuf::from);
    let cache = match os {
        "windows" => PathBuf::from(variable("LOCALAPPDATA")?),
        "macos" => home()?.join("Library/Caches"),
        _ => variable("XDG_CACHE_HOME")
            .map(PathBuf::from)
            // The XDG specification has relative paths ignored.
            .filter(|path| path.is_absolute())
            .or_else(|| Some(home()?.join(".cache")))?,
    };
    Some(cache.join("breakglass").join("tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-backend\"
version = \"0.2.99\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry\"
";

    #[test]
    fn locked_version_is_of_the_package_of_that_very_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "bindgen"), None);
    }

    #[test]
    fn tool_is_named_for_its_command() {
        let tool = Tool::new("wasm-bindgen-cli", "0.2.130", Source::Cargo);
        assert_eq!(tool.id(), "wasm-bindgen-0.2.130");
    }

    #[test]
    fn tools_folder_follows_the_system() {
        let folder = |os, variables: &[(&str, &str)]| {
            tools_folder_for(os, |name| {
                let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
                Some(OsString::from(value))
            })
        };
        let found = |path: &str| Some(PathBuf::from(path));

        assert_eq!(
            folder("linux", &[("HOME", "/h")]),
            found("/h/.cache/breakglass/tools")
        );
        let xdg = [("HOME", "/h"), ("XDG_CACHE_HOME", "/c")];
        assert_eq!(folder("linux", &xdg), found("/c/breakglass/tools"));
        let relative = [("HOME", "/h"), ("XDG_CACHE_HOME", "c")];
        assert_eq!(
            folder("linux", &relative),
            found("/h/.cache/breakglass/tools")
        );
        assert_eq!(
            folder("macos", &[("HOME", "/h")]),
            found("/h/Library/Caches/breakglass/tools")
        );
        assert_eq!(
            folder("windows", &[("LOCALAPPDATA", "/l")]),
            found("/l/breakglass/tools")
        );
        assert_eq!(
            folder("linux", &[("BREAKGLASS_TOOLS", "/t"), ("HOME", "/h")]),
            found("/t")
        );
        assert_eq!(folder("linux", &[]), None);
    }
}
