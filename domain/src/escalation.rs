//! Who is called after how long.

use serde::{Deserialize, Serialize};

/// The levels of an escalation path, earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EscalationPath {
    /// Earliest first.
    pub levels: Vec<EscalationLevel>,
}

impl EscalationPath {
    /// The first level that is not yet due after so many seconds.
    pub fn next_after(&self, elapsed_seconds: i64) -> Option<&EscalationLevel> {
        self.levels
            .iter()
            .find(|level| i64::from(level.after_seconds) > elapsed_seconds)
    }

    /// The last level that is due after so many seconds.
    pub fn due_after(&self, elapsed_seconds: i64) -> Option<&EscalationLevel> {
        self.levels
            .iter()
            .rev()
            .find(|level| i64::from(level.after_seconds) <= elapsed_seconds)
    }
}

/// One level of an escalation path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EscalationLevel {
    /// Counted from the moment the incident was declared, in seconds.
    pub after_seconds: u32,
    /// Who is called.
    pub who: String,
    /// How to reach them, or empty.
    pub contact: String,
    /// What they are called for, or empty.
    pub duty: String,
}
