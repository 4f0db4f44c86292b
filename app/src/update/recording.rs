//! From an act to the record, and from the record to the browser's storage.

use std::collections::BTreeMap;

use domain::{Act, IncidentId, Library, Log, PlaybookId, Stamp, Timestamp};

use super::{Effect, Surroundings};
use crate::{
    message::Declaration,
    route::{AlertCall, Route},
    state::{Declaring, Reason, Refused, State, StorageProblem, Walk},
};

pub(super) fn declare(
    state: &mut State,
    declaration: Declaration,
    library: &Library,
    world: Surroundings,
) -> Vec<Effect> {
    state.declaring = Declaring::Idle;
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
            let called = declaration.alert.map(|call| received(call, world.now));
            if let Some(act) = called
                && let Err(reason) = walk.act(act.clone(), stamp)
            {
                state.refused = vec![Refused { act, reason }];
            }
            let store = walk.write();
            state.walks.insert(world.fresh, walk);
            state.shown = Some(world.fresh);
            let go = Effect::Go(Route::Walk {
                incident: world.fresh,
                place: None,
            });
            store.into_iter().chain([go]).collect()
        }
        Err(refusal) => {
            let reason = Reason::Illegal(refusal);
            state.refused = vec![Refused { act, reason }];
            Vec::new()
        }
    }
}

/// What a link said, for the record. A time that has not come yet is no time that anything began.
fn received(call: AlertCall, now: Timestamp) -> Act {
    Act::AlertReceived {
        alert: call.alert,
        labels: call.labels,
        since: call.at.filter(|at| *at <= now),
    }
}

pub(super) fn acted(
    state: &mut State,
    incident: IncidentId,
    act: Act,
    now: Timestamp,
) -> Vec<Effect> {
    let stamp = Stamp {
        actor: state.actor,
        now,
    };
    let moves = matches!(
        act,
        Act::ChoiceMade { .. } | Act::StepCompleted { .. } | Act::WalkResumed
    );
    let done = match state.walks.get_mut(&incident) {
        Some(walk) => walk.act(act.clone(), stamp).map(|()| walk.write()),
        None => Err(Reason::NotOpen),
    };
    match done {
        Ok(write) => {
            state.refused.clear();
            let route = Route::Walk {
                incident,
                place: None,
            };
            let go = moves.then_some(Effect::Go(route));
            write.into_iter().chain(go).collect()
        }
        Err(reason) => {
            state.refused = vec![Refused { act, reason }];
            Vec::new()
        }
    }
}

pub(super) fn stored(
    state: &mut State,
    id: IncidentId,
    up_to: u64,
    result: Result<(), StorageProblem>,
    now: Timestamp,
) -> Vec<Effect> {
    let Some(walk) = state.walks.get_mut(&id) else {
        return Vec::new();
    };
    walk.writing = false;
    match result {
        Ok(()) => {
            walk.unsaved.retain(|event| event.sequence > up_to);
            walk.row_unsaved = false;
            walk.saved_at = Some(now);
            walk.trouble = None;
            let write = walk.write();
            if walk.is_stored() && state.shown != Some(id) {
                state.walks.remove(&id);
            }
            write.into_iter().collect()
        }
        Err(StorageProblem::Conflict) => {
            walk.overtaken = true;
            vec![Effect::ReadRecord(id)]
        }
        Err(problem) => {
            walk.trouble = Some(problem);
            Vec::new()
        }
    }
}

impl Walk {
    pub(super) fn act(&mut self, act: Act, stamp: Stamp) -> Result<(), Reason> {
        if self.damage.is_some() {
            return Err(Reason::ReadOnly);
        }
        let event = self.log.record(act, stamp).map_err(Reason::Illegal)?;
        self.log.push(event.clone()).map_err(Reason::Unfit)?;
        self.unsaved.push_back(event);
        self.path = self.log.path();
        Ok(())
    }

    /// The next write, unless one is under way. All that is unsaved goes into one, so that an act is never stored
    /// without the acts before it.
    pub(super) fn write(&mut self) -> Option<Effect> {
        if self.writing || self.overtaken || self.unsaved.is_empty() {
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
