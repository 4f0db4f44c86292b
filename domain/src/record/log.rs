//! The events of one incident, in order, with the state they give.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::{Act, Clock, Event, Incident, Path, Refusal, Stamp, legality};
use crate::{
    ActorId, BundleError, Fingerprint, IncidentId, Library, Visit, record::event::EVENT_FORMAT,
};

/// An incident's record together with the library it was declared with. Only grows.
#[derive(Clone, Debug)]
pub struct Log {
    library: Arc<Library>,
    incident: Incident,
    events: Vec<Event>,
    clock: Clock,
    heads: BTreeMap<ActorId, Head>,
}

/// The end of one actor's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    sequence: u64,
    fingerprint: Fingerprint,
}

/// Why a stored record cannot be replayed to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayError {
    /// The event that does not fit, counted from 0; the ones before it do.
    pub index: usize,
    /// What is wrong with it.
    pub fault: ReplayFault,
}

/// What can be wrong with a stored event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplayFault {
    /// There are no events.
    NoEvents,
    /// It is newer than this code, or malformed.
    Unreadable(BundleError),
    /// The record does not begin with a declaration, or holds a second one.
    NotADeclaration,
    /// It belongs to another incident.
    ForeignIncident,
    /// An event of this actor before it is missing, or it is there twice.
    Gap {
        /// The sequence that was due.
        expected: u64,
        /// The sequence it has.
        found: u64,
    },
    /// It, or the event before it, was changed after it was written.
    BrokenChain,
    /// It names a step, check, field or choice that the playbook does not have.
    Dangling,
}

impl fmt::Display for ReplayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "event {}: {:?}", self.index + 1, self.fault)
    }
}

impl std::error::Error for ReplayError {}

impl Log {
    /// Begins a record: checks the declaration and keeps the part of the library that the walk can reach.
    ///
    /// # Errors
    /// The declaration does not fit the library.
    pub fn declare(
        library: &Library,
        id: IncidentId,
        mut act: Act,
        stamp: Stamp,
    ) -> Result<Self, Refusal> {
        legality::check_declaration(library, &act, stamp.now)?;
        let Act::IncidentDeclared {
            playbook,
            revisions,
            ..
        } = &mut act
        else {
            return Err(Refusal::NotTheFirst);
        };
        let pinned = library.pin(playbook).map_err(|_| Refusal::NoSuchPlaybook)?;
        *revisions = pinned
            .playbooks
            .iter()
            .map(|(id, playbook)| (id.clone(), playbook.revision.clone()))
            .collect();
        let event = Event {
            format: EVENT_FORMAT,
            incident: id,
            actor: stamp.actor,
            sequence: 1,
            clock: Clock::default().next(stamp.now),
            at: stamp.now,
            seen: BTreeMap::new(),
            previous: None,
            act,
        };
        let incident = Incident::declared(&event).ok_or(Refusal::NotTheFirst)?;
        let mut log = Self {
            library: Arc::new(pinned),
            incident,
            events: Vec::new(),
            clock: Clock::default(),
            heads: BTreeMap::new(),
        };
        log.keep(event);
        Ok(log)
    }

    /// Checks an act and makes it the next event, without keeping it: see [`Self::push`].
    ///
    /// # Errors
    /// The act is not legal in this state.
    pub fn record(&self, act: Act, stamp: Stamp) -> Result<Event, Refusal> {
        legality::check(&self.library, &self.incident, &act, stamp.now)?;
        let head = self.heads.get(&stamp.actor);
        let others = self
            .heads
            .iter()
            .filter(|(actor, _)| **actor != stamp.actor);
        Ok(Event {
            format: EVENT_FORMAT,
            incident: self.incident.id,
            actor: stamp.actor,
            sequence: head.map_or(1, |head| head.sequence + 1),
            clock: self.clock.next(stamp.now),
            at: stamp.now,
            seen: others
                .map(|(actor, head)| (*actor, head.sequence))
                .collect(),
            previous: head.map(|head| head.fingerprint),
            act,
        })
    }

    /// Takes in the next event, of whichever actor.
    ///
    /// # Errors
    /// It does not follow on what is here, or was tampered with; the log stays as it was.
    pub fn push(&mut self, event: Event) -> Result<(), ReplayFault> {
        self.fits(&event)?;
        self.incident.apply(&self.library, &event);
        self.keep(event);
        Ok(())
    }

    /// Replays a stored record. Events must be sorted by clock, actor and sequence.
    ///
    /// Returns the log as far as it is sound, and what is wrong with the rest.
    ///
    /// # Errors
    /// Not even the declaration is sound.
    pub fn replay(
        library: Arc<Library>,
        stored: &[String],
    ) -> Result<(Self, Option<ReplayError>), ReplayError> {
        let at = |index| move |fault| ReplayError { index, fault };
        let read = |json: &String| Event::from_json(json).map_err(ReplayFault::Unreadable);
        let (first, rest) = stored.split_first().ok_or(at(0)(ReplayFault::NoEvents))?;
        let first = read(first).map_err(at(0))?;
        let incident = Incident::declared(&first).ok_or(at(0)(ReplayFault::NotADeclaration))?;
        if library.playbook(&incident.playbook).is_none() {
            return Err(at(0)(ReplayFault::Dangling));
        }
        if first.sequence != 1 || first.previous.is_some() {
            return Err(at(0)(ReplayFault::Gap {
                expected: 1,
                found: first.sequence,
            }));
        }
        let mut log = Self {
            library,
            incident,
            events: Vec::new(),
            clock: Clock::default(),
            heads: BTreeMap::new(),
        };
        log.keep(first);
        for (index, json) in rest.iter().enumerate() {
            if let Err(fault) = read(json).and_then(|event| log.push(event)) {
                return Ok((log, Some(at(index + 1)(fault))));
            }
        }
        Ok((log, None))
    }

    /// The part of the library that the incident was declared with.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// The state that the events give.
    pub fn incident(&self) -> &Incident {
        &self.incident
    }

    /// The events, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Where the walk stands.
    pub fn path(&self) -> Path {
        Path::replay(&self.library, &self.incident)
    }

    fn fits(&self, event: &Event) -> Result<(), ReplayFault> {
        if event.incident != self.incident.id {
            return Err(ReplayFault::ForeignIncident);
        }
        if matches!(event.act, Act::IncidentDeclared { .. }) {
            return Err(ReplayFault::NotADeclaration);
        }
        let head = self.heads.get(&event.actor);
        let expected = head.map_or(1, |head| head.sequence + 1);
        if event.sequence != expected {
            return Err(ReplayFault::Gap {
                expected,
                found: event.sequence,
            });
        }
        if event.previous != head.map(|head| head.fingerprint) {
            return Err(ReplayFault::BrokenChain);
        }
        if self.dangles(&event.act) {
            return Err(ReplayFault::Dangling);
        }
        Ok(())
    }

    /// Whether an act names what the playbook does not have. Legality is not asked again: two responders' events,
    /// each legal when written, may meet in an order in which they would not be.
    fn dangles(&self, act: &Act) -> bool {
        let step = |visit: &Visit| self.library.step(visit);
        match act {
            Act::CheckTicked { visit, check } | Act::CheckCleared { visit, check } => {
                step(visit).is_none_or(|step| step.check(check).is_none())
            }
            Act::FieldFilled { visit, field, .. } | Act::FieldCleared { visit, field } => {
                step(visit).is_none_or(|step| !step.fields().any(|known| known == field))
            }
            Act::CommandCopied { visit, command, .. } => {
                step(visit).is_none_or(|step| !step.commands().any(|known| &known.id == command))
            }
            Act::ChoiceMade { visit, choice } => {
                step(visit).is_none_or(|step| step.choice(choice).is_none())
            }
            Act::StepCompleted { visit } => step(visit).is_none(),
            Act::IncidentDeclared { .. }
            | Act::InputFilled { .. }
            | Act::NoteAdded { .. }
            | Act::MilestoneReached { .. }
            | Act::MilestoneWithdrawn { .. }
            | Act::SeverityChanged { .. }
            | Act::NoticeCopied { .. }
            | Act::WalkStopped { .. }
            | Act::WalkResumed
            | Act::IncidentClosed
            | Act::IncidentReopened => false,
        }
    }

    fn keep(&mut self, event: Event) {
        // An event that was read or built here always serialises; an empty text would only break its own chain.
        let json = event.to_json().unwrap_or_default();
        let head = Head {
            sequence: event.sequence,
            fingerprint: Fingerprint::of(json.as_bytes()),
        };
        self.heads.insert(event.actor, head);
        self.clock = self.clock.max(event.clock);
        self.events.push(event);
    }
}
