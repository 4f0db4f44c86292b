//! Tells open pages what happened, as server-sent events: which site is served, and what is wrong.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt as _};
use tokio::sync::watch as channel;
use tokio_stream::wrappers::WatchStream;

use super::Served;

/// Where pages listen.
pub(super) const PATH: &str = "/-/live";

/// First how things are, then every change.
pub(super) async fn events(
    State(served): State<channel::Receiver<Served>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = WatchStream::new(served).map(|served| Ok(event(&served)));
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn event(served: &Served) -> Event {
    match &served.trouble {
        // A carriage return would end the event.
        Some(trouble) => Event::default()
            .event("diagnostics")
            .data(trouble.replace('\r', " ")),
        None => Event::default().event("site").data(&served.site.version),
    }
}
