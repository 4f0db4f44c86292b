//! The library as files: a small index, and one file a playbook, fetched when it is needed.

use std::fmt;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    Alert, AlertName, EscalationPath, Labels, Library, Playbook, PlaybookId, Revision, Role,
    SeverityLevel, SeverityScale, Site, Template,
};

/// The format of the bundle that this code writes and reads. Raised when old readers would misread new data.
pub const BUNDLE_FORMAT: u32 = 1;

/// The file that the app reads first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleIndex {
    /// [`BUNDLE_FORMAT`].
    pub format: u32,
    /// What the site says of itself.
    pub site: Site,
    /// Worst first.
    pub severity: SeverityScale,
    /// In the order of their table.
    pub roles: Vec<Role>,
    /// Earliest first.
    pub escalation: EscalationPath,
    /// Sorted by id.
    pub templates: Vec<Template>,
    /// Sorted by id.
    pub playbooks: Vec<PlaybookEntry>,
    /// The alerting rules beside the playbooks, in the order of their files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<Alert>,
}

/// What the index says of a playbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaybookEntry {
    /// Its id.
    pub id: PlaybookId,
    /// Whether its author made it a playbook; else it is an ordinary page that can be walked by its sections.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub declared: bool,
    /// What people read.
    pub title: String,
    /// BCP 47.
    pub lang: String,
    /// Hash of its content.
    pub revision: Revision,
    /// The severities it is meant for.
    pub severity: Vec<SeverityLevel>,
    /// How many steps it has.
    pub steps: usize,
    /// How many phases it has.
    pub phases: usize,
    /// Its page, relative to the site's root.
    pub page: String,
    /// Its [`PlaybookFile`], relative to the site's root.
    pub file: String,
    /// The playbooks that its choices lead to.
    pub leads_to: Vec<PlaybookId>,
}

/// Every playbook of an index that does not say otherwise is a declared one.
fn yes() -> bool {
    true
}

/// One playbook as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaybookFile {
    /// [`BUNDLE_FORMAT`].
    pub format: u32,
    /// The playbook itself.
    pub playbook: Playbook,
}

/// Why data of ours could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// Written by a newer Breakglass.
    Newer {
        /// The format it says it has.
        found: u32,
    },
    /// Not what it should be; the parser's words.
    Malformed(String),
}

impl fmt::Display for BundleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { found } => write!(
                formatter,
                "format {found} was written by a newer Breakglass than this one"
            ),
            Self::Malformed(words) => formatter.write_str(words),
        }
    }
}

impl std::error::Error for BundleError {}

/// Reads JSON of a format up to `newest`. The format is looked at before the rest, so that newer data is told from
/// broken data.
pub(crate) fn read<T: DeserializeOwned>(json: &str, newest: u32) -> Result<T, BundleError> {
    #[derive(Deserialize)]
    struct Versioned {
        format: u64,
    }
    let malformed = |error: serde_json::Error| BundleError::Malformed(error.to_string());
    let Versioned { format } = serde_json::from_str(json).map_err(malformed)?;
    if format > u64::from(newest) {
        let found = u32::try_from(format).unwrap_or(u32::MAX);
        return Err(BundleError::Newer { found });
    }
    serde_json::from_str(json).map_err(malformed)
}

impl BundleIndex {
    /// Reads the index.
    ///
    /// # Errors
    /// It is newer than this code, or malformed.
    pub fn from_json(json: &str) -> Result<Self, BundleError> {
        read(json, BUNDLE_FORMAT)
    }

    /// The rule that an alert of that name with these labels comes from.
    pub fn alert(&self, name: &AlertName, labels: &Labels) -> Option<&Alert> {
        crate::alert::best(&self.alerts, name, labels)
    }

    /// The library that these files make together.
    pub fn into_library(self, playbooks: impl IntoIterator<Item = Playbook>) -> Library {
        Library {
            format: self.format,
            site: self.site,
            severity: self.severity,
            roles: self.roles,
            escalation: self.escalation,
            templates: self.templates,
            playbooks: playbooks.into_iter().map(|p| (p.id.clone(), p)).collect(),
        }
    }
}

impl PlaybookFile {
    /// Reads a playbook.
    ///
    /// # Errors
    /// It is newer than this code, or malformed.
    pub fn from_json(json: &str) -> Result<Self, BundleError> {
        read(json, BUNDLE_FORMAT)
    }
}

impl Library {
    /// Reads the part of a library that was stored with an incident.
    ///
    /// # Errors
    /// It is newer than this code, or malformed.
    pub fn from_json(json: &str) -> Result<Self, BundleError> {
        read(json, BUNDLE_FORMAT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_data_is_told_from_broken_data() {
        assert_eq!(
            Library::from_json(r#"{"format": 99, "shape": "unknown"}"#),
            Err(BundleError::Newer { found: 99 })
        );
        assert!(matches!(
            Library::from_json(r#"{"format": 1}"#),
            Err(BundleError::Malformed(_))
        ));
        assert!(matches!(
            Library::from_json("null"),
            Err(BundleError::Malformed(_))
        ));
    }
}
