//! Who does what in an incident.

use serde::{Deserialize, Serialize};

use crate::RoleId;

/// One row of the roles table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Role {
    /// What steps name: `commander`.
    pub id: RoleId,
    /// What people read: `指挥官`.
    pub name: String,
    /// What it is there for.
    pub duty: String,
    /// Who usually takes it, or empty.
    pub holder: String,
}
