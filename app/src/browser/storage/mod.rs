//! The record in IndexedDB.
//!
//! What is to be stored comes as plain data ([`StoredIncident`], [`StoredEvent`]) and goes into one transaction of strict
//! durability; the call returns once that transaction is *complete*, never when a request in it merely succeeded.
//! Nothing is ever overwritten or deleted: rows are added. What cannot be understood when read comes out as it is.
//!
//! `web-sys` directly, since a quota that is used up may fire nothing but `abort`, and the wrappers there are drop
//! the transaction's error then.

mod connection;
mod error;
mod row;
mod transaction;

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::IdbTransaction;

pub use error::StorageError;
pub use row::{NewIncident, StoredEvent, StoredIncident};

use connection::Connection;
use transaction::Access;

/// One row an incident, by id.
const INCIDENTS: &str = "incidents";
/// One row an event, by incident, actor and sequence.
const EVENTS: &str = "events";

/// The database of this site. Cheap to clone. Opened again by itself when the browser closed it.
#[derive(Clone)]
pub struct Storage {
    name: Rc<str>,
    connection: Rc<RefCell<Option<Rc<Connection>>>>,
}

impl Storage {
    /// Opens the database of that name, made if it is not there.
    pub async fn open(name: &str) -> Result<Self, StorageError> {
        let connection = Connection::open(name).await?;
        Ok(Self {
            name: name.into(),
            connection: Rc::new(RefCell::new(Some(Rc::new(connection)))),
        })
    }

    /// Stores the next events of a record, in order, and before the first the incident they belong to: all of it, or
    /// nothing.
    ///
    /// A write whose outcome was in doubt may have been completed after all. What of it is there already, word for word,
    /// is no conflict when it comes again.
    pub async fn store(
        &self,
        incident: Option<&NewIncident>,
        events: &[StoredEvent],
    ) -> Result<(), StorageError> {
        let outcome = self.add(incident, events).await;
        if outcome != Err(StorageError::Conflict) {
            return outcome;
        }
        match self.stored_before(events).await? {
            0 => Err(StorageError::Conflict),
            all if all == events.len() => Ok(()),
            // The incident went in with the first of them.
            some => self.add(None, &events[some..]).await,
        }
    }

    /// Every incident, the latest first; what cannot be read comes last.
    pub async fn incidents(&self) -> Result<Vec<StoredIncident>, StorageError> {
        let transaction = self.begin(&[INCIDENTS], Access::Read).await?;
        let rows = self.watch(transaction::all(&transaction, INCIDENTS, None).await)?;
        let mut incidents: Vec<_> = rows.iter().map(|row| row::read_incident(&row)).collect();
        incidents.sort_by_key(|incident| std::cmp::Reverse(incident.created_at()));
        Ok(incidents)
    }

    /// The incident of that id, if there is one.
    pub async fn incident(&self, id: &str) -> Result<Option<StoredIncident>, StorageError> {
        let transaction = self.begin(&[INCIDENTS], Access::Read).await?;
        let row = self.watch(transaction::get(&transaction, INCIDENTS, &id.into()).await)?;
        Ok(row.map(|row| row::read_incident(&row)))
    }

    /// Every event of an incident, in the order in which a record is replayed: by clock, actor and sequence.
    pub async fn events(&self, incident: &str) -> Result<Vec<StoredEvent>, StorageError> {
        let transaction = self.begin(&[EVENTS], Access::Read).await?;
        let range = row::events_of(incident).map_err(|thrown| StorageError::of(&thrown))?;
        let rows = self.watch(transaction::all(&transaction, EVENTS, Some(&range)).await)?;
        let mut events: Vec<_> = rows.iter().map(|row| row::read_event(&row)).collect();
        events.sort_by(|a, b| a.order().cmp(&b.order()));
        Ok(events)
    }

    async fn add(
        &self,
        incident: Option<&NewIncident>,
        events: &[StoredEvent],
    ) -> Result<(), StorageError> {
        let mut rows = Vec::with_capacity(events.len() + 1);
        // An emptied database must not pass for one to which a record can be added.
        let mut needed = None;
        match (incident, events.first()) {
            (Some(incident), _) => rows.push((INCIDENTS, row::write_incident(incident)?)),
            (None, Some(event)) => needed = Some((INCIDENTS, event.incident.as_str().into())),
            (None, None) => return Ok(()),
        }
        for event in events {
            rows.push((EVENTS, row::write_event(event)?));
        }
        let transaction = self.begin(&[INCIDENTS, EVENTS], Access::Write).await?;
        self.watch(transaction::add_all(&transaction, needed, &rows).await)
    }

    /// How many of these events, from the first, are stored word for word.
    async fn stored_before(&self, events: &[StoredEvent]) -> Result<usize, StorageError> {
        let transaction = self.begin(&[EVENTS], Access::Read).await?;
        for (place, event) in events.iter().enumerate() {
            let found = transaction::get(&transaction, EVENTS, &row::key_of(event)).await;
            let found = self.watch(found)?;
            match found.map(|row| row::read_event(&row)) {
                Some(stored) if stored.json == event.json => {}
                Some(_) => return Err(StorageError::Conflict),
                None => return Ok(place),
            }
        }
        Ok(events.len())
    }

    /// Begins a transaction, on a new connection when the present one is closed.
    async fn begin(&self, stores: &[&str], access: Access) -> Result<IdbTransaction, StorageError> {
        let present = self.connection.borrow().clone();
        if let Some(connection) = present.filter(|connection| connection.is_open())
            && let Ok(transaction) = connection.begin(stores, access)
        {
            return Ok(transaction);
        }
        let connection = Rc::new(Connection::open(&self.name).await?);
        self.connection.replace(Some(connection.clone()));
        connection
            .begin(stores, access)
            .map_err(|thrown| StorageError::of(&thrown))
    }

    /// A handle that lost a transaction may be dead: the next call opens a new one.
    fn watch<T>(&self, outcome: Result<T, StorageError>) -> Result<T, StorageError> {
        if matches!(outcome, Err(StorageError::Lost(_))) {
            self.connection.take();
        }
        outcome
    }
}
