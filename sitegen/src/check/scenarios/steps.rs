//! Which step an item means, and which of its choices.

use domain::{StepId, Target};

use crate::check::places::Place;
use crate::check::survey::DraftStep;
use crate::diagnostic::{ScenarioFault, nearest};
use crate::parse::{RawPlace, RawScenario, RawTurn, Reading};

use super::wording::{folded, meant};
use super::{DraftTurn, Reader};

/// A step: its playbook among the drafts, and its place there.
pub(super) type At = (usize, usize);

impl<'a> Reader<'_, 'a> {
    /// Every turn; `None` when one of them names no step, so that what follows could only be guessed at.
    pub(super) fn turns(&mut self, start: usize, script: &RawScenario) -> Option<Vec<DraftTurn>> {
        let mut here = start;
        let mut turns: Vec<DraftTurn> = Vec::new();
        let mut is_whole = true;
        for (at, raw) in script.turns.iter().enumerate() {
            let Some((at_step, reading)) = self.read(start, here, raw) else {
                is_whole = false;
                continue;
            };
            here = at_step.0;
            let is_last = at + 1 == script.turns.len();
            let choice = self.choice(at_step, raw, reading, is_last && stops(script));
            let deeds = self.deeds(at_step, &raw.deeds);
            turns.push(DraftTurn {
                draft: at_step.0,
                step: at_step.1,
                choice,
                elapsed_seconds: raw.elapsed_seconds,
                deeds,
                span: raw.span.clone(),
            });
        }
        is_whole.then_some(turns)
    }

    fn step(&self, (draft, step): At) -> &'a DraftStep<'a> {
        &self.draft(draft).steps[step]
    }

    /// The first reading that names a step, and the step.
    fn read<'r>(
        &mut self,
        start: usize,
        here: usize,
        raw: &'r RawTurn,
    ) -> Option<(At, &'r Reading)> {
        let mut readings = raw.readings.iter();
        let found = readings.find_map(|reading| {
            let at = self.find(start, here, &reading.place)?;
            Some((at, reading))
        });
        if found.is_none() {
            // The whole line was tried as a title first; what its author means is the part before the colon.
            let meant = raw.readings.get(1).or_else(|| raw.readings.first())?;
            let span = raw.span.clone();
            self.unknown_step(here, &meant.place, span);
        }
        found
    }

    pub(super) fn unknown_step(
        &mut self,
        here: usize,
        place: &RawPlace,
        span: std::ops::Range<usize>,
    ) {
        let (written, near, span) = match place {
            RawPlace::Link { destination, span } => {
                let near = self.known.places.nearest(self.page, destination);
                (destination.clone(), near, span.clone())
            }
            RawPlace::Words(words) => {
                let steps = &self.draft(here).steps;
                let known = steps
                    .iter()
                    .flat_map(|step| [step.title.as_str(), step.id.as_str()]);
                (
                    words.clone(),
                    nearest(words, known).map(str::to_owned),
                    span,
                )
            }
        };
        self.fault(span, ScenarioFault::UnknownStep { written, near });
    }

    /// The step that a place means. Words are looked for where the walk is, then where it began, then where
    /// it can go from here.
    pub(super) fn find(&self, start: usize, here: usize, place: &RawPlace) -> Option<At> {
        match place {
            RawPlace::Link { destination, .. } => self.linked(destination),
            RawPlace::Words(words) => {
                let mut drafts = [here, start].into_iter().chain(self.leads_to(here));
                drafts.find_map(|draft| Some((draft, self.named(draft, words)?)))
            }
        }
    }

    /// The playbooks that the choices of one lead to.
    pub(super) fn leads_to(&self, draft: usize) -> impl Iterator<Item = usize> {
        let choices = self
            .draft(draft)
            .steps
            .iter()
            .flat_map(|step| &step.choices);
        choices.filter_map(|choice| match &choice.target {
            Some(Target::Playbook { playbook, .. }) => {
                self.known.by_id.get(playbook.as_str()).copied()
            }
            Some(Target::Step { .. } | Target::Outcome { .. }) | None => None,
        })
    }

    fn named(&self, draft: usize, words: &str) -> Option<usize> {
        let steps = &self.draft(draft).steps;
        let by_id = steps.iter().position(|step| step.id.as_str() == words);
        let title = folded(words);
        let by_title = || steps.iter().position(|step| folded(&step.title) == title);
        by_id.or_else(by_title)
    }

    fn linked(&self, destination: &str) -> Option<At> {
        let Place::Page { page, anchor } = self.known.places.resolve(self.page, destination) else {
            return None;
        };
        let draft = *self.known.by_page.get(&page)?;
        let found = self.draft(draft);
        let step = match &anchor {
            None => 0,
            Some(anchor) => *found.step_at.get(anchor.as_str())?,
        };
        (step < found.steps.len()).then_some((draft, step))
    }

    /// The playbook that a link leads into.
    pub(super) fn linked_playbook(&self, place: &RawPlace) -> Option<usize> {
        match place {
            RawPlace::Link { destination, .. } => Some(self.linked(destination)?.0),
            RawPlace::Words(_) => None,
        }
    }

    fn choice(
        &mut self,
        at: At,
        raw: &RawTurn,
        reading: &Reading,
        may_stop: bool,
    ) -> Option<usize> {
        let step = self.step(at);
        let labels = || {
            step.choices
                .iter()
                .map(|choice| choice.label.clone())
                .collect()
        };
        let title = || step_title(step.title.as_str(), &step.id);
        match &reading.answer {
            None if step.choices.is_empty() || may_stop => None,
            None => {
                let fault = ScenarioFault::NoAnswer {
                    step: title(),
                    labels: labels(),
                };
                self.fault(raw.span.clone(), fault);
                None
            }
            Some(_) if step.choices.is_empty() => {
                let step = title();
                self.fault(raw.span.clone(), ScenarioFault::NothingToAnswer { step });
                None
            }
            Some(answer) => {
                let found = meant(
                    answer,
                    step.choices.iter().map(|choice| choice.label.as_str()),
                );
                if found.is_none() {
                    let fault = ScenarioFault::UnknownAnswer {
                        written: answer.clone(),
                        step: title(),
                        labels: labels(),
                    };
                    self.fault(raw.span.clone(), fault);
                }
                found
            }
        }
    }
}

/// Whether the script is to stop at a step that it does not answer.
fn stops(script: &RawScenario) -> bool {
    matches!(script.ends.first(), Some(crate::parse::RawEnd::Step(..)))
}

pub(super) fn step_title(title: &str, id: &StepId) -> String {
    if title.is_empty() {
        id.to_string()
    } else {
        title.to_owned()
    }
}
