//! The words of a report, given from outside: they belong to the language files.

use serde::{Deserialize, Serialize};

use super::{Metric, TimelineKind};
use crate::{budget::Pace, record::Milestone};

/// How an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Users are hurt, or may be.
    Ongoing,
    /// Users are no longer hurt; the fault is still there.
    Mitigated,
    /// The service is as it should be.
    Resolved,
    /// The record is closed.
    Closed,
}

/// One language's words for what a report tells.
pub trait Phrasing {
    /// What happened, in a sentence.
    fn timeline(&self, kind: &TimelineKind) -> String;
    /// A length of time.
    fn duration(&self, seconds: i64) -> String;
    /// The word for what is not known.
    fn unknown(&self) -> String;
    /// The name of a milestone.
    fn milestone(&self, milestone: Milestone) -> String;
    /// The name of a number, and what it counts.
    fn metric(&self, metric: Metric) -> (String, String);
    /// How a window stood.
    fn pace(&self, pace: Pace) -> String;
    /// How the incident stands.
    fn status(&self, status: Status) -> String;
    /// The answer that a field of kind time holds, `YYYY-MM-DD HH:MM` and its zone.
    fn moment(&self, moment: crate::Timestamp) -> String {
        format!("{} ({})", moment.local_minute(), moment.zone())
    }
}
