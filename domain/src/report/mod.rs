//! What is left at the end: the report, derived from the record, and its view for the templates.
//!
//! Record → [`Report`] (numbers and facts, exported as JSON) → [`Report::view`] (words, for a template). The
//! words come from outside, through [`Phrasing`].

mod draw;
mod metrics;
mod phase;
mod phrasing;
mod timeline;
mod view;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    IncidentId, PlaybookId, Revision, SeverityLevel, Timestamp,
    record::{Event, Milestone},
};

pub use metrics::{Metric, Metrics};
pub use phase::ReportPhase;
pub use phrasing::{Phrasing, Status};
pub use timeline::{TimelineEntry, TimelineKind};
pub use view::report_shape;

/// The format of the exported report.
pub const REPORT_FORMAT: u32 = 1;

/// An incident, told. Everything in it is derived from `record`, which is in it too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// [`REPORT_FORMAT`].
    pub format: u32,
    /// Which incident.
    pub incident: IncidentId,
    /// Whose site it was written on, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// What was wrong.
    pub title: String,
    /// Nothing really was.
    pub drill: bool,
    /// Who declared it, or empty.
    pub responder: String,
    /// How bad it is now.
    pub severity: SeverityLevel,
    /// The scale's name for it, or empty.
    pub severity_name: String,
    /// The scale's words for it, or empty.
    pub severity_definition: String,
    /// The playbook that the walk started with.
    pub playbook: PlaybookId,
    /// Its title.
    pub playbook_title: String,
    /// The revisions of all playbooks that the walk could reach.
    pub revisions: BTreeMap<PlaybookId, Revision>,
    /// The playbooks that the walk came through, in the order of coming.
    pub playbooks: Vec<WalkedPlaybook>,
    /// When it was declared.
    pub declared_at: Timestamp,
    /// When this report was drawn up.
    pub drawn_up_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How it stands.
    pub status: Status,
    /// The words of the outcome, once the walk is over.
    pub outcome: Option<String>,
    /// The phase that the walk stands in.
    pub current_phase: Option<String>,
    /// The step that the walk stands at.
    pub current_step: Option<String>,
    /// When the next update is due; `None` once resolved or closed.
    pub next_update_at: Option<Timestamp>,
    /// The milestones that were reached.
    pub milestones: BTreeMap<Milestone, Timestamp>,
    /// What lies between them.
    pub metrics: Metrics,
    /// Every level it had, and since when.
    pub severity_changes: Vec<SeverityChange>,
    /// The phases of the playbook, in order.
    pub phases: Vec<ReportPhase>,
    /// Every filled field on the path, in the order of filling.
    pub fields: Vec<ReportField>,
    /// Every check on the path that is neither done nor optional.
    pub open_checks: Vec<OpenCheck>,
    /// What happened, in order.
    pub timeline: Vec<TimelineEntry>,
    /// The record that all this was derived from, as it was read. Fingerprints are over the stored texts: to check the
    /// chain, export those.
    pub record: Vec<Event>,
}

/// A playbook that the walk came through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WalkedPlaybook {
    /// Its id.
    pub id: PlaybookId,
    /// What people read.
    pub title: String,
    /// The revision that was walked.
    pub revision: Revision,
}

/// A level and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityChange {
    /// Since when.
    pub at: Timestamp,
    /// Which.
    pub severity: SeverityLevel,
}

/// A filled field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportField {
    /// Its id.
    pub field: crate::FieldId,
    /// Its words.
    pub label: String,
    /// The heading of its step.
    pub step: String,
    /// With what.
    pub value: String,
    /// What it counts, for a field of kind number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The same in seconds, for a field of kind duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// The same as a moment, for a field of kind time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Timestamp>,
    /// When it was filled.
    pub at: Timestamp,
}

/// A check that was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenCheck {
    /// Where.
    pub visit: crate::Visit,
    /// The heading of its step.
    pub step: String,
    /// Its text.
    pub text: String,
}
