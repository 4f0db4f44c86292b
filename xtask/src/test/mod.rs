//! `cargo xtask test`: everything CI runs. A failing step does not stop the others, except those that need what it makes.
//! The last line on standard output says how it went: `N passed, N failed`.

mod browser;
mod journeys;
mod tally;

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, bail};

use self::tally::Tally;
pub(crate) use self::{browser::ensure_browser, journeys::ensure_packages};
use crate::{
    app,
    process::{Finished, capture, cargo},
    progress::{self, step},
    site::{self, Profile, compile_generator},
    toolchain::{WASM, ensure_wasm_target},
    workspace::Workspace,
};

/// Of a hundred branches of the playbooks that ship, so many are taken by their scenarios.
const MIN_COVERAGE: &str = "80";

/// Runs all steps and tells how many of their tests passed.
pub(crate) fn test(workspace: &Workspace, skip_browser: bool) -> ExitCode {
    let mut run = Run {
        workspace,
        tally: Tally::default(),
    };
    run.lint();
    let app = run.build_app(skip_browser);
    let generator = run.compile();
    run.test_natively();
    run.walk_scenarios(generator.as_deref());
    run.check_documentation(generator.as_deref());
    let site = app
        .and(generator)
        .filter(|generator| run.build_site(generator));
    if !skip_browser {
        run.walk_journeys(site.as_deref());
    }
    progress::result(&run.tally.to_string());
    run.tally.exit_code()
}

/// The steps, and what they add up to.
struct Run<'a> {
    workspace: &'a Workspace,
    tally: Tally,
}

impl Run<'_> {
    fn lint(&mut self) {
        let mut format = self.cargo();
        format.args(["fmt", "--all", "--check"]);
        self.count("Check the format", &mut format, Tally::of_step);

        let mut native = self.cargo();
        native.args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]);
        self.count("Lint everything", &mut native, Tally::of_step);

        if self.need(ensure_wasm_target).is_some() {
            let mut wasm = self.cargo();
            wasm.args(["clippy", "--package", "breakglass-app", "--target", WASM]);
            wasm.args(["--", "-D", "warnings"]);
            self.count("Lint the app for the browser", &mut wasm, Tally::of_step);
        }
    }

    fn build_app(&mut self, skip_browser: bool) -> Option<()> {
        let workspace = self.workspace;
        self.attempt(|| {
            if skip_browser {
                // wasm-opt needs Node, and nobody will load this build.
                app::build(workspace)
            } else {
                app::build_optimised(workspace)
            }
        })
    }

    /// Gives the generator.
    fn compile(&mut self) -> Option<PathBuf> {
        let workspace = self.workspace;
        self.attempt(|| compile_generator(workspace, Profile::Tests))
    }

    fn test_natively(&mut self) {
        let mut tests = self.cargo();
        tests.args(["test", "--workspace", "--no-fail-fast"]);
        self.count("Run the native tests", &mut tests, Tally::of_libtest);
    }

    /// The drill scripts that ship, through the playbooks that ship.
    fn walk_scenarios(&mut self, generator: Option<&Path>) {
        let Some(generator) = generator else { return };
        let mut drill = Command::new(generator);
        drill.arg("test").arg(self.workspace.playbooks());
        drill.args(["--min-coverage", MIN_COVERAGE]);
        self.count("Walk the scenarios", &mut drill, Tally::of_drills);
    }

    /// The documentation is a site like any other: no link of it may be broken.
    fn check_documentation(&mut self, generator: Option<&Path>) {
        let Some(generator) = generator else { return };
        let mut check = Command::new(generator);
        check.arg("check").arg(self.workspace.path("docs"));
        check.args(["--deny", "warnings"]);
        self.count("Check the documentation", &mut check, Tally::of_step);
    }

    fn build_site(&mut self, generator: &Path) -> bool {
        let workspace = self.workspace;
        self.attempt(|| site::build(generator, &workspace.playbooks(), &workspace.site()))
            .is_some()
    }

    fn walk_journeys(&mut self, generator: Option<&Path>) {
        let workspace = self.workspace;
        let runner = self.need(|| {
            let generator = generator.context("the journeys have no site to visit")?;
            journeys::runner(workspace, generator)
        });
        if let Some(mut journeys) = runner {
            self.count("Walk the journeys", &mut journeys, Tally::of_journeys);
        }
    }

    fn cargo(&self) -> Command {
        let mut command = cargo();
        command.current_dir(self.workspace.root());
        command
    }

    /// Does a step that counts as one test.
    fn attempt<T>(&mut self, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let done = self.need(work);
        self.tally.passed += u64::from(done.is_some());
        done
    }

    /// Does what a step needs beforehand; counts only when it fails.
    fn need<T>(&mut self, work: impl FnOnce() -> Result<T>) -> Option<T> {
        work()
            .inspect_err(|error| {
                progress::error(error);
                self.tally.failed += 1;
            })
            .ok()
    }

    /// Runs a program whose output says how many of its tests passed.
    fn count(&mut self, title: &str, command: &mut Command, count: fn(&Finished) -> Tally) {
        let mut tally = Tally::of_one(false);
        let result = step(title, |step| {
            let finished = capture(step, command)?;
            tally = count(&finished);
            if tally.failed > 0 {
                bail!("{title}: {tally}\n{}", finished.complaint());
            }
            Ok(())
        });
        if let Err(error) = result {
            progress::error(&error);
        }
        self.tally += tally;
    }
}
