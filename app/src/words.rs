//! What the screens say that takes more than a key: problems, refusals, clocks. The words themselves stand in
//! `locales/`.

use domain::{
    Act, BUNDLE_FORMAT, BundleError, CalloutKind, Milestone, Phrasing, Refusal, ReplayError,
    ReplayFault, ReportPhase, TimelineKind,
};

use crate::{
    i18n::*,
    language::Words,
    state::{Problem, Reason, Refused, StorageProblem},
};

/// A problem, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// In a heading.
    pub title: String,
    /// Why, and what to do.
    pub advice: String,
    /// What the machine says, or empty.
    pub detail: String,
}

impl Told {
    fn new(title: impl ToString, advice: impl ToString) -> Self {
        Self {
            title: title.to_string(),
            advice: advice.to_string(),
            detail: String::new(),
        }
    }

    fn with(self, detail: impl ToString) -> Self {
        Self {
            detail: detail.to_string(),
            ..self
        }
    }
}

/// A screen's problem.
pub fn problem(locale: Locale, problem: &Problem) -> Told {
    match problem {
        Problem::Missing { file, status } => Told::new(
            td_string!(locale, errors.bundle_missing_title),
            match status {
                Some(status) => td_string!(
                    locale,
                    errors.bundle_missing,
                    file = file.clone(),
                    status = *status
                )
                .to_string(),
                None => td_string!(locale, errors.bundle_offline, file = file.clone()).to_string(),
            },
        ),
        Problem::Unreadable(BundleError::Newer { found })
        | Problem::BrokenFile {
            error: BundleError::Newer { found },
            ..
        } => Told::new(
            td_string!(locale, errors.newer_data_title),
            td_string!(
                locale,
                errors.newer_data,
                found = *found,
                known = BUNDLE_FORMAT
            ),
        ),
        Problem::BrokenFile {
            file,
            error: BundleError::Malformed(detail),
        } => Told::new(
            td_string!(locale, errors.bundle_broken_title),
            td_string!(locale, errors.bundle_broken, file = file.clone()),
        )
        .with(detail),
        Problem::Unreadable(BundleError::Malformed(detail)) => Told::new(
            td_string!(locale, replay.title_all),
            td_string!(locale, replay.what_to_do),
        )
        .with(detail),
        Problem::Storage(problem) => {
            let told = storage(locale, problem);
            Told::new(told.title, told.advice).with(told.detail)
        }
        Problem::UnknownIncident => Told::new(
            td_string!(locale, errors.unknown_incident_title),
            td_string!(locale, errors.unknown_incident),
        ),
        Problem::Broken(error) => Told::new(
            td_string!(locale, replay.title_all),
            td_string!(locale, replay.what_to_do),
        )
        .with(replay_error(locale, error)),
        Problem::UnknownPlaybook(id) => Told::new(
            td_string!(locale, errors.unknown_playbook_title),
            td_string!(locale, errors.unknown_playbook, playbook = id.to_string()),
        ),
    }
}

/// What is wrong with the browser's storage, in a sentence.
pub fn storage_problem(locale: Locale, problem: &StorageProblem) -> String {
    storage(locale, problem).advice
}

fn storage(locale: Locale, problem: &StorageProblem) -> Told {
    match problem {
        StorageProblem::Refused => Told::new(
            td_string!(locale, storage.refused_title),
            td_string!(locale, storage.refused),
        ),
        StorageProblem::Newer => Told::new(
            td_string!(locale, storage.newer_title),
            td_string!(locale, storage.newer),
        ),
        StorageProblem::Full => Told::new(
            td_string!(locale, storage.full_title),
            td_string!(locale, storage.full),
        ),
        StorageProblem::Conflict => Told::new(
            td_string!(locale, storage.conflict_title),
            td_string!(locale, storage.conflict),
        ),
        StorageProblem::Lost(detail) => Told::new(
            td_string!(locale, storage.lost_title),
            td_string!(locale, storage.lost),
        )
        .with(detail),
    }
}

/// Why a stored record cannot be read to its end.
pub fn replay_error(locale: Locale, error: &ReplayError) -> String {
    let fault = fault(locale, &error.fault);
    let number = error.index + 1;
    td_string!(locale, replay.where_at, number = number, fault = fault).to_string()
}

fn fault(locale: Locale, fault: &ReplayFault) -> String {
    match fault {
        ReplayFault::NoEvents => td_string!(locale, replay.no_events).to_string(),
        ReplayFault::Unreadable(BundleError::Newer { found }) => {
            td_string!(locale, replay.newer, format = *found).to_string()
        }
        ReplayFault::Unreadable(BundleError::Malformed(detail)) => {
            td_string!(locale, replay.malformed, detail = detail.clone()).to_string()
        }
        ReplayFault::NotADeclaration => td_string!(locale, replay.not_a_declaration).to_string(),
        ReplayFault::ForeignIncident => td_string!(locale, replay.foreign_incident).to_string(),
        ReplayFault::Gap { expected, found } => {
            td_string!(locale, replay.gap, expected = *expected, found = *found).to_string()
        }
        ReplayFault::BrokenChain => td_string!(locale, replay.broken_chain).to_string(),
        ReplayFault::OutOfOrder => td_string!(locale, replay.out_of_order).to_string(),
        ReplayFault::OtherRevision { playbook } => td_string!(
            locale,
            replay.other_revision,
            playbook = playbook.to_string()
        )
        .to_string(),
        ReplayFault::Dangling => td_string!(locale, replay.dangling).to_string(),
    }
}

/// Why an act was refused, and what was in it where that would be lost otherwise.
pub fn refused(locale: Locale, refused: &Refused) -> String {
    let reason = match &refused.reason {
        Reason::Illegal(refusal) => self::refusal(locale, refusal),
        Reason::ReadOnly => td_string!(locale, replay.read_only).to_string(),
        Reason::Unfit(fault) => self::fault(locale, fault),
        Reason::NotOpen => td_string!(locale, errors.unknown_incident_title).to_string(),
    };
    match &refused.act {
        Act::NoteAdded { text } | Act::FieldFilled { value: text, .. } => {
            format!("{reason} “{text}”")
        }
        _ => reason,
    }
}

/// Why what was put into a blank is not in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The domain does not take it.
    Refused(Refusal),
    /// Only part of a date and a time was typed.
    HalfTime,
}

/// What is wrong with what was put into a blank.
pub fn wrong(locale: Locale, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Refused(refusal) => self::refusal(locale, refusal),
        Wrong::HalfTime => td_string!(locale, walk.half_time).to_string(),
    }
}

fn refusal(locale: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotTheFirst => td_string!(locale, refusals.not_the_first).to_string(),
        Refusal::Closed => td_string!(locale, refusals.closed).to_string(),
        Refusal::NotOnPath => td_string!(locale, refusals.not_on_path).to_string(),
        Refusal::NoSuchThing => td_string!(locale, refusals.no_such_thing).to_string(),
        Refusal::AlreadySo => td_string!(locale, refusals.already_so).to_string(),
        Refusal::Empty => td_string!(locale, refusals.empty).to_string(),
        Refusal::TooLong => td_string!(locale, refusals.too_long).to_string(),
        Refusal::NotANumber => td_string!(locale, refusals.not_a_number).to_string(),
        Refusal::NotADuration => td_string!(locale, refusals.not_a_duration).to_string(),
        Refusal::NotAValue => td_string!(locale, refusals.not_a_value).to_string(),
        Refusal::NeedsChoice => td_string!(locale, refusals.needs_choice).to_string(),
        Refusal::InTheFuture => td_string!(locale, refusals.in_the_future).to_string(),
        Refusal::OutOfOrder { other } => {
            let milestone = milestone(locale, *other);
            td_string!(locale, refusals.out_of_order, milestone = milestone).to_string()
        }
        Refusal::NoSuchSeverity => td_string!(locale, refusals.no_such_severity).to_string(),
        Refusal::NoSuchPlaybook => td_string!(locale, refusals.no_such_playbook).to_string(),
        Refusal::WalkNotOver => td_string!(locale, refusals.walk_not_over).to_string(),
        Refusal::Stopped => td_string!(locale, refusals.stopped).to_string(),
        Refusal::NotStopped => td_string!(locale, refusals.not_stopped).to_string(),
        Refusal::NotClosed => td_string!(locale, refusals.not_closed).to_string(),
    }
}

/// A line of the timeline.
pub fn timeline(locale: Locale, kind: &TimelineKind) -> String {
    Words::new(locale).timeline(kind)
}

/// The name of a milestone.
pub fn milestone(locale: Locale, milestone: Milestone) -> String {
    Words::new(locale).milestone(milestone)
}

/// The word above a callout.
pub fn callout(locale: Locale, kind: CalloutKind) -> String {
    match kind {
        CalloutKind::Note => td_string!(locale, callout.note),
        CalloutKind::Tip => td_string!(locale, callout.tip),
        CalloutKind::Important => td_string!(locale, callout.important),
        CalloutKind::Warning => td_string!(locale, callout.warning),
        CalloutKind::Caution => td_string!(locale, callout.caution),
    }
    .to_string()
}

/// When a check is due, counted from declaring.
pub fn due(locale: Locale, seconds: i64) -> String {
    if seconds == 0 {
        return td_string!(locale, walk.check_due_now).to_string();
    }
    let duration = duration(locale, seconds);
    td_string!(locale, walk.check_due, duration = duration).to_string()
}

/// How long something still takes to come, or how long it is overdue; whole minutes, seconds in the last one.
pub fn due_in(locale: Locale, left: i64) -> String {
    let rounded = if left.abs() < 60 {
        left.abs()
    } else {
        (left.abs() + 59) / 60 * 60
    };
    let duration = duration(locale, rounded);
    if left < 0 {
        td_string!(locale, walk.update_overdue, duration = duration).to_string()
    } else {
        td_string!(locale, walk.update_in, duration = duration).to_string()
    }
}

/// How often an update is due.
pub fn update_every(locale: Locale, seconds: i64) -> String {
    let duration = duration(locale, seconds);
    td_string!(locale, declare.update_every, duration = duration).to_string()
}

/// A phase's window and how it stands.
pub fn phase_clock(locale: Locale, phase: &ReportPhase, elapsed: i64) -> String {
    let mut told = Vec::new();
    told.extend(phase.budget.as_ref().map(|budget| budget.text.clone()));
    match (&phase.entered_at, phase.left_at, phase.spent_seconds) {
        (None, ..) => {}
        (Some(_), Some(_), Some(spent)) => {
            let duration = duration(locale, spent);
            told.push(td_string!(locale, walk.took, duration = duration).to_string());
        }
        (Some(_), ..) => told.extend(left(locale, phase, elapsed)),
    }
    told.join(" · ")
}

/// What is left of the window of the phase that the walk stands in.
fn left(locale: Locale, phase: &ReportPhase, elapsed: i64) -> Option<String> {
    let left = phase.budget.as_ref()?.left_seconds(elapsed)?;
    let duration = duration(locale, left.abs());
    Some(if left < 0 {
        td_string!(locale, walk.over, duration = duration).to_string()
    } else {
        td_string!(locale, walk.left, duration = duration).to_string()
    })
}

/// A length of time.
pub fn duration(locale: Locale, seconds: i64) -> String {
    Words::new(locale).duration(seconds)
}

/// `00:07:42`, the same in every language; days are hours.
pub fn stopwatch(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopwatch_never_runs_backwards() {
        assert_eq!(stopwatch(7 * 60 + 42), "00:07:42");
        assert_eq!(stopwatch(100 * 3600), "100:00:00");
        assert_eq!(stopwatch(-5), "00:00:00");
    }
}
