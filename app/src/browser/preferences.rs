//! Small things that the browser remembers for this site. A browser that refuses to remember is no error: each then
//! holds for this tab only.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::ActorId;

use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

use super::{Listener, random};

const LANGUAGE: &str = "breakglass.language";
const ACTOR: &str = "breakglass.actor";
const RESPONDER: &str = "breakglass.responder";

thread_local! {
    /// What could not be written down.
    static UNWRITTEN: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The language that was chosen, as BCP 47.
pub fn language() -> Option<String> {
    read(LANGUAGE)
}

/// Remembers the chosen language.
pub fn set_language(language: &str) {
    write(LANGUAGE, language);
}

/// Calls back with the language that another tab of this site has chosen, for as long as the page lives.
pub fn on_language_change(callback: impl Fn(String) + 'static) {
    let listener = Listener::capturing("storage", move |event| {
        let Some(change) = event.dyn_ref::<StorageEvent>() else {
            return;
        };
        if change.key().as_deref() == Some(LANGUAGE)
            && let Some(language) = change.new_value()
        {
            callback(language);
        }
    });
    if let Some(listener) = listener {
        listener.forever();
    }
}

/// Who writes events in this browser; made up the first time, or when what is kept is no id.
pub fn actor() -> ActorId {
    let kept = read(ACTOR).and_then(|text| ActorId::parse(&text).ok());
    kept.unwrap_or_else(|| {
        let actor = ActorId::from_random(random::bits());
        write(ACTOR, &actor.to_string());
        actor
    })
}

/// The name that the responder gave last, or empty.
pub fn responder() -> String {
    read(RESPONDER).unwrap_or_default()
}

/// Remembers the responder's name.
pub fn set_responder(name: &str) {
    write(RESPONDER, name);
}

/// What is kept under a key.
pub(super) fn read(key: &str) -> Option<String> {
    let unwritten = UNWRITTEN.with_borrow(|unwritten| unwritten.get(key).cloned());
    unwritten.or_else(|| local_storage()?.get_item(key).ok().flatten())
}

/// Keeps a value under a key.
pub(super) fn write(key: &str, value: &str) {
    let written = local_storage().is_some_and(|storage| storage.set_item(key, value).is_ok());
    UNWRITTEN.with_borrow_mut(|unwritten| {
        if written {
            unwritten.remove(key);
        } else {
            unwritten.insert(key.to_owned(), value.to_owned());
        }
    });
}

/// Keeps nothing under a key.
pub(super) fn remove(key: &str) {
    UNWRITTEN.with_borrow_mut(|unwritten| unwritten.remove(key));
    if let Some(storage) = local_storage() {
        let _ = storage.remove_item(key);
    }
}

fn local_storage() -> Option<web_sys::Storage> {
    // Reading the property throws where storage is switched off.
    web_sys::window()?.local_storage().ok().flatten()
}
