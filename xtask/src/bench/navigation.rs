//! How soon after navigation a responder can work: the declare screen, in Chromium slowed down four times.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Measured, row::Row};
use crate::{process::run, progress::step, workspace::Workspace};

/// Has the browser open the site again and again.
pub(super) fn measure(
    workspace: &Workspace,
    site: &Path,
    browser: &Path,
    runs: u32,
) -> Result<Measured> {
    let json = step("Measure navigation in Chromium", |step| {
        let mut node = Command::new("node");
        node.arg(workspace.journeys().join("bench-navigation.mjs"));
        node.arg(site)
            .arg(runs.to_string())
            .env("CHROMIUM", browser);
        run(step, &mut node)
    })?;
    let figures: Value =
        serde_json::from_str(&json).context("bench-navigation.mjs gave no figures")?;
    let scenarios = figures["scenarios"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let title = format!(
        "Navigation to {} until usable, CPU slowed 4× (median of {runs})",
        figures["page"].as_str().unwrap_or("?")
    );
    let rows = scenarios.iter().map(row).collect();
    Ok(Measured {
        title,
        rows,
        figures,
    })
}

fn row(scenario: &Value) -> Row {
    let name = scenario["name"].as_str().unwrap_or("?");
    let Some(ready) = scenario["ready_ms"].as_f64() else {
        let reason = scenario["error"].as_str().unwrap_or("no figure");
        return Row::new(name, "–".to_owned(), reason.to_owned());
    };
    let milliseconds = |key: &str| scenario[key].as_f64().unwrap_or(f64::NAN);
    let detail = format!(
        "{:.0}–{:.0} ms, first paint {:.0} ms",
        milliseconds("fastest_ms"),
        milliseconds("slowest_ms"),
        milliseconds("paint_ms"),
    );
    let row = Row::new(name, format!("{ready:.0} ms"), detail);
    match scenario["budget_ms"].as_f64() {
        Some(budget) => row.within(ready, budget, &format!("{budget:.0} ms")),
        None => row,
    }
}
