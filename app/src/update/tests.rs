use std::collections::BTreeMap;

use domain::{
    Act, ActorId, BUNDLE_FORMAT, EscalationPath, Playbook, PlaybookId, Refusal, Revision,
    SeverityLevel, SeverityScale, Site, Step, StepId, WayOn,
};

use super::*;
use crate::{
    message::StoredRecord,
    state::{Opened, Problem, Reason, StorageProblem},
};

const NOW: i64 = 1_795_156_565_000;

fn world() -> Surroundings {
    Surroundings {
        now: Timestamp::new(NOW, 480),
        fresh: IncidentId::from_random([7; 16]),
    }
}

fn step(id: &str, way_on: WayOn) -> Step {
    Step {
        id: StepId::new(id).unwrap(),
        phase: None,
        title: id.to_owned(),
        budget: None,
        role: None,
        milestone: None,
        blocks: Vec::new(),
        question: String::new(),
        way_on,
    }
}

/// Two steps in a row.
fn library() -> Library {
    let id = PlaybookId::new("pool").unwrap();
    let playbook = Playbook {
        id: id.clone(),
        title: "Pool".to_owned(),
        lang: "en".to_owned(),
        revision: Revision::new("r1").unwrap(),
        severity: Vec::new(),
        owner: String::new(),
        page: "pool.html".to_owned(),
        intro_html: String::new(),
        phases: Vec::new(),
        steps: vec![
            step("look", WayOn::Step(StepId::new("mend").unwrap())),
            step("mend", WayOn::End),
        ],
        fields: Vec::new(),
        leads_to: Vec::new(),
    };
    Library {
        format: BUNDLE_FORMAT,
        site: Site {
            name: "Runbooks".to_owned(),
            lang: "en".to_owned(),
            ..Site::default()
        },
        severity: SeverityScale::default(),
        roles: Vec::new(),
        escalation: EscalationPath::default(),
        templates: Vec::new(),
        playbooks: BTreeMap::from([(id, playbook)]),
    }
}

fn declaration() -> Declaration {
    Declaration {
        title: "No connections left".to_owned(),
        severity: SeverityLevel::new("P0").unwrap(),
        playbook: PlaybookId::new("pool").unwrap(),
        drill: false,
        responder: String::new(),
        impact_started: None,
        detected: None,
        alert: None,
    }
}

fn declared() -> (State, Vec<Effect>) {
    let mut state = State::new(ActorId::from_random([1; 16]));
    let message = Message::LibraryFetched(Box::new(declaration()), Ok(library()));
    let effects = update(&mut state, message, world());
    (state, effects)
}

#[test]
fn an_alert_is_stored_together_with_the_declaration() {
    let mut state = State::new(ActorId::from_random([1; 16]));
    let Route::Declare { alert, .. } = Route::parse("#/declare?alert=PoolFull&pod=web-1") else {
        panic!("not the form")
    };
    let called = Declaration {
        alert,
        ..declaration()
    };
    let effects = update(
        &mut state,
        Message::LibraryFetched(Box::new(called), Ok(library())),
        world(),
    );
    let Some(Effect::Store { events, .. }) = effects.first() else {
        panic!("{effects:?}")
    };
    assert_eq!(events.len(), 2);
    assert!(
        matches!(&events[1].act, Act::AlertReceived { alert, .. } if alert.as_str() == "PoolFull")
    );
    assert_eq!(state.walk().unwrap().unsaved.len(), 2);
}

fn note(text: &str) -> Message {
    Message::Acted(
        world().fresh,
        Act::NoteAdded {
            text: text.to_owned(),
        },
    )
}

fn stored_events(effects: &[Effect]) -> Vec<u64> {
    let stores = effects.iter().filter_map(|effect| match effect {
        Effect::Store { events, .. } => Some(events),
        _ => None,
    });
    stores.flatten().map(|event| event.sequence).collect()
}

/// What a browser would hold after everything so far was stored.
fn as_stored(state: &State) -> StoredRecord {
    let log = &state.walk().unwrap().log;
    StoredRecord {
        id: log.incident().id.to_string(),
        library: serde_json::to_string(&**log.library()).unwrap(),
        events: log
            .events()
            .iter()
            .map(|event| event.to_json().unwrap())
            .collect(),
    }
}

#[test]
fn declaring_stores_the_library_with_the_first_event_and_goes_to_the_walk() {
    let (state, effects) = declared();
    let walk = state.walk().unwrap();
    assert!(
        walk.saved_at.is_none(),
        "nothing is saved before the browser says so"
    );
    let incident = walk.log.incident().id;
    assert!(matches!(
        &effects[0],
        Effect::Store {
            library: Some(_),
            ..
        }
    ));
    assert_eq!(
        effects[1],
        Effect::Go(Route::Walk {
            incident,
            place: None
        })
    );
}

#[test]
fn acts_wait_for_the_write_under_way_and_then_go_together() {
    let (mut state, _) = declared();
    let incident = state.walk().unwrap().log.incident().id;
    assert!(stored_events(&update(&mut state, note("a"), world())).is_empty());
    assert!(stored_events(&update(&mut state, note("b"), world())).is_empty());
    let effects = update(&mut state, Message::Stored(incident, 1, Ok(())), world());
    assert_eq!(stored_events(&effects), [2, 3]);
    assert_eq!(state.walk().unwrap().unsaved.len(), 2);
    update(&mut state, Message::Stored(incident, 3, Ok(())), world());
    assert!(state.walk().unwrap().unsaved.is_empty());
}

#[test]
fn what_could_not_be_stored_is_kept_and_tried_again() {
    let (mut state, _) = declared();
    let incident = state.walk().unwrap().log.incident().id;
    let full = Message::Stored(incident, 1, Err(StorageProblem::Full));
    assert_eq!(update(&mut state, full, world()), []);
    assert_eq!(state.walk().unwrap().trouble, Some(StorageProblem::Full));
    let effects = update(&mut state, Message::RetryAsked, world());
    assert_eq!(stored_events(&effects), [1]);
    assert!(matches!(
        &effects[0],
        Effect::Store {
            library: Some(_),
            ..
        }
    ));
    update(&mut state, Message::Stored(incident, 1, Ok(())), world());
    assert_eq!(state.walk().unwrap().trouble, None);
}

#[test]
fn an_act_that_another_tab_overtook_is_done_again_on_top() {
    let (mut state, _) = declared();
    let incident = state.walk().unwrap().log.incident().id;
    update(&mut state, Message::Stored(incident, 1, Ok(())), world());
    let (mut other, _) = declared();
    update(&mut other, note("theirs"), world());
    update(&mut state, note("mine"), world());
    let conflict = Message::Stored(incident, 2, Err(StorageProblem::Conflict));
    assert_eq!(
        update(&mut state, conflict, world()),
        [Effect::ReadRecord(incident)]
    );
    let read = Message::RecordRead(incident, Ok(Some(as_stored(&other))));
    assert_eq!(stored_events(&update(&mut state, read, world())), [3]);
    let notes = &state.walk().unwrap().log.incident().notes;
    let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["theirs", "mine"]);
}

#[test]
fn an_illegal_act_is_refused_with_its_reason_and_changes_nothing() {
    let (mut state, _) = declared();
    let before = state.walk().unwrap().log.events().len();
    assert_eq!(update(&mut state, note("  "), world()), []);
    assert_eq!(state.refused[0].reason, Reason::Illegal(Refusal::Empty));
    assert_eq!(state.walk().unwrap().log.events().len(), before);
    update(&mut state, note("better"), world());
    assert!(state.refused.is_empty());
}

#[test]
fn a_damaged_record_opens_as_far_as_it_is_sound_and_takes_nothing_more() {
    let (mut state, _) = declared();
    update(&mut state, note("sound"), world());
    update(&mut state, note("damaged"), world());
    let mut record = as_stored(&state);
    record.events[2] = record.events[2].replace("damaged", "forged");
    record.events.push("{}".to_owned());
    let incident = state.walk().unwrap().log.incident().id;
    state.walks.clear();
    update(
        &mut state,
        Message::RecordRead(incident, Ok(Some(record.clone()))),
        world(),
    );
    let walk = state.walk().unwrap();
    let (damage, raw) = walk.damage.as_ref().unwrap();
    assert_eq!((damage.index, raw), (3, &record));
    assert_eq!(update(&mut state, note("more"), world()), []);
    assert_eq!(state.refused[0].reason, Reason::ReadOnly);
}

#[test]
fn an_unreadable_row_is_listed_and_kept_whole() {
    let mut state = State::new(ActorId::from_random([1; 16]));
    let record = StoredRecord {
        id: "?".to_owned(),
        library: "null".to_owned(),
        events: Vec::new(),
    };
    update(
        &mut state,
        Message::ShelfRead(Ok(vec![record.clone()])),
        world(),
    );
    let shelf = state.shelf.ready().unwrap();
    assert_eq!(shelf[0].log.as_ref().unwrap_err().raw, Some(record));
}

#[test]
fn an_incident_that_is_not_here_says_so() {
    let mut state = State::new(ActorId::from_random([1; 16]));
    let incident = IncidentId::from_random([9; 16]);
    let route = Route::Walk {
        incident,
        place: None,
    };
    let effects = update(&mut state, Message::RouteChanged(route), world());
    assert_eq!(effects, [Effect::FetchIndex, Effect::ReadRecord(incident)]);
    update(&mut state, Message::RecordRead(incident, Ok(None)), world());
    let Opened::Failed(found) = state.opened() else {
        panic!("it should have failed")
    };
    assert_eq!(found.problem, Problem::UnknownIncident);
}

#[test]
fn leaving_a_step_goes_to_where_the_walk_stands() {
    let (mut state, _) = declared();
    let walk = state.walk().unwrap();
    let (incident, visit) = (walk.log.incident().id, walk.path.visits[0].clone());
    let effects = update(
        &mut state,
        Message::Acted(incident, Act::StepCompleted { visit }),
        world(),
    );
    assert!(effects.contains(&Effect::Go(Route::Walk {
        incident,
        place: None
    })));
    assert_eq!(state.walk().unwrap().path.visits.len(), 2);
}

#[test]
fn leaving_an_incident_loses_nothing_that_is_not_stored() {
    let (mut state, _) = declared();
    let incident = world().fresh;
    update(&mut state, note("kept"), world());
    let failed = Message::Stored(incident, 1, Err(StorageProblem::Full));
    update(&mut state, failed, world());
    update(&mut state, Message::RouteChanged(Route::Home), world());
    assert_eq!(state.walks[&incident].unsaved.len(), 2);
    let back = Route::Walk {
        incident,
        place: None,
    };
    update(&mut state, Message::RouteChanged(back), world());
    // Nothing was ever stored, so the browser knows of no such incident.
    update(&mut state, Message::RecordRead(incident, Ok(None)), world());
    assert_eq!(state.walk().unwrap().log.incident().notes.len(), 1);
    assert_eq!(
        stored_events(&update(&mut state, Message::RetryAsked, world())),
        [1, 2]
    );
    update(&mut state, Message::RouteChanged(Route::Home), world());
    update(&mut state, Message::Stored(incident, 2, Ok(())), world());
    assert!(state.walks.is_empty(), "what is stored is let go");
}

#[test]
fn nothing_is_written_while_another_tabs_events_are_read() {
    let (mut state, _) = declared();
    let incident = world().fresh;
    update(&mut state, Message::Stored(incident, 1, Ok(())), world());
    update(&mut state, note("mine"), world());
    let conflict = Message::Stored(incident, 2, Err(StorageProblem::Conflict));
    update(&mut state, conflict, world());
    assert!(stored_events(&update(&mut state, note("more"), world())).is_empty());
    let lost = Err(StorageProblem::Lost(String::new()));
    update(&mut state, Message::RecordRead(incident, lost), world());
    let walk = state.walk().unwrap();
    assert_eq!(walk.unsaved.len(), 2, "a failed reading takes nothing away");
    assert!(walk.trouble.is_some());
}

#[test]
fn an_act_goes_to_the_incident_it_was_meant_for() {
    let (mut state, _) = declared();
    let elsewhere = IncidentId::from_random([9; 16]);
    let text = "lost?".to_owned();
    update(
        &mut state,
        Message::Acted(elsewhere, Act::NoteAdded { text }),
        world(),
    );
    assert_eq!(state.refused[0].reason, Reason::NotOpen);
    assert!(state.walk().unwrap().log.incident().notes.is_empty());
}

#[test]
fn a_failed_declaration_keeps_the_form() {
    let mut state = State::new(ActorId::from_random([1; 16]));
    let problem = Problem::Missing {
        file: "bundle/pool.json".to_owned(),
        status: Some(404),
    };
    let failed = Message::LibraryFetched(Box::new(declaration()), Err(problem.clone()));
    update(&mut state, failed, world());
    assert_eq!(state.declaring, Declaring::Failed(problem));
}
