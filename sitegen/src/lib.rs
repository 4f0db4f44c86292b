//! The compiler: a folder of Markdown runbooks in, a site out.
//!
//! Stages, one folder each: [`read`] → `parse` → `check` → `render` → [`write`]. Only the first and the last
//! touch the disk; what is wrong is collected as [`Diagnostic`]s and said all at once.

mod check;
mod cli;
mod diagnostic;
mod drill;
mod explain;
pub mod fuzz;
mod include;
mod markup;
mod parse;
pub mod read;
mod render;
mod serve;
mod words;
pub mod write;

pub use check::rule::{Example, Level, Rule, Told};
pub use cli::run;
pub use diagnostic::{
    Code, Diagnostic, NoCode, Paint, Related, Report, Severity, Strictness, json, rendered, sarif,
    summary,
};
pub use drill::{Drilled, drill};
pub use explain::page as diagnostics_page;
pub use render::{Options, Output, Site};

use std::borrow::Cow;
use std::mem::ManuallyDrop;

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
    // Whoever writes a draft wants to see it.
    let (sources, pages) = if options.live {
        (Cow::Borrowed(sources), parse::pages(sources))
    } else {
        parse::published(sources)
    };
    compile_pages(&sources, &pages, assets, options)
}

/// The same for a process that ends right after: what was parsed is left to the system, which takes it back at once.
pub(crate) fn compile_once(
    sources: &Sources,
    assets: &Assets,
    options: Options,
) -> anyhow::Result<Compiled> {
    let (sources, pages) = parse::published(sources);
    let pages = ManuallyDrop::new(pages);
    compile_pages(&sources, &pages, assets, options)
}

fn compile_pages(
    sources: &Sources,
    pages: &[parse::RawPage],
    assets: &Assets,
    options: Options,
) -> anyhow::Result<Compiled> {
    let (survey, diagnostics) = check::check(sources, pages);
    let site = if is_sound(&diagnostics) {
        Some(render::render(&survey, sources, assets, options, None)?)
    } else {
        None
    };
    Ok(Compiled { site, diagnostics })
}

/// Compiles a folder again and again. What comes of it is what [`compile`] gives, byte for byte; pages whose source
/// and surroundings are still the same are kept from the time before.
#[derive(Default)]
pub struct Compiler {
    options: Options,
    parsed: parse::Kept,
    rendered: render::Memory,
}

impl Compiler {
    /// One that has seen nothing yet.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            ..Self::default()
        }
    }

    /// Compiles the sources as they are now.
    ///
    /// # Errors
    /// A layout of this binary is broken.
    pub fn compile(&mut self, sources: &Sources, assets: &Assets) -> anyhow::Result<Compiled> {
        self.parsed.update(sources);
        let has_drafts = self.parsed.pages().iter().any(|page| page.front.draft);
        if has_drafts && !self.options.live {
            return compile(sources, assets, self.options);
        }
        let (survey, diagnostics) = check::check(sources, self.parsed.pages());
        let site = if is_sound(&diagnostics) {
            let memory = &mut self.rendered;
            memory.look_at(&survey, self.parsed.editions(), self.options);
            let site = render::render(&survey, sources, assets, self.options, Some(memory))?;
            Some(site)
        } else {
            None
        };
        Ok(Compiled { site, diagnostics })
    }
}

fn is_sound(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .all(|diagnostic| diagnostic.severity != Severity::Error)
}

/// The JSON Schema of what `--format json` writes.
pub fn diagnostics_schema() -> schemars::Schema {
    schemars::schema_for!(Report)
}

/// Every rule, by number.
pub fn rules() -> &'static [Rule] {
    check::rule::RULES
}

/// Only looks for what is wrong.
pub fn check_only(sources: &Sources) -> Vec<Diagnostic> {
    let (sources, pages) = parse::published(sources);
    check::check(&sources, &pages).1
}
