//! Notices and reports with holes.

use serde::{Deserialize, Serialize};

use crate::TemplateId;

/// A page of kind `template`, as the app needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Template {
    /// Its path in the source folder without the extension.
    pub id: TemplateId,
    /// What people read in lists.
    pub title: String,
    /// BCP 47, such as `zh`.
    pub lang: String,
    /// What it is drawn up for.
    pub purpose: TemplatePurpose,
    /// Markdown with Mustache holes, already checked against the report's shape.
    pub source: String,
}

/// What a template is drawn up for; `purpose:` in its front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TemplatePurpose {
    /// To colleagues, while it lasts.
    InternalNotice,
    /// To customers.
    ExternalNotice,
    /// What is left at the end.
    Postmortem,
}

impl TemplatePurpose {
    /// All of them, in the order a responder needs them.
    pub const ALL: [Self; 3] = [Self::InternalNotice, Self::ExternalNotice, Self::Postmortem];

    /// Whether it tells the parties how the incident stands, so that the next update is counted from it.
    pub fn is_notice(self) -> bool {
        matches!(self, Self::InternalNotice | Self::ExternalNotice)
    }

    /// As front matter writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InternalNotice => "internal-notice",
            Self::ExternalNotice => "external-notice",
            Self::Postmortem => "postmortem",
        }
    }
}
