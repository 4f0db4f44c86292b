//! The JSON Schemas of what a site and its app write, so that others can read it.

use std::sync::LazyLock;

use domain::{Event, Library, Report};
use schemars::{Schema, schema_for};

use super::{Output, Site};

/// They are those of this binary, whatever it compiles.
static SCHEMAS: LazyLock<Vec<(String, Output)>> = LazyLock::new(|| {
    let schemas: [(&str, Schema); 3] = [
        ("report", schema_for!(Report)),
        ("library", schema_for!(Library)),
        ("event", schema_for!(Event)),
    ];
    let files = schemas.into_iter().map(|(name, schema)| {
        let json = serde_json::to_vec_pretty(&schema).unwrap_or_default();
        (format!("schema/{name}.schema.json"), json.into())
    });
    files.collect()
});

/// Adds the schemas to a site.
pub(crate) fn add(site: &mut Site) {
    site.files.extend(SCHEMAS.iter().cloned());
}
