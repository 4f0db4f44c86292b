//! An incident that begins with a call of the monitoring.

use domain::{Act, BundleIndex, InputName, Labels, Log, Refusal, TimelineKind};
use serde_json::json;

use crate::library::library;
use crate::sample::{act, declared, id, moment};

fn labels(pairs: &[(&str, &str)]) -> Labels {
    let pair = |&(name, value): &(&str, &str)| (id(name), value.to_owned());
    pairs.iter().map(pair).collect()
}

fn received(pairs: &[(&str, &str)]) -> Act {
    Act::AlertReceived {
        alert: id("HighErrorRate"),
        labels: labels(pairs),
        since: Some(moment(-60)),
    }
}

fn input<'l>(log: &'l Log, name: &str) -> (Option<&'l str>, bool) {
    let name: InputName = id(name);
    let incident = log.incident();
    (
        incident.inputs.get(&name).map(String::as_str),
        incident.from_alert.contains_key(&name),
    )
}

fn fill(log: &mut Log, value: &str) {
    let filled = Act::InputFilled {
        input: id("pod"),
        value: value.into(),
    };
    act(log, 20, filled).unwrap();
}

#[test]
fn labels_fill_the_inputs_of_their_names() {
    let mut log = declared();
    act(&mut log, 10, received(&[("pod", "web-1"), ("job", "api")])).unwrap();
    assert_eq!(input(&log, "pod"), (Some("web-1"), true));
    // No command asks for it: it is on the record, and nowhere else.
    assert_eq!(input(&log, "job"), (None, false));
    assert_eq!(log.incident().alerts[0].labels[&id("job")], "api");
    let told = log.latest_timeline(1).remove(0).kind;
    assert!(told.is_decisive());
    let expected = TimelineKind::AlertReceived {
        alert: "HighErrorRate".into(),
        labels: "job=api, pod=web-1".into(),
        since: Some(moment(-60)),
    };
    assert_eq!(told, expected);
    fill(&mut log, "web-2");
    assert_eq!(input(&log, "pod"), (Some("web-2"), false));
}

#[test]
fn what_was_typed_is_not_overwritten() {
    let mut log = declared();
    fill(&mut log, "web-7");
    act(&mut log, 30, received(&[("pod", "web-1")])).unwrap();
    assert_eq!(input(&log, "pod"), (Some("web-7"), false));
}

#[test]
fn what_a_shell_would_run_is_recorded_but_fills_nothing() {
    let mut log = declared();
    act(&mut log, 10, received(&[("pod", "x; reboot")])).unwrap();
    assert_eq!(input(&log, "pod"), (None, false));
    assert_eq!(log.incident().alerts.len(), 1);
}

#[test]
fn labels_are_bounded() {
    let many: Vec<String> = (0..65).map(|n| format!("label_{n}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "x")).collect();
    let long = "长".repeat(400);
    for (pairs, refusal) in [
        (&many[..], Refusal::TooLong),
        (&[("pod", long.as_str())][..], Refusal::TooLong),
        (&[("pod", " ")][..], Refusal::Empty),
        (&[("pod", "a\nb")][..], Refusal::NotAValue),
    ] {
        assert_eq!(act(&mut declared(), 10, received(pairs)), Err(refusal));
    }
    let ahead = Act::AlertReceived {
        alert: id("X"),
        labels: Labels::new(),
        since: Some(moment(1_000)),
    };
    assert_eq!(act(&mut declared(), 10, ahead), Err(Refusal::InTheFuture));
}

#[test]
fn the_same_alert_is_received_once() {
    let mut log = declared();
    act(&mut log, 10, received(&[("pod", "web-1")])).unwrap();
    let again = act(&mut log, 20, received(&[("pod", "web-1")]));
    assert_eq!(again, Err(Refusal::AlreadySo));
    act(&mut log, 30, received(&[("pod", "web-2")])).unwrap();
    assert_eq!(input(&log, "pod"), (Some("web-1"), true));
}

#[test]
fn an_index_without_alerts_is_still_read() {
    let library = library();
    let mut index = json!({
        "format": 1, "site": library.site, "severity": library.severity, "roles": library.roles,
        "escalation": library.escalation, "templates": library.templates, "playbooks": [],
    });
    let read = BundleIndex::from_json(&index.to_string()).unwrap();
    assert_eq!(read.alerts, []);
    index["alerts"] = json!([{"name": "HighErrorRate"}]);
    let read = BundleIndex::from_json(&index.to_string()).unwrap();
    let found = read.alert(&id("HighErrorRate"), &Labels::new());
    assert_eq!(found.unwrap().playbook, None);
}

#[test]
fn the_words_of_monitoring_mean_levels() {
    let scale = library().severity;
    for (label, level) in [
        ("P1", Some("P1")),
        ("p2", Some("P2")),
        ("P0 级", Some("P0")),
        ("critical", Some("P0")),
        ("page", Some("P0")),
        ("Warning", Some("P2")),
        ("info", Some("P2")),
        ("purple", None),
        ("", None),
    ] {
        let found = scale
            .level_of_label(label)
            .map(domain::SeverityLevel::as_str);
        assert_eq!(found, level, "{label}");
    }
    let none = domain::SeverityScale::default();
    assert_eq!(none.level_of_label("critical"), None);
}
