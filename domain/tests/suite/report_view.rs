//! The data for templates has exactly the shape that templates are checked against.

use domain::{
    Act, FieldId, Filling, Log, Metric, Milestone, Mustache, Pace, Phrasing, Report, Shape, Status,
    TimelineKind, Value, report_shape,
};

use crate::sample::{act, choose, declared, fill, go_on, id, moment, visit, visit_in};

/// Says everything in a word or two.
struct Terse;

impl Phrasing for Terse {
    fn timeline(&self, kind: &TimelineKind) -> String {
        format!("{kind:?}")
    }
    fn duration(&self, seconds: i64) -> String {
        format!("{seconds} s")
    }
    fn unknown(&self) -> String {
        "?".into()
    }
    fn milestone(&self, milestone: Milestone) -> String {
        milestone.as_str().into()
    }
    fn metric(&self, metric: Metric) -> (String, String) {
        (format!("{metric:?}"), "meaning".into())
    }
    fn pace(&self, pace: Pace) -> String {
        format!("{pace:?}")
    }
    fn status(&self, status: Status) -> String {
        format!("{status:?}")
    }
}

/// A record with something for every list and field of the report.
pub(crate) fn rich() -> Log {
    let mut log = declared();
    let time = |seconds| moment(seconds).to_string();
    fill(
        &mut log,
        10,
        visit("start", 1),
        "affected",
        "约 3 万 | *全部*",
    );
    fill(
        &mut log,
        20,
        visit("start", 1),
        "impact_started",
        &time(-300),
    );
    go_on(&mut log, 30, visit("start", 1));
    fill(&mut log, 40, visit("assess", 1), "data_loss", "否");
    fill(&mut log, 50, visit("assess", 1), "detected_at", &time(-60));
    choose(&mut log, 60, visit("assess", 1), "yes");
    let input = Act::InputFilled {
        input: id("pod"),
        value: "web-1".into(),
    };
    act(&mut log, 70, input).unwrap();
    let copied = Act::CommandCopied {
        visit: visit("war-room", 1),
        command: id("command-1"),
        text: "kubectl delete pod web-1".into(),
    };
    act(&mut log, 80, copied).unwrap();
    go_on(&mut log, 90, visit("war-room", 1));
    fill(
        &mut log,
        100,
        visit("diagnose", 1),
        "root_cause",
        "连接池耗尽",
    );
    choose(&mut log, 110, visit("diagnose", 1), "unknown");
    fill(
        &mut log,
        120,
        visit_in("database", "check-pool", 1),
        "connections",
        "500/500",
    );
    go_on(&mut log, 130, visit_in("database", "check-pool", 1));
    act(
        &mut log,
        140,
        Act::NoteAdded {
            text: "看到错误率下降".into(),
        },
    )
    .unwrap();
    choose(&mut log, 150, visit_in("database", "pool", 1), "fixed");
    fill(
        &mut log,
        160,
        visit("recover", 1),
        "mitigated_at",
        &time(150),
    );
    act(
        &mut log,
        170,
        Act::NoticeCopied {
            template: id("notice"),
            text: "通知".into(),
        },
    )
    .unwrap();
    log
}

/// Every difference between data and shape. Where `exact`, every field is looked for, too.
fn differences(at: &str, value: &Value, shape: &Shape) -> Vec<String> {
    match (value, shape) {
        (Value::Text(_) | Value::Code(_), Shape::Text) | (Value::Flag(_), Shape::Flag) => {
            Vec::new()
        }
        (Value::List(rows), Shape::List(inner)) => {
            let rows = rows.iter().enumerate();
            rows.flat_map(|(n, row)| differences(&format!("{at}[{n}]"), row, inner))
                .collect()
        }
        (Value::Record(parts), Shape::Record(known)) => {
            let missing = known.keys().filter(|name| !parts.contains_key(*name));
            let missing = missing.map(|name| format!("{at}.{name} is missing"));
            let found = parts.iter().flat_map(|(name, part)| {
                let at = format!("{at}.{name}");
                match known.get(name) {
                    Some(shape) => differences(&at, part, shape),
                    None => vec![format!("{at} is not in the shape")],
                }
            });
            missing.chain(found).collect()
        }
        _ => vec![format!("{at} is of another kind")],
    }
}

fn fields(log: &Log) -> Vec<FieldId> {
    let playbooks = log.library().playbooks.values();
    playbooks
        .flat_map(|p| p.fields.iter().map(|f| f.id.clone()))
        .collect()
}

fn record(value: &Value) -> &std::collections::BTreeMap<String, Value> {
    match value {
        Value::Record(parts) => parts,
        other => panic!("not a record: {other:?}"),
    }
}

#[test]
fn a_rich_report_fills_the_whole_shape() {
    let log = rich();
    let view = Report::draw_up(&log, moment(200)).view(&Terse);
    assert_eq!(
        differences("", &view, &report_shape(&fields(&log))),
        [""; 0]
    );
    for (name, part) in record(&view) {
        assert_ne!(
            part,
            &Value::List(Vec::new()),
            "{name} has no row to look at"
        );
    }
}

#[test]
fn a_bare_report_lacks_only_the_fields() {
    let log = declared();
    let view = Report::draw_up(&log, moment(1)).view(&Terse);
    let found = differences("", &view, &report_shape(&fields(&log)));
    assert!(
        found.iter().all(|words| words.starts_with(".fields.")),
        "{found:?}"
    );
}

#[test]
fn only_a_field_of_kind_time_is_read_as_a_time() {
    let mut log = rich();
    let typed = "2026-11-20T06:30:00Z";
    fill(&mut log, 180, visit("diagnose", 1), "root_cause", typed);
    let view = Report::draw_up(&log, moment(200)).view(&Terse);
    let fields = record(&record(&view)["fields"]);
    assert_eq!(fields["root_cause"], Value::text(typed));
    assert_eq!(
        fields["detected_at"],
        Value::text("2026-11-20 14:29 (UTC+08:00)")
    );
}

#[test]
fn a_line_of_another_day_says_which() {
    let mut log = rich();
    act(
        &mut log,
        15 * 3_600,
        Act::NoteAdded {
            text: "次日".into(),
        },
    )
    .unwrap();
    let view = Report::draw_up(&log, moment(16 * 3_600)).view(&Terse);
    let Value::List(rows) = &record(&view)["log"] else {
        panic!("not a list");
    };
    let (first, last) = (record(&rows[0]), record(rows.last().unwrap()));
    assert_eq!(first["local"], Value::text("14:30:00"));
    assert_eq!(last["local"], Value::text("2026-11-21 05:30:00"));
    assert_eq!(last["utc"], Value::text("21:30:00"));
}

/// Names every hole of the shape, lists opened.
fn every_hole(shape: &Shape, prefix: &str) -> String {
    let mut source = String::new();
    let Shape::Record(parts) = shape else {
        return source;
    };
    for (name, part) in parts {
        let name = format!("{prefix}{name}");
        let written = match part {
            Shape::Text => format!("{name}=[{{{{{name}}}}}]\n"),
            Shape::Flag => format!("{{{{#{name}}}}}flag{{{{/{name}}}}}\n"),
            Shape::Record(_) => every_hole(part, &format!("{name}.")),
            Shape::List(row) => {
                let row = every_hole(row, "");
                format!("{{{{#{name}}}}}\n{row}{{{{/{name}}}}}\n")
            }
        };
        source.push_str(&written);
    }
    source
}

#[test]
fn a_template_that_was_checked_is_filled() {
    let log = rich();
    let shape = report_shape(&fields(&log));
    let template = Mustache::parse(&every_hole(&shape, "")).unwrap();
    assert_eq!(template.check(&shape), []);
    let view = Report::draw_up(&log, moment(200)).view(&Terse);
    let written = template.render(&view, |filling| match filling {
        Filling::Text(text) => text.replace(['*', '|'], "\\"),
        Filling::Code { code, .. } => code.to_owned(),
    });
    assert!(!written.contains("{{"), "{written}");
    assert!(
        written.contains("fields.affected=[约 3 万 \\ \\全部\\]"),
        "{written}"
    );
    let empty: Vec<_> = written
        .lines()
        .filter_map(|line| line.strip_suffix("=[]"))
        .collect();
    // Not closed, not over, no name for the silence, no verdict on a window without an end.
    assert_eq!(empty, ["closed_at", "key", "outcome", "verdict"]);
}
