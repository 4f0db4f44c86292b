//! The points in time that the metrics are made of.

use serde::{Deserialize, Serialize};

/// A point in the life of an incident, in the order in which they must happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// The first user was hurt.
    ImpactStarted,
    /// Somebody, or an alert, noticed.
    Detected,
    /// A responder took it on.
    Acknowledged,
    /// Users are no longer hurt, by whatever makeshift.
    Mitigated,
    /// The service is as it should be.
    Resolved,
}

impl Milestone {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::ImpactStarted,
        Self::Detected,
        Self::Acknowledged,
        Self::Mitigated,
        Self::Resolved,
    ];

    /// As headings and front matter write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ImpactStarted => "impact_started",
            Self::Detected => "detected",
            Self::Acknowledged => "acknowledged",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
        }
    }

    /// The milestone of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|milestone| milestone.as_str() == name)
    }
}
