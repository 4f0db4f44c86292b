//! Files that a page includes: `{{#include shared/notify.md}}` alone on a line, as mdBook has it.
//!
//! The read stage asks which files are named, so that code of any kind is there. The parse stage has every page
//! expanded and parses what came out, as if it were written there. An [`Expansion`] remembers where each part of
//! it stands, so that the check stage can point to the file that an author has to mend.

mod directive;
mod excerpt;
mod expand;
mod origin;

pub(crate) use directive::{MARK, is_include, targets};
pub(crate) use expand::expansions;
pub(crate) use origin::{Expansion, way};
