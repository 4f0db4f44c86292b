//! The severity scale: how bad it is, and what that promises.

use serde::{Deserialize, Serialize};

use crate::SeverityLevel;

/// The levels of one organisation, worst first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityScale {
    /// Worst first, in the order of the table.
    pub levels: Vec<Severity>,
}

impl SeverityScale {
    /// The level of that name.
    pub fn level(&self, level: &SeverityLevel) -> Option<&Severity> {
        self.levels.iter().find(|known| &known.level == level)
    }

    /// Its place in the scale: 0 is the worst.
    pub fn rank(&self, level: &SeverityLevel) -> Option<usize> {
        self.levels.iter().position(|known| &known.level == level)
    }

    /// The level that the `severity` label of an alert means: one of the scale by its name, else what monitoring
    /// commonly says; `None` for any other word.
    pub fn level_of_label(&self, label: &str) -> Option<&SeverityLevel> {
        let label = label.trim().to_lowercase();
        let named = self.levels.iter().find(|known| {
            let is = |name: &str| name.to_lowercase() == label;
            is(known.level.as_str()) || (!known.name.is_empty() && is(&known.name))
        });
        let at = match label.as_str() {
            "critical" | "page" | "emergency" | "disaster" | "fatal" => 0,
            "high" | "major" | "error" => 1,
            "warning" | "warn" | "medium" | "average" | "minor" => 2,
            "info" | "information" | "informational" | "notice" | "low" => usize::MAX,
            _ if named.is_none() => return None,
            _ => 0,
        };
        let last = self.levels.len().checked_sub(1)?;
        let found = named.or_else(|| self.levels.get(at.min(last)))?;
        Some(&found.level)
    }
}

/// One row of the severity table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Severity {
    /// `P0`.
    pub level: SeverityLevel,
    /// `紧急`; empty when the table has only the level.
    pub name: String,
    /// What it means, in the scale's own words.
    pub definition: String,
    /// An example, or empty.
    pub example: String,
    /// How soon somebody must be on it.
    pub response: ResponseTarget,
    /// How soon it must be over.
    pub resolve: ResponseTarget,
    /// How often the parties want to hear from us, in seconds; 900 where the table is silent.
    pub update_every_seconds: u32,
}

/// A promise of the severity table: as written, and in seconds where it can be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResponseTarget {
    /// As the table says it: `立即 (5分钟)`, `工作时间内`; empty when the column is missing.
    pub text: String,
    /// In seconds; `None` for “in working hours” and the like.
    pub within_seconds: Option<u32>,
}
