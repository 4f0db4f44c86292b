//! The published schemas describe what is really written. Checked with the few keywords that they use; a keyword
//! unknown here fails the test.

use domain::{
    Act, BUNDLE_FORMAT, BundleIndex, Deed, Event, ExpectedEnd, Library, PlaybookEntry,
    PlaybookFile, Report,
};
use proptest::prelude::*;
use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::{Value, json};

use crate::acts::{act_all, draws};
use crate::library::library;
use crate::report_view::rich;
use crate::sample::{act, declared, id, moment};

/// Everything in the value that its type's schema does not allow.
fn objections<T: JsonSchema>(value: &Value) -> Vec<String> {
    let root = schema_for!(T).to_value();
    let mut found = Vec::new();
    Judge { root: &root }.judge(&root, value, "", &mut found);
    found
}

fn written_as_described<T: JsonSchema + Serialize>(value: &T) {
    let value = serde_json::to_value(value).unwrap();
    assert_eq!(objections::<T>(&value), [""; 0]);
}

struct Judge<'s> {
    root: &'s Value,
}

impl Judge<'_> {
    fn judge(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let Some(keywords) = schema.as_object() else {
            if schema != &json!(true) {
                found.push(format!("{at}: nothing may stand here, but {value}"));
            }
            return;
        };
        for (keyword, rule) in keywords {
            if !self.holds(keyword, rule, value, at, found) {
                found.push(format!("{at}: {keyword} {rule}, but {value}"));
            }
        }
        for (name, part) in value.as_object().into_iter().flatten() {
            self.judge(
                part_rule(schema, name),
                part,
                &format!("{at}/{name}"),
                found,
            );
        }
    }

    fn agrees(&self, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        self.judge(schema, value, "", &mut found);
        found.is_empty()
    }

    fn holds(
        &self,
        keyword: &str,
        rule: &Value,
        value: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) -> bool {
        let agreeing = || {
            let schemas = rule.as_array().unwrap().iter();
            schemas.filter(|schema| self.agrees(schema, value)).count()
        };
        match keyword {
            "$schema" | "$defs" | "title" | "description" | "format" | "default"
            // Seen to together, in `judge`.
            | "properties" | "patternProperties" | "additionalProperties" => true,
            "type" => match rule {
                Value::Array(types) => types.iter().any(|rule| is_of_type(rule, value)),
                _ => is_of_type(rule, value),
            },
            "const" => rule == value,
            "minimum" => value
                .as_i64()
                .is_none_or(|number| Some(number) >= rule.as_i64()),
            "maximum" => value
                .as_i64()
                .is_none_or(|number| Some(number) <= rule.as_i64()),
            "minLength" => length(value).is_none_or(|length| Some(length) >= rule.as_u64()),
            "maxLength" => length(value).is_none_or(|length| Some(length) <= rule.as_u64()),
            "pattern" => value
                .as_str()
                .is_none_or(|text| is_hexadecimal(rule.as_str().unwrap(), text)),
            "anyOf" => agreeing() > 0,
            "oneOf" => agreeing() == 1,
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|name| value.get(name.as_str().unwrap()).is_some()),
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                self.judge(self.root.pointer(pointer).unwrap(), value, at, found);
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.judge(rule, item, &format!("{at}/{index}"), found);
                }
                true
            }
            _ => panic!("{at}: the keyword {keyword} is not known here"),
        }
    }
}

/// The schema for a part: by its name, else by the pattern of its name, else for all others.
fn part_rule<'s>(schema: &'s Value, name: &str) -> &'s Value {
    let named = schema.get("properties").and_then(|rules| rules.get(name));
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let mut patterns = patterns.into_iter().flatten();
    let matching = || {
        let (_, rule) = patterns.find(|(pattern, _)| is_hexadecimal(pattern, name))?;
        Some(rule)
    };
    let others = || schema.get("additionalProperties");
    named
        .or_else(matching)
        .or_else(others)
        .unwrap_or(&Value::Bool(true))
}

fn length(value: &Value) -> Option<u64> {
    u64::try_from(value.as_str()?.chars().count()).ok()
}

fn is_of_type(rule: &Value, value: &Value) -> bool {
    match rule.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known here"),
    }
}

/// The only patterns are `^[0-9a-f]{n}$`.
fn is_hexadecimal(pattern: &str, text: &str) -> bool {
    let digits = pattern.strip_prefix("^[0-9a-f]{");
    let digits = digits.and_then(|rest| rest.strip_suffix("}$")).unwrap();
    text.len() == digits.parse::<usize>().unwrap()
        && text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
}

#[test]
fn a_report_is_written_as_described() {
    let mut log = rich();
    written_as_described(&Report::draw_up(&log, moment(200)));
    let reason = "交给别的团队".into();
    act(&mut log, 300, Act::WalkStopped { reason }).unwrap();
    act(&mut log, 310, Act::IncidentClosed).unwrap();
    written_as_described(&Report::draw_up(&log, moment(400)));
    written_as_described(&Report::draw_up(&declared(), moment(1)));
}

#[test]
fn a_library_is_written_as_described() {
    let library = library();
    written_as_described(&library);
    let entries = library.playbooks.values().map(|playbook| PlaybookEntry {
        id: playbook.id.clone(),
        declared: true,
        title: playbook.title.clone(),
        lang: playbook.lang.clone(),
        revision: playbook.revision.clone(),
        severity: playbook.severity.clone(),
        steps: playbook.steps.len(),
        phases: playbook.phases.len(),
        page: playbook.page.clone(),
        file: "bundle/p.json".into(),
        leads_to: playbook.leads_to.clone(),
    });
    written_as_described(&BundleIndex {
        format: BUNDLE_FORMAT,
        site: library.site.clone(),
        severity: library.severity.clone(),
        roles: library.roles.clone(),
        escalation: library.escalation.clone(),
        templates: library.templates.clone(),
        playbooks: entries.collect(),
        alerts: vec![domain::Alert {
            name: crate::sample::id("HighErrorRate"),
            summary: "{{ $labels.job }}".into(),
            severity: Some(crate::sample::id("P1")),
            playbook: Some(crate::sample::id("p0")),
            labels: domain::Labels::from([(crate::sample::id("severity"), "page".into())]),
        }],
    });
    for playbook in library.playbooks.into_values() {
        written_as_described(&PlaybookFile {
            format: BUNDLE_FORMAT,
            playbook,
        });
    }
}

#[test]
fn a_scenario_is_written_as_described() {
    let mut scenario = crate::scenarios::by_hand();
    scenario.turns[0].elapsed_seconds = Some(120);
    scenario.turns[0].deeds = vec![
        Deed::Tick {
            check: id("通知值班"),
        },
        Deed::Fill {
            field: id("affected"),
            value: "5000".into(),
        },
    ];
    written_as_described(&scenario);
    scenario.expected.end = ExpectedEnd::Step {
        playbook: id("p0"),
        step: id("fix"),
    };
    written_as_described(&scenario);
}

#[test]
fn what_is_wrong_is_objected_to() {
    let event = serde_json::to_value(&declared().events()[0]).unwrap();
    let with = |name: &str, part: Value| {
        let mut event = event.clone();
        event[name] = part;
        objections::<Event>(&event)
    };
    assert_eq!(with("later", json!("unknown names may be there")), [""; 0]);
    assert_ne!(with("act", json!("incident-imagined")), [""; 0]);
    assert_ne!(with("actor", json!("somebody")), [""; 0]);
    let declared_with = |name: &str, part: Value| {
        let mut act = event["act"].clone();
        act["incident-declared"][name] = part;
        with("act", act)
    };
    assert_ne!(declared_with("title", Value::Null), [""; 0]);
    assert_ne!(declared_with("severity", json!("")), [""; 0]);
    assert_ne!(objections::<Library>(&json!({"format": 1})), [""; 0]);
    assert_ne!(objections::<Report>(&event), [""; 0]);
}

proptest! {
    #[test]
    fn every_event_is_written_as_described(draws in draws(60)) {
        let mut log = declared();
        act_all(&mut log, &draws);
        let report = serde_json::to_value(Report::draw_up(&log, moment(5_000))).unwrap();
        prop_assert_eq!(objections::<Report>(&report), [""; 0]);
    }
}
