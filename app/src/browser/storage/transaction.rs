//! Requests and transactions as futures.
//!
//! A handler is a promise's own `resolve`, so that there is no closure to keep alive or to leak. It is never `reject`: a
//! promise that nobody waits for any longer would count as an error of the page.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, IdbKeyRange, IdbRequest, IdbTransaction};

use super::StorageError;
use crate::browser::timer;

/// How long the database may take to answer. A hung one (Chromium has such states) must show, not be waited for.
const ANSWER_WITHIN_MILLISECONDS: i32 = 10_000;

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Looking.
    Read,
    /// Adding.
    Write,
}

/// Adds rows; returns once the transaction is complete. A row that must be there already, by store and key, is looked
/// for first.
pub(super) async fn add_all(
    transaction: &IdbTransaction,
    needed: Option<(&str, JsValue)>,
    rows: &[(&str, JsValue)],
) -> Result<(), StorageError> {
    // Listened to before the first request, so that no end of it can be missed.
    let end = end_of(transaction);
    let asked = async {
        if let Some((store, key)) = needed {
            let found = transaction
                .object_store(store)
                .and_then(|store| store.get_key(&key));
            if result_of(found).await?.is_undefined() {
                return Err(StorageError::Lost(
                    "the record is no longer stored".to_owned(),
                ));
            }
        }
        for (store, row) in rows {
            let store = transaction.object_store(store);
            store
                .and_then(|store| store.add(row))
                .map_err(|thrown| StorageError::of(&thrown))?;
        }
        Ok(())
    };
    if let Err(error) = asked.await {
        let _ = transaction.abort();
        return Err(error);
    }
    match answer_to(&end).await?.as_str() {
        "complete" => Ok(()),
        // A failed request aborts its transaction and leaves its error there. A full disk may do so without any request.
        ended => Err(transaction.error().map_or_else(
            || StorageError::Lost(format!("the transaction ended with {ended}")),
            |error| StorageError::of(&error),
        )),
    }
}

/// Every row of a store, or every one in a range.
pub(super) async fn all(
    transaction: &IdbTransaction,
    store: &str,
    range: Option<&IdbKeyRange>,
) -> Result<Array, StorageError> {
    let request = transaction
        .object_store(store)
        .and_then(|store| match range {
            Some(range) => store.get_all_with_key(range),
            None => store.get_all(),
        });
    let found = result_of(request).await?;
    Ok(Array::from(&found))
}

/// The row of that key.
pub(super) async fn get(
    transaction: &IdbTransaction,
    store: &str,
    key: &JsValue,
) -> Result<Option<JsValue>, StorageError> {
    let request = transaction
        .object_store(store)
        .and_then(|store| store.get(key));
    let found = result_of(request).await?;
    Ok(Some(found).filter(|row| !row.is_undefined()))
}

async fn result_of(request: Result<IdbRequest, JsValue>) -> Result<JsValue, StorageError> {
    let request = request.map_err(|thrown| StorageError::of(&thrown))?;
    let answer = Promise::new(&mut |resolve, _reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    });
    answer_to(&answer).await?;
    // Throws nothing now that there is an answer; what it asks for is undefined when that is an error.
    match request.error() {
        Ok(Some(error)) => Err(StorageError::of(&error)),
        Ok(None) | Err(_) => request.result().map_err(|thrown| StorageError::of(&thrown)),
    }
}

fn end_of(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, _reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&resolve));
    })
}

/// The name of the event that a promise resolves with.
async fn answer_to(promise: &Promise) -> Result<String, StorageError> {
    let event = timer::within(ANSWER_WITHIN_MILLISECONDS, promise).await;
    let event = event.and_then(|event| event.dyn_into::<Event>().ok());
    let late = || StorageError::Lost("the database did not answer in time".to_owned());
    event.map(|event| event.type_()).ok_or_else(late)
}
