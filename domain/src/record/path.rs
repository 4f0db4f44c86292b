//! Where the walk is: never stored, always replayed from the answers.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Answer, Incident};
use crate::{Library, PlaybookId, Step, StepId, Target, WayOn};

/// The n-th time that the walk comes to a step. A loop gives a fresh visit, so that what was checked the first
/// time is not taken for checked the second.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Visit {
    /// The playbook.
    pub playbook: PlaybookId,
    /// The step in it.
    pub step: StepId,
    /// From 1.
    pub round: u32,
}

/// The visits that the answers lead through, and where they end. Outside this crate only [`Path::replay`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Path {
    /// From the start, in order. Never empty for a playbook of the library.
    pub visits: Vec<Visit>,
    /// Where the walk stands.
    pub position: Position,
}

/// Where the walk stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// At the last visit of the path, which has no answer yet.
    AtStep,
    /// Past the last visit of the path.
    Ended {
        /// The words of the outcome; empty when the last step simply was the last.
        outcome: String,
    },
    /// Left early; the last visit of the path is where.
    Stopped {
        /// In the responder's words.
        reason: String,
    },
}

impl Path {
    /// Replays the answers from the start.
    pub fn replay(library: &Library, incident: &Incident) -> Self {
        let mut rounds = BTreeMap::new();
        let mut visits = Vec::new();
        let mut next = start(library, &incident.playbook);
        let mut position = Position::AtStep;
        // Ends: every turn takes another answer, and there are only so many.
        while let Some((playbook, step)) = next.take() {
            let round = rounds
                .entry((playbook.clone(), step.id.clone()))
                .or_insert(0);
            *round += 1;
            let visit = Visit {
                playbook,
                step: step.id.clone(),
                round: *round,
            };
            let answer = incident.answers.get(&visit);
            match answer.map(|given| leave(library, &visit, step, &given.answer)) {
                None | Some(Leave::Nowhere) => {}
                Some(Leave::To(playbook, step)) => next = Some((playbook, step)),
                Some(Leave::End(outcome)) => position = Position::Ended { outcome },
            }
            visits.push(visit);
        }
        if let Some(reason) = &incident.stopped {
            position = Position::Stopped {
                reason: reason.clone(),
            };
        }
        Self { visits, position }
    }

    /// The visit that the walk stands at; `None` once it is over.
    pub fn current(&self) -> Option<&Visit> {
        match self.position {
            Position::AtStep => self.visits.last(),
            Position::Ended { .. } | Position::Stopped { .. } => None,
        }
    }

    /// The place of a visit on the path, from 0.
    pub fn place(&self, visit: &Visit) -> Option<usize> {
        self.visits.iter().position(|passed| passed == visit)
    }

    /// The visits that were answered but that the answers no longer lead through.
    pub fn left_behind<'i>(&'i self, incident: &'i Incident) -> impl Iterator<Item = &'i Visit> {
        let passed: BTreeSet<_> = self.visits.iter().collect();
        let answered = incident.answers.keys();
        answered.filter(move |visit| !passed.contains(visit))
    }
}

enum Leave<'l> {
    To(PlaybookId, &'l Step),
    End(String),
    /// The answer fits no way on, which a checked playbook never gives: the walk stays.
    Nowhere,
}

fn start<'l>(library: &'l Library, playbook: &PlaybookId) -> Option<(PlaybookId, &'l Step)> {
    let first = library.playbook(playbook)?.steps.first()?;
    Some((playbook.clone(), first))
}

fn leave<'l>(library: &'l Library, visit: &Visit, step: &Step, answer: &Answer) -> Leave<'l> {
    let within = |id: &StepId| {
        let step = library.playbook(&visit.playbook)?.step(id)?;
        Some((visit.playbook.clone(), step))
    };
    let found = match (answer, &step.way_on) {
        (Answer::Continued, WayOn::End) => return Leave::End(String::new()),
        (Answer::Continued, WayOn::Step(next)) => within(next),
        (Answer::Chosen(id), WayOn::Choices(_)) => match step.choice(id).map(|c| &c.target) {
            Some(Target::Outcome { text }) => return Leave::End(text.clone()),
            Some(Target::Step { step }) => within(step),
            Some(Target::Playbook {
                playbook,
                step: None,
            }) => start(library, playbook),
            Some(Target::Playbook {
                playbook,
                step: Some(id),
            }) => library
                .playbook(playbook)
                .and_then(|target| Some((playbook.clone(), target.step(id)?))),
            None => None,
        },
        (Answer::Continued, WayOn::Choices(_)) | (Answer::Chosen(_), _) => None,
    };
    found.map_or(Leave::Nowhere, |(playbook, step)| Leave::To(playbook, step))
}
