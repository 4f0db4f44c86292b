//! The events of one incident, in order, with the state they give.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Act, Clock, Event, Incident, Path, Refusal, ReplayFault, Stamp, event::EVENT_FORMAT, legality,
};
use crate::{ActorId, Fingerprint, IncidentId, Library};

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
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) sequence: u64,
    /// Of the text that is stored.
    pub(super) fingerprint: Fingerprint,
}

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
        let fingerprint = fingerprint(&event);
        Ok(Self::begin(Arc::new(pinned), incident, event, fingerprint))
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

    /// Takes in the next event, of whichever actor, that was made here; one that was stored or sent goes through
    /// [`Self::push_stored`]. What another actor wrote *before* the last event here can only be merged by replaying.
    ///
    /// # Errors
    /// It does not follow on what is here; the log stays as it was.
    pub fn push(&mut self, event: Event) -> Result<(), ReplayFault> {
        let fingerprint = fingerprint(&event);
        self.take_in(event, fingerprint)
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

    pub(super) fn begin(
        library: Arc<Library>,
        incident: Incident,
        first: Event,
        fingerprint: Fingerprint,
    ) -> Self {
        let mut log = Self {
            library,
            incident,
            events: Vec::new(),
            clock: Clock::default(),
            heads: BTreeMap::new(),
        };
        log.keep(first, fingerprint);
        log
    }

    pub(super) fn head(&self, actor: ActorId) -> Option<&Head> {
        self.heads.get(&actor)
    }

    pub(super) fn take_in(
        &mut self,
        event: Event,
        fingerprint: Fingerprint,
    ) -> Result<(), ReplayFault> {
        self.fits(&event)?;
        self.incident.apply(&self.library, &event);
        self.keep(event, fingerprint);
        Ok(())
    }

    fn keep(&mut self, event: Event, fingerprint: Fingerprint) {
        let sequence = event.sequence;
        let head = Head {
            sequence,
            fingerprint,
        };
        self.heads.insert(event.actor, head);
        self.clock = self.clock.max(event.clock);
        self.events.push(event);
    }
}

/// The fingerprint of an event that is stored as [`Event::to_json`] writes it.
fn fingerprint(event: &Event) -> Fingerprint {
    // An event that was made here always serialises; an empty text would only break its own chain.
    Fingerprint::of(event.to_json().unwrap_or_default().as_bytes())
}
