//! Which page answers which alert.
//!
//! In this order: the `runbook_url` of the rule, a page whose front matter names the alert, a page that has the alert's
//! name. What leads nowhere is kept beside the alert, and the next way is tried: a responder is better off with a
//! page found by name than with none.

mod labels;
mod runbook_url;

use std::collections::HashMap;

use domain::{SeverityLevel, SeverityScale};

use crate::parse::{Kind, Located, RawAlert, RawPage, RuleFile};

use super::places::Places;

pub(crate) use labels::squashed;
pub(crate) use runbook_url::UrlFault;
use runbook_url::{Resolver, Runbook};

/// The alerts of the folder, and who claims them.
#[derive(Debug, Default)]
pub(crate) struct Alerts {
    /// The files that hold them.
    pub(crate) files: Vec<RuleFile>,
    /// All of them, in the order of files and lines.
    pub(crate) all: Vec<Alert>,
    /// The names that front matter lists, in the order of the pages.
    pub(crate) claims: Vec<Claim>,
}

/// An alert and what answers it.
#[derive(Debug)]
pub(crate) struct Alert {
    /// The number of its file, and its number there.
    pub(crate) at: (usize, usize),
    /// The level that its `severity` label means, where that is plain.
    pub(crate) severity: Option<SeverityLevel>,
    /// The labels that it has when it fires, as far as the rule shows them.
    pub(crate) labels: Vec<String>,
    pub(crate) answer: Answer,
    /// Why its `runbook_url` leads nowhere.
    pub(crate) fault: Option<UrlFault>,
}

/// What answers an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A page of ours.
    Page {
        page: usize,
        anchor: Option<String>,
        /// How it was found.
        by: Way,
    },
    /// Its `runbook_url` leads to somebody else's.
    Elsewhere,
    /// Nothing.
    Nothing,
}

/// How a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    RunbookUrl,
    FrontMatter,
    Name,
}

/// A page says that it answers an alert.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) page: usize,
    pub(crate) name: Located<String>,
}

impl Alerts {
    /// The alert as it was written.
    pub(crate) fn raw(&self, alert: &Alert) -> &RawAlert {
        &self.files[alert.at.0].alerts[alert.at.1]
    }
}

/// Finds what answers every alert.
pub(crate) fn alerts(
    files: Vec<RuleFile>,
    pages: &[RawPage],
    titles: &[String],
    places: &Places,
    scale: &SeverityScale,
    base_url: Option<&str>,
) -> Alerts {
    let claims = claims(pages);
    let finder = Finder {
        claimed: first_claims(&claims),
        named: named(pages, titles),
        resolver: Resolver {
            places,
            has_pages: !pages.is_empty(),
            base_url,
        },
        pages,
    };
    let mut all = Vec::new();
    for (number, file) in files.iter().enumerate() {
        for (at, raw) in file.alerts.iter().enumerate() {
            let (answer, fault) = finder.answer(file, raw);
            let severity = raw.label("severity");
            all.push(Alert {
                at: (number, at),
                severity: severity.and_then(|label| scale.level_of_label(label).cloned()),
                labels: labels::labels(raw),
                answer,
                fault,
            });
        }
    }
    Alerts { files, all, claims }
}

fn claims(pages: &[RawPage]) -> Vec<Claim> {
    let claims = pages.iter().enumerate().flat_map(|(page, raw)| {
        raw.front.alerts.iter().map(move |name| Claim {
            page,
            name: name.clone(),
        })
    });
    claims.collect()
}

/// Of several pages that claim an alert the first has it; the others are reported.
fn first_claims(claims: &[Claim]) -> HashMap<String, usize> {
    let mut first = HashMap::new();
    for claim in claims {
        first.entry(claim.name.value.clone()).or_insert(claim.page);
    }
    first
}

/// The pages by file name and title, as they would be compared with an alert's name; playbooks before others.
fn named(pages: &[RawPage], titles: &[String]) -> HashMap<String, usize> {
    let mut found = HashMap::new();
    let (playbooks, others): (Vec<usize>, Vec<usize>) =
        (0..pages.len()).partition(|&page| pages[page].front.kind == Kind::Playbook);
    for page in playbooks.into_iter().chain(others) {
        let stem = pages[page].path.stem();
        let file_name = stem.rsplit('/').next().unwrap_or(stem);
        for name in [file_name, titles[page].as_str()] {
            let name = squashed(name);
            if !name.is_empty() {
                found.entry(name).or_insert(page);
            }
        }
    }
    found
}

struct Finder<'a> {
    claimed: HashMap<String, usize>,
    named: HashMap<String, usize>,
    resolver: Resolver<'a>,
    pages: &'a [RawPage],
}

impl Finder<'_> {
    fn answer(&self, file: &RuleFile, alert: &RawAlert) -> (Answer, Option<UrlFault>) {
        let name = alert.name.value.as_str();
        let url = alert.annotation("runbook_url").map(|url| &url.value);
        let by_url = url.map(|url| self.resolver.resolve(&file.path, name, url));
        let (fallback, fault) = match by_url {
            Some(Runbook::Page { page, anchor }) => {
                let by = Way::RunbookUrl;
                return (Answer::Page { page, anchor, by }, None);
            }
            Some(Runbook::Playbook(id)) => {
                let mut pages = self.pages.iter();
                match pages.position(|page| page.path.stem() == id) {
                    Some(page) => {
                        let (anchor, by) = (None, Way::RunbookUrl);
                        return (Answer::Page { page, anchor, by }, None);
                    }
                    None => (Answer::Nothing, Some(UrlFault::NoPlaybook { id })),
                }
            }
            Some(Runbook::Elsewhere) => (Answer::Elsewhere, None),
            Some(Runbook::Broken(fault)) => (Answer::Nothing, Some(fault)),
            Some(Runbook::Declare) | None => (Answer::Nothing, None),
        };
        let anchor = None;
        let answer = match (self.claimed.get(name), self.named.get(&squashed(name))) {
            (Some(&page), _) => Answer::Page {
                page,
                anchor,
                by: Way::FrontMatter,
            },
            // A rule that sends people to somebody else's runbook means that, whatever a page of ours is called.
            (None, Some(&page)) if fallback == Answer::Nothing => Answer::Page {
                page,
                anchor,
                by: Way::Name,
            },
            _ => fallback,
        };
        (answer, fault)
    }
}
