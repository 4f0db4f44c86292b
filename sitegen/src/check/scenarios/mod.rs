//! Drill scripts against the playbooks that they walk: every word of theirs becomes a step, a choice, a field.
//!
//! Whether the walk really comes by there is not asked here: that is what a run finds.

mod deeds;
mod ends;
mod steps;
mod wording;

use std::collections::{BTreeSet, HashMap};

use domain::{FieldId, InputName, SeverityLevel, SeverityScale};

use crate::diagnostic::{Fault, FaultKind, ScenarioFault, nearest};
use crate::markup::Span;
use crate::parse::{RawEnd, RawPage, RawScenario};

use super::places::{Place, Places};
use super::survey::{Draft, PageFault};
use wording::{folded, names};

/// A drill has a few dozen answers; following one costs the square of its length.
const MOST_TURNS: usize = 500;

/// A drill script whose every word is known.
pub(crate) struct DraftScenario {
    /// The number of its page.
    pub(crate) page: usize,
    /// The playbook that it starts with, by its place among the drafts.
    pub(crate) start: usize,
    /// Where it says so.
    pub(crate) start_span: Span,
    pub(crate) severity: SeverityLevel,
    pub(crate) alert: String,
    pub(crate) inputs: Vec<(InputName, String)>,
    pub(crate) turns: Vec<DraftTurn>,
    pub(crate) end: DraftEnd,
    /// Where it says how it should end.
    pub(crate) end_span: Span,
    pub(crate) expected_severity: Option<SeverityLevel>,
    /// Where it says so.
    pub(crate) severity_span: Span,
}

/// One answer of a script.
pub(crate) struct DraftTurn {
    /// The playbook, by its place among the drafts.
    pub(crate) draft: usize,
    /// The step, by its place in the playbook.
    pub(crate) step: usize,
    /// The choice, by its place in the step.
    pub(crate) choice: Option<usize>,
    pub(crate) elapsed_seconds: Option<u32>,
    pub(crate) deeds: Vec<DraftDeed>,
    /// Its line.
    pub(crate) span: Span,
}

/// Something done before answering.
pub(crate) struct DraftDeed {
    pub(crate) act: DraftAct,
    /// Its line.
    pub(crate) span: Span,
}

/// What is done.
pub(crate) enum DraftAct {
    /// The n-th check of the step is ticked.
    Tick(usize),
    /// A blank is filled.
    Fill(FieldId, String),
}

/// How a script should end.
pub(crate) enum DraftEnd {
    /// With that outcome; empty when the last step simply is the last.
    Outcome(String),
    /// At that step of that playbook.
    Step(usize, usize),
}

/// What scripts are read against.
pub(crate) struct Known<'a> {
    pub(crate) pages: &'a [RawPage],
    pub(crate) places: &'a Places,
    pub(crate) drafts: &'a [Draft<'a>],
    pub(crate) scale: &'a SeverityScale,
    /// The draft of each page that can be walked.
    by_page: HashMap<usize, usize>,
    /// The draft of each playbook's id.
    by_id: HashMap<&'a str, usize>,
    /// The draft of each playbook's title, as titles are compared.
    by_title: HashMap<String, usize>,
    /// Every input that some command asks for.
    inputs: BTreeSet<&'a InputName>,
}

impl<'a> Known<'a> {
    fn new(
        pages: &'a [RawPage],
        places: &'a Places,
        drafts: &'a [Draft<'a>],
        scale: &'a SeverityScale,
    ) -> Self {
        let numbered = || drafts.iter().enumerate();
        let by_title = numbered().map(|(at, draft)| (folded(&draft.title), at));
        Self {
            pages,
            places,
            drafts,
            scale,
            by_page: numbered().map(|(at, draft)| (draft.page, at)).collect(),
            by_id: numbered()
                .map(|(at, draft)| (draft.id.as_str(), at))
                .collect(),
            // The first of two that are called alike.
            by_title: by_title.rev().collect(),
            inputs: deeds::inputs_of(drafts),
        }
    }
}

/// Reads every script. One with a fault is left out, as nobody could walk it.
pub(crate) fn scenarios(
    pages: &[RawPage],
    places: &Places,
    drafts: &[Draft<'_>],
    scale: &SeverityScale,
    faults: &mut Vec<PageFault>,
) -> Vec<DraftScenario> {
    let mut found = Vec::new();
    if pages.iter().all(|page| page.scenario.is_none()) {
        return found;
    }
    let known = Known::new(pages, places, drafts, scale);
    for (page, raw) in pages.iter().enumerate() {
        let Some(script) = &raw.scenario else {
            continue;
        };
        let mut reader = Reader {
            known: &known,
            page,
            faults: Vec::new(),
        };
        let scenario = reader.scenario(script);
        if reader.faults.is_empty() {
            found.extend(scenario);
        }
        super::with_page(page, reader.faults, faults);
    }
    found
}

struct Reader<'k, 'a> {
    known: &'k Known<'a>,
    page: usize,
    faults: Vec<Fault>,
}

impl<'a> Reader<'_, 'a> {
    fn fault(&mut self, span: Span, fault: ScenarioFault) {
        self.faults.push(Fault {
            span,
            kind: FaultKind::Scenario(fault),
        });
    }

    fn raw(&self) -> &'a RawPage {
        &self.known.pages[self.page]
    }

    fn draft(&self, draft: usize) -> &'a Draft<'a> {
        &self.known.drafts[draft]
    }

    /// The title, or where the body begins on a page without one.
    fn top(&self) -> Span {
        let raw = self.raw();
        let title = raw.title.as_ref().map(|title| title.span.clone());
        title.unwrap_or(raw.body_start..raw.body_start)
    }

    fn scenario(&mut self, script: &RawScenario) -> Option<DraftScenario> {
        if script.turns.len() > MOST_TURNS {
            let span = script.turns[MOST_TURNS].span.clone();
            self.fault(span, ScenarioFault::TooLong { limit: MOST_TURNS });
            return None;
        }
        let start = self.start(script);
        let severity = self.severity(start.as_ref().map(|&(draft, _)| draft));
        let (start, start_span) = start?;
        let inputs = self.inputs();
        let turns = self.turns(start, script);
        let expected_severity = script.severity.as_ref();
        let expected_severity = expected_severity.and_then(|written| {
            let level = self.level(&written.value);
            if level.is_none() {
                self.unknown_level(&written.value, written.span.clone());
            }
            level
        });
        let end = self.end(start, script);
        Some(DraftScenario {
            page: self.page,
            start,
            start_span,
            severity: severity?,
            alert: self.raw().front.alert.clone().unwrap_or_default(),
            inputs,
            turns: turns?,
            end: end?,
            end_span: script.ends.first().map_or(0..0, |end| match end {
                RawEnd::Outcome(written) => written.span.clone(),
                RawEnd::Step(_, span) => span.clone(),
            }),
            expected_severity,
            severity_span: script
                .severity
                .as_ref()
                .map_or(0..0, |written| written.span.clone()),
        })
    }

    /// The playbook that is walked: the one of the front matter, else the one that the first link leads to.
    fn start(&mut self, script: &RawScenario) -> Option<(usize, Span)> {
        let Some(written) = &self.raw().front.playbook else {
            let linked = script.turns.iter().find_map(|turn| {
                let place = turn.readings.first().map(|reading| &reading.place)?;
                Some((self.linked_playbook(place)?, turn.span.clone()))
            });
            if linked.is_none() {
                let top = self.top();
                self.fault(top, ScenarioFault::NoPlaybook);
            }
            return linked;
        };
        let found = self.playbook(&written.value);
        if found.is_none() {
            let ids = self.known.drafts.iter().map(|draft| draft.id.as_str());
            let titles = self.known.drafts.iter().map(|draft| draft.title.as_str());
            let bare = wording::bare_path(&written.value);
            let near = nearest(&bare, ids.chain(titles)).map(str::to_owned);
            let fault = ScenarioFault::UnknownPlaybook {
                written: written.value.clone(),
                near,
            };
            self.fault(written.span.clone(), fault);
        }
        Some((found?, written.span.clone()))
    }

    /// By link, by id, by title.
    fn playbook(&self, written: &str) -> Option<usize> {
        let destination = wording::destination(written);
        if let Place::Page { page, .. } = self.known.places.resolve(self.page, destination)
            && let Some(&draft) = self.known.by_page.get(&page)
        {
            return Some(draft);
        }
        let by_id = self
            .known
            .by_id
            .get(wording::bare_path(destination).as_str());
        let by_title = || self.known.by_title.get(&folded(written));
        by_id.or_else(by_title).copied()
    }

    /// The level that it is declared with: its own, the playbook's first, the scale's first.
    fn severity(&mut self, start: Option<usize>) -> Option<SeverityLevel> {
        let Some(written) = self.raw().front.severity.first() else {
            let of_playbook = start.and_then(|start| self.draft(start).severity.first());
            let levels = &self.known.scale.levels;
            let of_scale = || levels.first().map(|severity| &severity.level);
            return of_playbook.or_else(of_scale).cloned();
        };
        let level = self.level(&written.value);
        if level.is_none() {
            self.unknown_level(&written.value, written.span.clone());
        }
        level
    }

    /// `P1`, or `P1 严重`.
    fn level(&self, written: &str) -> Option<SeverityLevel> {
        let levels = self
            .known
            .scale
            .levels
            .iter()
            .map(|severity| &severity.level);
        let mut fitting =
            levels.filter(|level| names(level.as_str(), written) || names(written, level.as_str()));
        fitting.next().cloned()
    }

    fn unknown_level(&mut self, written: &str, span: Span) {
        let written = written.to_owned();
        self.faults.push(Fault {
            span,
            kind: FaultKind::UnknownSeverity { written },
        });
    }
}
