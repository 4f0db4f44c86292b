//! Developer commands: `cargo xtask serve | build | test | dist | bench | fuzz`.
//!
//! On a machine with only Rust and a C compiler each command first installs what it needs: [`toolchain`] the wasm target,
//! [`tool`] the pinned programs, outside the repository and once per machine. [`app`] then builds the client into `target/app`,
//! [`site`] compiles the generator and runs it over a folder of playbooks, and the other modules are a command each.
//! What is unchanged since the last run is not done again ([`fingerprint`]), and whatever takes long says so ([`progress`]).

#![expect(
    clippy::disallowed_methods,
    reason = "developer commands work on the files of the repository; nothing of this ships"
)]

mod app;
mod bench;
mod cli;
mod dist;
mod fingerprint;
mod fuzz;
mod process;
mod progress;
mod serve;
mod site;
mod test;
mod tool;
mod toolchain;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    cli::{Cli, Command},
    workspace::Workspace,
};

fn main() -> ExitCode {
    let workspace = Workspace::of_this_repository();
    let outcome = match Cli::parse().command {
        Command::Serve { folder, port } => serve::serve(&workspace, folder, port),
        Command::Build { optimise } => site::build_all(&workspace, optimise),
        Command::Test { skip_browser } => return test::test(&workspace, skip_browser),
        Command::Dist => dist::dist(&workspace),
        Command::Bench(options) => bench::bench(&workspace, &options),
        Command::Fuzz { target, seconds } => fuzz::fuzz(&workspace, target.as_deref(), seconds),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            progress::error(&error);
            ExitCode::FAILURE
        }
    }
}
