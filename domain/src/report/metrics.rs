//! The numbers of an incident.

use serde::{Deserialize, Serialize};

use crate::record::{Incident, Milestone};

/// Seconds between milestones. `None` is *unknown*: a missing milestone is never taken for zero.
///
/// Counted from the start of the impact, as Davidovič, “Incident Metrics in SRE” (Google, 2021) does; only
/// acknowledging is counted from detection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Metrics {
    /// TTD: impact started → detected.
    pub time_to_detect: Option<i64>,
    /// TTA: detected → acknowledged.
    pub time_to_acknowledge: Option<i64>,
    /// TTM: impact started → mitigated.
    pub time_to_mitigate: Option<i64>,
    /// TTR: impact started → resolved.
    pub time_to_resolve: Option<i64>,
    /// The longest stretch without an event between declaring and resolving (or closing, or now).
    pub longest_silence: i64,
}

/// One of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// TTD.
    Detect,
    /// TTA.
    Acknowledge,
    /// TTM.
    Mitigate,
    /// TTR.
    Resolve,
    /// The longest silence.
    Silence,
}

impl Metric {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 5] = [
        Self::Detect,
        Self::Acknowledge,
        Self::Mitigate,
        Self::Resolve,
        Self::Silence,
    ];

    /// Its common abbreviation; empty where there is none.
    pub fn key(self) -> &'static str {
        match self {
            Self::Detect => "TTD",
            Self::Acknowledge => "TTA",
            Self::Mitigate => "TTM",
            Self::Resolve => "TTR",
            Self::Silence => "",
        }
    }
}

impl Metrics {
    pub(crate) fn of(incident: &Incident, longest_silence: i64) -> Self {
        let between = |from, to| {
            let from = incident.milestones.get(&from)?;
            let seconds = incident.milestones.get(&to)?.seconds_since(*from);
            // An impossible order, which two records merged can bring, is no number either.
            (seconds >= 0).then_some(seconds)
        };
        Self {
            time_to_detect: between(Milestone::ImpactStarted, Milestone::Detected),
            time_to_acknowledge: between(Milestone::Detected, Milestone::Acknowledged),
            time_to_mitigate: between(Milestone::ImpactStarted, Milestone::Mitigated),
            time_to_resolve: between(Milestone::ImpactStarted, Milestone::Resolved),
            longest_silence,
        }
    }

    /// The number, in seconds; `None` is unknown.
    pub fn get(&self, metric: Metric) -> Option<i64> {
        match metric {
            Metric::Detect => self.time_to_detect,
            Metric::Acknowledge => self.time_to_acknowledge,
            Metric::Mitigate => self.time_to_mitigate,
            Metric::Resolve => self.time_to_resolve,
            Metric::Silence => Some(self.longest_silence),
        }
    }
}
