//! Mustache for notices and reports: the logic-less core of the language, whose holes can be checked before
//! there is anything to fill them with.
//!
//! Source text → [`Template::parse`] → [`Template::check`] against a [`Shape`] (at build time) →
//! [`Template::render`] with a [`Value`] (in the app). Left out on purpose, as faults: partials, lambdas,
//! changed delimiters and unescaped holes (`{{{x}}}`): what a responder typed only ever becomes text.
//! Why our own: see `docs/adr/002-own-mustache.md`.

mod parse;
mod render;
mod shape;

use std::ops::Range;

pub use render::{Filling, Value};
pub use shape::Shape;

/// A parsed template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Text(String),
    Hole(Name),
    Section {
        name: Name,
        /// `{{^name}}`: shown when there is nothing.
        inverted: bool,
        children: Vec<Node>,
    },
}

/// A dotted name and where it stands in the source, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    parts: Vec<String>,
    span: Range<usize>,
}

/// More faults than anybody mends at once: the rest are told when these are gone.
const MOST_FAULTS: usize = 100;

/// More of a name than anybody means; the rest is left out where faults speak of it.
const LONGEST_NAME_SHOWN: usize = 80;

impl Name {
    /// The name as faults show it. Long ones are cut: a megabyte of name in every fault would fill the memory.
    fn shown(&self) -> String {
        let whole = self.parts.join(".");
        match whole.char_indices().nth(LONGEST_NAME_SHOWN) {
            Some((end, _)) => format!("{}…", &whole[..end]),
            None => whole,
        }
    }
}

/// Something wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the source.
    pub span: Range<usize>,
    /// What.
    pub kind: FaultKind,
}

/// What can be wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `{{` without `}}`.
    UnclosedTag,
    /// `{{}}`.
    EmptyTag,
    /// A part of Mustache that is left out here.
    Unsupported {
        /// The sign after the braces.
        sign: char,
    },
    /// `{{#name}}` without `{{/name}}`.
    UnclosedSection {
        /// Its name.
        name: String,
    },
    /// `{{/name}}` that closes nothing, or the wrong section.
    UnexpectedClose {
        /// The name it says.
        name: String,
        /// The name that is open.
        open: Option<String>,
    },
    /// Sections inside sections, more than anybody means; or a list for each row of another, which it is no part of.
    TooDeep,
    /// The data has no such name.
    UnknownName {
        /// The name it says.
        name: String,
        /// The names that would do.
        known: Vec<String>,
    },
    /// A list, record or flag where a text is needed.
    NotText {
        /// The name it says.
        name: String,
    },
}
