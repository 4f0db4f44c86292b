//! A blank of a playbook.

use serde::{Deserialize, Serialize};

use crate::{FieldId, record::Milestone};

/// A blank that is filled while walking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// Unique in its playbook.
    pub id: FieldId,
    /// The words before the colon.
    pub label: String,
    /// How it is filled.
    pub kind: FieldKind,
    /// The milestone that filling it sets; only for [`FieldKind::Time`].
    pub milestone: Option<Milestone>,
}

/// How a field is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// `影响范围：____`.
    Text,
    /// Several lines: `type: long-text` in the front matter.
    LongText,
    /// A date and time, kept as RFC 3339: `type: time` in the front matter.
    Time,
    /// `数据丢失风险：是 / 否`.
    Choice {
        /// In order, at least two.
        options: Vec<String>,
    },
}
