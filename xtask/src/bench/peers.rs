//! The generators that ours is measured against, each with the corpus in the form that it wants.
//!
//! What is made alike: every page has a list of the pages beside it, its own contents, and links to the page before and after;
//! links between Markdown files are resolved; no search index. What is not: see each candidate's `features`. Zola is
//! left out: there is no package of it whose version could be pinned.

use std::{fmt::Write, fs, path::Path};

use anyhow::Result;

use super::{candidate::Candidate, corpus};
use crate::{cli::BenchOptions, process::find_on_path, progress, tool::Tool, workspace::Workspace};

/// Whether code is coloured in the build: each is compared with those that do the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    On,
    Off,
}

impl Colours {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::On => "colours code in the build",
            Self::Off => "no colours in the build",
        }
    }
}

/// All that are installed, or can be.
pub(super) fn peers(
    workspace: &Workspace,
    options: &BenchOptions,
    colours: Colours,
) -> Result<Vec<Candidate>> {
    let mut candidates: Vec<Candidate> = hugo(workspace, options, colours)?.into_iter().collect();
    // It leaves colours to the browser.
    if colours == Colours::Off {
        candidates.extend(mdbook(workspace, options)?);
    }
    Ok(candidates)
}

fn program(tool: &Tool, name: &str, options: &BenchOptions) -> Result<Option<std::path::PathBuf>> {
    let installed = if options.install_peers {
        Some(tool.ensure()?)
    } else {
        tool.installed()?
    };
    let program = installed
        .map(|programs| programs.join(name))
        .or_else(|| find_on_path(&[name]));
    if program.is_none() {
        progress::note(&format!(
            "{name} is not installed, so it is not compared; --install-peers installs it"
        ));
    }
    Ok(program)
}

/// mdBook over a copy of the corpus without front matter, which it does not know, with the table of contents that it wants.
fn mdbook(workspace: &Workspace, options: &BenchOptions) -> Result<Option<Candidate>> {
    let Some(program) = program(&Tool::mdbook(), "mdbook", options)? else {
        return Ok(None);
    };
    let book = workspace.path("target/bench/mdbook");
    corpus::write_as(&book.join("src"), options.pages, |page| {
        without_front_matter(&page.markdown).to_owned()
    })?;
    let mut contents = "# Summary\n\n".to_owned();
    for page in corpus::pages(options.pages) {
        writeln!(contents, "- [{}]({})", page.title, page.path)?;
    }
    fs::write(book.join("src/SUMMARY.md"), contents)?;
    fs::write(
        book.join("book.toml"),
        "[book]\ntitle = \"Corpus\"\n[output.html.search]\nenable = false\n[output.html.print]\nenable = false\n",
    )?;
    Ok(Some(Candidate {
        name: "mdbook",
        features: "colours code in the browser",
        program,
        output: book.join("book"),
        arguments: vec!["build".into(), book],
    }))
}

/// Hugo with the smallest theme that shows what ours shows.
fn hugo(
    workspace: &Workspace,
    options: &BenchOptions,
    colours: Colours,
) -> Result<Option<Candidate>> {
    let Some(program) = program(&Tool::hugo(), "hugo", options)? else {
        return Ok(None);
    };
    let site = workspace.path("target/bench/hugo");
    corpus::write_as(&site.join("content"), options.pages, |page| {
        let body = without_front_matter(&page.markdown);
        format!("---\ntitle: {}\n---\n{body}", page.title)
    })?;
    theme(&site, colours == Colours::On)?;
    let output = site.join("public");
    Ok(Some(Candidate {
        name: "hugo",
        features: colours.words(),
        program,
        arguments: vec![
            "--source".into(),
            site,
            "--destination".into(),
            output.clone(),
            "--quiet".into(),
        ],
        output,
    }))
}

fn theme(site: &Path, colours: bool) -> Result<()> {
    let layouts = site.join("layouts/_default");
    fs::create_dir_all(&layouts)?;
    // Links to Markdown files are resolved by the hook that Hugo brings along for it.
    let settings = format!(
        "title = \"Corpus\"\nbaseURL = \"https://example.org/\"\nrelativeURLs = true\nuglyURLs = true\n\
         disableKinds = [\"taxonomy\", \"term\", \"rss\", \"sitemap\"]\n\
         [markup.highlight]\ncodeFences = {colours}\nnoClasses = false\n\
         [markup.goldmark.renderHooks.link]\nuseEmbedded = \"always\"\n"
    );
    fs::write(site.join("hugo.toml"), settings)?;
    for (name, text) in [
        ("baseof.html", include_str!("hugo/baseof.html")),
        ("single.html", include_str!("hugo/single.html")),
        ("list.html", include_str!("hugo/list.html")),
    ] {
        fs::write(layouts.join(name), text)?;
    }
    Ok(())
}

fn without_front_matter(markdown: &str) -> &str {
    let body = markdown
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"));
    body.map_or(markdown, |(_, body)| body)
}
