//! What has happened, in past tense: the only thing that changes the state.

use domain::{Act, BundleIndex, IncidentId, Library, PlaybookId, SeverityLevel, Timestamp};

use crate::{
    route::{AlertCall, Route},
    state::{Problem, StorageProblem},
};

/// Something that has happened.
#[derive(Debug)]
pub enum Message {
    /// The address changed, or the app has just started at it.
    RouteChanged(Route),
    /// The site's index was fetched, or not.
    IndexFetched(Result<BundleIndex, Problem>),
    /// The incidents kept in this browser were read, or not.
    ShelfRead(Result<Vec<StoredRecord>, StorageProblem>),
    /// One incident was read, or not; `None` when there is none of that id.
    RecordRead(IncidentId, Result<Option<StoredRecord>, StorageProblem>),
    /// The form was handed in.
    DeclarationSubmitted(Declaration),
    /// The playbooks that a declaration needs were fetched, or not.
    LibraryFetched(Box<Declaration>, Result<Library, Problem>),
    /// The responder did something in that incident.
    Acted(IncidentId, Act),
    /// The responder asked for another screen.
    GoAsked(Route),
    /// A write completed, or not: all events up to that sequence.
    Stored(IncidentId, u64, Result<(), StorageProblem>),
    /// The responder asked to try the failed write again.
    RetryAsked,
    /// The responder has read why an act was refused.
    RefusalRead,
}

/// An incident as the browser keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its id; whatever stands there.
    pub id: String,
    /// The library it was declared with, as JSON.
    pub library: String,
    /// Its events as JSON, in order.
    pub events: Vec<String>,
}

/// What the form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// What is wrong.
    pub title: String,
    /// How bad it looks.
    pub severity: SeverityLevel,
    /// Where to start.
    pub playbook: PlaybookId,
    /// Nothing is really wrong.
    pub drill: bool,
    /// Who declares it, or empty.
    pub responder: String,
    /// When the first user was hurt, if that is known.
    pub impact_started: Option<Timestamp>,
    /// When it was noticed, if that is known.
    pub detected: Option<Timestamp>,
    /// The alert that called, if one did.
    pub alert: Option<AlertCall>,
}
