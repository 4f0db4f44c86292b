//! Whether the site is kept for use without a network, as the boot script and the service worker say.

use super::{Listener, page};

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// Every file is kept.
    Ready,
    /// Not every file is kept yet.
    Preparing,
    /// This address or browser has no service worker.
    Unavailable,
}

/// How far it is now: `<html data-offline>`.
pub fn readiness() -> Offline {
    match page::root()
        .and_then(|root| root.get_attribute("data-offline"))
        .as_deref()
    {
        Some("ready") => Offline::Ready,
        Some("unavailable") => Offline::Unavailable,
        Some(_) | None => Offline::Preparing,
    }
}

/// Calls back when that changes (`breakglass:offline`), for as long as the page lives.
pub fn on_change(callback: impl Fn(Offline) + 'static) {
    if let Some(listener) =
        Listener::capturing("breakglass:offline", move |_| callback(readiness()))
    {
        listener.forever();
    }
}
