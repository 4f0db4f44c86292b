//! `breakglass test`.

use std::io::{IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::diagnostic::Paint;
use crate::drill::drill;

use super::progress::Progress;
use super::{say, say_diagnostics, sources};

/// What `breakglass test` takes.
#[derive(Args)]
pub(super) struct Arguments {
    /// The folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Only the scenarios whose path or title holds these words
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
    /// Fail when fewer of a hundred branches are taken
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// How the results are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

/// Walks the scenarios: 1 when one parts or too little is taken, 2 when none is called so.
pub(super) fn test(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let progress = Progress::begin("reading the folder");
    let sources = sources(&arguments.folder)?;
    progress.now("walking the scenarios");
    let drilled = drill(&sources, arguments.only.as_deref());
    drop(progress);
    let drilled = match drilled {
        Ok(drilled) => drilled,
        Err(diagnostics) => {
            say_diagnostics(&diagnostics, &sources);
            return Ok(ExitCode::FAILURE);
        }
    };
    if let (true, Some(only)) = (drilled.is_empty(), &arguments.only) {
        say(&format!("error: no scenario is called `{only}`\n"));
        return Ok(ExitCode::from(2));
    }
    let plain = !std::io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    let results = match arguments.format {
        Format::Human if plain => drilled.human(&sources, Paint::Plain),
        Format::Human => drilled.human(&sources, Paint::Coloured),
        Format::Json => drilled.json(&sources),
    };
    // A closed pipe is no reason to fail.
    let _ = std::io::stdout().write_all(results.as_bytes());
    let wanted = usize::from(arguments.min_coverage.unwrap_or(0));
    if drilled.percent() < wanted {
        say(&format!(
            "error: {} % of all branches are taken, {wanted} % are asked for\n",
            drilled.percent()
        ));
    }
    let is_good = drilled.failed() == 0 && drilled.percent() >= wanted;
    Ok(if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
