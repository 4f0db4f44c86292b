//! The open database.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStoreParameters, IdbOpenDbRequest, IdbTransaction,
};

use super::{EVENTS, INCIDENTS, StorageError, transaction::Access};
use crate::browser::{Listener, timer};

/// The shape of the database that this code makes and reads.
const VERSION: u32 = 1;

/// How long opening may take: another tab that does not let go of an old version must not hang this one.
const OPEN_WITHIN_MILLISECONDS: i32 = 5_000;

/// An open database, closed when it is dropped.
pub(super) struct Connection {
    database: IdbDatabase,
    closed: Rc<Cell<bool>>,
    _listeners: [Listener; 2],
}

impl Connection {
    /// Opens the database of that name, and makes its stores when it is new.
    pub(super) async fn open(name: &str) -> Result<Self, StorageError> {
        let request = factory()?
            .open_with_u32(name, VERSION)
            .map_err(|thrown| StorageError::of_opening(&thrown))?;
        let asked = request.clone();
        let make_stores = Closure::<dyn FnMut() -> Result<(), JsValue>>::new(move || {
            make_stores(&asked.result()?.unchecked_into())
        });
        // Handed over for good, since the request may be answered long after it has been given up here.
        let make_stores = make_stores.into_js_value();
        request.set_onupgradeneeded(Some(make_stores.unchecked_ref()));
        let database = answer_to(&request).await?;
        let connection = Self::over(database);
        let stores = connection.database.object_store_names();
        if stores.contains(INCIDENTS) && stores.contains(EVENTS) {
            Ok(connection)
        } else {
            Err(StorageError::Lost(format!(
                "the database {name} is not one of ours"
            )))
        }
    }

    fn over(database: IdbDatabase) -> Self {
        let closed = Rc::new(Cell::new(false));
        // A newer version of the site in another tab asks for the database: let go, or it hangs.
        let leaving = (database.clone(), closed.clone());
        let on_version_change = Listener::on(&database, "versionchange", move |_| {
            leaving.0.close();
            leaving.1.set(true);
        });
        // The browser itself closed it: storage was cleared, or the disk failed.
        let gone = closed.clone();
        let on_close = Listener::on(&database, "close", move |_| gone.set(true));
        Self {
            database,
            closed,
            _listeners: [on_version_change, on_close],
        }
    }

    /// Whether it is not known to be closed.
    pub(super) fn is_open(&self) -> bool {
        !self.closed.get()
    }

    /// Begins a transaction. Throws when the database is closed, whether or not anybody was told.
    pub(super) fn begin(&self, stores: &[&str], access: Access) -> Result<IdbTransaction, JsValue> {
        let names: Array = stores
            .iter()
            .map(|store| JsValue::from_str(store))
            .collect();
        let (mode, durability) = match access {
            Access::Read => ("readonly", "default"),
            Access::Write => ("readwrite", "strict"),
        };
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        // By name, since web-sys holds the third argument back as unstable.
        let begin: Function = Reflect::get(&self.database, &"transaction".into())?.dyn_into()?;
        let transaction = begin.call3(&self.database, &names, &mode.into(), &options)?;
        Ok(transaction.unchecked_into())
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.close();
    }
}

fn factory() -> Result<IdbFactory, StorageError> {
    let window = web_sys::window();
    let found = window.map_or(Ok(None), |window| window.indexed_db());
    found
        .map_err(|thrown| StorageError::of_opening(&thrown))?
        .ok_or_else(|| StorageError::Refused("no IndexedDB".to_owned()))
}

/// The database that the request opens, unless that takes too long.
async fn answer_to(request: &IdbOpenDbRequest) -> Result<IdbDatabase, StorageError> {
    let answer = Promise::new(&mut |resolve, _reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    });
    if timer::within(OPEN_WITHIN_MILLISECONDS, &answer)
        .await
        .is_none()
    {
        close_when_opened(request);
        return Err(StorageError::Lost(
            "the database did not open in time".to_owned(),
        ));
    }
    match request.error() {
        Ok(Some(error)) => Err(StorageError::of_opening(&error)),
        Ok(None) | Err(_) => request
            .result()
            .map(JsCast::unchecked_into)
            .map_err(|thrown| StorageError::of_opening(&thrown)),
    }
}

/// A database that opens after all, when nobody waits for it any longer, must not stay open.
fn close_when_opened(request: &IdbOpenDbRequest) {
    let late = request.clone();
    let close = Closure::once_into_js(move || {
        if let Ok(database) = late.result() {
            database.unchecked_into::<IdbDatabase>().close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}

fn make_stores(database: &IdbDatabase) -> Result<(), JsValue> {
    let by_id = IdbObjectStoreParameters::new();
    by_id.set_key_path(&"id".into());
    database.create_object_store_with_optional_parameters(INCIDENTS, &by_id)?;
    let by_place = IdbObjectStoreParameters::new();
    by_place.set_key_path(&Array::of3(
        &"incident".into(),
        &"actor".into(),
        &"sequence".into(),
    ));
    database.create_object_store_with_optional_parameters(EVENTS, &by_place)?;
    Ok(())
}
