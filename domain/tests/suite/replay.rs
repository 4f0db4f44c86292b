//! Replaying a stored record gives the incident back; what is not legal is refused, and leaves no trace.

use std::sync::Arc;

use domain::{Act, Event, Incident, Log, Position, Report};
use proptest::prelude::*;

use crate::acts::{act_all, draws};
use crate::sample::{declared, moment, stored};

/// All that an act may change; when the last one was is not a change.
fn state(log: &Log) -> Incident {
    let mut state = log.incident().clone();
    state.last_act_at = state.declared_at;
    state
}

fn only_tells(act: &Act) -> bool {
    matches!(
        act,
        Act::CommandCopied { .. } | Act::NoticeCopied { .. } | Act::NoteAdded { .. }
    )
}

/// The plainest reasons to refuse, written down a second time.
fn plainly_illegal(log: &Log, act: &Act) -> bool {
    let incident = log.incident();
    let off_path = |visit| log.path().place(visit).is_none();
    let closed = incident.closed_at.is_some();
    match act {
        Act::IncidentDeclared { .. } => true,
        Act::ChoiceMade { visit, .. } | Act::StepCompleted { visit } => {
            closed || off_path(visit) || incident.stopped.is_some()
        }
        Act::CheckTicked { visit, .. }
        | Act::CheckCleared { visit, .. }
        | Act::FieldFilled { visit, .. }
        | Act::FieldCleared { visit, .. }
        | Act::CommandCopied { visit, .. } => closed || off_path(visit),
        Act::IncidentClosed => closed || log.path().position == Position::AtStep,
        Act::IncidentReopened => !closed,
        Act::NoteAdded { text } | Act::NoticeCopied { text, .. } => text.is_empty(),
        Act::WalkStopped { .. } => closed || log.path().position != Position::AtStep,
        Act::WalkResumed => closed || incident.stopped.is_none(),
        Act::AlertReceived { labels, .. } => {
            let bad = |value: &String| value.is_empty() || value.contains('\n');
            closed || labels.values().any(bad)
        }
        Act::InputFilled { .. }
        | Act::MilestoneReached { .. }
        | Act::MilestoneWithdrawn { .. }
        | Act::SeverityChanged { .. } => closed,
    }
}

proptest! {
    #[test]
    fn a_record_replays_to_the_same_incident(draws in draws(150)) {
        let mut log = declared();
        act_all(&mut log, &draws);
        let (replayed, fault) = Log::replay(Arc::clone(log.library()), &stored(&log)).unwrap();
        prop_assert_eq!(fault, None);
        prop_assert_eq!(replayed.incident(), log.incident());
        prop_assert_eq!(replayed.path(), log.path());
        prop_assert_eq!(replayed.events(), log.events());
        let now = moment(7_000);
        prop_assert_eq!(Report::draw_up(&replayed, now), Report::draw_up(&log, now));
        prop_assert_eq!(stored(&replayed), stored(&log));
    }

    #[test]
    fn an_act_is_refused_or_changes_something(draws in draws(100)) {
        let mut log = declared();
        let mut seconds = 0;
        for draw in draws {
            seconds += draw.waits();
            let act = draw.act(&log, seconds);
            let (before, events) = (log.incident().clone(), log.events().len());
            let unchanged = state(&log);
            let illegal = plainly_illegal(&log, &act);
            match log.record(act.clone(), draw.stamp(seconds)) {
                Err(_) => {
                    prop_assert_eq!(log.incident(), &before);
                    prop_assert_eq!(log.events().len(), events);
                }
                Ok(event) => {
                    prop_assert!(!illegal, "{:?}", act);
                    log.push(event).unwrap();
                    prop_assert_eq!(log.latest_timeline(usize::MAX).len(), events + 1);
                    prop_assert!(only_tells(&act) || state(&log) != unchanged, "{:?}", act);
                }
            }
        }
    }

    #[test]
    fn the_path_ends_and_holds_no_visit_twice(draws in draws(200)) {
        let mut log = declared();
        act_all(&mut log, &draws);
        let path = log.path();
        let mut visits = path.visits.clone();
        visits.sort();
        visits.dedup();
        prop_assert_eq!(visits.len(), path.visits.len());
        let behind: Vec<_> = path.left_behind(log.incident()).collect();
        for visit in log.incident().answers.keys() {
            prop_assert_ne!(path.place(visit).is_some(), behind.contains(&visit));
        }
    }

    #[test]
    fn events_are_written_and_read_back(draws in draws(60)) {
        let mut log = declared();
        act_all(&mut log, &draws);
        for event in log.events() {
            let json = event.to_json().unwrap();
            prop_assert_eq!(&Event::from_json(&json).unwrap(), event);
            prop_assert_eq!(Event::from_json(&json).unwrap().to_json().unwrap(), json);
        }
    }
}
