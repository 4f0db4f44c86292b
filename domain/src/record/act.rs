//! What a responder can do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Milestone, Visit};
use crate::{
    AlertName, CheckId, ChoiceId, CommandId, FieldId, InputName, Labels, PlaybookId, Revision,
    SeverityLevel, TemplateId, Timestamp,
};

/// One act of a responder, in past tense. Corrections are acts too; nothing is ever taken out of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// The first event of every record, and only the first.
    IncidentDeclared {
        /// What is wrong, in a few words.
        title: String,
        /// How bad it looked.
        severity: SeverityLevel,
        /// Where the walk starts.
        playbook: PlaybookId,
        /// The revisions of all playbooks that the walk can reach.
        revisions: BTreeMap<PlaybookId, Revision>,
        /// Nothing is really wrong.
        drill: bool,
        /// Who declared it, or empty.
        responder: String,
        /// When the first user was hurt, if that is known.
        impact_started: Option<Timestamp>,
        /// When it was noticed, if that is known.
        detected: Option<Timestamp>,
    },
    /// The monitoring called: this alert is what the incident is about. Its labels fill the command inputs of their
    /// names that have no value yet.
    AlertReceived {
        /// Which.
        alert: AlertName,
        /// What it says of the thing that is wrong.
        #[serde(default, skip_serializing_if = "Labels::is_empty")]
        labels: Labels,
        /// Since when it fires, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Timestamp>,
    },
    /// A check was done.
    CheckTicked {
        /// Where.
        visit: Visit,
        /// Which.
        check: CheckId,
    },
    /// A tick was taken back.
    CheckCleared {
        /// Where.
        visit: Visit,
        /// Which.
        check: CheckId,
    },
    /// A blank was filled, or filled anew.
    FieldFilled {
        /// Where.
        visit: Visit,
        /// Which.
        field: FieldId,
        /// With what; RFC 3339 for a time.
        value: String,
    },
    /// A blank was emptied.
    FieldCleared {
        /// Where.
        visit: Visit,
        /// Which.
        field: FieldId,
    },
    /// A command input was given its value, for every command in the incident.
    InputFilled {
        /// Which.
        input: InputName,
        /// With what; empty takes it back.
        value: String,
    },
    /// A command was copied.
    CommandCopied {
        /// Where.
        visit: Visit,
        /// Which.
        command: CommandId,
        /// As it was copied, inputs filled.
        text: String,
    },
    /// A branch was taken, or an earlier answer changed.
    ChoiceMade {
        /// Where.
        visit: Visit,
        /// Which.
        choice: ChoiceId,
    },
    /// A step without choices was left for the next.
    StepCompleted {
        /// Where.
        visit: Visit,
    },
    /// Something worth keeping was written down.
    NoteAdded {
        /// In the responder's words.
        text: String,
    },
    /// A milestone was reached, or its time corrected.
    MilestoneReached {
        /// Which.
        milestone: Milestone,
        /// When.
        time: Timestamp,
    },
    /// A milestone was not reached after all.
    MilestoneWithdrawn {
        /// Which.
        milestone: Milestone,
    },
    /// It is worse, or less bad, than it looked.
    SeverityChanged {
        /// The new level.
        severity: SeverityLevel,
    },
    /// A notice was copied out to be sent.
    NoticeCopied {
        /// Drawn from which template.
        template: TemplateId,
        /// As it was copied.
        text: String,
    },
    /// The walk was left before its end.
    WalkStopped {
        /// Why.
        reason: String,
    },
    /// A stopped walk was taken up again.
    WalkResumed,
    /// The incident is over for the record.
    IncidentClosed,
    /// It is not over after all.
    IncidentReopened,
}
