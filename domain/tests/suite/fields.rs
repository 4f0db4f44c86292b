//! Fields of every kind: what they take, and what they are bound to.

use domain::{Act, Field, FieldKind, IncidentId, Log, Refusal, Report};

use crate::library::library;
use crate::sample::{act, declaration, go_on, id, moment, stamp, visit};

/// The sample, its first field (`affected`) set by `set`, at the step that asks for it.
fn walk(set: impl FnOnce(&mut Field)) -> Log {
    walk_with("affected", set)
}

fn walk_with(name: &str, set: impl FnOnce(&mut Field)) -> Log {
    let mut library = library();
    let playbook = library.playbooks.get_mut(&id("p0")).unwrap();
    set(playbook
        .fields
        .iter_mut()
        .find(|f| f.id.as_str() == name)
        .unwrap());
    let incident = IncidentId::from_random([1; 16]);
    let mut log = Log::declare(&library, incident, declaration(), stamp(0)).unwrap();
    go_on(&mut log, 1, visit("start", 1));
    log
}

fn fill(value: &str) -> Act {
    Act::FieldFilled {
        visit: place(),
        field: id("affected"),
        value: value.to_owned(),
    }
}

fn clear() -> Act {
    Act::FieldCleared {
        visit: place(),
        field: id("affected"),
    }
}

fn place() -> domain::Visit {
    visit("start", 1)
}

#[test]
fn a_value_of_another_type_is_refused_and_nothing_changes() {
    let number = FieldKind::Number {
        unit: "人".to_owned(),
    };
    let yes_no = FieldKind::YesNo {
        yes: "是".to_owned(),
        no: "否".to_owned(),
    };
    for (kind, good, bad, refusal) in [
        (number, "1200", "很多", Refusal::NotANumber),
        (yes_no, "否", "no", Refusal::NotAValue),
        (FieldKind::Duration, "1h30m", "soon", Refusal::NotADuration),
    ] {
        let mut log = walk(|field| field.kind = kind);
        act(&mut log, 2, fill(good)).unwrap();
        let before = log.incident().clone();
        assert_eq!(act(&mut log, 3, fill(bad)), Err(refusal));
        assert_eq!(log.incident(), &before);
    }
}

#[test]
fn numbers_and_lengths_of_time_have_their_words_in_the_report() {
    let mut log = walk(|field| {
        field.kind = FieldKind::Number {
            unit: "人".to_owned(),
        };
    });
    act(&mut log, 2, fill("1200")).unwrap();
    let report = Report::draw_up(&log, moment(60));
    assert_eq!(
        (
            report.fields[0].value.as_str(),
            report.fields[0].unit.as_str()
        ),
        ("1200", "人")
    );
    let mut log = walk(|field| field.kind = FieldKind::Duration);
    act(&mut log, 2, fill("1h30m")).unwrap();
    let report = Report::draw_up(&log, moment(60));
    assert_eq!(report.fields[0].seconds, Some(5400));
}

#[test]
fn a_field_and_its_input_are_one_value() {
    let mut log = walk(|field| field.input = Some(id("pod")));
    let pod = id("pod");
    act(&mut log, 2, fill("web-1")).unwrap();
    assert_eq!(log.incident().inputs[&pod], "web-1");
    let typed = |value: &str| Act::InputFilled {
        input: id("pod"),
        value: value.to_owned(),
    };
    act(&mut log, 3, typed("web-2")).unwrap();
    let filled = |log: &Log| {
        let entry = log.incident().filled(&place(), &id("affected"));
        entry.map(|entry| entry.value.clone())
    };
    assert_eq!(filled(&log).as_deref(), Some("web-2"));
    assert_eq!(act(&mut log, 4, fill("a\nb")), Err(Refusal::NotAValue));
    act(&mut log, 5, clear()).unwrap();
    assert!(log.incident().inputs.is_empty());
    act(&mut log, 6, fill("web-3")).unwrap();
    act(&mut log, 7, typed("")).unwrap();
    assert_eq!(filled(&log), None);
}

#[test]
fn a_field_may_set_the_severity_until_it_is_emptied() {
    let mut log = walk(|field| {
        field.kind = FieldKind::Choice {
            options: vec!["P0".to_owned(), "P1".to_owned()],
        };
        field.sets_severity = true;
    });
    act(&mut log, 2, fill("P0")).unwrap();
    assert_eq!(log.incident().severity.as_str(), "P0");
    act(&mut log, 3, clear()).unwrap();
    assert_eq!(log.incident().severity.as_str(), "P1");
}

#[test]
fn a_required_blank_never_holds_anybody_up_and_is_told_as_open() {
    let mut log = walk_with("impact_started", |field| field.required = true);
    let label = log.blank_fields(&place())[0].label.clone();
    let is_open = |log: &Log| {
        let open = log.open_checks(&log.path());
        open.iter().filter(|open| open.text == label).count()
    };
    assert_eq!(is_open(&log), 1);
    let filled = Act::FieldFilled {
        visit: place(),
        field: id("impact_started"),
        value: moment(-60).to_string(),
    };
    act(&mut log, 3, filled).unwrap();
    assert!(log.blank_fields(&place()).is_empty());
    assert_eq!(is_open(&log), 0);
}
