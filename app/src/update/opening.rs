//! Coming to a screen: what is read for it, and what becomes of it.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::{Event, IncidentId, Library, Log, Stamp};

use super::Effect;
use crate::{
    message::StoredRecord,
    route::Route,
    state::{
        Declaring, Loading, Problem, Refused, Shelved, State, StorageProblem, Unreadable, Walk,
    },
};

pub(super) fn route_changed(state: &mut State, route: &Route) -> Vec<Effect> {
    state.refused.clear();
    state.declaring = Declaring::Idle;
    let came = state.shown != route.incident();
    state.shown = route.incident();
    // What is not stored yet stays, whatever is on the screen.
    let shown = state.shown;
    state
        .walks
        .retain(|id, walk| Some(*id) == shown || !walk.is_stored());
    let index = (!matches!(state.index, Loading::Ready(_))).then_some(Effect::FetchIndex);
    let read = match shown {
        None => Some(Effect::ReadShelf),
        Some(id) if came || !state.walks.contains_key(&id) => {
            state.unreadable = None;
            Some(Effect::ReadRecord(id))
        }
        Some(_) => None,
    };
    index.into_iter().chain(read).collect()
}

pub(super) fn shelf_read(state: &mut State, result: Result<Vec<StoredRecord>, StorageProblem>) {
    state.shelf = match result {
        Ok(records) => Loading::Ready(shelve(records)),
        Err(problem) => Loading::Failed(Problem::Storage(problem)),
    };
}

/// Open ones first, the latest first; what cannot be read comes last, but it does come.
fn shelve(records: Vec<StoredRecord>) -> Vec<Shelved> {
    let shelved = records.into_iter().map(|record| Shelved {
        id: record.id.clone(),
        log: replay(record).map(|walk| walk.log),
    });
    let mut shelf: Vec<_> = shelved.collect();
    shelf.sort_by_key(|shelved| match &shelved.log {
        Ok(log) => {
            let incident = log.incident();
            let latest = incident.last_act_at.milliseconds();
            (u8::from(incident.closed_at.is_some()), -latest)
        }
        Err(_) => (u8::MAX, 0),
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

pub(super) fn record_read(
    state: &mut State,
    id: IncidentId,
    result: Result<Option<StoredRecord>, StorageProblem>,
) -> Vec<Effect> {
    let unreadable = |problem| Unreadable { problem, raw: None };
    let read = match result {
        Ok(Some(record)) => replay(record),
        Ok(None) => Err(unreadable(Problem::UnknownIncident)),
        Err(problem) => Err(unreadable(Problem::Storage(problem))),
    };
    match (state.walks.get_mut(&id), read) {
        // What is here is ahead of what is stored: the write under way will tell.
        (Some(here), _) if !here.overtaken && !here.is_stored() => Vec::new(),
        (Some(here), Ok(mut stored)) => {
            let unsaved = std::mem::take(&mut here.unsaved);
            state.refused.extend(do_again(&mut stored, unsaved));
            let write = stored.write();
            *here = stored;
            write.into_iter().collect()
        }
        // It was only looked at again; what is here is as good.
        (Some(here), Err(_)) if !here.overtaken => Vec::new(),
        (Some(here), Err(found)) => {
            here.overtaken = false;
            here.trouble = Some(match found.problem {
                Problem::Storage(problem) => problem,
                _ => StorageProblem::Conflict,
            });
            Vec::new()
        }
        (None, _) if state.shown != Some(id) => Vec::new(),
        (None, Ok(stored)) => {
            state.walks.insert(id, stored);
            Vec::new()
        }
        (None, Err(found)) => {
            state.unreadable = Some(found);
            Vec::new()
        }
    }
}

/// Does acts that another tab's write overtook again, on top of it; gives back those that are no longer legal.
fn do_again(walk: &mut Walk, unsaved: VecDeque<Event>) -> Vec<Refused> {
    let mut refused = Vec::new();
    for event in unsaved {
        // A write whose outcome was in doubt was completed after all.
        if walk.log.events().contains(&event) {
            continue;
        }
        let stamp = Stamp {
            actor: event.actor,
            now: event.at,
        };
        if let Err(reason) = walk.act(event.act.clone(), stamp) {
            refused.push(Refused {
                act: event.act,
                reason,
            });
        }
    }
    refused
}
