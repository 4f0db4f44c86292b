//! Record to report.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Metrics, OpenCheck, REPORT_FORMAT, Report, ReportField, SeverityChange, Status, WalkedPlaybook,
    timeline,
};
use crate::{
    Field, FieldId, FieldKind, Log, Timestamp, Visit,
    record::{FieldEntry, Incident, Milestone, Path, Position},
};

/// How often the parties want to hear from us where the scale is silent, in seconds.
const UPDATE_EVERY_SECONDS: u32 = 15 * 60;

impl Report {
    /// Draws up the report of a record, as of `now`.
    pub fn draw_up(log: &Log, now: Timestamp) -> Self {
        let (library, incident, path) = (log.library(), log.incident(), log.path());
        let level = library.severity.level(&incident.severity);
        let playbook = library.playbook(&incident.playbook);
        let current = path.current().and_then(|visit| {
            let playbook = library.playbook(&visit.playbook)?;
            let step = playbook.step(&visit.step)?;
            Some((step, playbook.phase_of(step)))
        });
        Self {
            format: REPORT_FORMAT,
            incident: incident.id,
            organisation: library.site.organisation.clone(),
            title: incident.title.clone(),
            drill: incident.drill,
            responder: incident.responder.clone(),
            severity: incident.severity.clone(),
            severity_name: level.map(|l| l.name.clone()).unwrap_or_default(),
            severity_definition: level.map(|l| l.definition.clone()).unwrap_or_default(),
            playbook: incident.playbook.clone(),
            playbook_title: playbook.map(|p| p.title.clone()).unwrap_or_default(),
            revisions: incident.revisions.clone(),
            playbooks: walked(log, &path),
            declared_at: incident.declared_at,
            drawn_up_at: now,
            closed_at: incident.closed_at,
            status: incident.status(),
            outcome: outcome(&path),
            current_phase: current.and_then(|(_, phase)| Some(phase?.title.clone())),
            current_step: current.map(|(step, _)| step.title.clone()),
            next_update_at: log.next_update_at(),
            milestones: incident.milestones.clone(),
            metrics: Metrics::of(incident, longest_silence(log, now)),
            severity_changes: severity_changes(incident),
            phases: log.phases(&incident.playbook, &path, now),
            fields: fields(log, &path),
            open_checks: log.open_checks(&path),
            timeline: timeline::tell(library, log.events()),
            record: log.events().to_vec(),
        }
    }
}

impl Incident {
    /// How it stands.
    pub fn status(&self) -> Status {
        if self.closed_at.is_some() {
            Status::Closed
        } else if self.milestones.contains_key(&Milestone::Resolved) {
            Status::Resolved
        } else if self.milestones.contains_key(&Milestone::Mitigated) {
            Status::Mitigated
        } else {
            Status::Ongoing
        }
    }
}

impl Log {
    /// When the next update is due: so long after the last notice, or after declaring. `None` once it is resolved.
    pub fn next_update_at(&self) -> Option<Timestamp> {
        let incident = self.incident();
        if matches!(incident.status(), Status::Resolved | Status::Closed) {
            return None;
        }
        let level = self.library().severity.level(&incident.severity);
        let every = level.map_or(UPDATE_EVERY_SECONDS, |level| level.update_every_seconds);
        let last = incident.last_notice_at.unwrap_or(incident.declared_at);
        Some(last.plus_seconds(i64::from(every)))
    }

    /// Every check on the path so far that is neither done nor optional, and every required blank that is empty.
    pub fn open_checks(&self, path: &Path) -> Vec<OpenCheck> {
        let left = match path.position {
            Position::AtStep => path.visits.len().saturating_sub(1),
            Position::Ended { .. } | Position::Stopped { .. } => path.visits.len(),
        };
        let mut open = Vec::new();
        for visit in &path.visits[..left] {
            let Some(step) = self.library().step(visit) else {
                continue;
            };
            let undone = step
                .checks()
                .filter(|check| !check.optional && self.incident().done_at(visit, check).is_none());
            let mut texts: Vec<&str> = undone.map(|check| check.text.as_str()).collect();
            let of_checks: BTreeSet<&FieldId> = step
                .checks()
                .filter(|check| !check.optional)
                .filter_map(|check| check.field.as_ref())
                .collect();
            let blank = self.blank_fields(visit).into_iter();
            texts.extend(
                blank
                    .filter(|field| !of_checks.contains(&field.id))
                    .map(|field| field.label.as_str()),
            );
            open.extend(texts.into_iter().map(|text| OpenCheck {
                visit: visit.clone(),
                step: step.title.clone(),
                text: text.to_owned(),
            }));
        }
        open
    }
}

impl Log {
    /// The required fields that are still blank at a visit.
    pub fn blank_fields(&self, visit: &Visit) -> Vec<&Field> {
        let playbook = self.library().playbook(&visit.playbook);
        let Some((playbook, step)) = playbook.zip(self.library().step(visit)) else {
            return Vec::new();
        };
        let fields = step.fields().filter_map(|id| playbook.field(id));
        fields
            .filter(|field| field.required && self.incident().filled(visit, &field.id).is_none())
            .collect()
    }
}

fn walked(log: &Log, path: &Path) -> Vec<WalkedPlaybook> {
    let mut walked: Vec<WalkedPlaybook> = Vec::new();
    for visit in &path.visits {
        if walked.iter().any(|known| known.id == visit.playbook) {
            continue;
        }
        walked.extend(
            log.library()
                .playbook(&visit.playbook)
                .map(|playbook| WalkedPlaybook {
                    id: playbook.id.clone(),
                    title: playbook.title.clone(),
                    revision: playbook.revision.clone(),
                }),
        );
    }
    walked
}

fn outcome(path: &Path) -> Option<String> {
    match &path.position {
        Position::AtStep => None,
        Position::Ended { outcome } => Some(outcome.clone()),
        Position::Stopped { reason } => Some(reason.clone()),
    }
}

fn severity_changes(incident: &Incident) -> Vec<SeverityChange> {
    let levels = incident.severities.iter();
    levels
        .map(|(at, severity)| SeverityChange {
            at: *at,
            severity: severity.clone(),
        })
        .collect()
}

/// The longest stretch without an event while it mattered: from declaring until resolved, closed or now.
fn longest_silence(log: &Log, now: Timestamp) -> i64 {
    let incident = log.incident();
    let resolved = incident.milestones.get(&Milestone::Resolved).copied();
    let end = resolved.or(incident.closed_at).unwrap_or(now);
    let mut longest = 0;
    let mut last = incident.declared_at;
    let heard = log
        .events()
        .iter()
        .map(|event| event.at)
        .filter(|at| *at < end);
    for at in heard.chain([end]) {
        longest = longest.max(at.seconds_since(last));
        last = last.max(at);
    }
    longest
}

/// The fields on the path; where a step was visited more than once, what was seen last.
fn fields(log: &Log, path: &Path) -> Vec<ReportField> {
    let passed: BTreeSet<_> = path.visits.iter().collect();
    let filled = log.incident().fields.iter();
    let mut latest = BTreeMap::new();
    for ((visit, field), entry) in filled.filter(|((visit, _), _)| passed.contains(visit)) {
        let known = latest
            .entry((&visit.playbook, field))
            .or_insert((visit, entry));
        if entry.order > known.1.order {
            *known = (visit, entry);
        }
    }
    let mut latest: Vec<_> = latest.into_iter().collect();
    latest.sort_by_key(|(_, (_, entry))| entry.order);
    let latest = latest.into_iter();
    latest
        .filter_map(|((_, id), (visit, entry))| report_field(log, visit, id, entry))
        .collect()
}

fn report_field(log: &Log, visit: &Visit, id: &FieldId, entry: &FieldEntry) -> Option<ReportField> {
    let playbook = log.library().playbook(&visit.playbook)?;
    let field = playbook.field(id)?;
    let is_time = matches!(field.kind, FieldKind::Time);
    Some(ReportField {
        field: id.clone(),
        label: field.label.clone(),
        step: playbook.step(&visit.step)?.title.clone(),
        value: entry.value.clone(),
        unit: match &field.kind {
            FieldKind::Number { unit } => unit.clone(),
            _ => String::new(),
        },
        seconds: field.kind.seconds(&entry.value),
        time: is_time.then(|| Timestamp::parse(&entry.value)).flatten(),
        at: entry.at,
    })
}
