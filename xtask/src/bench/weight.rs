//! What a browser must load before a responder can walk, compressed as a web server would.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Measured, row::Row};
use crate::{
    process::run,
    progress::{size, step},
    workspace::Workspace,
};

/// The design's budget for everything with report and export, in bytes of Brotli.
const BUDGET: u64 = 250_000;

/// Weighs the files that `index.html` of a site loads.
pub(super) fn measure(workspace: &Workspace, site: &Path) -> Result<Measured> {
    let json = step("Weigh what the app loads", |step| {
        let mut node = Command::new("node");
        node.arg(workspace.journeys().join("bench-weight.mjs"))
            .arg(site);
        run(step, &mut node)
    })?;
    let figures: Value = serde_json::from_str(&json).context("bench-weight.mjs gave no figures")?;
    let files = figures["files"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut rows: Vec<Row> = files
        .iter()
        .map(|file| row(file["path"].as_str(), file))
        .collect();
    let total = &figures["total"];
    #[expect(clippy::cast_precision_loss, reason = "sizes of files are far below")]
    rows.push(row(Some("all"), total).within(
        bytes(total, "brotli") as f64,
        BUDGET as f64,
        "250 KB with report and export",
    ));
    let title = "Weight of what the app loads (Brotli 11)".to_owned();
    Ok(Measured {
        title,
        rows,
        figures,
    })
}

fn row(label: Option<&str>, file: &Value) -> Row {
    let detail = format!(
        "gzip {}, raw {}",
        size(bytes(file, "gzip")),
        size(bytes(file, "raw"))
    );
    Row::new(label.unwrap_or("?"), size(bytes(file, "brotli")), detail)
}

fn bytes(file: &Value, key: &str) -> u64 {
    file[key].as_u64().unwrap_or(0)
}
