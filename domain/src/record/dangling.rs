//! Acts that name what the library does not have.

use super::{Act, Visit};
use crate::{Library, Step, WayOn};

/// Whether an act could never have been legal with this library. Legality in the state is not asked again: two
/// responders' events, each legal when written, may meet in an order in which they would not be.
pub(super) fn dangles(library: &Library, act: &Act) -> bool {
    let step = |visit: &Visit, has: &dyn Fn(&Step) -> bool| {
        visit.round > 0 && library.step(visit).is_some_and(has)
    };
    let sound = match act {
        Act::IncidentDeclared {
            playbook, severity, ..
        } => library.can_start(playbook) && library.has_level(severity),
        Act::CheckTicked { visit, check } | Act::CheckCleared { visit, check } => {
            step(visit, &|step| step.check(check).is_some())
        }
        Act::FieldFilled { visit, field, .. } | Act::FieldCleared { visit, field } => {
            step(visit, &|step| step.fields().any(|known| known == field))
        }
        Act::CommandCopied { visit, command, .. } => step(visit, &|step| {
            step.commands().any(|known| &known.id == command)
        }),
        Act::ChoiceMade { visit, choice } => step(visit, &|step| step.choice(choice).is_some()),
        Act::StepCompleted { visit } => {
            step(visit, &|step| !matches!(step.way_on, WayOn::Choices(_)))
        }
        Act::InputFilled { input, .. } => library.has_input(input),
        Act::SeverityChanged { severity } => library.has_level(severity),
        Act::NoticeCopied { template, .. } => library.template_of_id(template).is_some(),
        // A site may know nothing of the alert that people were called by.
        Act::AlertReceived { .. }
        | Act::NoteAdded { .. }
        | Act::MilestoneReached { .. }
        | Act::MilestoneWithdrawn { .. }
        | Act::WalkStopped { .. }
        | Act::WalkResumed
        | Act::IncidentClosed
        | Act::IncidentReopened => true,
    };
    !sound
}
