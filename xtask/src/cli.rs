//! What can be typed after `cargo xtask`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Developer commands of Breakglass. Each installs what it needs on its first run.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the app and serve a folder of playbooks with live reload
    Serve {
        /// The folder of Markdown to compile [default: the repository's playbooks/]
        folder: Option<PathBuf>,
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Build the app into target/app and the site of playbooks/ into target/site
    Build {
        /// Also shrink the app with wasm-opt (needs Node)
        #[arg(long)]
        optimise: bool,
    },
    /// Run everything CI runs: format, lints, tests, the site, the browser journeys
    Test {
        /// Leave out what needs Node or a browser
        #[arg(long)]
        skip_browser: bool,
    },
    /// Write the optimised site to dist/site and the self-contained binary to dist/breakglass
    Dist,
    /// Measure the generator and the app; also writes target/bench.json
    Bench(BenchOptions),
    /// Throw mutated input at the compiler (needs a C++ compiler)
    Fuzz {
        /// What to throw it at [default: every target in turn]
        target: Option<String>,
        /// How long, for each target
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
}

/// How to measure.
#[derive(Debug, Args)]
pub(crate) struct BenchOptions {
    /// Install mdBook and Hugo for comparison when they are missing (takes minutes)
    #[arg(long)]
    pub(crate) install_peers: bool,
    /// How many pages the generated corpus has
    #[arg(long, default_value_t = 1000)]
    pub(crate) pages: usize,
    /// How often each figure is taken; the table shows the median
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) runs: u32,
    /// Leave out what needs a browser
    #[arg(long)]
    pub(crate) skip_browser: bool,
    /// Measure the generator alone
    #[arg(long)]
    pub(crate) skip_app: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_has_defaults() {
        let cli = Cli::parse_from(["cargo xtask", "serve"]);
        assert!(matches!(
            cli.command,
            Command::Serve {
                folder: None,
                port: 8080
            }
        ));
    }
}
