//! An act with who, when and after what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Act;
use crate::{ActorId, BundleError, Fingerprint, IncidentId, Timestamp};

/// The format of events that this code writes and reads.
pub(crate) const EVENT_FORMAT: u32 = 1;

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// The format of this entry.
    pub format: u32,
    /// The incident it belongs to.
    pub incident: IncidentId,
    /// Who wrote it.
    pub actor: ActorId,
    /// The how-manieth of this actor in this incident, from 1, without gaps.
    pub sequence: u64,
    /// Puts events of all actors in one order.
    pub clock: Clock,
    /// The actor's wall clock.
    pub at: Timestamp,
    /// The last sequence of every other actor that this one had seen.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seen: BTreeMap<ActorId, u64>,
    /// The SHA-256 of this actor's previous event as written; `None` for the first.
    pub previous: Option<Fingerprint>,
    /// What happened.
    pub act: Act,
}

impl Event {
    /// The event as it is stored and fingerprinted.
    ///
    /// # Errors
    /// Never with the acts there are; the serialiser's words otherwise.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a stored event.
    ///
    /// # Errors
    /// It is newer than this code, or malformed.
    pub fn from_json(json: &str) -> Result<Self, BundleError> {
        crate::bundle::read(json, EVENT_FORMAT)
    }
}

/// A hybrid logical clock: never behind the wall clock, never behind what was seen, so that an answer always
/// sorts after what it answers (Kulkarni, Demirbas et al., “Logical Physical Clocks”, 2014).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clock {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub milliseconds: i64,
    /// Orders what falls into one millisecond.
    pub counter: u16,
}

impl Clock {
    /// The clock of the next event, given the latest one seen.
    #[must_use]
    pub fn next(self, now: Timestamp) -> Self {
        let milliseconds = now.milliseconds();
        if milliseconds > self.milliseconds {
            return Self {
                milliseconds,
                counter: 0,
            };
        }
        match self.counter.checked_add(1) {
            Some(counter) => Self { counter, ..self },
            // At the end of time, which only a forged event can bring, the sequence alone orders an actor's events.
            None => match self.milliseconds.checked_add(1) {
                Some(milliseconds) => Self {
                    milliseconds,
                    counter: 0,
                },
                None => self,
            },
        }
    }
}

/// Who acts, and what their clock says: the two things that the record is told from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Who.
    pub actor: ActorId,
    /// When.
    pub now: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_never_goes_back() {
        let latest = Clock {
            milliseconds: 1_000,
            counter: u16::MAX,
        };
        let later = latest.next(Timestamp::new(500, 0));
        assert!(later > latest);
        assert_eq!(
            later.next(Timestamp::new(2_000, 0)),
            Clock {
                milliseconds: 2_000,
                counter: 0
            }
        );
    }
}
