//! What a rule says of itself: `breakglass explain`, `docs/diagnostics.md` and SARIF all read it from here, and
//! a test compiles every example, so that none of them can rot.

use crate::read::Content;

/// How a rule stands to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The site is written; the author is told.
    Warning,
    /// No site is written, unless an author allows it and says why.
    Error,
    /// No site is written, and nobody can allow it: there is nothing sound to walk.
    Refusal,
}

impl Level {
    /// In one word, as it is told to people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error | Self::Refusal => "error",
        }
    }
}

/// A folder that shows what a rule is about.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// One page, `runbook.md`.
    Page(&'static str),
    /// Several files.
    Files(&'static [(&'static str, &'static str)]),
    /// A file that cannot be printed, told in words.
    Told(Told),
}

/// A file that is told in words.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// What is in it.
    pub words: &'static str,
    /// What is in it, for the compiler.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "only the test of the examples compiles them")
    )]
    pub(crate) content: fn() -> Content,
}

impl Example {
    /// The files and what is in them; none for one that is told in words.
    pub fn files(&self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Page(text) => vec![("runbook.md", text)],
            Self::Files(files) => files.to_vec(),
            Self::Told(_) => Vec::new(),
        }
    }
}
