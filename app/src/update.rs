//! State and message to new state and effects. Pure: the clock and chance come as arguments.

mod opening;
mod recording;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::{BundleIndex, Event, IncidentId, Library, Timestamp};

use crate::{
    message::{Declaration, Message},
    route::Route,
    state::{Declaring, Loading, State},
};

/// What is to be done in the world outside. Run by [`crate::effect`] only.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fetch the site's index.
    FetchIndex,
    /// Read every incident that the browser keeps.
    ReadShelf,
    /// Read one incident.
    ReadRecord(IncidentId),
    /// Fetch the playbooks that a declaration needs.
    FetchLibrary(Declaration, Box<BundleIndex>),
    /// Write events, and the incident's row with its library before the first.
    Store {
        /// Which incident.
        incident: IncidentId,
        /// The library, when the row is not yet stored.
        library: Option<Arc<Library>>,
        /// In order.
        events: Vec<Event>,
    },
    /// Change the address.
    Go(Route),
}

/// What an update is told of the world outside.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// The clock.
    pub now: Timestamp,
    /// An id that nothing has yet.
    pub fresh: IncidentId,
}

/// Takes in what has happened.
pub fn update(state: &mut State, message: Message, world: Surroundings) -> Vec<Effect> {
    match message {
        Message::RouteChanged(route) => opening::route_changed(state, &route),
        Message::GoAsked(route) => vec![Effect::Go(route)],
        Message::IndexFetched(result) => {
            state.index = result.map_or_else(Loading::Failed, Loading::Ready);
            Vec::new()
        }
        Message::ShelfRead(result) => {
            opening::shelf_read(state, result);
            Vec::new()
        }
        Message::RecordRead(id, result) => opening::record_read(state, id, result),
        Message::DeclarationSubmitted(declaration) => match &state.index {
            Loading::Ready(index) => {
                let fetch = Effect::FetchLibrary(declaration, Box::new(index.clone()));
                state.declaring = Declaring::Fetching;
                state.refused.clear();
                vec![fetch]
            }
            Loading::Pending | Loading::Failed(_) => Vec::new(),
        },
        Message::LibraryFetched(declaration, Ok(library)) => {
            recording::declare(state, *declaration, &library, world)
        }
        Message::LibraryFetched(_, Err(problem)) => {
            state.declaring = Declaring::Failed(problem);
            Vec::new()
        }
        Message::Acted(id, act) => recording::acted(state, id, act, world.now),
        Message::Stored(id, up_to, result) => {
            recording::stored(state, id, up_to, result, world.now)
        }
        Message::RetryAsked => {
            let walks = state.walks.values_mut();
            walks.filter_map(crate::state::Walk::write).collect()
        }
        Message::RefusalRead => {
            state.refused.clear();
            Vec::new()
        }
    }
}
