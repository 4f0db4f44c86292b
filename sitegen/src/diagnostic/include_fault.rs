//! What can be wrong with an include.

/// Why something is not included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum IncludeFault {
    /// No such file; the one that was probably meant.
    NoFile {
        written: String,
        nearest: Option<String>,
    },
    /// It leaves the source folder.
    Outside { written: String },
    /// The files that lead back to the first of them.
    Cycle { chain: Vec<String> },
    /// Files in files in files.
    TooDeep { limit: usize },
    /// More than a page, or all pages together, may include.
    TooMuch { limit: u64, of_site: bool },
    /// There, but no text.
    NotText { written: String },
    /// It has only so many lines.
    NoLines { written: String, lines: usize },
    /// No part of that name; the one that was probably meant.
    NoAnchor {
        written: String,
        nearest: Option<String>,
    },
    /// It would end the block of code that it is put into.
    ClosesFence { written: String },
    /// It stands among other words, the first of so many.
    AmongWords { count: usize },
}
