//! A stored record back to a log, as far as it is sound.

use std::fmt;
use std::sync::Arc;

use super::{Act, Event, Incident, Log, dangling::dangles};
use crate::{BundleError, Fingerprint, Library, PlaybookId};

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
    /// It, or the event of this actor before it, was changed after it was written.
    BrokenChain,
    /// It does not come after the event before it by clock, actor and sequence.
    OutOfOrder,
    /// The library holds another revision of a playbook than the one that the incident was declared with, or none.
    OtherRevision {
        /// Which playbook.
        playbook: PlaybookId,
    },
    /// It names a step, check, field, choice, command, input, template or level that the library does not have.
    Dangling,
}

impl fmt::Display for ReplayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "event {}: {:?}", self.index + 1, self.fault)
    }
}

impl std::error::Error for ReplayError {}

impl Log {
    /// Replays a stored record. Events must be sorted by clock, actor and sequence.
    ///
    /// Returns the log as far as it is sound, and what is wrong with the rest. A change shows at the event that was
    /// changed or, where that still makes sense, at the next one of its actor, whose fingerprint no longer fits.
    ///
    /// # Errors
    /// Not even the declaration is sound.
    pub fn replay(
        library: Arc<Library>,
        stored: &[String],
    ) -> Result<(Self, Option<ReplayError>), ReplayError> {
        let at = |index| move |fault| ReplayError { index, fault };
        let (first, rest) = stored.split_first().ok_or(at(0)(ReplayFault::NoEvents))?;
        let mut log = begin(library, first).map_err(at(0))?;
        for (index, text) in rest.iter().enumerate() {
            if let Err(fault) = log.push_stored(text) {
                return Ok((log, Some(at(index + 1)(fault))));
            }
        }
        Ok((log, None))
    }

    /// Takes in the next event as it is stored. The fingerprint is that of this very text, whatever else a later
    /// version wrote into it.
    ///
    /// # Errors
    /// It cannot be read, does not follow on what is here, or was tampered with; the log stays as it was.
    pub fn push_stored(&mut self, text: &str) -> Result<(), ReplayFault> {
        let event = Event::from_json(text).map_err(ReplayFault::Unreadable)?;
        self.take_in(event, Fingerprint::of(text.as_bytes()))
    }

    pub(super) fn fits(&self, event: &Event) -> Result<(), ReplayFault> {
        if event.incident != self.incident().id {
            return Err(ReplayFault::ForeignIncident);
        }
        if matches!(event.act, Act::IncidentDeclared { .. }) {
            return Err(ReplayFault::NotADeclaration);
        }
        let head = self.head(event.actor);
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
        let place = |event: &Event| (event.clock, event.actor, event.sequence);
        if self
            .events()
            .last()
            .is_some_and(|last| place(event) <= place(last))
        {
            return Err(ReplayFault::OutOfOrder);
        }
        if dangles(self.library(), &event.act) {
            return Err(ReplayFault::Dangling);
        }
        Ok(())
    }
}

/// The log that a stored declaration begins.
fn begin(library: Arc<Library>, text: &str) -> Result<Log, ReplayFault> {
    let first = Event::from_json(text).map_err(ReplayFault::Unreadable)?;
    let incident = Incident::declared(&first).ok_or(ReplayFault::NotADeclaration)?;
    if first.sequence != 1 {
        return Err(ReplayFault::Gap {
            expected: 1,
            found: first.sequence,
        });
    }
    if first.previous.is_some() {
        return Err(ReplayFault::BrokenChain);
    }
    if dangles(&library, &first.act) {
        return Err(ReplayFault::Dangling);
    }
    for (id, revision) in &incident.revisions {
        if library.playbook(id).map(|found| &found.revision) != Some(revision) {
            let playbook = id.clone();
            return Err(ReplayFault::OtherRevision { playbook });
        }
    }
    let fingerprint = Fingerprint::of(text.as_bytes());
    Ok(Log::begin(library, incident, first, fingerprint))
}
