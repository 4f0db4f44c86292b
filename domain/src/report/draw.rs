//! Record to report.

use super::{
    Metrics, OpenCheck, REPORT_FORMAT, Report, ReportField, ReportPhase, SeverityChange, Status,
    timeline,
};
use crate::{
    Log, Phase, PlaybookId, Timestamp, Visit,
    record::{Incident, Milestone, Path, Position},
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
            title: incident.title.clone(),
            drill: incident.drill,
            responder: incident.responder.clone(),
            severity: incident.severity.clone(),
            severity_name: level.map(|l| l.name.clone()).unwrap_or_default(),
            severity_definition: level.map(|l| l.definition.clone()).unwrap_or_default(),
            playbook: incident.playbook.clone(),
            playbook_title: playbook.map(|p| p.title.clone()).unwrap_or_default(),
            revisions: incident.revisions.clone(),
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

    /// Every check on the path so far that is neither done nor optional.
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
            open.extend(undone.map(|check| OpenCheck {
                visit: visit.clone(),
                step: step.title.clone(),
                text: check.text.clone(),
            }));
        }
        open
    }

    /// How the phases of one playbook went, in order.
    pub fn phases(&self, playbook: &PlaybookId, path: &Path, now: Timestamp) -> Vec<ReportPhase> {
        let found = self.library().playbook(playbook);
        let phases = found.map(|playbook| playbook.phases.as_slice()).unwrap_or_default();
        phases.iter().map(|phase| report_phase(self, path, playbook, phase, now)).collect()
    }
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

/// When a visit began and ended: it begins when the one before it was first answered.
fn stay(incident: &Incident, path: &Path, place: usize) -> (Timestamp, Option<Timestamp>) {
    let answered = |visit: &Visit| incident.answers.get(visit).map(|entry| entry.first_at);
    let before = place
        .checked_sub(1)
        .and_then(|before| path.visits.get(before));
    let from = before.and_then(answered).unwrap_or(incident.declared_at);
    let until = path.visits.get(place).and_then(answered);
    // A changed answer may send the walk to a visit that was answered before it was come to this way.
    (from, until.map(|until| until.max(from)))
}

fn report_phase(
    log: &Log,
    path: &Path,
    playbook: &PlaybookId,
    phase: &Phase,
    now: Timestamp,
) -> ReportPhase {
    let incident = log.incident();
    let now = incident.closed_at.unwrap_or(now);
    let inside = |visit: &Visit| {
        let step = log.library().step(visit);
        &visit.playbook == playbook
            && step.is_some_and(|step| step.phase.as_ref() == Some(&phase.id))
    };
    let stays: Vec<_> = (0..path.visits.len())
        .filter(|place| inside(&path.visits[*place]))
        .map(|place| stay(incident, path, place))
        .collect();
    let open = stays.iter().any(|(_, until)| until.is_none());
    let spent = stays
        .iter()
        .map(|(from, until)| until.unwrap_or(now).seconds_since(*from))
        .sum();
    let left_at = stays
        .iter()
        .filter_map(|(_, until)| *until)
        .max()
        .filter(|_| !open);
    let judged_at = left_at.unwrap_or(now).seconds_since(incident.declared_at);
    ReportPhase {
        title: phase.title.clone(),
        budget: phase.budget.clone(),
        entered_at: stays.iter().map(|(from, _)| *from).min(),
        left_at,
        spent_seconds: (!stays.is_empty()).then_some(spent),
        pace: phase
            .budget
            .as_ref()
            .filter(|_| !stays.is_empty())
            .and_then(|budget| budget.pace(judged_at)),
    }
}

/// The fields on the path; where a step was visited more than once, what was seen last.
fn fields(log: &Log, path: &Path) -> Vec<ReportField> {
    let incident = log.incident();
    let mut filled = Vec::new();
    for ((visit, id), entry) in &incident.fields {
        let playbook = log.library().playbook(&visit.playbook);
        let Some((field, step)) = playbook.and_then(|p| Some((p.field(id)?, p.step(&visit.step)?)))
        else {
            continue;
        };
        let latest = incident
            .latest(&visit.playbook, id)
            .is_some_and(|l| l.order == entry.order);
        if latest && path.place(visit).is_some() {
            let report = ReportField {
                field: id.clone(),
                label: field.label.clone(),
                step: step.title.clone(),
                value: entry.value.clone(),
                at: entry.at,
            };
            filled.push((entry.order, report));
        }
    }
    filled.sort_by_key(|(order, _)| *order);
    filled.into_iter().map(|(_, report)| report).collect()
}
