//! The address: routes live in its hash.

use super::Listener;

/// The hash of the address with its `#`; empty when there is none.
pub fn hash() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The folder that the page is in, such as `/runbooks/`.
pub fn folder() -> String {
    let path = web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default();
    path.rfind('/')
        .map_or_else(|| "/".to_owned(), |slash| path[..=slash].to_owned())
}

/// Goes to another hash; the present one stays in the history.
pub fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Calls back with the new hash whenever it changes, for as long as the page lives.
pub fn on_hash_change(callback: impl Fn(String) + 'static) {
    if let Some(window) = web_sys::window() {
        Listener::on(&window, "hashchange", move |_| callback(hash())).forever();
    }
}
