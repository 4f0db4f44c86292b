//! Which acts are legal now. What is not is refused with a reason, never ignored.

use super::{Act, Answer, Incident, Milestone, Path, Position, Visit};
use crate::{
    CheckId, Field, FieldId, FieldKind, InputName, Library, Step, Target, Timestamp, WayOn,
};

/// A clock may be ahead of another by so many seconds before “in the future” is said.
const CLOCK_TOLERANCE_SECONDS: i64 = 120;

/// Longest text taken from a responder, in bytes; what is longer was pasted by mistake.
const LONGEST_TEXT_BYTES: usize = 64 * 1024;

/// Why an act was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The record does not begin with a declaration, or has a second one.
    NotTheFirst,
    /// The incident is closed; reopen it first.
    Closed,
    /// The visit is not on the path.
    NotOnPath,
    /// The step has no such check, field, choice or command.
    NoSuchThing,
    /// It is so already.
    AlreadySo,
    /// There is nothing in it.
    Empty,
    /// It is longer than 64 KiB.
    TooLong,
    /// The value is not among the field's options, or is not a time.
    NotAValue,
    /// The step is left by a choice, not by going on.
    NeedsChoice,
    /// A point in time that is still to come.
    InTheFuture,
    /// The milestones would be out of order.
    OutOfOrder {
        /// The one that it would pass.
        other: Milestone,
    },
    /// The severity is not in the scale.
    NoSuchSeverity,
    /// The playbook, or one that it leads to, is not in the library.
    NoSuchPlaybook,
    /// The walk is not over.
    WalkNotOver,
    /// The walk is not stopped.
    NotStopped,
    /// It is not closed.
    NotClosed,
}

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
        impact_started,
        detected,
        ..
    } = act
    else {
        return Err(Refusal::NotTheFirst);
    };
    check_text(title)?;
    if !library.severity.levels.is_empty() && library.severity.level(severity).is_none() {
        return Err(Refusal::NoSuchSeverity);
    }
    if library.pin(playbook).is_err() {
        return Err(Refusal::NoSuchPlaybook);
    }
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
    let after_closing = matches!(
        act,
        Act::IncidentReopened | Act::NoteAdded { .. } | Act::NoticeCopied { .. }
    );
    if incident.closed_at.is_some() && !after_closing {
        return Err(Refusal::Closed);
    }
    let scene = Scene {
        library,
        incident,
        now,
    };
    match act {
        Act::IncidentDeclared { .. } => Err(Refusal::NotTheFirst),
        Act::CheckTicked { visit, check } => {
            let key = (visit.clone(), check.clone());
            scene.plain_check(visit, check)?;
            unless(incident.ticks.contains_key(&key), Refusal::AlreadySo)
        }
        Act::CheckCleared { visit, check } => {
            let key = (visit.clone(), check.clone());
            scene.plain_check(visit, check)?;
            unless(!incident.ticks.contains_key(&key), Refusal::AlreadySo)
        }
        Act::FieldFilled {
            visit,
            field,
            value,
        } => scene.fill(visit, field, value),
        Act::FieldCleared { visit, field } => {
            scene.field(visit, field)?;
            unless(incident.filled(visit, field).is_none(), Refusal::AlreadySo)
        }
        Act::InputFilled { input, value } => scene.input(input, value),
        Act::CommandCopied { visit, command, .. } => {
            let step = scene.step(visit)?;
            unless(
                !step.commands().any(|known| &known.id == command),
                Refusal::NoSuchThing,
            )
        }
        Act::ChoiceMade { visit, choice } => {
            let step = scene.step(visit)?;
            let chosen = step.choice(choice).ok_or(Refusal::NoSuchThing)?;
            unless(
                !scene.leads_somewhere(visit, &chosen.target),
                Refusal::NoSuchPlaybook,
            )?;
            scene.answer(visit, &Answer::Chosen(choice.clone()))
        }
        Act::StepCompleted { visit } => {
            let step = scene.step(visit)?;
            unless(
                matches!(step.way_on, WayOn::Choices(_)),
                Refusal::NeedsChoice,
            )?;
            scene.answer(visit, &Answer::Continued)
        }
        Act::NoteAdded { text } => check_text(text),
        Act::MilestoneReached { milestone, time } => scene.milestone(*milestone, *time),
        Act::MilestoneWithdrawn { milestone } => unless(
            !incident.milestones.contains_key(milestone),
            Refusal::AlreadySo,
        ),
        Act::SeverityChanged { severity } => {
            unless(
                library.severity.level(severity).is_none(),
                Refusal::NoSuchSeverity,
            )?;
            unless(&incident.severity == severity, Refusal::AlreadySo)
        }
        Act::NoticeCopied { text, template } => {
            let known = library.templates.iter().any(|known| &known.id == template);
            unless(!known, Refusal::NoSuchThing)?;
            check_text(text)
        }
        Act::WalkStopped { reason } => {
            unless(
                scene.path().position != Position::AtStep,
                Refusal::AlreadySo,
            )?;
            check_text(reason)
        }
        Act::WalkResumed => unless(incident.stopped.is_none(), Refusal::NotStopped),
        Act::IncidentClosed => unless(
            scene.path().position == Position::AtStep,
            Refusal::WalkNotOver,
        ),
        Act::IncidentReopened => unless(incident.closed_at.is_none(), Refusal::NotClosed),
    }
}

fn unless(condition: bool, refusal: Refusal) -> Result<(), Refusal> {
    if condition { Err(refusal) } else { Ok(()) }
}

fn check_text(text: &str) -> Result<(), Refusal> {
    unless(text.trim().is_empty(), Refusal::Empty)?;
    unless(text.len() > LONGEST_TEXT_BYTES, Refusal::TooLong)
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

    fn step(&self, visit: &Visit) -> Result<&'s Step, Refusal> {
        unless(self.path().place(visit).is_none(), Refusal::NotOnPath)?;
        self.library.step(visit).ok_or(Refusal::NotOnPath)
    }

    /// A check that is ticked by hand, not by filling its blank.
    fn plain_check(&self, visit: &Visit, check: &CheckId) -> Result<(), Refusal> {
        let found = self.step(visit)?.check(check).ok_or(Refusal::NoSuchThing)?;
        unless(found.field.is_some(), Refusal::NoSuchThing)
    }

    fn field(&self, visit: &Visit, field: &FieldId) -> Result<&'s Field, Refusal> {
        let here = self.step(visit)?.fields().any(|known| known == field);
        unless(!here, Refusal::NoSuchThing)?;
        self.library
            .playbook(&visit.playbook)
            .and_then(|playbook| playbook.field(field))
            .ok_or(Refusal::NoSuchThing)
    }

    fn fill(&self, visit: &Visit, id: &FieldId, value: &str) -> Result<(), Refusal> {
        let field = self.field(visit, id)?;
        check_text(value)?;
        let current = self
            .incident
            .filled(visit, id)
            .map(|entry| entry.value.as_str());
        unless(current == Some(value), Refusal::AlreadySo)?;
        match &field.kind {
            FieldKind::Text | FieldKind::LongText => Ok(()),
            FieldKind::Choice { options } => unless(
                !options.iter().any(|option| option == value),
                Refusal::NotAValue,
            ),
            FieldKind::Time => {
                let time = Timestamp::parse(value).ok_or(Refusal::NotAValue)?;
                field
                    .milestone
                    .map_or(Ok(()), |milestone| self.order(milestone, time))
            }
        }
    }

    fn input(&self, input: &InputName, value: &str) -> Result<(), Refusal> {
        let playbooks = self.library.playbooks.values();
        let mut commands = playbooks
            .flat_map(|playbook| &playbook.steps)
            .flat_map(Step::commands);
        let known = commands.any(|command| command.inputs().contains(&input));
        let current = self.incident.inputs.get(input).map_or("", String::as_str);
        unless(!known, Refusal::NoSuchThing)?;
        unless(value.len() > LONGEST_TEXT_BYTES, Refusal::TooLong)?;
        unless(current == value, Refusal::AlreadySo)
    }

    fn answer(&self, visit: &Visit, answer: &Answer) -> Result<(), Refusal> {
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
