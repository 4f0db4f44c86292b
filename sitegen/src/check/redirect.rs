//! Addresses that pages had before, and where they lead now.

use std::collections::HashMap;

use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{Config, Located, RawPage};
use crate::read::SourcePath;

use super::places::{Place, Places};
use super::survey::PageFault;

/// An address that leads somewhere else now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redirect {
    /// The file that the site has for it.
    pub(crate) file: String,
    /// The heading that was there, if only that has moved.
    pub(crate) anchor: Option<String>,
    /// The page that it leads to.
    pub(crate) page: usize,
    /// The heading on it.
    pub(crate) target: Option<String>,
}

/// What pages and settings say of old addresses; those of a page first.
pub(super) fn redirects(
    pages: &[RawPage],
    settings: &Config,
    places: &Places,
    faults: &mut Vec<PageFault>,
) -> Vec<Redirect> {
    let mut collector = Collector {
        places,
        faults,
        known: HashMap::new(),
        found: Vec::new(),
    };
    for (at, page) in pages.iter().enumerate() {
        for from in &page.front.redirect_from {
            let path = page.path.join(&from.value);
            collector.take(Some(at), from, path, (at, None));
        }
    }
    for (from, to) in &settings.redirects {
        match places.resolve_from_root(&to.value) {
            Place::Page { page, anchor } => {
                collector.take(None, from, SourcePath::new(&from.value), (page, anchor));
            }
            _ => collector.faults.push(PageFault {
                page: None,
                fault: Fault {
                    span: to.span.clone(),
                    kind: FaultKind::RedirectNowhere {
                        written: to.value.clone(),
                    },
                },
            }),
        }
    }
    collector.found
}

struct Collector<'a> {
    places: &'a Places,
    faults: &'a mut Vec<PageFault>,
    /// Where each old address leads.
    known: HashMap<(String, Option<String>), usize>,
    found: Vec<Redirect>,
}

impl Collector<'_> {
    fn take(
        &mut self,
        said_by: Option<usize>,
        from: &Located<String>,
        path: Option<SourcePath>,
        (page, target): (usize, Option<String>),
    ) {
        let mut refuse = |reason| {
            self.faults.push(PageFault {
                page: said_by,
                fault: Fault {
                    span: from.span.clone(),
                    kind: FaultKind::Redirect {
                        from: from.value.clone(),
                        reason,
                    },
                },
            });
        };
        let Some(path) = path else {
            refuse("leaves the site");
            return;
        };
        let (path, anchor) = match path.as_str().split_once('#') {
            Some((path, anchor)) => (path.to_owned(), Some(anchor.to_owned())),
            None => (path.as_str().to_owned(), None),
        };
        let file = file(&path, from.value.split('#').next().unwrap_or_default());
        if self.places.has_file(&file) {
            refuse("is a page of the site");
        } else if self
            .known
            .insert((file.clone(), anchor.clone()), page)
            .is_some()
        {
            refuse("was taken before");
        } else {
            self.found.push(Redirect {
                file,
                anchor,
                page,
                target,
            });
        }
    }
}

/// The file for an old address: `old.md` was `old.html`; `old` and `old/` are folders with an index.
fn file(path: &str, written: &str) -> String {
    match path.rsplit_once('.') {
        Some((stem, "md" | "markdown" | "html" | "htm")) if !written.ends_with('/') => {
            format!("{stem}.html")
        }
        _ => format!("{path}/index.html"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_are_files() {
        for (path, expected) in [
            ("old/page.md", "old/page.html"),
            ("old/page.html", "old/page.html"),
            ("old/v1.2", "old/v1.2/index.html"),
            ("old/", "old/index.html"),
        ] {
            let normal = SourcePath::new(path).unwrap();
            assert_eq!(file(normal.as_str(), path), expected);
        }
    }
}
