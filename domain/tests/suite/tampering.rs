//! A stored record that was changed, cut, mixed up or made up is named by event and fault, and never panics.

use std::sync::Arc;

use domain::{ActorId, BundleError, Fingerprint, Log, ReplayError, ReplayFault};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::acts::{act_all, draws};
use crate::library::library;
use crate::sample::{choose, declared, fill, go_on, id, stamp, stored, visit};

/// Declared, gone on, filled, chosen: four events of one actor.
fn walked() -> Log {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    fill(&mut log, 20, visit("assess", 1), "data_loss", "是");
    choose(&mut log, 30, visit("assess", 1), "yes");
    log
}

fn replay(stored: &[String]) -> Result<(Log, Option<ReplayError>), ReplayError> {
    Log::replay(Arc::new(library()), stored)
}

/// What the act of an event says, whichever it is.
fn act_of(event: &mut Value) -> &mut Value {
    event["act"]
        .as_object_mut()
        .unwrap()
        .values_mut()
        .next()
        .unwrap()
}

/// The fault, and how many events before it are sound.
fn fault(stored: &[String]) -> (usize, ReplayFault) {
    match replay(stored) {
        Err(error) => (error.index, error.fault),
        Ok((log, Some(error))) => {
            assert_eq!(log.events().len(), error.index, "the sound prefix");
            (error.index, error.fault)
        }
        Ok((_, None)) => panic!("nothing found"),
    }
}

/// The record with one event's JSON changed and every fingerprint after it made to fit.
fn forged(index: usize, change: impl Fn(&mut Value)) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (place, text) in stored(&walked()).iter().enumerate() {
        let mut event: Value = serde_json::from_str(text).unwrap();
        if let Some(before) = texts.last() {
            event["previous"] = json!(Fingerprint::of(before.as_bytes()).to_string());
        }
        if place == index {
            change(&mut event);
        }
        texts.push(event.to_string());
    }
    texts
}

fn forged_fault(index: usize, change: impl Fn(&mut Value)) -> (usize, ReplayFault) {
    fault(&forged(index, change))
}

#[test]
fn missing_doubled_and_swapped_events_are_named() {
    let whole = stored(&walked());
    let gap = |expected, found| ReplayFault::Gap { expected, found };
    let mut texts = whole.clone();
    texts.remove(2);
    assert_eq!(fault(&texts), (2, gap(3, 4)));
    texts = whole.clone();
    texts.insert(2, whole[1].clone());
    assert_eq!(fault(&texts), (2, gap(3, 2)));
    texts = whole.clone();
    texts.swap(1, 2);
    assert_eq!(fault(&texts), (1, gap(2, 3)));
    assert_eq!(fault(&[]), (0, ReplayFault::NoEvents));
    assert_eq!(fault(&whole[1..]), (0, ReplayFault::NotADeclaration));
}

#[test]
fn events_that_do_not_belong_are_named() {
    let foreign = forged_fault(2, |event| event["incident"] = json!("f".repeat(32)));
    assert_eq!(foreign, (2, ReplayFault::ForeignIncident));
    let newer = forged_fault(3, |event| event["format"] = json!(99));
    let newer_fault = ReplayFault::Unreadable(BundleError::Newer { found: 99 });
    assert_eq!(newer, (3, newer_fault.clone()));
    let newer = forged_fault(0, |event| {
        *event = json!({"format": 99, "unlike": "anything"});
    });
    assert_eq!(newer, (0, newer_fault));
    let second = forged_fault(1, |event| {
        let first: Value = serde_json::from_str(&stored(&declared())[0]).unwrap();
        for part in ["sequence", "previous", "clock"] {
            let kept = event[part].take();
            event[part] = kept;
        }
        event["act"] = first["act"].clone();
        for part in [
            "title",
            "severity",
            "playbook",
            "revisions",
            "drill",
            "responder",
        ] {
            event[part] = first[part].clone();
        }
    });
    assert_eq!(second, (1, ReplayFault::NotADeclaration));
    let chain = forged_fault(3, |event| event["previous"] = json!("0".repeat(64)));
    assert_eq!(chain, (3, ReplayFault::BrokenChain));
    let chain = forged_fault(2, |event| event["previous"] = Value::Null);
    assert_eq!(chain, (2, ReplayFault::BrokenChain));
}

#[test]
fn ids_that_lead_nowhere_are_named() {
    let dangling = |index, change: fn(&mut Value)| {
        assert_eq!(forged_fault(index, change), (index, ReplayFault::Dangling));
    };
    dangling(0, |event| act_of(event)["playbook"] = json!("gone"));
    dangling(0, |event| act_of(event)["severity"] = json!("P9"));
    dangling(1, |event| act_of(event)["visit"]["step"] = json!("gone"));
    dangling(1, |event| act_of(event)["visit"]["round"] = json!(0));
    // This step is left by a choice: going on from it was never legal.
    dangling(1, |event| act_of(event)["visit"]["step"] = json!("assess"));
    dangling(2, |event| act_of(event)["field"] = json!("root_cause"));
    dangling(3, |event| act_of(event)["choice"] = json!("maybe"));
    let instead = |name: &'static str, parts: Value| {
        let found = forged_fault(3, move |event| {
            let mut act = act_of(event).take();
            for (name, value) in parts.as_object().unwrap() {
                act[name] = value.clone();
            }
            event["act"] = json!({ name: act });
        });
        assert_eq!(found, (3, ReplayFault::Dangling));
    };
    instead("severity-changed", json!({"severity": "P9"}));
    instead("input-filled", json!({"input": "gone", "value": "x"}));
    instead("notice-copied", json!({"template": "gone", "text": "x"}));
    instead("check-ticked", json!({"check": "gone"}));
    instead("command-copied", json!({"command": "gone", "text": "x"}));
}

#[test]
fn a_library_of_another_revision_is_refused() {
    let mut other = library();
    let playbook = other.playbooks.get_mut(&id("database")).unwrap();
    playbook.revision = id("ffffffffffff");
    let error = Log::replay(Arc::new(other), &stored(&walked())).unwrap_err();
    let fault = ReplayFault::OtherRevision {
        playbook: id("database"),
    };
    assert_eq!((error.index, error.fault), (0, fault));
}

#[test]
fn events_out_of_the_order_of_their_clocks_are_named() {
    let early = forged_fault(2, |event| event["clock"]["milliseconds"] = json!(5));
    assert_eq!(early, (2, ReplayFault::OutOfOrder));
    // An actor that was never heard of, whose clock is behind what is here already.
    let stranger = forged_fault(3, |event| {
        event["actor"] = json!("a".repeat(32));
        event["sequence"] = json!(1);
        event["previous"] = Value::Null;
        event["clock"]["milliseconds"] = json!(-1);
    });
    assert_eq!(stranger, (3, ReplayFault::OutOfOrder));
}

#[test]
fn a_clock_at_the_end_of_time_stops_nothing_from_being_read() {
    let texts = forged(3, |event| {
        event["clock"] = json!({"milliseconds": i64::MAX, "counter": u16::MAX});
    });
    let (mut log, fault) = replay(&texts).unwrap();
    assert_eq!(fault, None);
    let note = domain::Act::NoteAdded {
        text: "到头了".into(),
    };
    // There is no later clock to give, but the sequence still orders what one actor writes.
    let event = log.record(note, stamp(60)).unwrap();
    let texts = [texts, vec![event.to_json().unwrap()]].concat();
    log.push(event).unwrap();
    assert_eq!(replay(&texts).unwrap().0.incident(), log.incident());
}

#[test]
fn the_chain_is_over_the_text_as_it_is_stored() {
    // A later minor version may add fields, and another writer orders them otherwise.
    let mut texts = forged(1, |event| event["mood"] = json!({"calm": true}));
    texts[3] = format!(" {}\n", texts[3]);
    let (mut log, fault) = replay(&texts).unwrap();
    assert_eq!(fault, None);
    let note = domain::Act::NoteAdded {
        text: "接着写".into(),
    };
    let event = log.record(note, stamp(40)).unwrap();
    assert_eq!(event.previous, Some(Fingerprint::of(texts[3].as_bytes())));
    texts.push(event.to_json().unwrap());
    log.push(event).unwrap();
    let (again, fault) = replay(&texts).unwrap();
    assert_eq!((again.incident(), fault), (log.incident(), None));
    // The same facts in other bytes are not what was written.
    let tidied = serde_json::from_str::<domain::Event>(&texts[1]).unwrap();
    texts[1] = tidied.to_json().unwrap();
    assert_eq!(
        replay(&texts).unwrap().1.unwrap().fault,
        ReplayFault::BrokenChain
    );
}

#[test]
fn a_log_refuses_what_does_not_follow_and_stays_as_it_was() {
    let mut log = walked();
    let note = domain::Act::NoteAdded { text: "x".into() };
    let event = log.record(note, stamp(40)).unwrap();
    let before = log.incident().clone();
    let mut other = event.clone();
    other.sequence += 1;
    assert!(log.push(other).is_err());
    other = event.clone();
    other.previous = None;
    assert!(log.push(other).is_err());
    other = event.clone();
    other.actor = ActorId::from_random([3; 16]);
    assert!(log.push(other).is_err());
    assert_eq!((log.incident(), log.events().len()), (&before, 4));
    log.push(event.clone()).unwrap();
    assert!(log.push(event).is_err());
}

proptest! {
    #[test]
    fn no_byte_can_be_changed(draws in draws(40), at in any::<prop::sample::Index>(), byte in any::<prop::sample::Index>(), with in 0x20..0x7f_u8) {
        let mut log = declared();
        act_all(&mut log, &draws);
        let mut texts = stored(&log);
        // The last event of an actor has nothing after it that would tell.
        let next = |index: usize| (index + 1..texts.len())
            .find(|later| log.events()[*later].actor == log.events()[index].actor);
        let bound: Vec<_> = (0..texts.len()).filter_map(|index| Some((index, next(index)?))).collect();
        prop_assume!(!bound.is_empty());
        let (index, next) = *at.get(&bound);
        let ascii: Vec<_> = (0..texts[index].len()).filter(|b| texts[index].as_bytes()[*b].is_ascii()).collect();
        let byte = *byte.get(&ascii);
        prop_assume!(texts[index].as_bytes()[byte] != with);
        texts[index].replace_range(byte..=byte, char::from(with).encode_utf8(&mut [0; 4]));
        let (found, _) = fault(&texts);
        prop_assert!((index..=next).contains(&found), "{} changed, {} named", index, found);
    }

    #[test]
    fn anything_at_all_can_be_replayed(texts in prop::collection::vec(".{0,80}", 0..6)) {
        let _ = replay(&texts);
    }

    #[test]
    fn nearly_anything_can_be_replayed(
        draws in draws(30),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[0-9a-z\"{}\\[\\]:,.\u{e9}-]{0,3}"), 1..4),
    ) {
        let mut log = declared();
        act_all(&mut log, &draws);
        let mut texts = stored(&log);
        for (which, place, with) in cuts {
            let text = which.get_mut(&mut texts);
            let starts: Vec<_> = text.char_indices().map(|(start, c)| start..start + c.len_utf8()).collect();
            if !starts.is_empty() {
                text.replace_range(place.get(&starts).clone(), &with);
            }
        }
        if let Ok((log, _)) = replay(&texts) {
            let report = domain::Report::draw_up(&log, stamp(0).now);
            prop_assert_eq!(report.record.len(), log.events().len());
        }
    }
}
