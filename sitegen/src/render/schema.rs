//! The JSON Schemas of what a site and its app write, so that others can read it.

use domain::{Event, Library, Report};
use schemars::{Schema, schema_for};

use super::Site;

/// Adds the schemas to a site.
pub(crate) fn add(site: &mut Site) {
    let schemas: [(&str, Schema); 3] = [
        ("report", schema_for!(Report)),
        ("library", schema_for!(Library)),
        ("event", schema_for!(Event)),
    ];
    for (name, schema) in schemas {
        let json = serde_json::to_vec_pretty(&schema).unwrap_or_default();
        site.add(format!("schema/{name}.schema.json"), json);
    }
}
