//! The record: what happened, in past tense, append-only; and the state that replaying it gives.
//!
//! A responder's [`Act`] is checked against the state ([`Log::record`]) and becomes an [`Event`] with actor,
//! sequence, clock and the fingerprint of the actor's previous event. [`Incident`] is the fold over the events,
//! [`Path`] the walk that its answers give. Nothing else is stored.

mod act;
mod dangling;
mod event;
mod fold;
mod incident;
mod legality;
mod log;
mod milestone;
mod path;
mod refusal;
mod replay;

pub use act::Act;
pub use event::{Clock, Event, Stamp};
pub use incident::{Answer, AnswerEntry, FieldEntry, Incident, NoteEntry, ReceivedAlert, Tick};
pub use log::Log;
pub use milestone::Milestone;
pub use path::{Path, Position, Visit};
pub use refusal::Refusal;
pub use replay::{ReplayError, ReplayFault};
