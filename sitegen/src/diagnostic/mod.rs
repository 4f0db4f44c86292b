//! What the compiler tells an author: code, place, what is wrong, and what to do about it.

mod fault;
mod format;
mod include_fault;
mod pointed;
mod scenario_fault;
mod strictness;
mod suggestion;
mod terminal;

use std::fmt;

use crate::markup::Span;
use crate::read::SourcePath;

pub(crate) use fault::{
    Fault, FaultKind, FlowFault, ForeignSyntax, LinkFault, RuleFault, TableFault,
};
pub use format::{Report, json, sarif};
pub(crate) use include_fault::IncludeFault;
pub(crate) use pointed::{Pointed, pointed};
pub(crate) use scenario_fault::ScenarioFault;
pub use strictness::Strictness;
pub(crate) use suggestion::nearest;
pub use terminal::{Paint, rendered, summary};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// No site is written.
    Error,
    /// The site is written.
    Warning,
}

/// The number of a rule: `BG0012`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub(crate) u16);

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "BG{:04}", self.0)
    }
}

/// That a text names no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCode;

impl std::str::FromStr for Code {
    type Err = NoCode;

    /// `BG0012`, `bg12`, `12`.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        let text = text.trim().to_ascii_uppercase();
        let digits = text.strip_prefix("BG").unwrap_or(&text);
        let is_number =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_number {
            return Err(NoCode);
        }
        digits.parse().map(Self).map_err(|_| NoCode)
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The rule that found it.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// The file.
    pub path: SourcePath,
    /// The place in it, in bytes of its text; `None` for the file as a whole.
    pub span: Option<Span>,
    /// A word at the place; may be empty.
    pub label: String,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// What to do about it.
    pub hints: Vec<String>,
}

/// Another place that has to do with a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// The file.
    pub path: SourcePath,
    /// The place in it, in bytes of its text.
    pub span: Span,
}

impl Diagnostic {
    /// Files in order, and within a file from top to bottom.
    pub(crate) fn sort(diagnostics: &mut [Self]) {
        diagnostics.sort_by(|a, b| {
            let key = |d: &Self| {
                (
                    d.path.clone(),
                    d.span.as_ref().map_or(0, |span| span.start),
                    d.code,
                )
            };
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
    }
}
