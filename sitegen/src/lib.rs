//! The compiler: a folder of Markdown runbooks in, a site out.
//!
//! Stages, one folder each: [`read`] → `parse` → `check` → `render` → [`write`]. Only the first and the last
//! touch the disk; what is wrong is collected as [`Diagnostic`]s and said all at once.

mod check;
mod cli;
mod diagnostic;
mod drill;
mod markup;
mod parse;
pub mod read;
mod render;
mod serve;
mod words;
pub mod write;

pub use check::rule::{Example, Level, Rule, Told};
pub use cli::run;
pub use diagnostic::{Code, Diagnostic, Paint, Related, Severity, rendered, summary};
pub use drill::{Drilled, drill};
pub use render::{Options, Output, Site};

use read::{Assets, Sources};

/// What came of a folder.
#[derive(Debug)]
pub struct Compiled {
    /// The site; `None` when there are errors.
    pub site: Option<Site>,
    /// Everything that is wrong, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles sources to a site.
///
/// # Errors
/// A layout of this binary is broken.
pub fn compile(sources: &Sources, assets: &Assets, options: Options) -> anyhow::Result<Compiled> {
    let pages = parse::pages(sources);
    let (survey, diagnostics) = check::check(sources, &pages);
    let is_sound = diagnostics
        .iter()
        .all(|diagnostic| diagnostic.severity != Severity::Error);
    let site = if is_sound {
        Some(render::render(&survey, sources, assets, options)?)
    } else {
        None
    };
    Ok(Compiled { site, diagnostics })
}

/// Every rule, by number.
pub fn rules() -> &'static [Rule] {
    check::rule::RULES
}

/// Only looks for what is wrong.
pub fn check_only(sources: &Sources) -> Vec<Diagnostic> {
    let pages = parse::pages(sources);
    check::check(sources, &pages).1
}
