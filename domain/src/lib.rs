//! What is true on paper, and nothing else: no clock, disk, network, DOM or Markdown parser.
//!
//! Data flows one way: the compiler writes a [`Library`] (severity scale, roles, escalation path,
//! templates, playbooks) as a versioned bundle; the app reads it and appends [`Event`]s to a [`Log`];
//! [`Incident`], [`Path`] and [`Report`] are folds over that log.

mod alert;
mod budget;
mod bundle;
mod command;
mod escalation;
mod field;
mod id;
mod library;
mod mustache;
mod playbook;
mod record;
mod report;
mod role;
mod scenario;
mod severity;
mod template;
mod timestamp;

pub use alert::{Alert, LONGEST_LABEL_BYTES, Labels, MOST_LABELS, is_plain_value, label_fills};
pub use budget::{Budget, Pace};
pub use bundle::{BUNDLE_FORMAT, BundleError, BundleIndex, PlaybookEntry, PlaybookFile};
pub use command::{Command, CommandPart};
pub use escalation::{EscalationLevel, EscalationPath};
pub use field::{Field, FieldKind};
pub use id::{
    ActorId, AlertName, CheckId, ChoiceId, CommandId, FieldId, Fingerprint, IncidentId, InputName,
    InvalidId, LabelName, PlaybookId, Revision, RoleId, ScenarioId, SeverityLevel, StepId,
    TemplateId,
};
pub use library::{Library, PinError, Site};
pub use mustache::{Fault, FaultKind, Filling, Shape, Template as Mustache, Value};
pub use playbook::{Block, CalloutKind, Check, Choice, Phase, Playbook, Step, Target, WayOn};
pub use record::{
    Act, Answer, AnswerEntry, Clock, Event, FieldEntry, Incident, Log, Milestone, NoteEntry, Path,
    Position, ReceivedAlert, Refusal, ReplayError, ReplayFault, Stamp, Tick, Visit,
};
pub use report::{
    Metric, Metrics, OpenCheck, Phrasing, REPORT_FORMAT, Report, ReportField, ReportPhase,
    SeverityChange, Status, TimelineEntry, TimelineKind, WalkedPlaybook, report_shape,
};
pub use role::Role;
pub use scenario::{
    Branch, Coverage, Cue, Deed, Difference, Expected, ExpectedEnd, Parting, PlaybookCoverage, Run,
    Scenario, Turn,
};
pub use severity::{ResponseTarget, Severity, SeverityScale};
pub use template::{Template, TemplatePurpose};
pub use timestamp::Timestamp;
