//! Time and memory that a build of the corpus takes, ours and a peer's.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{
    Measured, corpus,
    row::{Row, median},
};
use crate::{
    cli::BenchOptions,
    process::find_on_path,
    progress::{self, size, step},
    tool::Tool,
    workspace::Workspace,
};

/// The design's budget for [`BUDGET_PAGES`] pages, in seconds.
const BUDGET: f64 = 0.6;
const BUDGET_PAGES: usize = 1000;

/// A generator, and how to have it build the corpus.
struct Candidate {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<PathBuf>,
    /// Emptied before each run, so that every build is a whole one.
    output: PathBuf,
}

/// One build.
struct Sample {
    seconds: f64,
    /// The most memory it held at once, where the system tells.
    peak_memory: Option<u64>,
}

/// Builds the corpus several times with each generator.
pub(super) fn measure(
    workspace: &Workspace,
    generator: &Path,
    options: &BenchOptions,
) -> Result<Measured> {
    let corpus = workspace.path("target/bench/corpus");
    let bytes = step("Write the corpus", |_| {
        corpus::write(&corpus, options.pages)
    })?;
    let output = workspace.path("target/bench/corpus-site");
    let ours = Candidate {
        name: "breakglass",
        program: generator.to_owned(),
        arguments: vec!["build".into(), corpus, "-o".into(), output.clone()],
        output,
    };
    let candidates: Vec<Candidate> = std::iter::once(ours)
        .chain(mdbook(workspace, options)?)
        .collect();
    let mut rows = Vec::new();
    let mut figures = json!({ "pages": options.pages, "bytes": bytes });
    for (candidate, samples) in candidates.iter().zip(samples(&candidates, options.runs)?) {
        let (row, figure) = summary(candidate, &samples);
        let with_budget = candidate.name == "breakglass" && options.pages == BUDGET_PAGES;
        let seconds = figure["median_seconds"].as_f64().unwrap_or(f64::NAN);
        rows.push(if with_budget {
            row.within(seconds, BUDGET, "0.6 s on two idle cores")
        } else {
            row
        });
        figures[candidate.name] = figure;
    }
    let title = format!(
        "Build of {} pages, {} (median of {})",
        options.pages,
        size(bytes as u64),
        options.runs
    );
    Ok(Measured {
        title,
        rows,
        figures,
    })
}

/// mdBook over a copy of the corpus, with the table of contents that it wants.
fn mdbook(workspace: &Workspace, options: &BenchOptions) -> Result<Option<Candidate>> {
    let tool = Tool::mdbook();
    let installed = if options.install_peers {
        Some(tool.ensure()?)
    } else {
        tool.installed()?
    };
    let program = installed.map(|programs| programs.join("mdbook"));
    let Some(program) = program.or_else(|| find_on_path(&["mdbook"])) else {
        progress::note(
            "mdBook is not installed, so nothing is compared; --install-peers installs it",
        );
        return Ok(None);
    };
    let book = workspace.path("target/bench/mdbook");
    corpus::write(&book.join("src"), options.pages)?;
    let mut contents = "# Summary\n\n".to_owned();
    for page in corpus::pages(options.pages) {
        writeln!(contents, "- [{}]({})", page.title, page.path)?;
    }
    fs::write(book.join("src/SUMMARY.md"), contents)?;
    fs::write(book.join("book.toml"), "[book]\ntitle = \"Corpus\"\n")?;
    Ok(Some(Candidate {
        name: "mdbook",
        program,
        output: book.join("book"),
        arguments: vec!["build".into(), book],
    }))
}

/// Builds with each candidate in turn, again and again, so that whatever else the machine does meets all of them alike.
fn samples(candidates: &[Candidate], runs: u32) -> Result<Vec<Vec<Sample>>> {
    let mut samples: Vec<Vec<Sample>> = candidates.iter().map(|_| Vec::new()).collect();
    step("Build the corpus", |step| {
        for run in 1..=runs {
            for (candidate, samples) in candidates.iter().zip(&mut samples) {
                step.say(&format!("{}, run {run} of {runs}", candidate.name));
                samples.push(candidate.build()?);
            }
        }
        Ok(())
    })?;
    Ok(samples)
}

impl Candidate {
    fn build(&self) -> Result<Sample> {
        if self.output.exists() {
            fs::remove_dir_all(&self.output)
                .with_context(|| format!("cannot empty {}", self.output.display()))?;
        }
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start {}", self.name))?;
        let watcher = watch_memory(&child);
        let status = child.wait()?;
        let seconds = started.elapsed().as_secs_f64();
        if !status.success() {
            bail!(
                "{} does not build the corpus ({status}); run {command:?}",
                self.name
            );
        }
        Ok(Sample {
            seconds,
            peak_memory: watcher.join().ok().flatten(),
        })
    }
}

/// Follows the high-water mark of a process that Linux keeps. It is read often, so that little happens after the last reading.
fn watch_memory(child: &Child) -> thread::JoinHandle<Option<u64>> {
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    thread::spawn(move || {
        let mut peak = None;
        // A process that has ended keeps its status until it is waited for, but without this line.
        while let Some(mark) = fs::read_to_string(&status)
            .ok()
            .as_deref()
            .and_then(high_water_mark)
        {
            peak = peak.max(Some(mark));
            thread::sleep(Duration::from_millis(2));
        }
        peak
    })
}

/// Bytes, from the line `VmHWM:   12345 kB`.
fn high_water_mark(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

fn summary(candidate: &Candidate, samples: &[Sample]) -> (Row, Value) {
    let seconds: Vec<f64> = samples.iter().map(|sample| sample.seconds).collect();
    let fastest = seconds.iter().copied().fold(f64::INFINITY, f64::min);
    let slowest = seconds.iter().copied().fold(0.0, f64::max);
    let middle = median(seconds);
    let peak = samples.iter().filter_map(|sample| sample.peak_memory).max();
    let memory = peak.map_or_else(
        || "memory unknown".to_owned(),
        |peak| format!("peak {}", size(peak)),
    );
    let detail = format!("{fastest:.2}–{slowest:.2} s, {memory}");
    let figures = json!({
        "median_seconds": middle,
        "fastest_seconds": fastest,
        "slowest_seconds": slowest,
        "peak_memory_bytes": peak,
    });
    (
        Row::new(candidate.name, format!("{middle:.2} s"), detail),
        figures,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn high_water_mark_is_read_in_bytes() {
        let status = "Name:\tbreakglass\nVmHWM:\t   20480 kB\nVmRSS:\t 100 kB\n";
        assert_eq!(high_water_mark(status), Some(20_971_520));
        assert_eq!(high_water_mark("Name:\tzombie\n"), None);
    }
}
