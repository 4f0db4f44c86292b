//! The state of an incident: a fold over its events.

use std::collections::BTreeMap;

use super::{Act, Event, Milestone, Visit};
use crate::{
    Check, CheckId, ChoiceId, FieldId, IncidentId, InputName, Library, PlaybookId, Revision,
    SeverityLevel, Timestamp,
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
    /// When it was closed, while it is.
    pub closed_at: Option<Timestamp>,
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

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    /// When.
    pub at: Timestamp,
    /// In the responder's words.
    pub text: String,
}

impl Incident {
    /// The state after the first event; `None` when that is not a declaration.
    pub(crate) fn declared(event: &Event) -> Option<Self> {
        let Act::IncidentDeclared {
            title,
            severity,
            playbook,
            revisions,
            drill,
            responder,
            impact_started,
            detected,
        } = &event.act
        else {
            return None;
        };
        let known = [
            (Milestone::ImpactStarted, *impact_started),
            (Milestone::Detected, *detected),
        ];
        Some(Self {
            id: event.incident,
            title: title.clone(),
            severity: severity.clone(),
            drill: *drill,
            responder: responder.clone(),
            playbook: playbook.clone(),
            revisions: revisions.clone(),
            declared_at: event.at,
            last_act_at: event.at,
            answers: BTreeMap::new(),
            ticks: BTreeMap::new(),
            fields: BTreeMap::new(),
            inputs: BTreeMap::new(),
            milestones: known
                .into_iter()
                .filter_map(|(m, at)| Some((m, at?)))
                .collect(),
            notes: Vec::new(),
            severities: vec![(event.at, severity.clone())],
            last_notice_at: None,
            stopped: None,
            closed_at: None,
        })
    }

    /// Takes in a later event. Total: what a checked log holds can always be taken in.
    pub(crate) fn apply(&mut self, library: &Library, event: &Event) {
        let at = event.at;
        self.last_act_at = self.last_act_at.max(at);
        match &event.act {
            Act::IncidentDeclared { .. } | Act::CommandCopied { .. } => {}
            Act::CheckTicked { visit, check } => {
                self.ticks
                    .insert((visit.clone(), check.clone()), Tick { at });
            }
            Act::CheckCleared { visit, check } => {
                self.ticks.remove(&(visit.clone(), check.clone()));
            }
            Act::FieldFilled {
                visit,
                field,
                value,
            } => {
                self.fill(library, visit, field, value, at);
            }
            Act::FieldCleared { visit, field } => {
                self.fields.remove(&(visit.clone(), field.clone()));
            }
            Act::InputFilled { input, value } if value.is_empty() => {
                self.inputs.remove(input);
            }
            Act::InputFilled { input, value } => {
                self.inputs.insert(input.clone(), value.clone());
            }
            Act::ChoiceMade { visit, choice } => {
                self.answer(visit, Answer::Chosen(choice.clone()), at);
                let chosen = library.step(visit).and_then(|step| step.choice(choice));
                if let Some(severity) = chosen.and_then(|choice| choice.severity.as_ref()) {
                    self.change_severity(severity, at);
                }
            }
            Act::StepCompleted { visit } => self.answer(visit, Answer::Continued, at),
            Act::NoteAdded { text } => self.notes.push(NoteEntry {
                at,
                text: text.clone(),
            }),
            Act::MilestoneReached { milestone, time } => {
                self.milestones.insert(*milestone, *time);
            }
            Act::MilestoneWithdrawn { milestone } => {
                self.milestones.remove(milestone);
            }
            Act::SeverityChanged { severity } => self.change_severity(severity, at),
            Act::NoticeCopied { .. } => self.last_notice_at = Some(at),
            Act::WalkStopped { reason } => self.stopped = Some(reason.clone()),
            Act::WalkResumed => self.stopped = None,
            Act::IncidentClosed => self.closed_at = Some(at),
            Act::IncidentReopened => self.closed_at = None,
        }
    }

    fn fill(
        &mut self,
        library: &Library,
        visit: &Visit,
        field: &FieldId,
        value: &str,
        at: Timestamp,
    ) {
        let order = self
            .fields
            .values()
            .map(|entry| entry.order + 1)
            .max()
            .unwrap_or(0);
        let entry = FieldEntry {
            value: value.to_owned(),
            at,
            order,
        };
        self.fields.insert((visit.clone(), field.clone()), entry);
        let bound = library
            .playbook(&visit.playbook)
            .and_then(|p| p.field(field)?.milestone);
        if let (Some(milestone), Some(time)) = (bound, Timestamp::parse(value)) {
            self.milestones.insert(milestone, time);
        }
    }

    fn answer(&mut self, visit: &Visit, answer: Answer, at: Timestamp) {
        let first_at = self
            .answers
            .get(visit)
            .map_or(at, |earlier| earlier.first_at);
        let entry = AnswerEntry {
            answer,
            first_at,
            at,
        };
        self.answers.insert(visit.clone(), entry);
    }

    fn change_severity(&mut self, severity: &SeverityLevel, at: Timestamp) {
        if &self.severity != severity {
            self.severity = severity.clone();
            self.severities.push((at, severity.clone()));
        }
    }

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

    /// Seconds since it was declared.
    pub fn elapsed_seconds(&self, now: Timestamp) -> i64 {
        now.seconds_since(self.declared_at)
    }
}
