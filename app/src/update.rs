//! State and message to new state and effects. Pure: the clock and chance come as arguments.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Act, BundleIndex, Event, IncidentId, Library, Log, PlaybookId, Stamp, Timestamp};

use crate::{
    message::{Declaration, Message, StoredRecord},
    route::Route,
    state::{
        Loading, Opened, Problem, Reason, Refused, Shelved, State, StorageProblem, Unreadable, Walk,
    },
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
        Message::RouteChanged(route) => route_changed(state, &route),
        Message::IndexFetched(result) => {
            state.index = result.map_or_else(Loading::Failed, Loading::Ready);
            Vec::new()
        }
        Message::ShelfRead(result) => {
            state.shelf = match result {
                Ok(records) => Loading::Ready(shelve(records)),
                Err(problem) => Loading::Failed(Problem::Storage(problem)),
            };
            Vec::new()
        }
        Message::RecordRead(id, result) => record_read(state, id, result),
        Message::DeclarationSubmitted(declaration) => match &state.index {
            Loading::Ready(index) => {
                state.declaring = true;
                state.refused = None;
                vec![Effect::FetchLibrary(declaration, Box::new(index.clone()))]
            }
            Loading::Pending | Loading::Failed(_) => Vec::new(),
        },
        Message::LibraryFetched(declaration, result) => {
            state.declaring = false;
            match result {
                Ok(library) => declare(state, declaration, &library, world),
                Err(problem) => {
                    state.open = Opened::Failed(world.fresh, Unreadable { problem, raw: None });
                    Vec::new()
                }
            }
        }
        Message::Acted(act) => acted(state, act, world.now),
        Message::Stored(id, up_to, result) => stored(state, id, up_to, result, world.now),
        Message::RetryAsked => match &mut state.open {
            Opened::Walking(walk) => walk.write().into_iter().collect(),
            Opened::Nothing | Opened::Reading(_) | Opened::Failed(..) => Vec::new(),
        },
        Message::RefusalRead => {
            state.refused = None;
            Vec::new()
        }
    }
}

fn route_changed(state: &mut State, route: &Route) -> Vec<Effect> {
    state.refused = None;
    let mut effects = Vec::new();
    if !matches!(state.index, Loading::Ready(_)) {
        effects.push(Effect::FetchIndex);
    }
    match route.incident() {
        Some(id) if state.open.id() == Some(id) && !matches!(state.open, Opened::Failed(..)) => {}
        Some(id) => {
            state.open = Opened::Reading(id);
            effects.push(Effect::ReadRecord(id));
        }
        None => {
            if matches!(state.open, Opened::Failed(..)) {
                state.open = Opened::Nothing;
            }
            effects.push(Effect::ReadShelf);
        }
    }
    effects
}

/// The latest first; what cannot be read comes last, but it does come.
fn shelve(records: Vec<StoredRecord>) -> Vec<Shelved> {
    let shelved = records.into_iter().map(|record| {
        let id = record.id.clone();
        Shelved {
            id,
            log: replay(record).map(|walk| walk.log),
        }
    });
    let mut shelf: Vec<_> = shelved.collect();
    shelf.sort_by_key(|shelved| {
        let last = shelved.log.as_ref().map(|log| log.incident().last_act_at);
        std::cmp::Reverse(last.map_or(i64::MIN, Timestamp::milliseconds))
    });
    shelf
}

fn replay(record: StoredRecord) -> Result<Walk, Unreadable> {
    let replayed = Library::from_json(&record.library)
        .map_err(Problem::Unreadable)
        .and_then(|library| {
            Log::replay(Arc::new(library), &record.events).map_err(Problem::Broken)
        });
    match replayed {
        Ok((log, damage)) => Ok(Walk::new(log, damage.map(|error| (error, record)))),
        Err(problem) => Err(Unreadable {
            problem,
            raw: Some(record),
        }),
    }
}

fn record_read(
    state: &mut State,
    id: IncidentId,
    result: Result<Option<StoredRecord>, StorageProblem>,
) -> Vec<Effect> {
    if state.open.id() != Some(id) {
        return Vec::new();
    }
    let read = match result {
        Ok(Some(record)) => replay(record),
        Ok(None) => Err(Unreadable {
            problem: Problem::UnknownIncident,
            raw: None,
        }),
        Err(problem) => Err(Unreadable {
            problem: Problem::Storage(problem),
            raw: None,
        }),
    };
    let unsaved = match &mut state.open {
        Opened::Walking(walk) => std::mem::take(&mut walk.unsaved),
        Opened::Nothing | Opened::Reading(_) | Opened::Failed(..) => [].into(),
    };
    match read {
        Ok(mut walk) => {
            let mut refused = None;
            // Acts that another tab's write overtook are done again on top of it.
            for event in unsaved {
                let stamp = Stamp {
                    actor: event.actor,
                    now: event.at,
                };
                if let Err(reason) = walk.act(event.act.clone(), stamp) {
                    refused = Some(Refused {
                        act: event.act,
                        reason,
                    });
                }
            }
            let effects = walk.write().into_iter().collect();
            state.refused = refused;
            state.open = Opened::Walking(Box::new(walk));
            effects
        }
        Err(unreadable) => {
            state.open = Opened::Failed(id, unreadable);
            Vec::new()
        }
    }
}

fn declare(
    state: &mut State,
    declaration: Declaration,
    library: &Library,
    world: Surroundings,
) -> Vec<Effect> {
    let act = Act::IncidentDeclared {
        title: declaration.title,
        severity: declaration.severity,
        playbook: declaration.playbook,
        revisions: BTreeMap::<PlaybookId, _>::new(),
        drill: declaration.drill,
        responder: declaration.responder,
        impact_started: declaration.impact_started,
        detected: declaration.detected,
    };
    let stamp = Stamp {
        actor: state.actor,
        now: world.now,
    };
    match Log::declare(library, world.fresh, act.clone(), stamp) {
        Ok(log) => {
            let mut walk = Walk::declared(log);
            let store = walk.write();
            state.open = Opened::Walking(Box::new(walk));
            let go = Effect::Go(Route::Walk {
                incident: world.fresh,
                place: None,
            });
            store.into_iter().chain([go]).collect()
        }
        Err(refusal) => {
            state.refused = Some(Refused {
                act,
                reason: Reason::Illegal(refusal),
            });
            Vec::new()
        }
    }
}

fn acted(state: &mut State, act: Act, now: Timestamp) -> Vec<Effect> {
    let stamp = Stamp {
        actor: state.actor,
        now,
    };
    let Opened::Walking(walk) = &mut state.open else {
        return Vec::new();
    };
    let incident = walk.log.incident().id;
    let moves = matches!(
        act,
        Act::ChoiceMade { .. } | Act::StepCompleted { .. } | Act::WalkResumed
    );
    match walk.act(act.clone(), stamp) {
        Ok(()) => {
            state.refused = None;
            let go = moves.then_some(Effect::Go(Route::Walk {
                incident,
                place: None,
            }));
            walk.write().into_iter().chain(go).collect()
        }
        Err(reason) => {
            state.refused = Some(Refused { act, reason });
            Vec::new()
        }
    }
}

fn stored(
    state: &mut State,
    id: IncidentId,
    up_to: u64,
    result: Result<(), StorageProblem>,
    now: Timestamp,
) -> Vec<Effect> {
    let Opened::Walking(walk) = &mut state.open else {
        return Vec::new();
    };
    if walk.log.incident().id != id {
        return Vec::new();
    }
    walk.writing = false;
    match result {
        Ok(()) => {
            walk.unsaved.retain(|event| event.sequence > up_to);
            walk.row_unsaved = false;
            walk.saved_at = Some(now);
            walk.trouble = None;
            walk.write().into_iter().collect()
        }
        Err(StorageProblem::Conflict) => vec![Effect::ReadRecord(id)],
        Err(problem) => {
            walk.trouble = Some(problem);
            Vec::new()
        }
    }
}

impl Opened {
    /// Which incident is on the screen, or meant to be.
    fn id(&self) -> Option<IncidentId> {
        match self {
            Self::Nothing => None,
            Self::Reading(id) | Self::Failed(id, _) => Some(*id),
            Self::Walking(walk) => Some(walk.log.incident().id),
        }
    }
}

impl Walk {
    fn act(&mut self, act: Act, stamp: Stamp) -> Result<(), Reason> {
        if self.damage.is_some() {
            return Err(Reason::ReadOnly);
        }
        let event = self.log.record(act, stamp).map_err(Reason::Illegal)?;
        // What was just recorded always fits the log it was recorded by.
        if self.log.push(event.clone()).is_ok() {
            self.unsaved.push_back(event);
            self.path = self.log.path();
        }
        Ok(())
    }

    /// The next write, unless one is under way. All that is unsaved goes into one, so that an act is never
    /// stored without the acts before it.
    fn write(&mut self) -> Option<Effect> {
        if self.writing || self.unsaved.is_empty() {
            return None;
        }
        self.writing = true;
        Some(Effect::Store {
            incident: self.log.incident().id,
            library: self.row_unsaved.then(|| self.log.library().clone()),
            events: self.unsaved.iter().cloned().collect(),
        })
    }
}

#[cfg(test)]
mod tests;
