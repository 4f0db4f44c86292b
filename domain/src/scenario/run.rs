//! Walking a script by the record that the app keeps.

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use super::{Deed, ExpectedEnd, Scenario, Turn};
use crate::record::{Act, Answer, Log, Position, Refusal, Visit};
use crate::{
    ChoiceId, FieldId, FieldKind, IncidentId, Library, PlaybookId, SeverityLevel, StepId, WayOn,
};

/// What came of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The visits, in order, each with the answer by which it was left; the last has none when the walk is not over.
    pub walked: Vec<(Visit, Option<Answer>)>,
    /// Where script and walk parted; `None` when it went as expected.
    pub parting: Option<Parting>,
}

/// Where a script and the walk parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// Where in the script.
    pub cue: Cue,
    /// The last visit of the walk: where it stands, or from where it ended. `None` when it could not begin.
    pub stands: Option<Visit>,
    /// What was found in place of what was expected.
    pub difference: Difference,
}

/// A place in a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// What it begins with: playbook, severity, inputs.
    Start,
    /// The n-th turn, from 0.
    Turn(usize),
    /// A deed of a turn: the n-th of the turn, both from 0.
    Deed(usize, usize),
    /// What it says of the end.
    End,
}

/// What was found in place of what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The walk waits at another step for an answer.
    OtherStep,
    /// The walk is over already, with this outcome.
    OverAlready {
        /// Empty when the last step simply was the last.
        outcome: String,
    },
    /// The record refuses what the script says.
    Refused(Refusal),
    /// The walk is not over: it waits for an answer.
    NotOver,
    /// The walk is over with another outcome.
    OtherOutcome {
        /// Empty when the last step simply was the last.
        found: String,
    },
    /// The walk ends at another level.
    OtherSeverity {
        /// The level it has.
        found: SeverityLevel,
    },
    /// Steps without choices lead round in a circle, which a checked playbook never does.
    Endless,
}

impl Run {
    /// The choices that were made, each once.
    pub fn choices(&self) -> BTreeSet<(&PlaybookId, &StepId, &ChoiceId)> {
        let chosen = self
            .walked
            .iter()
            .filter_map(|(visit, answer)| match answer {
                Some(Answer::Chosen(choice)) => Some((&visit.playbook, &visit.step, choice)),
                Some(Answer::Continued) | None => None,
            });
        chosen.collect()
    }
}

impl Scenario {
    /// Walks the script.
    pub fn run(&self, library: &Library) -> Run {
        let (log, stopped) = match Walk::begin(self, library) {
            Ok(mut walk) => {
                let stopped = walk.follow(self).err();
                (Some(walk.log), stopped)
            }
            Err(refusal) => (None, Some((Cue::Start, Difference::Refused(refusal)))),
        };
        let walked = log.as_ref().map(walked).unwrap_or_default();
        let parting = stopped.map(|(cue, difference)| Parting {
            cue,
            stands: walked.last().map(|(visit, _)| visit.clone()),
            difference,
        });
        Run { walked, parting }
    }
}

fn walked(log: &Log) -> Vec<(Visit, Option<Answer>)> {
    let answers = &log.incident().answers;
    let visits = log.path().visits.into_iter();
    let answered = visits.map(|visit| {
        let answer = answers.get(&visit).map(|given| given.answer.clone());
        (visit, answer)
    });
    answered.collect()
}

type Parted = (Cue, Difference);

struct Walk {
    log: Log,
    clock: Clock,
    /// The walk stands at a step without choices that the script has named, so that it goes on from there.
    is_seen_to: bool,
}

impl Walk {
    fn begin(scenario: &Scenario, library: &Library) -> Result<Self, Refusal> {
        let clock = Clock::default();
        let title = match scenario.title.trim() {
            "" => scenario.id.to_string(),
            title => title.to_owned(),
        };
        let declaration = Act::IncidentDeclared {
            title,
            severity: scenario.severity.clone(),
            playbook: scenario.playbook.clone(),
            revisions: BTreeMap::new(),
            drill: true,
            responder: String::new(),
            impact_started: None,
            detected: None,
        };
        let id = IncidentId::from_random([0; 16]);
        let log = Log::declare(library, id, declaration, clock.stamp())?;
        let mut walk = Self {
            log,
            clock,
            is_seen_to: false,
        };
        for (input, value) in &scenario.inputs {
            let (input, value) = (input.clone(), value.clone());
            walk.act(Act::InputFilled { input, value })?;
        }
        Ok(walk)
    }

    fn follow(&mut self, scenario: &Scenario) -> Result<(), Parted> {
        for (at, turn) in scenario.turns.iter().enumerate() {
            self.turn(at, turn)?;
        }
        self.end(scenario).map_err(|found| (Cue::End, found))
    }

    fn act(&mut self, act: Act) -> Result<(), Refusal> {
        let event = self.log.record(act, self.clock.stamp())?;
        // What was just recorded follows on what is there.
        self.log.push(event).map_err(|_| Refusal::NotTheFirst)
    }

    fn turn(&mut self, at: usize, turn: &Turn) -> Result<(), Parted> {
        let cue = Cue::Turn(at);
        let visit = self
            .go_to(&turn.playbook, &turn.step)
            .map_err(|found| (cue, found))?;
        self.clock.move_to(turn.elapsed_seconds.unwrap_or(0));
        for (number, deed) in turn.deeds.iter().enumerate() {
            let act = self.deed(&visit, deed);
            self.act(act)
                .map_err(|refusal| (Cue::Deed(at, number), Difference::Refused(refusal)))?;
        }
        let Some(choice) = turn.answer.clone() else {
            self.is_seen_to = !self.waits_for_a_choice(&visit);
            return Ok(());
        };
        self.act(Act::ChoiceMade { visit, choice })
            .map_err(|refusal| (cue, Difference::Refused(refusal)))
    }

    fn deed(&self, visit: &Visit, deed: &Deed) -> Act {
        let visit = visit.clone();
        match deed {
            Deed::Tick { check } => Act::CheckTicked {
                visit,
                check: check.clone(),
            },
            Deed::Fill { field, value } => Act::FieldFilled {
                value: if self.is_time(&visit.playbook, field) {
                    self.clock.time(value)
                } else {
                    value.clone()
                },
                visit,
                field: field.clone(),
            },
        }
    }

    fn is_time(&self, playbook: &PlaybookId, field: &FieldId) -> bool {
        let playbook = self.log.library().playbook(playbook);
        let field = playbook.and_then(|playbook| playbook.field(field));
        field.is_some_and(|field| matches!(field.kind, FieldKind::Time))
    }

    fn waits_for_a_choice(&self, visit: &Visit) -> bool {
        let step = self.log.library().step(visit);
        step.is_none_or(|step| matches!(step.way_on, WayOn::Choices(_)))
    }

    /// Passes steps without choices until the walk stands at that step.
    fn go_to(&mut self, playbook: &PlaybookId, step: &StepId) -> Result<Visit, Difference> {
        let mut passed = BTreeSet::new();
        loop {
            let visit = self.stands()?;
            let is_there = &visit.playbook == playbook && &visit.step == step;
            if is_there && !self.is_seen_to {
                return Ok(visit);
            }
            if self.waits_for_a_choice(&visit) {
                return Err(Difference::OtherStep);
            }
            self.pass(visit, &mut passed)?;
        }
    }

    /// Where the walk stands.
    fn stands(&self) -> Result<Visit, Difference> {
        let mut path = self.log.path();
        match path.position {
            Position::Ended { outcome } => Err(Difference::OverAlready { outcome }),
            Position::AtStep | Position::Stopped { .. } => {
                path.visits.pop().ok_or(Difference::OtherStep)
            }
        }
    }

    fn pass(
        &mut self,
        visit: Visit,
        passed: &mut BTreeSet<(PlaybookId, StepId)>,
    ) -> Result<(), Difference> {
        if !passed.insert((visit.playbook.clone(), visit.step.clone())) {
            return Err(Difference::Endless);
        }
        self.is_seen_to = false;
        self.act(Act::StepCompleted { visit })
            .map_err(Difference::Refused)
    }

    fn end(&mut self, scenario: &Scenario) -> Result<(), Difference> {
        match &scenario.expected.end {
            ExpectedEnd::Outcome { text } => self.end_with(text)?,
            ExpectedEnd::Step { playbook, step } => self.end_at(playbook, step)?,
        }
        let found = &self.log.incident().severity;
        match &scenario.expected.severity {
            Some(expected) if expected != found => Err(Difference::OtherSeverity {
                found: found.clone(),
            }),
            _ => Ok(()),
        }
    }

    fn end_with(&mut self, expected: &str) -> Result<(), Difference> {
        let mut passed = BTreeSet::new();
        loop {
            match self.stands() {
                Err(Difference::OverAlready { outcome }) if outcome == expected => return Ok(()),
                Err(Difference::OverAlready { outcome }) => {
                    return Err(Difference::OtherOutcome { found: outcome });
                }
                Err(other) => return Err(other),
                Ok(visit) if self.waits_for_a_choice(&visit) => return Err(Difference::NotOver),
                Ok(visit) => self.pass(visit, &mut passed)?,
            }
        }
    }

    fn end_at(&mut self, playbook: &PlaybookId, step: &StepId) -> Result<(), Difference> {
        // A step that the script has named last may be the one it ends at.
        self.is_seen_to = false;
        match self.go_to(playbook, step) {
            Err(Difference::OverAlready { outcome }) => {
                Err(Difference::OtherOutcome { found: outcome })
            }
            other => other.map(drop),
        }
    }
}
