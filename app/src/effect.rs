//! The one place where effects are run.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use domain::{BundleIndex, Event, IncidentId, Library, Playbook, PlaybookFile, PlaybookId};
use leptos::task::spawn_local;

use crate::{
    app::App,
    browser::{
        bundle::{FetchError, fetch_text},
        location, page,
        storage::{NewIncident, Storage, StorageError, StoredEvent, StoredIncident},
    },
    message::{Declaration, Message, StoredRecord},
    state::{Problem, StorageProblem},
    update::Effect,
};

/// Runs an effect; what comes of it is dispatched as a message.
pub fn run(app: App, effect: Effect) {
    match effect {
        Effect::Go(route) => location::set_hash(&route.to_string()),
        Effect::FetchIndex => spawn_local(async move {
            app.dispatch(Message::IndexFetched(fetch_index().await));
        }),
        Effect::FetchLibrary(declaration, index) => spawn_local(async move {
            let library = fetch_library(&declaration, *index).await;
            app.dispatch(Message::LibraryFetched(Box::new(declaration), library));
        }),
        Effect::ReadShelf => spawn_local(async move {
            app.dispatch(Message::ShelfRead(
                read_shelf().await.map_err(StorageProblem::from),
            ));
        }),
        Effect::ReadRecord(id) => spawn_local(async move {
            let record = read_record(&id.to_string()).await;
            app.dispatch(Message::RecordRead(
                id,
                record.map_err(StorageProblem::from),
            ));
        }),
        Effect::Store {
            incident,
            library,
            events,
        } => spawn_local(async move {
            let up_to = events.last().map_or(0, |event| event.sequence);
            let stored = store(incident, library.as_deref(), &events).await;
            app.dispatch(Message::Stored(
                incident,
                up_to,
                stored.map_err(StorageProblem::from),
            ));
        }),
    }
}

async fn fetch_index() -> Result<BundleIndex, Problem> {
    let url = page::bundle_url().ok_or_else(|| missing("bundle/index.json"))?;
    let json = fetch(&url).await?;
    BundleIndex::from_json(&json).map_err(|error| Problem::BrokenFile { file: url, error })
}

/// Fetches the playbook that a declaration names and all that it leads to.
async fn fetch_library(declaration: &Declaration, index: BundleIndex) -> Result<Library, Problem> {
    let mut playbooks: BTreeMap<PlaybookId, Playbook> = BTreeMap::new();
    let mut wanted = BTreeSet::from([declaration.playbook.clone()]);
    while let Some(id) = wanted.pop_first() {
        let entry = index.playbooks.iter().find(|entry| entry.id == id);
        let entry = entry.ok_or_else(|| Problem::UnknownPlaybook(id.clone()))?;
        let json = fetch(&entry.file).await?;
        let file = PlaybookFile::from_json(&json).map_err(|error| Problem::BrokenFile {
            file: entry.file.clone(),
            error,
        })?;
        let playbook = file.playbook;
        playbooks.insert(id, playbook);
        wanted.extend(
            entry
                .leads_to
                .iter()
                .filter(|id| !playbooks.contains_key(id))
                .cloned(),
        );
    }
    Ok(index.into_library(playbooks.into_values()))
}

async fn fetch(url: &str) -> Result<String, Problem> {
    fetch_text(url).await.map_err(|error| Problem::Missing {
        file: url.to_owned(),
        status: match error {
            FetchError::Status(status) => Some(status),
            FetchError::Offline(_) => None,
        },
    })
}

fn missing(file: &str) -> Problem {
    Problem::Missing {
        file: file.to_owned(),
        status: None,
    }
}

thread_local! {
    /// The database, once it has been opened.
    static STORAGE: RefCell<Option<Storage>> = const { RefCell::new(None) };
}

async fn storage() -> Result<Storage, StorageError> {
    if let Some(storage) = STORAGE.with_borrow(Clone::clone) {
        return Ok(storage);
    }
    // Named for the folder of the site, so that two sites on one origin do not share records.
    let opened = Storage::open(&format!("breakglass:{}", location::folder())).await?;
    STORAGE.set(Some(opened.clone()));
    Ok(opened)
}

async fn read_shelf() -> Result<Vec<StoredRecord>, StorageError> {
    let storage = storage().await?;
    let mut records = Vec::new();
    for incident in storage.incidents().await? {
        records.push(with_events(&storage, incident).await?);
    }
    Ok(records)
}

async fn read_record(id: &str) -> Result<Option<StoredRecord>, StorageError> {
    let storage = storage().await?;
    match storage.incident(id).await? {
        Some(incident) => with_events(&storage, incident).await.map(Some),
        None => Ok(None),
    }
}

async fn with_events(
    storage: &Storage,
    incident: StoredIncident,
) -> Result<StoredRecord, StorageError> {
    let (id, library) = match incident {
        StoredIncident::Readable {
            id, library_json, ..
        } => (id, library_json),
        // Kept as it is: the domain will say that it is no library.
        StoredIncident::Unreadable { id, raw } => (id, raw),
    };
    let events = storage.events(&id).await?;
    Ok(StoredRecord {
        id,
        library,
        events: events.into_iter().map(|event| event.json).collect(),
    })
}

async fn store(
    incident: IncidentId,
    library: Option<&Library>,
    events: &[Event],
) -> Result<(), StorageError> {
    let written = |error: serde_json::Error| StorageError::Lost(error.to_string());
    let row = library
        .map(|library| {
            Ok(NewIncident {
                id: incident.to_string(),
                created_at: events.first().map_or(0, |event| event.at.milliseconds()),
                library_json: serde_json::to_string(library).map_err(written)?,
            })
        })
        .transpose()?;
    let event = |event: &Event| {
        Ok(StoredEvent {
            incident: event.incident.to_string(),
            actor: event.actor.to_string(),
            sequence: event.sequence,
            clock: (event.clock.milliseconds, event.clock.counter),
            json: event.to_json().map_err(written)?,
        })
    };
    let events = events.iter().map(event).collect::<Result<Vec<_>, _>>()?;
    storage().await?.store(row.as_ref(), &events).await
}

impl From<StorageError> for StorageProblem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Refused(_) => Self::Refused,
            StorageError::Newer => Self::Newer,
            StorageError::Full => Self::Full,
            StorageError::Conflict => Self::Conflict,
            StorageError::Lost(detail) => Self::Lost(detail),
        }
    }
}
