//! The controls of an audit, and where each is seen to.

use serde::Serialize;
use serde_json::Value;

use super::{Material, PageLink, heading_link};

#[derive(Serialize)]
struct Content {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    /// Only the first place of a control can be linked to by its id.
    is_first: bool,
    text: String,
    place: PageLink,
}

/// Sorted by id; within one, in the order of the pages.
pub(super) fn content(material: &Material<'_>, file: &str) -> Option<Value> {
    let survey = material.survey;
    let mut controls: Vec<_> = survey.controls.iter().collect();
    controls.sort_by(|a, b| a.id.cmp(&b.id));
    let mut before = None;
    let rows = controls.into_iter().map(|control| Row {
        is_first: before.replace(&control.id) != Some(&control.id),
        id: control.id.clone(),
        text: control.text.clone(),
        place: heading_link(survey, file, control.page, control.anchor.as_deref()),
    });
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    serde_json::to_value(Content { rows }).ok()
}
