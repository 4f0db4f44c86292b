//! How the phases of a playbook went.

use serde::{Deserialize, Serialize};

use crate::{
    Budget, Log, Phase, PlaybookId, StepId, Timestamp, Visit,
    budget::Pace,
    record::{Incident, Path},
};

/// How a phase went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportPhase {
    /// Its heading.
    pub title: String,
    /// Its window.
    pub budget: Option<Budget>,
    /// When the walk first came into it.
    pub entered_at: Option<Timestamp>,
    /// When the walk last left it; `None` while it stands in it, or never came.
    pub left_at: Option<Timestamp>,
    /// Seconds spent in it, never negative; `None` when the walk never came.
    pub spent_seconds: Option<i64>,
    /// How its window stood when it was left, or stands now.
    pub pace: Option<Pace>,
}

impl Log {
    /// How the phases of one playbook went, in order.
    pub fn phases(&self, playbook: &PlaybookId, path: &Path, now: Timestamp) -> Vec<ReportPhase> {
        let Some(found) = self.library().playbook(playbook) else {
            return Vec::new();
        };
        let phases = found.phases.iter();
        phases
            .map(|phase| self.phase(playbook, phase, path, now))
            .collect()
    }

    fn phase(
        &self,
        playbook: &PlaybookId,
        phase: &Phase,
        path: &Path,
        now: Timestamp,
    ) -> ReportPhase {
        let incident = self.incident();
        let now = incident.closed_at.unwrap_or(now);
        let stays: Vec<_> = self
            .phases_of_visits(playbook, path)
            .enumerate()
            .filter(|(_, inside)| *inside == Some(&phase.id))
            .map(|(place, _)| stay(incident, path, place))
            .collect();
        let open = stays.iter().any(|(_, until)| until.is_none());
        let spent = stays
            .iter()
            .map(|(from, until)| until.unwrap_or(now).seconds_since(*from).max(0))
            .sum();
        let left_at = stays.iter().filter_map(|(_, until)| *until).max();
        let left_at = left_at.filter(|_| !open);
        let judged_at = incident.elapsed_seconds(left_at.unwrap_or(now));
        let budget = phase.budget.as_ref().filter(|_| !stays.is_empty());
        ReportPhase {
            title: phase.title.clone(),
            budget: phase.budget.clone(),
            entered_at: stays.iter().map(|(from, _)| *from).min(),
            left_at,
            spent_seconds: (!stays.is_empty()).then_some(spent),
            pace: budget.and_then(|budget| budget.pace(judged_at)),
        }
    }
}

impl Log {
    /// The phase of `playbook` that each visit of the path counts for. Steps of another playbook that the walk leads
    /// through count for the phase that was left for them.
    fn phases_of_visits<'l>(
        &'l self,
        playbook: &'l PlaybookId,
        path: &'l Path,
    ) -> impl Iterator<Item = Option<&'l StepId>> {
        let mut phase = None;
        path.visits.iter().map(move |visit: &Visit| {
            if &visit.playbook == playbook {
                phase = self
                    .library()
                    .step(visit)
                    .and_then(|step| step.phase.as_ref());
            }
            phase
        })
    }
}

/// When a visit began and ended. It begins when the one before it was left for it, and ends when it was first
/// answered, or when the walk was stopped in it.
fn stay(incident: &Incident, path: &Path, place: usize) -> (Timestamp, Option<Timestamp>) {
    let answer = |visit: &Visit| incident.answers.get(visit);
    let own = path.visits.get(place).and_then(answer);
    let before = place
        .checked_sub(1)
        .and_then(|before| path.visits.get(before))
        .and_then(answer);
    let from = match (before, own) {
        (None, _) => incident.declared_at,
        // The answer before was changed and changed back: the walk had been here by then.
        (Some(before), Some(own)) if own.first_at < before.at => before.first_at,
        (Some(before), _) => before.at,
    };
    let until = own.map(|own| own.first_at).or(incident.stopped_at);
    // A clock that was set back must not make the visit end before it began.
    (from, until.map(|until| until.max(from)))
}
