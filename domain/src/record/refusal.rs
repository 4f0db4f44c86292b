//! Why an act is not legal.

use super::Milestone;

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
    /// The field takes a number.
    NotANumber,
    /// The field takes a length of time.
    NotADuration,
    /// The value is not among the field's options, is not a time, or holds what a command line must not.
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
    /// The playbook, or one that it leads to, is not in the library or has no steps.
    NoSuchPlaybook,
    /// The walk is not over.
    WalkNotOver,
    /// The walk is stopped; resume it before answering.
    Stopped,
    /// The walk is not stopped.
    NotStopped,
    /// It is not closed.
    NotClosed,
}
