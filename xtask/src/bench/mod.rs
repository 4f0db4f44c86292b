//! `cargo xtask bench`: how fast the generator builds, how much the app weighs, how soon a responder can work with it.
//!
//! Figures belong to one machine and one run, so peers are measured in the same run. The aims are the budgets of the design;
//! missing one is told, and is no failure: a slow machine is not a defect.

mod candidate;
mod corpus;
mod edit;
mod generator;
mod navigation;
mod peers;
mod row;
mod weight;

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use self::{peers::Colours, row::Row};
use crate::{
    app,
    cli::BenchOptions,
    progress,
    site::{self, Profile, compile_generator},
    test::{ensure_browser, ensure_packages},
    workspace::Workspace,
};

/// What one measurement gives: rows for people, figures for programs.
struct Measured {
    title: String,
    rows: Vec<Row>,
    figures: Value,
}

/// Measures everything, prints a table and writes `target/bench.json`.
pub(crate) fn bench(workspace: &Workspace, options: &BenchOptions) -> Result<()> {
    if !options.skip_app {
        app::build_optimised(workspace)?;
    }
    let generator = compile_generator(workspace, Profile::Release)?;
    let mut parts = vec![
        (
            "build",
            generator::measure(workspace, &generator, options, Colours::On)?,
        ),
        (
            "build_without_colours",
            generator::measure(workspace, &generator, options, Colours::Off)?,
        ),
        ("growth", generator::growth(workspace, &generator, options)?),
        ("edit", edit::measure(workspace, &generator, options)?),
    ];
    if !options.skip_app {
        let site = workspace.path("target/bench/site");
        site::build(&generator, &workspace.playbooks(), &site)?;
        parts.push(("weight", weight::measure(workspace, &site)?));
        if !options.skip_browser {
            ensure_packages(workspace)?;
            let browser = ensure_browser()?;
            let navigation = navigation::measure(workspace, &site, &browser, options.runs)?;
            parts.push(("navigation", navigation));
        }
    }

    let mut figures = json!({ "runs": options.runs });
    for (name, part) in parts {
        progress::result(&row::table(&part.title, &part.rows));
        figures[name] = part.figures;
    }
    let file = workspace.path("target/bench.json");
    fs::write(&file, format!("{figures:#}\n"))
        .with_context(|| format!("cannot write {}", file.display()))
}
