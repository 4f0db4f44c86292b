//! How strict a run is, beyond what the rules say themselves: `--deny` and `--allow`.

use crate::check::allow::is_allowable;

use super::{Code, Diagnostic, Severity};

/// How strict a run is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strictness {
    /// Every warning is an error.
    pub deny_warnings: bool,
    /// Warnings of these rules are errors.
    pub deny: Vec<Code>,
    /// These rules are not heard, as far as they can be allowed at all.
    pub allow: Vec<Code>,
}

impl Strictness {
    /// Takes out what is allowed, then raises what is denied.
    pub(crate) fn apply(&self, found: &mut Vec<Diagnostic>) {
        found.retain(|found| !(self.allow.contains(&found.code) && is_allowable(found)));
        for found in found {
            if self.deny_warnings || self.deny.contains(&found.code) {
                found.severity = Severity::Error;
            }
        }
    }
}
