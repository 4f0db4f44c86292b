//! Report to template data: every number and time as words.

use std::collections::BTreeMap;

use super::{
    Metric, Phrasing, Report, ReportField, ReportPhase, Status, TimelineEntry, TimelineKind,
};
use crate::{FieldId, Shape, Timestamp, Value, record::Milestone};

/// The texts that stand at the top of the data, apart from the sections and lists.
const TEXTS: [&str; 21] = [
    "organisation",
    "title",
    "id",
    "severity",
    "severity_name",
    "severity_definition",
    "responder",
    "playbook",
    "revision",
    "declared_at",
    "closed_at",
    "now",
    "zone",
    "duration",
    "status",
    "outcome",
    "phase",
    "step",
    "next_update_at",
    "update_number",
    "silence",
];

/// What templates may name, given the fields of all playbooks.
pub fn report_shape<'f>(fields: impl IntoIterator<Item = &'f FieldId>) -> Shape {
    let fields = fields.into_iter().map(|id| (id.to_string(), Shape::Text));
    let texts = TEXTS.into_iter().map(|name| (name.to_owned(), Shape::Text));
    let lists: [(&str, &[&str]); 11] = [
        ("metrics", &["key", "name", "value", "meaning"]),
        ("phases", &["title", "budget", "spent", "verdict"]),
        ("playbooks", &["title", "revision"]),
        ("timeline", &["local", "utc", "who", "text"]),
        ("log", &["local", "utc", "who", "text"]),
        ("notes", &["local", "text"]),
        ("severity_changes", &["local", "level"]),
        ("commands", &["local", "text"]),
        ("form", &["label", "value", "step"]),
        ("open_checks", &["step", "text"]),
        ("milestones", &["name", "local", "utc"]),
    ];
    let lists = lists.map(|(name, parts)| (name.to_owned(), Shape::list_of_texts(parts)));
    let mut parts: BTreeMap<String, Shape> = texts.chain(lists).collect();
    if let Some(Shape::List(row)) = parts.get_mut("milestones")
        && let Shape::Record(row) = row.as_mut()
    {
        row.insert("known".to_owned(), Shape::Flag);
    }
    for flag in ["drill", "resolved"] {
        parts.insert(flag.to_owned(), Shape::Flag);
    }
    parts.insert("fields".to_owned(), Shape::Record(fields.collect()));
    Shape::Record(parts)
}

impl Report {
    /// The report as template data, in one language.
    pub fn view(&self, phrasing: &impl Phrasing) -> Value {
        let mut parts = self.texts(phrasing);
        parts.extend(
            self.lists(phrasing)
                .map(|(name, rows)| (name, Value::List(rows))),
        );
        let resolved = matches!(self.status, Status::Resolved | Status::Closed);
        parts.insert("drill", Value::Flag(self.drill));
        parts.insert("resolved", Value::Flag(resolved));
        let fields = self.fields.iter();
        let fields =
            fields.map(|field| (field.field.to_string(), Value::Text(shown(field, phrasing))));
        parts.insert("fields", Value::Record(fields.collect()));
        Value::record(parts)
    }

    fn texts(&self, phrasing: &impl Phrasing) -> BTreeMap<&'static str, Value> {
        let or_unknown = |text: Option<String>| text.unwrap_or_else(|| phrasing.unknown());
        let moment =
            |moment: Option<Timestamp>| moment.map(Timestamp::local_minute).unwrap_or_default();
        let started = self.milestones.get(&Milestone::ImpactStarted).copied();
        let ended = self.milestones.get(&Milestone::Resolved).copied();
        let until = ended.or(self.closed_at).unwrap_or(self.drawn_up_at);
        let duration =
            started.map(|started| phrasing.duration(until.seconds_since(started).max(0)));
        let notices = self.timeline.iter();
        let notices = notices
            .filter(|e| matches!(e.kind, TimelineKind::NoticeCopied { purpose: Some(purpose), .. } if purpose.is_notice()))
            .count();
        let revision = self.revisions.get(&self.playbook).map(ToString::to_string);
        let texts: [(&str, String); 21] = [
            ("organisation", self.organisation.clone()),
            ("title", self.title.clone()),
            ("id", self.incident.short()),
            ("severity", self.severity.to_string()),
            ("severity_name", self.severity_name.clone()),
            ("severity_definition", self.severity_definition.clone()),
            ("responder", self.responder.clone()),
            ("playbook", self.playbook_title.clone()),
            ("revision", revision.unwrap_or_default()),
            ("declared_at", self.declared_at.local_minute()),
            ("closed_at", moment(self.closed_at)),
            ("now", self.drawn_up_at.local_minute()),
            ("zone", self.drawn_up_at.zone()),
            ("duration", or_unknown(duration)),
            ("status", phrasing.status(self.status)),
            ("outcome", self.outcome.clone().unwrap_or_default()),
            ("phase", self.current_phase.clone().unwrap_or_default()),
            ("step", self.current_step.clone().unwrap_or_default()),
            ("next_update_at", moment(self.next_update_at)),
            ("update_number", (notices + 1).to_string()),
            ("silence", phrasing.duration(self.metrics.longest_silence)),
        ];
        texts
            .into_iter()
            .map(|(name, text)| (name, Value::Text(text)))
            .collect()
    }

    fn lists(&self, phrasing: &impl Phrasing) -> [(&'static str, Vec<Value>); 11] {
        [
            ("milestones", self.milestone_rows(phrasing)),
            ("metrics", self.metric_rows(phrasing)),
            (
                "phases",
                self.phases
                    .iter()
                    .map(|phase| phase_row(phase, phrasing))
                    .collect(),
            ),
            ("playbooks", self.playbook_rows()),
            ("timeline", self.story_rows(phrasing)),
            ("log", self.log_rows(phrasing)),
            (
                "notes",
                self.told(|kind| match kind {
                    TimelineKind::Noted { text } => Some(Value::Text(text.clone())),
                    _ => None,
                }),
            ),
            (
                "commands",
                self.told(|kind| match kind {
                    TimelineKind::Copied { text, .. } => Some(Value::Code(text.clone())),
                    _ => None,
                }),
            ),
            ("severity_changes", self.severity_rows()),
            (
                "form",
                self.fields
                    .iter()
                    .map(|field| form_row(field, phrasing))
                    .collect(),
            ),
            ("open_checks", self.open_check_rows()),
        ]
    }

    fn milestone_rows(&self, phrasing: &impl Phrasing) -> Vec<Value> {
        let row = |milestone| {
            let reached = self.milestones.get(&milestone).copied();
            let shown = |format: fn(Timestamp) -> String| {
                Value::Text(reached.map_or_else(|| phrasing.unknown(), format))
            };
            Value::record([
                ("name", Value::Text(phrasing.milestone(milestone))),
                ("known", Value::Flag(reached.is_some())),
                ("local", shown(Timestamp::local_minute)),
                ("utc", shown(Timestamp::utc_minute)),
            ])
        };
        Milestone::ALL.into_iter().map(row).collect()
    }

    fn metric_rows(&self, phrasing: &impl Phrasing) -> Vec<Value> {
        let row = |metric: Metric| {
            let (name, meaning) = phrasing.metric(metric);
            let seconds = self.metrics.get(metric);
            let value = seconds.map_or_else(|| phrasing.unknown(), |s| phrasing.duration(s));
            texts([
                ("key", metric.key().to_owned()),
                ("name", name),
                ("value", value),
                ("meaning", meaning),
            ])
        };
        Metric::ALL.into_iter().map(row).collect()
    }

    /// What a reader of the report wants to know first: what was decided, reached, noted and told, from the start of
    /// the impact on.
    fn story_rows(&self, phrasing: &impl Phrasing) -> Vec<Value> {
        // A milestone stands where it happened, with the time that holds now, however often that was corrected.
        let milestones = self
            .milestones
            .iter()
            .map(|(&milestone, &time)| TimelineEntry {
                at: time,
                kind: TimelineKind::Reached { milestone, time },
            });
        let told = self.timeline.iter();
        let decisive = told.filter(|entry| entry.kind.is_decisive()).cloned();
        let mut story: Vec<_> = milestones.chain(decisive).collect();
        story.sort_by_key(|entry| entry.at);
        story
            .iter()
            .map(|entry| self.entry_row(entry, phrasing))
            .collect()
    }

    fn log_rows(&self, phrasing: &impl Phrasing) -> Vec<Value> {
        let entries = self.timeline.iter();
        entries
            .map(|entry| self.entry_row(entry, phrasing))
            .collect()
    }

    fn entry_row(&self, entry: &TimelineEntry, phrasing: &impl Phrasing) -> Value {
        texts([
            ("local", self.local(entry.at)),
            ("utc", self.utc(entry.at)),
            ("who", self.responder.clone()),
            ("text", phrasing.timeline(&entry.kind)),
        ])
    }

    fn playbook_rows(&self) -> Vec<Value> {
        let rows = self.playbooks.iter().map(|playbook| {
            let revision = playbook.revision.to_string();
            texts([("title", playbook.title.clone()), ("revision", revision)])
        });
        rows.collect()
    }

    /// The time of day, with its date on any day but that of declaring.
    fn local(&self, at: Timestamp) -> String {
        let same_day = at.local_date() == self.declared_at.local_date();
        dated(same_day, at.local_date(), at.local_time())
    }

    fn utc(&self, at: Timestamp) -> String {
        let same_day = at.utc_date() == self.declared_at.utc_date();
        dated(same_day, at.utc_date(), at.utc_time())
    }

    fn told(&self, text: impl Fn(&TimelineKind) -> Option<Value>) -> Vec<Value> {
        let entries = self.timeline.iter();
        let rows = entries.filter_map(|entry| {
            let local = Value::Text(self.local(entry.at));
            Some(Value::record([
                ("local", local),
                ("text", text(&entry.kind)?),
            ]))
        });
        rows.collect()
    }

    fn severity_rows(&self) -> Vec<Value> {
        let rows = self.severity_changes.iter().map(|change| {
            let level = change.severity.to_string();
            texts([("local", change.at.local_minute()), ("level", level)])
        });
        rows.collect()
    }

    fn open_check_rows(&self) -> Vec<Value> {
        let rows = self.open_checks.iter();
        rows.map(|check| texts([("step", check.step.clone()), ("text", check.text.clone())]))
            .collect()
    }
}

fn dated(same_day: bool, date: String, time: String) -> String {
    if same_day { time } else { date + " " + &time }
}

fn texts<const N: usize>(parts: [(&'static str, String); N]) -> Value {
    Value::record(parts.map(|(name, text)| (name, Value::Text(text))))
}

fn phase_row(phase: &ReportPhase, phrasing: &impl Phrasing) -> Value {
    let spent = phase
        .spent_seconds
        .map(|seconds| phrasing.duration(seconds));
    texts([
        ("title", phase.title.clone()),
        (
            "budget",
            phase
                .budget
                .as_ref()
                .map(|budget| budget.text.clone())
                .unwrap_or_default(),
        ),
        ("spent", spent.unwrap_or_default()),
        (
            "verdict",
            phase
                .pace
                .map(|pace| phrasing.pace(pace))
                .unwrap_or_default(),
        ),
    ])
}

fn form_row(field: &ReportField, phrasing: &impl Phrasing) -> Value {
    texts([
        ("label", field.label.clone()),
        ("value", shown(field, phrasing)),
        ("step", field.step.clone()),
    ])
}

/// A field's value for people: a time is kept as RFC 3339 but read as date and time.
fn shown(field: &ReportField, phrasing: &impl Phrasing) -> String {
    match (field.time, field.seconds) {
        (Some(moment), _) => phrasing.moment(moment),
        (None, Some(seconds)) => phrasing.duration(seconds.into()),
        (None, None) if field.unit.is_empty() => field.value.clone(),
        (None, None) => format!("{} {}", field.value, field.unit),
    }
}
