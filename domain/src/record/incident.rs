//! The state of an incident.

use std::collections::BTreeMap;

use super::{Milestone, Visit};
use crate::{
    AlertName, Check, CheckId, ChoiceId, FieldId, IncidentId, InputName, Labels, PlaybookId,
    Revision, SeverityLevel, Timestamp,
};

/// What replaying the record gives. Where the walk stands is derived from it: [`super::Path::replay`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// What is wrong.
    pub title: String,
    /// How bad it is now.
    pub severity: SeverityLevel,
    /// Nothing is really wrong.
    pub drill: bool,
    /// Who declared it, or empty.
    pub responder: String,
    /// Where the walk started.
    pub playbook: PlaybookId,
    /// The revisions of all playbooks that the walk can reach.
    pub revisions: BTreeMap<PlaybookId, Revision>,
    /// When.
    pub declared_at: Timestamp,
    /// When the last event was written.
    pub last_act_at: Timestamp,
    /// The answer to every visit that has one, on the path or not.
    pub answers: BTreeMap<Visit, AnswerEntry>,
    /// The checks that are done.
    pub ticks: BTreeMap<(Visit, CheckId), Tick>,
    /// The fields that are filled, a value a visit.
    pub fields: BTreeMap<(Visit, FieldId), FieldEntry>,
    /// The command inputs that have a value.
    pub inputs: BTreeMap<InputName, String>,
    /// The inputs whose value came with an alert and was not touched since.
    pub from_alert: BTreeMap<InputName, AlertName>,
    /// The alerts that it is about, in order.
    pub alerts: Vec<ReceivedAlert>,
    /// The milestones that were reached.
    pub milestones: BTreeMap<Milestone, Timestamp>,
    /// In order.
    pub notes: Vec<NoteEntry>,
    /// Every level it had, and since when.
    pub severities: Vec<(Timestamp, SeverityLevel)>,
    /// When a notice was last copied out.
    pub last_notice_at: Option<Timestamp>,
    /// Why the walk was left early, while it is.
    pub stopped: Option<String>,
    /// Since when it is left.
    pub stopped_at: Option<Timestamp>,
    /// When it was closed, while it is.
    pub closed_at: Option<Timestamp>,
    /// What the severity rests on, the latest last: what somebody said, an answer, a filled blank.
    pub(super) grounds: Vec<(Ground, SeverityLevel)>,
    /// The [`FieldEntry::order`] of the next field that is filled.
    pub(super) next_order: u64,
}

/// What a severity rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Somebody said so.
    Said,
    /// The answer given at a visit.
    Answer(Visit),
    /// A blank that was filled there.
    Blank(Visit, FieldId),
}

/// An answer and when it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerEntry {
    /// What holds now.
    pub answer: Answer,
    /// When the visit was first answered: the moment the walk went on.
    pub first_at: Timestamp,
    /// When this answer was given; later than `first_at` when it was changed.
    pub at: Timestamp,
}

/// How a step was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// By a choice.
    Chosen(ChoiceId),
    /// By going on.
    Continued,
}

/// A check that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Since when.
    pub at: Timestamp,
}

/// A field that is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldEntry {
    /// With what.
    pub value: String,
    /// Since when.
    pub at: Timestamp,
    /// Orders entries: the later one is the one that holds.
    pub order: u64,
}

/// An alert that people were called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedAlert {
    /// When it was put on the record.
    pub at: Timestamp,
    /// Which.
    pub alert: AlertName,
    /// What it says of the thing that is wrong.
    pub labels: Labels,
    /// Since when it fires, if that is known.
    pub since: Option<Timestamp>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    /// When.
    pub at: Timestamp,
    /// In the responder's words.
    pub text: String,
}

impl Incident {
    /// When a check was done: ticked, or its blank filled.
    pub fn done_at(&self, visit: &Visit, check: &Check) -> Option<Timestamp> {
        match &check.field {
            Some(field) => self.filled(visit, field).map(|entry| entry.at),
            None => self
                .ticks
                .get(&(visit.clone(), check.id.clone()))
                .map(|tick| tick.at),
        }
    }

    /// What a field was filled with on that visit.
    pub fn filled(&self, visit: &Visit, field: &FieldId) -> Option<&FieldEntry> {
        self.fields.get(&(visit.clone(), field.clone()))
    }

    /// What a field was last filled with, on whichever visit.
    pub fn latest(&self, playbook: &PlaybookId, field: &FieldId) -> Option<&FieldEntry> {
        self.fields
            .iter()
            .filter(|((visit, id), _)| &visit.playbook == playbook && id == field)
            .map(|(_, entry)| entry)
            .max_by_key(|entry| entry.order)
    }

    /// Seconds since it was declared; 0 when the clock was set back to before that.
    pub fn elapsed_seconds(&self, now: Timestamp) -> i64 {
        now.seconds_since(self.declared_at).max(0)
    }
}
