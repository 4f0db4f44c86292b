//! Time, work and memory that a build of the corpus takes, ours and the peers', and how they grow with the corpus.

use std::{fs, path::Path};

use anyhow::Result;
use serde_json::{Value, json};

use super::{
    Measured,
    candidate::{Candidate, Sample, samples},
    corpus,
    peers::{self, Colours},
    row::{Row, median},
};
use crate::{
    cli::BenchOptions,
    progress::{size, step},
    workspace::Workspace,
};

/// The design's budget for [`BUDGET_PAGES`] pages, in seconds.
const BUDGET: f64 = 0.6;
const BUDGET_PAGES: usize = 1000;

/// Ours, over a corpus of so many pages, which is written.
fn ours(
    workspace: &Workspace,
    generator: &Path,
    pages: usize,
    colours: Colours,
) -> Result<(Candidate, u64)> {
    let plain = if colours == Colours::Off {
        "-plain"
    } else {
        ""
    };
    let corpus = workspace.path(&format!("target/bench/corpus-{pages}{plain}"));
    let bytes = step(&format!("Write a corpus of {pages} pages"), |_| {
        let bytes = corpus::write(&corpus, pages)?;
        if colours == Colours::Off {
            fs::write(corpus.join("breakglass.toml"), "highlight = false\n")?;
        }
        anyhow::Ok(bytes)
    })?;
    let output = workspace.path("target/bench/corpus-site");
    let candidate = Candidate {
        name: "breakglass",
        features: colours.words(),
        program: generator.to_owned(),
        arguments: vec!["build".into(), corpus, "-o".into(), output.clone()],
        output,
    };
    Ok((candidate, bytes as u64))
}

/// Builds the corpus several times with each generator.
pub(super) fn measure(
    workspace: &Workspace,
    generator: &Path,
    options: &BenchOptions,
    colours: Colours,
) -> Result<Measured> {
    let (ours, bytes) = ours(workspace, generator, options.pages, colours)?;
    let mut candidates = vec![ours];
    candidates.extend(peers::peers(workspace, options, colours)?);
    let samples = samples(&candidates, options.runs)?;
    let of_ours = middle(&samples[0], |sample| sample.seconds);
    let work_of_ours = middle_known(&samples[0], |sample| sample.cpu_seconds);
    let mut rows = Vec::new();
    let mut figures = json!({ "pages": options.pages, "bytes": bytes });
    for (candidate, samples) in candidates.iter().zip(&samples) {
        let (row, figure) = summary(candidate, samples, of_ours, work_of_ours);
        let with_budget = colours == Colours::On
            && candidate.name == "breakglass"
            && options.pages == BUDGET_PAGES;
        rows.push(if with_budget {
            row.within(of_ours, BUDGET, "0.6 s on two idle cores")
        } else {
            row
        });
        figures[candidate.name] = figure;
    }
    let title = format!(
        "Build of {} pages, {}, {} (median of {}, in turns; × is time and work against ours)",
        options.pages,
        size(bytes),
        colours.words(),
        options.runs
    );
    Ok(Measured {
        title,
        rows,
        figures,
    })
}

/// Builds a tenth of the pages, as many, and ten times as many: a page should cost the same in each.
pub(super) fn growth(
    workspace: &Workspace,
    generator: &Path,
    options: &BenchOptions,
) -> Result<Measured> {
    let sizes = [options.pages / 10, options.pages, options.pages * 10];
    let mut rows = Vec::new();
    let mut figures = json!({});
    for pages in sizes.into_iter().filter(|&pages| pages > 0) {
        let (candidate, _) = ours(workspace, generator, pages, Colours::On)?;
        // The largest takes as long as all others together.
        let most_runs = if pages > options.pages { 1 } else { 3 };
        let samples = samples(&[candidate], options.runs.min(most_runs))?;
        let seconds = middle(&samples[0], |sample| sample.seconds);
        let cpu = middle_known(&samples[0], |sample| sample.cpu_seconds);
        let peak = peak(&samples[0]);
        #[expect(clippy::cast_precision_loss, reason = "nobody has that many pages")]
        let each = |seconds: f64| seconds * 1e6 / pages as f64;
        let detail = format!(
            "a page {:.0} µs, {} of work, {}",
            each(seconds),
            cpu.map_or_else(|| "?".to_owned(), |cpu| format!("{:.0} µs", each(cpu))),
            memory(peak)
        );
        rows.push(Row::new(
            format!("{pages} pages"),
            format!("{seconds:.2} s"),
            detail,
        ));
        figures[pages.to_string()] =
            json!({ "seconds": seconds, "cpu_seconds": cpu, "peak_memory_bytes": peak });
    }
    Ok(Measured {
        title: "Growth of a build with its pages (median of up to 3, the largest once)".to_owned(),
        rows,
        figures,
    })
}

fn summary(
    candidate: &Candidate,
    samples: &[Sample],
    of_ours: f64,
    work_of_ours: Option<f64>,
) -> (Row, Value) {
    let seconds: Vec<f64> = samples.iter().map(|sample| sample.seconds).collect();
    let fastest = seconds.iter().copied().fold(f64::INFINITY, f64::min);
    let slowest = seconds.iter().copied().fold(0.0, f64::max);
    let middle = median(seconds);
    let cpu = middle_known(samples, |sample| sample.cpu_seconds);
    let peak = peak(samples);
    let output = samples.last().map_or(0, |sample| sample.output_bytes);
    let work = cpu.zip(work_of_ours).map_or_else(
        || "work unknown".to_owned(),
        |(cpu, of_ours)| format!("{cpu:.2} s of work ×{:.1}", cpu / of_ours),
    );
    let detail = format!(
        "×{:.1}, {fastest:.2}–{slowest:.2} s, {work}, {}, writes {}, {}",
        middle / of_ours,
        memory(peak),
        size(output),
        candidate.features
    );
    let figures = json!({
        "median_seconds": middle,
        "fastest_seconds": fastest,
        "slowest_seconds": slowest,
        "cpu_seconds": cpu,
        "peak_memory_bytes": peak,
        "output_bytes": output,
        "features": candidate.features,
    });
    (
        Row::new(candidate.name, format!("{middle:.2} s"), detail),
        figures,
    )
}

fn middle(samples: &[Sample], figure: impl Fn(&Sample) -> f64) -> f64 {
    median(samples.iter().map(figure).collect())
}

fn middle_known(samples: &[Sample], figure: impl Fn(&Sample) -> Option<f64>) -> Option<f64> {
    samples
        .iter()
        .map(figure)
        .collect::<Option<Vec<f64>>>()
        .map(median)
}

fn peak(samples: &[Sample]) -> Option<u64> {
    samples.iter().filter_map(|sample| sample.peak_memory).max()
}

fn memory(peak: Option<u64>) -> String {
    peak.map_or_else(
        || "memory unknown".to_owned(),
        |peak| format!("peak {}", size(peak)),
    )
}
