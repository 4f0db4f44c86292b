//! What is refused, and why.

use domain::{Act, IncidentId, Library, Log, Milestone, Refusal, Timestamp};

use serde_json::{Value, json};

use crate::library::library;
use crate::sample::{act, declaration, declared, id, moment, stamp, visit};

fn declare(library: &Library, act: Act) -> Result<Log, Refusal> {
    Log::declare(library, IncidentId::from_random([1; 16]), act, stamp(0))
}

fn refused(given: Act) -> Refusal {
    act(&mut declared(), 60, given).unwrap_err()
}

/// The declaration with some of its parts given anew, as JSON.
fn declaration_with(parts: &Value) -> Result<Log, Refusal> {
    let mut json = serde_json::to_value(declaration()).unwrap();
    for (name, part) in parts.as_object().unwrap() {
        json["incident-declared"][name] = part.clone();
    }
    declare(&library(), serde_json::from_value(json).unwrap())
}

#[test]
fn a_declaration_must_fit_the_library() {
    let other = Milestone::ImpactStarted;
    let (earlier, later) = (moment(-20).to_string(), moment(1_000).to_string());
    let started = moment(-10).to_string();
    for (parts, refusal) in [
        (json!({"title": " "}), Refusal::Empty),
        (json!({"responder": "x".repeat(70_000)}), Refusal::TooLong),
        (json!({"severity": "P9"}), Refusal::NoSuchSeverity),
        (json!({"playbook": "gone"}), Refusal::NoSuchPlaybook),
        (json!({"detected": later}), Refusal::InTheFuture),
        (
            json!({"impact_started": started, "detected": earlier}),
            Refusal::OutOfOrder { other },
        ),
    ] {
        assert_eq!(declaration_with(&parts).unwrap_err(), refusal);
    }
    let other_act = declare(&library(), Act::WalkResumed);
    assert_eq!(other_act.unwrap_err(), Refusal::NotTheFirst);
}

#[test]
fn a_playbook_without_steps_cannot_be_walked() {
    let mut empty = library();
    empty.playbooks.get_mut(&id("p0")).unwrap().steps.clear();
    assert_eq!(
        declare(&empty, declaration()).map(|_| ()),
        Err(Refusal::NoSuchPlaybook)
    );
}

#[test]
fn a_site_without_a_scale_takes_any_level() {
    let mut plain = library();
    plain.severity.levels.clear();
    let mut log = declare(&plain, declaration()).unwrap();
    act(
        &mut log,
        10,
        Act::SeverityChanged {
            severity: id("SEV-3"),
        },
    )
    .unwrap();
    assert_eq!(log.incident().severity, id("SEV-3"));
}

#[test]
fn texts_are_neither_empty_nor_endless() {
    let endless = "长".repeat(30_000);
    for text in [" ", endless.as_str()] {
        let expected = if text == " " {
            Refusal::Empty
        } else {
            Refusal::TooLong
        };
        let text = text.to_owned();
        assert_eq!(refused(Act::NoteAdded { text: text.clone() }), expected);
        assert_eq!(
            refused(Act::WalkStopped {
                reason: text.clone()
            }),
            expected
        );
        assert_eq!(
            refused(Act::NoticeCopied {
                template: id("notice"),
                text: text.clone()
            }),
            expected
        );
        assert_eq!(
            refused(Act::InputFilled {
                input: id("pod"),
                value: text.clone()
            }),
            expected
        );
        let filled = Act::FieldFilled {
            visit: visit("start", 1),
            field: id("affected"),
            value: text.clone(),
        };
        assert_eq!(refused(filled), expected);
        let mut log = declared();
        crate::sample::go_on(&mut log, 1, visit("start", 1));
        crate::sample::choose(&mut log, 2, visit("assess", 1), "yes");
        let copied = Act::CommandCopied {
            visit: visit("war-room", 1),
            command: id("command-1"),
            text,
        };
        assert_eq!(act(&mut log, 3, copied), Err(expected));
    }
}

#[test]
fn an_input_cannot_smuggle_in_a_second_command() {
    for value in ["web-1\nrm -rf /", "web\u{1b}[2J", "a\tb"] {
        let value = value.to_owned();
        assert_eq!(
            refused(Act::InputFilled {
                input: id("pod"),
                value
            }),
            Refusal::NotAValue
        );
    }
}

#[test]
fn milestones_keep_their_order_and_are_not_in_the_future() {
    let mut log = declared();
    let reached = |milestone, time: Timestamp| Act::MilestoneReached { milestone, time };
    act(&mut log, 10, reached(Milestone::Detected, moment(-60))).unwrap();
    let other = Milestone::Detected;
    let early = act(&mut log, 20, reached(Milestone::Mitigated, moment(-61)));
    assert_eq!(early, Err(Refusal::OutOfOrder { other }));
    let passed = act(&mut log, 20, reached(Milestone::ImpactStarted, moment(0)));
    assert_eq!(passed, Err(Refusal::OutOfOrder { other }));
    let future = act(&mut log, 20, reached(Milestone::Mitigated, moment(141)));
    assert_eq!(future, Err(Refusal::InTheFuture));
    act(&mut log, 20, reached(Milestone::Mitigated, moment(140))).unwrap();
    act(&mut log, 20, reached(Milestone::Detected, moment(-50))).unwrap();
}

#[test]
fn checks_with_a_blank_are_done_by_filling_it() {
    let ticked = Act::CheckTicked {
        visit: visit("start", 1),
        check: id("受影响用户"),
    };
    assert_eq!(refused(ticked), Refusal::NoSuchThing);
    let going_on = Act::StepCompleted {
        visit: visit("assess", 1),
    };
    assert_eq!(refused(going_on), Refusal::NotOnPath);
    let mut log = declared();
    crate::sample::go_on(&mut log, 1, visit("start", 1));
    let going_on = Act::StepCompleted {
        visit: visit("assess", 1),
    };
    assert_eq!(act(&mut log, 2, going_on), Err(Refusal::NeedsChoice));
    let unknown = Act::FieldFilled {
        visit: visit("assess", 1),
        field: id("data_loss"),
        value: "也许".into(),
    };
    assert_eq!(act(&mut log, 2, unknown), Err(Refusal::NotAValue));
}
