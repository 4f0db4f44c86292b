//! How long an author waits: from the moment that a page is saved until `serve` tells the browser to load it again.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::{
    Measured, corpus,
    row::{Row, median},
};
use crate::{cli::BenchOptions, progress::step, workspace::Workspace};

/// The design's budgets, in milliseconds, for this many pages and ten times as many.
const PAGES: usize = 1000;
const BUDGETS: [f64; 2] = [50.0, 150.0];

/// Longer than any build; a server that says nothing is broken.
const PATIENCE: Duration = Duration::from_mins(2);

/// Saves a page of a served corpus again and again.
pub(super) fn measure(
    workspace: &Workspace,
    generator: &Path,
    options: &BenchOptions,
) -> Result<Measured> {
    let mut rows = Vec::new();
    let mut figures = json!({});
    for (pages, budget) in [
        (options.pages, BUDGETS[0]),
        (options.pages * 10, BUDGETS[1]),
    ] {
        let corpus = workspace.path(&format!("target/bench/edited-{pages}"));
        let times = step(&format!("Save a page of {pages}"), |_| {
            corpus::write(&corpus, pages)?;
            edits(generator, &corpus, options.runs)
        })?;
        let fastest = times.iter().copied().fold(f64::INFINITY, f64::min);
        let slowest = times.iter().copied().fold(0.0, f64::max);
        let middle = median(times);
        let row = Row::new(
            format!("{pages} pages"),
            format!("{middle:.0} ms"),
            format!("{fastest:.0}–{slowest:.0} ms"),
        );
        rows.push(if options.pages == PAGES {
            row.within(middle, budget, &format!("{budget:.0} ms"))
        } else {
            row
        });
        figures[pages.to_string()] =
            json!({ "median_ms": middle, "fastest_ms": fastest, "slowest_ms": slowest });
    }
    Ok(Measured {
        title: format!(
            "A page saved under serve, until the browser is told (median of {})",
            options.runs
        ),
        rows,
        figures,
    })
}

/// Ends the server whatever happens.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn edits(generator: &Path, corpus: &Path, runs: u32) -> Result<Vec<f64>> {
    let mut server = Server(
        Command::new(generator)
            .arg("serve")
            .arg(corpus)
            .args(["--port", "0"])
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start the server")?,
    );
    let said = server.0.stderr.take().context("the server has no voice")?;
    let mut said = BufReader::new(said).lines().map_while(Result::ok);
    let address = said
        .find_map(|line| Some(line.split_once("http://")?.1.split_once('/')?.0.to_owned()))
        .context("the server does not say where it is")?;
    // Its pipe must not fill up.
    thread::spawn(move || said.for_each(drop));
    let events = events(&address)?;
    next(&events)?;
    let page = corpus.join(corpus::pages(1).next().context("no page")?.path);
    let text = fs::read_to_string(&page)?;
    let mut times = Vec::new();
    // The first edit warms up what a fresh server has not used yet.
    for run in 0..=runs {
        thread::sleep(Duration::from_millis(300));
        let saved = Instant::now();
        fs::write(&page, format!("{text}\nEdit {run}.\n"))?;
        next(&events)?;
        times.push(saved.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times.split_off(1))
}

/// What the server tells open pages, an item each.
fn events(address: &str) -> Result<Receiver<String>> {
    let mut stream = TcpStream::connect(address).context("the server does not answer")?;
    write!(
        stream,
        "GET /-/live HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\r\n"
    )?;
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        for line in lines.filter(|line| line.starts_with("event:")) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    Ok(receiver)
}

fn next(events: &Receiver<String>) -> Result<()> {
    let event = events
        .recv_timeout(PATIENCE)
        .context("the server tells nothing")?;
    if !event.contains("site") {
        bail!("the corpus is not built: {event}");
    }
    Ok(())
}
