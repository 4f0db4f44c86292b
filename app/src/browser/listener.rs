//! Event listeners that are taken off again when they are dropped.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// A listener on an event target.
#[must_use = "dropping it takes the listener off"]
pub(super) struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
    capture: bool,
}

impl Listener {
    /// Listens on a target.
    pub(super) fn on(
        target: &EventTarget,
        event: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::add(target, event, callback, false)
    }

    /// Listens on the window before anything else does, for events of every target in it.
    pub(super) fn capturing(
        event: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        let window: EventTarget = web_sys::window()?.into();
        Some(Self::add(&window, event, callback, true))
    }

    fn add(
        target: &EventTarget,
        event: &'static str,
        callback: impl FnMut(Event) + 'static,
        capture: bool,
    ) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(callback);
        let options = AddEventListenerOptions::new();
        options.set_capture(capture);
        // Adding a listener throws nothing once the target is one.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            event,
            callback.as_ref().unchecked_ref(),
            &options,
        );
        Self {
            target: target.clone(),
            event,
            callback,
            capture,
        }
    }

    /// Keeps listening for as long as the page lives.
    pub(super) fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.event,
            self.callback.as_ref().unchecked_ref(),
            self.capture,
        );
    }
}
