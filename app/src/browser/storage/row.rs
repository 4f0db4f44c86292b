//! Rows, as plain data and as the objects that the database holds.
//!
//! The database may hold anything: another site's rows, an edit by hand, half a row. Reading never fails; what a row
//! lacks shows in what comes out.

use js_sys::{Array, JSON, Number, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::StorageError;

/// An incident, to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIncident {
    /// Its id.
    pub id: String,
    /// When it was declared, in milliseconds since 1970.
    pub created_at: i64,
    /// The part of the library that it was declared with.
    pub library_json: String,
}

/// An incident, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredIncident {
    /// A row with everything in it. Whether the library can be read is for the domain to say.
    Readable {
        /// Its id.
        id: String,
        /// When it was declared, in milliseconds since 1970.
        created_at: i64,
        /// The part of the library that it was declared with.
        library_json: String,
    },
    /// A row that is not one of ours, or no longer.
    Unreadable {
        /// Its key, as text.
        id: String,
        /// The row, as JSON where that is possible.
        raw: String,
    },
}

/// An event, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// The incident it belongs to.
    pub incident: String,
    /// Who wrote it.
    pub actor: String,
    /// The how-manieth of this actor in this incident.
    pub sequence: u64,
    /// Milliseconds and counter of its clock; `(i64::MAX, u16::MAX)` for a row that has none.
    pub clock: (i64, u16),
    /// The event as it was written; the whole row, as JSON where that is possible, when it holds no event.
    pub json: String,
}

impl StoredIncident {
    /// When it was declared, in milliseconds since 1970; `None` when that cannot be read.
    pub fn created_at(&self) -> Option<i64> {
        match self {
            Self::Readable { created_at, .. } => Some(*created_at),
            Self::Unreadable { .. } => None,
        }
    }
}

impl StoredEvent {
    pub(super) fn order(&self) -> ((i64, u16), &str, u64) {
        (self.clock, &self.actor, self.sequence)
    }
}

/// The key of an event in its store.
pub(super) fn key_of(event: &StoredEvent) -> JsValue {
    Array::of3(
        &event.incident.as_str().into(),
        &event.actor.as_str().into(),
        &number(event.sequence),
    )
    .into()
}

/// The keys of all events of an incident: from `[incident]` to `[incident, []]`, since arrays sort after all else.
pub(super) fn events_of(incident: &str) -> Result<IdbKeyRange, JsValue> {
    let incident = JsValue::from_str(incident);
    IdbKeyRange::bound(
        &Array::of1(&incident),
        &Array::of2(&incident, &Array::new()),
    )
}

pub(super) fn write_incident(incident: &NewIncident) -> Result<JsValue, StorageError> {
    object(&[
        ("id", incident.id.as_str().into()),
        ("created_at", number(incident.created_at)),
        ("library", incident.library_json.as_str().into()),
    ])
}

pub(super) fn write_event(event: &StoredEvent) -> Result<JsValue, StorageError> {
    let (milliseconds, counter) = event.clock;
    object(&[
        ("incident", event.incident.as_str().into()),
        ("actor", event.actor.as_str().into()),
        ("sequence", number(event.sequence)),
        ("milliseconds", number(milliseconds)),
        ("counter", counter.into()),
        ("json", event.json.as_str().into()),
    ])
}

pub(super) fn read_incident(row: &JsValue) -> StoredIncident {
    let readable = || {
        Some(StoredIncident::Readable {
            id: text(row, "id")?,
            created_at: integer(row, "created_at")?,
            library_json: text(row, "library")?,
        })
    };
    readable().unwrap_or_else(|| StoredIncident::Unreadable {
        id: shown(&part(row, "id")),
        raw: shown(row),
    })
}

pub(super) fn read_event(row: &JsValue) -> StoredEvent {
    let clock = || {
        let milliseconds = integer(row, "milliseconds")?;
        let counter = integer(row, "counter")?.try_into().ok()?;
        Some((milliseconds, counter))
    };
    let sequence = integer(row, "sequence").and_then(|sequence| sequence.try_into().ok());
    StoredEvent {
        incident: shown(&part(row, "incident")),
        actor: shown(&part(row, "actor")),
        sequence: sequence.unwrap_or(u64::MAX),
        clock: clock().unwrap_or((i64::MAX, u16::MAX)),
        json: text(row, "json").unwrap_or_else(|| shown(row)),
    }
}

fn object(parts: &[(&str, JsValue)]) -> Result<JsValue, StorageError> {
    let object = Object::new();
    for (name, value) in parts {
        Reflect::set(&object, &(*name).into(), value)
            .map_err(|thrown| StorageError::of(&thrown))?;
    }
    Ok(object.into())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds and sequences stay far below 2^53"
)]
fn number(count: impl TryInto<i64>) -> JsValue {
    let count: i64 = count.try_into().unwrap_or(i64::MAX);
    (count as f64).into()
}

fn part(row: &JsValue, name: &str) -> JsValue {
    // Throws when the row is no object.
    Reflect::get(row, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(row: &JsValue, name: &str) -> Option<String> {
    part(row, name).as_string()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "checked to be a safe integer"
)]
fn integer(row: &JsValue, name: &str) -> Option<i64> {
    let value = part(row, name);
    Number::is_safe_integer(&value).then(|| value.as_f64().map(|value| value as i64))?
}

/// A value as text: itself if it is one, else as JSON, else as the debugger shows it.
fn shown(value: &JsValue) -> String {
    let json = || {
        JSON::stringify(value)
            .ok()
            .and_then(|json| json.as_string())
    };
    value
        .as_string()
        .or_else(json)
        .unwrap_or_else(|| format!("{value:?}"))
}
