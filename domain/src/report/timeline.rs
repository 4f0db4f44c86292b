//! The record as a story: each event with the names of what it speaks of.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Act, CheckId, ChoiceId, CommandId, Event, FieldId, Labels, Library, Log, SeverityLevel, Step,
    TemplateId, TemplatePurpose, Timestamp, Visit, record::Milestone,
};

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde(rename = "what")]
    pub kind: TimelineKind,
}

/// What a line of the timeline tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
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
    /// The monitoring called; the labels as `name=value`, parted by commas.
    AlertReceived {
        alert: String,
        labels: String,
        since: Option<Timestamp>,
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
    Copied { text: String, guarded: bool },
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

impl TimelineKind {
    /// Whether it belongs to the story: something was decided, noted or told. The rest is the log; milestones stand in
    /// the story by themselves.
    pub fn is_decisive(&self) -> bool {
        match self {
            Self::Declared { .. }
            | Self::AlertReceived { .. }
            | Self::Chose { .. }
            | Self::ChangedAnswer { .. }
            | Self::Noted { .. }
            | Self::SeverityChanged { .. }
            | Self::NoticeCopied { .. }
            | Self::Stopped { .. }
            | Self::Resumed
            | Self::Closed
            | Self::Reopened => true,
            // A command that is guarded can do harm: copying it is an act on production.
            Self::Copied { guarded, .. } => *guarded,
            Self::Ticked { .. }
            | Self::Cleared { .. }
            | Self::Reached { .. }
            | Self::Withdrawn { .. }
            | Self::Filled { .. }
            | Self::Emptied { .. }
            | Self::InputFilled { .. }
            | Self::Completed { .. } => false,
        }
    }
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
    let teller = Teller { library };
    let mut answered = BTreeSet::new();
    let mut told = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let again = match &event.act {
            Act::ChoiceMade { visit, .. } => !answered.insert(visit),
            _ => false,
        };
        if index >= first {
            let kind = teller.tell(event.act.clone(), again);
            told.push(TimelineEntry { at: event.at, kind });
        }
    }
    told
}

/// Knows the names of what acts speak of.
struct Teller<'l> {
    library: &'l Library,
}

impl Teller<'_> {
    /// Tells one act; `again` when it changes an answer that was given before.
    fn tell(&self, act: Act, again: bool) -> TimelineKind {
        match act {
            Act::IncidentDeclared {
                title,
                severity,
                drill,
                ..
            } => TimelineKind::Declared {
                title,
                severity,
                drill,
            },
            Act::AlertReceived {
                alert,
                labels,
                since,
            } => TimelineKind::AlertReceived {
                alert: alert.into(),
                labels: told_labels(&labels),
                since,
            },
            Act::CheckTicked { visit, check } => {
                let check = self.check(&visit, &check);
                TimelineKind::Ticked { check }
            }
            Act::CheckCleared { visit, check } => {
                let check = self.check(&visit, &check);
                TimelineKind::Cleared { check }
            }
            Act::FieldFilled {
                visit,
                field,
                value,
            } => {
                let label = self.label(&visit, &field);
                let playbook = self.library.playbook(&visit.playbook);
                let kind = playbook.and_then(|playbook| Some(&playbook.field(&field)?.kind));
                let value = kind.map_or(value.clone(), |kind| kind.shown(&value));
                TimelineKind::Filled { label, value }
            }
            Act::FieldCleared { visit, field } => {
                let label = self.label(&visit, &field);
                TimelineKind::Emptied { label }
            }
            Act::InputFilled { input, value } => {
                let input = input.into();
                TimelineKind::InputFilled { input, value }
            }
            Act::CommandCopied {
                visit,
                command,
                text,
            } => TimelineKind::Copied {
                text,
                guarded: self.is_guarded(&visit, &command),
            },
            Act::ChoiceMade { visit, choice } => self.answer(&visit, &choice, again),
            Act::StepCompleted { visit } => {
                let step = self.step(&visit, |step| step.title.clone());
                TimelineKind::Completed { step }
            }
            Act::NoteAdded { text } => TimelineKind::Noted { text },
            Act::MilestoneReached { milestone, time } => TimelineKind::Reached { milestone, time },
            Act::MilestoneWithdrawn { milestone } => TimelineKind::Withdrawn { milestone },
            Act::SeverityChanged { severity } => TimelineKind::SeverityChanged { severity },
            Act::NoticeCopied { template, .. } => self.notice(&template),
            Act::WalkStopped { reason } => TimelineKind::Stopped { reason },
            Act::WalkResumed => TimelineKind::Resumed,
            Act::IncidentClosed => TimelineKind::Closed,
            Act::IncidentReopened => TimelineKind::Reopened,
        }
    }

    fn step(&self, visit: &Visit, words: impl Fn(&Step) -> String) -> String {
        self.library.step(visit).map(words).unwrap_or_default()
    }

    fn check(&self, visit: &Visit, id: &CheckId) -> String {
        self.step(visit, |step| {
            let check = step.check(id);
            check.map(|check| check.text.clone()).unwrap_or_default()
        })
    }

    fn label(&self, visit: &Visit, id: &FieldId) -> String {
        let playbook = self.library.playbook(&visit.playbook);
        let field = playbook.and_then(|playbook| playbook.field(id));
        field.map(|field| field.label.clone()).unwrap_or_default()
    }

    fn answer(&self, visit: &Visit, id: &ChoiceId, again: bool) -> TimelineKind {
        let choice = self.step(visit, |step| {
            let choice = step.choice(id);
            choice
                .map(|choice| choice.label.clone())
                .unwrap_or_default()
        });
        let question = self.step(visit, |step| step.question.clone());
        let step = self.step(visit, |step| step.title.clone());
        if again {
            return TimelineKind::ChangedAnswer { step, choice };
        }
        TimelineKind::Chose {
            step,
            question,
            choice,
        }
    }

    fn is_guarded(&self, visit: &Visit, id: &CommandId) -> bool {
        let step = self.library.step(visit);
        let command = step.and_then(|step| step.commands().find(|command| &command.id == id));
        command.is_some_and(|command| !command.caution.is_empty())
    }

    fn notice(&self, id: &TemplateId) -> TimelineKind {
        let found = self.library.template_of_id(id);
        TimelineKind::NoticeCopied {
            title: found.map(|found| found.title.clone()).unwrap_or_default(),
            purpose: found.map(|found| found.purpose),
        }
    }
}

fn told_labels(labels: &Labels) -> String {
    let told = labels.iter().map(|(name, value)| format!("{name}={value}"));
    told.collect::<Vec<_>>().join(", ")
}
