//! Drill scripts: the answers to give and the outcome expected. One is a test of the playbooks, a tabletop drill and a
//! measure of what was ever tried, in one.
//!
//! [`Scenario::run`] walks it through a [`crate::Library`] by the same record that the app keeps; [`Coverage`] adds up
//! which branches were taken.

mod clock;
mod coverage;
mod run;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CheckId, ChoiceId, FieldId, InputName, PlaybookId, ScenarioId, SeverityLevel, StepId};

pub use coverage::{Branch, Coverage, PlaybookCoverage};
pub use run::{Cue, Difference, Parting, Run};

/// A drill script whose every name is known: what is said at which step, and how it should end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scenario {
    /// Its path in the source folder without the extension.
    pub id: ScenarioId,
    /// What people read.
    pub title: String,
    /// BCP 47.
    pub lang: String,
    /// Its page, relative to the site's root.
    pub page: String,
    /// Where the walk starts.
    pub playbook: PlaybookId,
    /// The level that it is declared with.
    pub severity: SeverityLevel,
    /// The alert that it begins with, or empty.
    #[serde(default)]
    pub alert: String,
    /// What the commands are filled with.
    #[serde(default)]
    pub inputs: BTreeMap<InputName, String>,
    /// In order.
    pub turns: Vec<Turn>,
    /// How it should end.
    pub expected: Expected,
}

/// One line of the script: the walk should come to this step, and this is what is done there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Turn {
    /// The playbook of the step.
    pub playbook: PlaybookId,
    /// The step. Those without choices between two turns are passed by themselves.
    pub step: StepId,
    /// When it is answered, in seconds since declaring.
    #[serde(default)]
    pub elapsed_seconds: Option<u32>,
    /// What is seen to before the answer, in order.
    #[serde(default)]
    pub deeds: Vec<Deed>,
    /// The choice; `None` at a step that just goes on.
    #[serde(default)]
    pub answer: Option<ChoiceId>,
}

/// Something that is done at a step besides answering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// A check is ticked.
    Tick {
        /// Which.
        check: CheckId,
    },
    /// A blank is filled.
    Fill {
        /// Which.
        field: FieldId,
        /// With what; a time may be RFC 3339 or the hour and minute alone (`14:31`).
        value: String,
    },
}

/// How a walk should end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Expected {
    /// Where.
    pub end: ExpectedEnd,
    /// At which level, if that matters.
    #[serde(default)]
    pub severity: Option<SeverityLevel>,
}

/// Where a walk should end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExpectedEnd {
    /// With that outcome; empty when the last step simply is the last.
    Outcome {
        /// In the playbook's words.
        text: String,
    },
    /// At that step, which is not answered any more: a drill of the first half.
    Step {
        /// Its playbook.
        playbook: PlaybookId,
        /// Its id.
        step: StepId,
    },
}
