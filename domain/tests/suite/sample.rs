//! Short words for what every test does: name ids and moments, declare, act.

use std::collections::BTreeMap;
use std::fmt::Debug;

use domain::{Act, ActorId, IncidentId, Log, Refusal, Stamp, Timestamp, Visit};

use crate::library::library;

/// 2026-11-20T14:30:00+08:00.
pub(crate) const DECLARED_AT: i64 = 1_795_156_200_000;

pub(crate) fn id<T>(text: &str) -> T
where
    T: TryFrom<String>,
    T::Error: Debug,
{
    text.to_owned().try_into().unwrap()
}

/// So many seconds after declaring.
pub(crate) fn moment(seconds: i64) -> Timestamp {
    Timestamp::new(DECLARED_AT + seconds * 1000, 480)
}

pub(crate) fn stamp(seconds: i64) -> Stamp {
    Stamp {
        actor: ActorId::from_random([7; 16]),
        now: moment(seconds),
    }
}

pub(crate) fn visit(step: &str, round: u32) -> Visit {
    visit_in("p0", step, round)
}

pub(crate) fn visit_in(playbook: &str, step: &str, round: u32) -> Visit {
    Visit {
        playbook: id(playbook),
        step: id(step),
        round,
    }
}

pub(crate) fn declaration() -> Act {
    Act::IncidentDeclared {
        title: "支付接口全部超时".into(),
        severity: id("P1"),
        playbook: id("p0"),
        revisions: BTreeMap::new(),
        drill: false,
        responder: "小林".into(),
        impact_started: None,
        detected: None,
    }
}

pub(crate) fn declared() -> Log {
    Log::declare(
        &library(),
        IncidentId::from_random([1; 16]),
        declaration(),
        stamp(0),
    )
    .unwrap()
}

/// Does the act, so many seconds after declaring, as the app does.
pub(crate) fn act(log: &mut Log, seconds: i64, act: Act) -> Result<(), Refusal> {
    let event = log.record(act, stamp(seconds))?;
    log.push(event).unwrap();
    Ok(())
}

pub(crate) fn choose(log: &mut Log, seconds: i64, at: Visit, choice: &str) {
    let choice = id(choice);
    act(log, seconds, Act::ChoiceMade { visit: at, choice }).unwrap();
}

pub(crate) fn go_on(log: &mut Log, seconds: i64, at: Visit) {
    act(log, seconds, Act::StepCompleted { visit: at }).unwrap();
}

pub(crate) fn fill(log: &mut Log, seconds: i64, at: Visit, field: &str, value: &str) {
    let filled = Act::FieldFilled {
        visit: at,
        field: id(field),
        value: value.into(),
    };
    act(log, seconds, filled).unwrap();
}

pub(crate) fn stored(log: &Log) -> Vec<String> {
    let events = log.events().iter();
    events.map(|event| event.to_json().unwrap()).collect()
}
