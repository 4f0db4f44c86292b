//! What authors allow, and why: `allow: {BG0083: …}` on a page, `[allow]` in `breakglass.toml` for the site.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::{Allowance, RawPage};

use super::rule::{self, Level};

/// An allowance and the page it stands on; `None` for `breakglass.toml`.
pub(crate) struct Allowed {
    pub(crate) page: Option<usize>,
    pub(crate) written: Allowance,
}

impl Allowed {
    /// Its rule, if there is one of that code.
    pub(crate) fn rule(&self) -> Option<&'static rule::Rule> {
        self.written
            .code
            .value
            .parse::<Code>()
            .ok()
            .and_then(rule::of)
    }

    /// Whether it says enough to be heeded.
    fn holds(&self) -> bool {
        self.written.reason.is_some() && self.rule().is_some()
    }

    fn covers(&self, found: &Diagnostic, pages: &[RawPage]) -> bool {
        let here = self.page.is_none_or(|page| pages[page].path == found.path);
        here && self.rule().is_some_and(|rule| rule.code() == found.code)
    }
}

/// Whether somebody may allow this: every warning, and errors that leave something sound to walk.
pub(crate) fn is_allowable(found: &Diagnostic) -> bool {
    let level = rule::of(found.code).map(rule::Rule::level);
    found.severity == Severity::Warning || level == Some(Level::Error)
}

/// Takes out what is allowed; tells which allowances allowed nothing.
pub(crate) fn take_out<'s>(
    allowed: &'s [Allowed],
    pages: &[RawPage],
    found: &mut Vec<Diagnostic>,
) -> Vec<&'s Allowed> {
    if allowed.is_empty() {
        return Vec::new();
    }
    // By code and page, so that many allowances do not mean many times the work.
    let mut by_code = std::collections::HashMap::<Code, Vec<usize>>::new();
    for (at, allowed) in allowed
        .iter()
        .enumerate()
        .filter(|(_, allowed)| allowed.holds())
    {
        if let Some(rule) = allowed.rule() {
            by_code.entry(rule.code()).or_default().push(at);
        }
    }
    let mut used = vec![false; allowed.len()];
    found.retain(|found| {
        if !is_allowable(found) {
            return true;
        }
        let mut is_kept = true;
        for &at in by_code.get(&found.code).into_iter().flatten() {
            if allowed[at].covers(found, pages) {
                used[at] = true;
                is_kept = false;
            }
        }
        is_kept
    });
    let unused = allowed
        .iter()
        .zip(used)
        .filter(|(allowed, used)| allowed.holds() && !used);
    unused.map(|(allowed, _)| allowed).collect()
}
