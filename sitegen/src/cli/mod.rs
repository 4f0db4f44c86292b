//! The command line.

mod progress;
mod test;

use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::diagnostic::{Diagnostic, Paint, Severity, rendered, summary};
use crate::read::{self, Assets, Sources};
use crate::render::Options;
use crate::{Compiled, compile, serve, write};

use progress::Progress;

/// Runbooks that walk you through an incident, offline.
#[derive(Parser)]
#[command(name = "breakglass", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start a folder of playbooks
    New {
        /// The folder to make
        folder: PathBuf,
    },
    /// Compile a folder of Markdown into a site
    Build {
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Where the site goes; replaced as a whole
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Serve a folder on this machine, and again whenever a file is saved
    Serve {
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// The port on 127.0.0.1
        #[arg(short, long, default_value_t = 8080)]
        port: u16,
    },
    /// Walk the scenarios through the playbooks, and say which branches they take
    Test(test::Arguments),
    /// Say what is wrong, and write nothing
    Check {
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
}

/// Runs the command that the arguments name. Errors in the sources end with 1, wrong usage with 2.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::New { folder } => new(&folder),
        Command::Build { folder, output } => build(&folder, &output),
        Command::Serve { folder, port } => serve(&folder, port),
        Command::Test(arguments) => test::test(&arguments),
        Command::Check { folder } => check(&folder),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            say(&format!("error: {error:#}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Everything but results goes to standard error. A closed pipe is no reason to fail.
pub(crate) fn say(words: &str) {
    let _ = std::io::stderr().write_all(words.as_bytes());
}

/// Says what is wrong, in colour on a terminal.
pub(crate) fn say_diagnostics(diagnostics: &[Diagnostic], sources: &Sources) {
    if diagnostics.is_empty() {
        return;
    }
    let plain = !std::io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    say(&rendered(
        diagnostics,
        sources,
        if plain { Paint::Plain } else { Paint::Coloured },
    ));
    say(&format!("{}\n", summary(diagnostics)));
}

fn sources(folder: &Path) -> anyhow::Result<Sources> {
    let sources =
        read::sources(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    Ok(Sources {
        today: read::today(),
        ..sources
    })
}

fn new(folder: &Path) -> anyhow::Result<ExitCode> {
    let files = read::starter();
    anyhow::ensure!(
        !files.is_empty(),
        "this breakglass carries no starter playbooks"
    );
    write::starter(&files, folder)?;
    say(&format!(
        "{} holds {} files; see them with\n\n    breakglass serve {}\n",
        folder.display(),
        files.len(),
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn build(folder: &Path, output: &Path) -> anyhow::Result<ExitCode> {
    let progress = Progress::begin("reading the folder");
    let sources = sources(folder)?;
    progress.now(&format!("compiling {} pages", sources.pages.len()));
    let Compiled { site, diagnostics } =
        compile(&sources, &Assets::embedded(), Options::default())?;
    progress.now("writing the site");
    let Some(site) = site else {
        drop(progress);
        say_diagnostics(&diagnostics, &sources);
        say("nothing was written\n");
        return Ok(ExitCode::FAILURE);
    };
    write::site(&site, output)?;
    drop(progress);
    say_diagnostics(&diagnostics, &sources);
    say_without_app(&site);
    say(&format!(
        "{} files in {}\n",
        site.files.len(),
        output.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// A site without the app is worth having, but nobody should find out in an outage.
pub(crate) fn say_without_app(site: &crate::Site) {
    if !site.walkable {
        say(
            "warning: this breakglass carries no app: pages can be read and printed, but not walked\n",
        );
    }
}

fn check(folder: &Path) -> anyhow::Result<ExitCode> {
    let progress = Progress::begin("reading the folder");
    let sources = sources(folder)?;
    progress.now(&format!("checking {} pages", sources.pages.len()));
    let diagnostics = crate::check_only(&sources);
    drop(progress);
    say_diagnostics(&diagnostics, &sources);
    let has_errors = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    if diagnostics.is_empty() {
        say(&format!("{} pages, nothing wrong\n", sources.pages.len()));
    }
    Ok(if has_errors {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn serve(folder: &Path, port: u16) -> anyhow::Result<ExitCode> {
    serve::serve(folder, port)?;
    Ok(ExitCode::SUCCESS)
}
