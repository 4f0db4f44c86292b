//! The record as a story: each event with the names of what it speaks of.

use serde::{Deserialize, Serialize};

use crate::{
    Act, Check, Event, Library, Log, SeverityLevel, Step, TemplatePurpose, Timestamp, Visit,
    record::Milestone,
};

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub kind: TimelineKind,
}

/// What a line of the timeline tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "what", rename_all = "kebab-case")]
#[allow(
    missing_docs,
    reason = "the fields are the words of the act that the variant is named for"
)]
pub enum TimelineKind {
    /// The incident was declared.
    Declared {
        title: String,
        severity: SeverityLevel,
        drill: bool,
    },
    /// A check was done.
    Ticked { check: String },
    /// A tick was taken back.
    Cleared { check: String },
    /// A field was filled.
    Filled { label: String, value: String },
    /// A field was emptied.
    Emptied { label: String },
    /// A command input was given its value.
    InputFilled { input: String, value: String },
    /// A command was copied.
    Copied { text: String },
    /// A branch was taken.
    Chose {
        step: String,
        question: String,
        choice: String,
    },
    /// An earlier answer was changed.
    ChangedAnswer { step: String, choice: String },
    /// A step was left for the next.
    Completed { step: String },
    /// A note.
    Noted { text: String },
    /// A milestone was reached.
    Reached {
        milestone: Milestone,
        time: Timestamp,
    },
    /// A milestone was withdrawn.
    Withdrawn { milestone: Milestone },
    /// The severity was changed.
    SeverityChanged { severity: SeverityLevel },
    /// A notice was copied out.
    NoticeCopied {
        title: String,
        purpose: Option<TemplatePurpose>,
    },
    /// The walk was left early.
    Stopped { reason: String },
    /// The walk was taken up again.
    Resumed,
    /// The incident was closed.
    Closed,
    /// The incident was reopened.
    Reopened,
}

impl Log {
    /// The last so many lines of the timeline, in order.
    pub fn latest_timeline(&self, count: usize) -> Vec<TimelineEntry> {
        let first = self.events().len().saturating_sub(count);
        tell_from(self.library(), self.events(), first)
    }
}

/// Tells the events, in order.
pub(crate) fn tell(library: &Library, events: &[Event]) -> Vec<TimelineEntry> {
    tell_from(library, events, 0)
}

/// Tells the events from the one at `first`. The ones before are looked at too: only they say whether an answer
/// was changed.
fn tell_from(library: &Library, events: &[Event], first: usize) -> Vec<TimelineEntry> {
    let mut answered = std::collections::BTreeSet::new();
    let mut told = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let again = match &event.act {
            Act::ChoiceMade { visit, .. } => !answered.insert(visit),
            _ => false,
        };
        if index >= first {
            let kind = tell_act(library, &event.act, again);
            told.push(TimelineEntry { at: event.at, kind });
        }
    }
    told
}

/// Tells one act; `again` when it changes an answer that was given before.
fn tell_act(library: &Library, act: &Act, again: bool) -> TimelineKind {
    let step = |visit: &Visit| library.step(visit);
    let title = |visit: &Visit| {
        step(visit)
            .map(|step| step.title.clone())
            .unwrap_or_default()
    };
    let check = |visit: &Visit, id| {
        let found = step(visit).and_then(|step: &Step| step.check(id));
        found
            .map(|check: &Check| check.text.clone())
            .unwrap_or_default()
    };
    let label = |visit: &Visit, id| {
        let found = library
            .playbook(&visit.playbook)
            .and_then(|playbook| playbook.field(id));
        found.map(|field| field.label.clone()).unwrap_or_default()
    };
    match act {
        Act::IncidentDeclared {
            title,
            severity,
            drill,
            ..
        } => TimelineKind::Declared {
            title: title.clone(),
            severity: severity.clone(),
            drill: *drill,
        },
        Act::CheckTicked { visit, check: id } => TimelineKind::Ticked {
            check: check(visit, id),
        },
        Act::CheckCleared { visit, check: id } => TimelineKind::Cleared {
            check: check(visit, id),
        },
        Act::FieldFilled {
            visit,
            field,
            value,
        } => TimelineKind::Filled {
            label: label(visit, field),
            value: value.clone(),
        },
        Act::FieldCleared { visit, field } => TimelineKind::Emptied {
            label: label(visit, field),
        },
        Act::InputFilled { input, value } => TimelineKind::InputFilled {
            input: input.to_string(),
            value: value.clone(),
        },
        Act::CommandCopied { text, .. } => TimelineKind::Copied { text: text.clone() },
        Act::ChoiceMade { visit, choice } => {
            let found = step(visit).and_then(|step| step.choice(choice));
            let choice = found.map(|choice| choice.label.clone()).unwrap_or_default();
            if again {
                return TimelineKind::ChangedAnswer {
                    step: title(visit),
                    choice,
                };
            }
            let question = step(visit)
                .map(|step| step.question.clone())
                .unwrap_or_default();
            TimelineKind::Chose {
                step: title(visit),
                question,
                choice,
            }
        }
        Act::StepCompleted { visit } => TimelineKind::Completed { step: title(visit) },
        Act::NoteAdded { text } => TimelineKind::Noted { text: text.clone() },
        Act::MilestoneReached { milestone, time } => TimelineKind::Reached {
            milestone: *milestone,
            time: *time,
        },
        Act::MilestoneWithdrawn { milestone } => TimelineKind::Withdrawn {
            milestone: *milestone,
        },
        Act::SeverityChanged { severity } => TimelineKind::SeverityChanged {
            severity: severity.clone(),
        },
        Act::NoticeCopied { template, .. } => {
            let found = library.templates.iter().find(|known| &known.id == template);
            TimelineKind::NoticeCopied {
                title: found
                    .map(|template| template.title.clone())
                    .unwrap_or_default(),
                purpose: found.map(|template| template.purpose),
            }
        }
        Act::WalkStopped { reason } => TimelineKind::Stopped {
            reason: reason.clone(),
        },
        Act::WalkResumed => TimelineKind::Resumed,
        Act::IncidentClosed => TimelineKind::Closed,
        Act::IncidentReopened => TimelineKind::Reopened,
    }
}
