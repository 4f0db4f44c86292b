//! The command line.

mod progress;
mod test;
mod verdict;

use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::diagnostic::{Diagnostic, Paint, rendered, summary};
use crate::read::{self, Assets, Sources, WhyLeftOut};
use crate::render::Options;
use crate::{Compiled, compile_once, serve, write};

use progress::Progress;
use verdict::{Verdict, exit_code, known, say_result};

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
        #[command(flatten)]
        verdict: Verdict,
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
        #[command(flatten)]
        verdict: Verdict,
    },
    /// Say what a diagnostic means, why it matters, and how to mend or allow it
    Explain {
        /// Its code: `BG0012`, or just 12; without one all are listed
        code: Option<String>,
    },
}

/// Runs the command that the arguments name. Errors in the sources end with 1, wrong usage with 2.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::New { folder } => new(&folder),
        Command::Build {
            folder,
            output,
            verdict,
        } => build(&folder, &output, &verdict),
        Command::Serve { folder, port } => serve(&folder, port),
        Command::Test(arguments) => test::test(&arguments),
        Command::Check { folder, verdict } => check(&folder, &verdict),
        Command::Explain { code } => Ok(explain(code.as_deref())),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            say(&format!("error: {error:#}\n"));
            if is_usage(&error) {
                ExitCode::from(USAGE)
            } else {
                ExitCode::FAILURE
            }
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
    anyhow::ensure!(
        !sources.pages.is_empty() || sources.left_out.values().any(WhyLeftOut::is_to_be_said),
        "{} holds no Markdown; a page is a file whose name ends in .md, and hidden and git-ignored files are left out\n\
         to start a folder of playbooks: breakglass new <folder>",
        folder.display()
    );
    Ok(Sources {
        now: read::now(),
        ..sources
    })
}

/// Wrong usage: the arguments cannot be meant.
const USAGE: u8 = 2;

fn is_usage(error: &anyhow::Error) -> bool {
    let over_source = error
        .downcast_ref::<write::WriteError>()
        .is_some_and(|error| {
            matches!(
                error,
                write::WriteError::OverSource(_) | write::WriteError::NoFolder(_)
            )
        });
    let source = error.downcast_ref::<std::io::Error>();
    let no_source = source
        .and_then(std::io::Error::get_ref)
        .and_then(|error| error.downcast_ref::<read::NoFolder>())
        .is_some();
    over_source || no_source
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

fn build(folder: &Path, output: &Path, verdict: &Verdict) -> anyhow::Result<ExitCode> {
    let progress = Progress::begin("reading the folder");
    let sources = Sources {
        changed: read::changed(folder),
        strictness: verdict.strictness(),
        ..sources(folder)?
    };
    let place = write::Destination::new(output, folder)?;
    progress.now(&format!("compiling {} pages", sources.pages.len()));
    let Compiled { site, diagnostics } =
        compile_once(&sources, &Assets::embedded(), Options::default())?;
    progress.now("writing the site");
    let Some(site) = site else {
        drop(progress);
        verdict.say(&diagnostics, &sources)?;
        say("nothing was written\n");
        return Ok(ExitCode::FAILURE);
    };
    write::site(&site, &place)?;
    drop(progress);
    verdict.say(&diagnostics, &sources)?;
    say_without_app(&site);
    say(&format!(
        "{} files in {}\n",
        site.files.len(),
        output.display()
    ));
    // The process ends here: the system takes all of it back at once.
    std::mem::forget((site, sources));
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

fn check(folder: &Path, verdict: &Verdict) -> anyhow::Result<ExitCode> {
    let progress = Progress::begin("reading the folder");
    let sources = Sources {
        strictness: verdict.strictness(),
        ..sources(folder)?
    };
    progress.now(&format!("checking {} pages", sources.pages.len()));
    let diagnostics = crate::check_only(&sources);
    drop(progress);
    verdict.say(&diagnostics, &sources)?;
    if diagnostics.is_empty() && verdict.is_for_people() {
        say(&format!("{} pages, nothing wrong\n", sources.pages.len()));
    }
    Ok(exit_code(&diagnostics))
}

/// A code that means nothing is wrong usage.
fn explain(code: Option<&str>) -> ExitCode {
    let Some(code) = code else {
        say_result(&crate::explain::list());
        return ExitCode::SUCCESS;
    };
    match known(code) {
        Ok(rule) => {
            say_result(&crate::explain::text(rule));
            ExitCode::SUCCESS
        }
        Err(words) => {
            say(&format!("error: {words}\n"));
            ExitCode::from(2)
        }
    }
}

fn serve(folder: &Path, port: u16) -> anyhow::Result<ExitCode> {
    serve::serve(folder, port)?;
    Ok(ExitCode::SUCCESS)
}
