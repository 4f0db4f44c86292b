//! Which acts are legal now. What is not is refused with a reason, never ignored.

use super::{Act, Answer, Incident, Milestone, Path, Position, Refusal, Visit};
use crate::{
    CheckId, ChoiceId, CommandId, Field, FieldId, FieldKind, InputName, LONGEST_LABEL_BYTES,
    Labels, Library, MOST_LABELS, SeverityLevel, Step, Target, Timestamp, WayOn,
};

/// A clock may be ahead of another by so many seconds before “in the future” is said.
const CLOCK_TOLERANCE_SECONDS: i64 = 120;

/// Longest text taken from a responder, in bytes; what is longer was pasted by mistake.
const LONGEST_TEXT_BYTES: usize = 64 * 1024;

/// Whether a declaration fits the library it is made with.
pub(crate) fn check_declaration(
    library: &Library,
    act: &Act,
    now: Timestamp,
) -> Result<(), Refusal> {
    let Act::IncidentDeclared {
        title,
        severity,
        playbook,
        responder,
        impact_started,
        detected,
        ..
    } = act
    else {
        return Err(Refusal::NotTheFirst);
    };
    check_text(title)?;
    check_length(responder)?;
    unless(!library.has_level(severity), Refusal::NoSuchSeverity)?;
    let walkable = library.can_start(playbook) && library.pin(playbook).is_ok();
    unless(!walkable, Refusal::NoSuchPlaybook)?;
    for time in [impact_started, detected].into_iter().flatten() {
        check_past(*time, now)?;
    }
    match (impact_started, detected) {
        (Some(impact), Some(noticed)) if noticed < impact => Err(Refusal::OutOfOrder {
            other: Milestone::ImpactStarted,
        }),
        _ => Ok(()),
    }
}

/// Whether an act is legal in this state.
pub(crate) fn check(
    library: &Library,
    incident: &Incident,
    act: &Act,
    now: Timestamp,
) -> Result<(), Refusal> {
    let scene = Scene {
        library,
        incident,
        now,
    };
    unless(
        incident.closed_at.is_some() && !after_closing(act),
        Refusal::Closed,
    )?;
    match act {
        Act::IncidentDeclared { .. } => Err(Refusal::NotTheFirst),
        Act::AlertReceived {
            alert,
            labels,
            since,
        } => {
            check_labels(labels)?;
            since.map_or(Ok(()), |since| check_past(since, now))?;
            let mut known = incident.alerts.iter();
            let again = known.any(|known| &known.alert == alert && &known.labels == labels);
            unless(again, Refusal::AlreadySo)
        }
        Act::CheckTicked { visit, check } => scene.tick(visit, check, true),
        Act::CheckCleared { visit, check } => scene.tick(visit, check, false),
        Act::FieldFilled {
            visit,
            field,
            value,
        } => scene.fill(visit, field, value),
        Act::FieldCleared { visit, field } => scene.clear(visit, field),
        Act::InputFilled { input, value } => scene.input(input, value),
        Act::CommandCopied {
            visit,
            command,
            text,
        } => scene.command(visit, command, text),
        Act::ChoiceMade { visit, choice } => scene.choose(visit, choice),
        Act::StepCompleted { visit } => scene.go_on(visit),
        Act::NoteAdded { text } => check_text(text),
        Act::MilestoneReached { milestone, time } => scene.milestone(*milestone, *time),
        Act::MilestoneWithdrawn { milestone } => {
            let reached = incident.milestones.contains_key(milestone);
            unless(!reached, Refusal::AlreadySo)
        }
        Act::SeverityChanged { severity } => scene.severity(severity),
        Act::NoticeCopied { text, template } => {
            library
                .template_of_id(template)
                .ok_or(Refusal::NoSuchThing)?;
            check_text(text)
        }
        Act::WalkStopped { reason } => {
            unless(!scene.at_step(), Refusal::AlreadySo)?;
            check_text(reason)
        }
        Act::WalkResumed => unless(incident.stopped.is_none(), Refusal::NotStopped),
        Act::IncidentClosed => unless(scene.at_step(), Refusal::WalkNotOver),
        Act::IncidentReopened => unless(incident.closed_at.is_none(), Refusal::NotClosed),
    }
}

/// What may still be done once the record is closed.
fn after_closing(act: &Act) -> bool {
    matches!(
        act,
        Act::IncidentReopened | Act::NoteAdded { .. } | Act::NoticeCopied { .. }
    )
}

fn unless(condition: bool, refusal: Refusal) -> Result<(), Refusal> {
    if condition { Err(refusal) } else { Ok(()) }
}

fn check_text(text: &str) -> Result<(), Refusal> {
    unless(text.trim().is_empty(), Refusal::Empty)?;
    check_length(text)
}

fn check_length(text: &str) -> Result<(), Refusal> {
    unless(text.len() > LONGEST_TEXT_BYTES, Refusal::TooLong)
}

fn check_labels(labels: &Labels) -> Result<(), Refusal> {
    unless(labels.len() > MOST_LABELS, Refusal::TooLong)?;
    for value in labels.values() {
        unless(value.trim().is_empty(), Refusal::Empty)?;
        unless(value.len() > LONGEST_LABEL_BYTES, Refusal::TooLong)?;
        unless(value.chars().any(char::is_control), Refusal::NotAValue)?;
    }
    Ok(())
}

/// A line break that was pasted along would run what follows it as a command of its own.
fn check_one_line(value: &str) -> Result<(), Refusal> {
    unless(value.chars().any(char::is_control), Refusal::NotAValue)
}

fn check_past(time: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    unless(
        time > now.plus_seconds(CLOCK_TOLERANCE_SECONDS),
        Refusal::InTheFuture,
    )
}

/// What an act is checked against.
struct Scene<'s> {
    library: &'s Library,
    incident: &'s Incident,
    now: Timestamp,
}

impl<'s> Scene<'s> {
    fn path(&self) -> Path {
        Path::replay(self.library, self.incident)
    }

    fn at_step(&self) -> bool {
        self.path().position == Position::AtStep
    }

    fn step(&self, visit: &Visit) -> Result<&'s Step, Refusal> {
        unless(self.path().place(visit).is_none(), Refusal::NotOnPath)?;
        self.library.step(visit).ok_or(Refusal::NotOnPath)
    }

    /// Ticks or clears a check that is done by hand, not by filling its blank.
    fn tick(&self, visit: &Visit, check: &CheckId, done: bool) -> Result<(), Refusal> {
        let found = self.step(visit)?.check(check).ok_or(Refusal::NoSuchThing)?;
        unless(found.field.is_some(), Refusal::NoSuchThing)?;
        let key = (visit.clone(), check.clone());
        unless(
            self.incident.ticks.contains_key(&key) == done,
            Refusal::AlreadySo,
        )
    }

    fn command(&self, visit: &Visit, id: &CommandId, text: &str) -> Result<(), Refusal> {
        let here = self.step(visit)?.commands().any(|known| &known.id == id);
        unless(!here, Refusal::NoSuchThing)?;
        check_text(text)
    }

    fn choose(&self, visit: &Visit, id: &ChoiceId) -> Result<(), Refusal> {
        let choice = self.step(visit)?.choice(id).ok_or(Refusal::NoSuchThing)?;
        let leads = self.leads_somewhere(visit, &choice.target);
        unless(!leads, Refusal::NoSuchPlaybook)?;
        self.answer(visit, &Answer::Chosen(id.clone()))
    }

    fn go_on(&self, visit: &Visit) -> Result<(), Refusal> {
        let needs_choice = matches!(self.step(visit)?.way_on, WayOn::Choices(_));
        unless(needs_choice, Refusal::NeedsChoice)?;
        self.answer(visit, &Answer::Continued)
    }

    fn severity(&self, level: &SeverityLevel) -> Result<(), Refusal> {
        unless(!self.library.has_level(level), Refusal::NoSuchSeverity)?;
        unless(&self.incident.severity == level, Refusal::AlreadySo)
    }

    fn field(&self, visit: &Visit, field: &FieldId) -> Result<&'s Field, Refusal> {
        let here = self.step(visit)?.fields().any(|known| known == field);
        unless(!here, Refusal::NoSuchThing)?;
        self.library
            .playbook(&visit.playbook)
            .and_then(|playbook| playbook.field(field))
            .ok_or(Refusal::NoSuchThing)
    }

    fn clear(&self, visit: &Visit, field: &FieldId) -> Result<(), Refusal> {
        self.field(visit, field)?;
        let empty = self.incident.filled(visit, field).is_none();
        unless(empty, Refusal::AlreadySo)
    }

    fn fill(&self, visit: &Visit, id: &FieldId, value: &str) -> Result<(), Refusal> {
        let field = self.field(visit, id)?;
        check_text(value)?;
        let current = self
            .incident
            .filled(visit, id)
            .map(|entry| entry.value.as_str());
        unless(current == Some(value), Refusal::AlreadySo)?;
        if !field.kind.accepts(value) {
            return Err(match field.kind {
                FieldKind::Number { .. } => Refusal::NotANumber,
                FieldKind::Duration => Refusal::NotADuration,
                _ => Refusal::NotAValue,
            });
        }
        if field.input.is_some() {
            check_one_line(value)?;
        }
        if field.sets_severity
            && let Ok(level) = SeverityLevel::new(value)
        {
            unless(!self.library.has_level(&level), Refusal::NoSuchSeverity)?;
        }
        match (field.milestone, Timestamp::parse(value)) {
            (Some(milestone), Some(time)) => self.order(milestone, time),
            _ => Ok(()),
        }
    }

    fn input(&self, input: &InputName, value: &str) -> Result<(), Refusal> {
        unless(!self.library.has_input(input), Refusal::NoSuchThing)?;
        unless(value.trim().is_empty() && !value.is_empty(), Refusal::Empty)?;
        check_length(value)?;
        check_one_line(value)?;
        let current = self.incident.inputs.get(input).map_or("", String::as_str);
        unless(current == value, Refusal::AlreadySo)
    }

    fn answer(&self, visit: &Visit, answer: &Answer) -> Result<(), Refusal> {
        unless(self.incident.stopped.is_some(), Refusal::Stopped)?;
        let current = self.incident.answers.get(visit).map(|entry| &entry.answer);
        unless(current == Some(answer), Refusal::AlreadySo)
    }

    fn milestone(&self, milestone: Milestone, time: Timestamp) -> Result<(), Refusal> {
        self.order(milestone, time)?;
        let current = self.incident.milestones.get(&milestone);
        unless(current == Some(&time), Refusal::AlreadySo)
    }

    fn order(&self, milestone: Milestone, time: Timestamp) -> Result<(), Refusal> {
        check_past(time, self.now)?;
        for (&other, &reached) in &self.incident.milestones {
            let passed =
                (other < milestone && reached > time) || (other > milestone && reached < time);
            unless(passed, Refusal::OutOfOrder { other })?;
        }
        Ok(())
    }

    fn leads_somewhere(&self, visit: &Visit, target: &Target) -> bool {
        let has = |playbook, step: &Option<_>| {
            self.library
                .playbook(playbook)
                .is_some_and(|playbook| match step {
                    Some(step) => playbook.step(step).is_some(),
                    None => !playbook.steps.is_empty(),
                })
        };
        match target {
            Target::Outcome { .. } => true,
            Target::Step { step } => has(&visit.playbook, &Some(step.clone())),
            Target::Playbook { playbook, step } => has(playbook, step),
        }
    }
}
