//! What can be wrong with a drill script as a document. What a run of it finds is no fault, but a result.

/// Why a scenario cannot be walked as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScenarioFault {
    /// It stands among the scenarios, and gives no answer.
    NoScript,
    /// Neither the front matter nor a link says which playbook is walked.
    NoPlaybook,
    /// `playbook:` names nothing that can be walked.
    UnknownPlaybook {
        written: String,
        near: Option<String>,
    },
    /// More answers than any drill.
    TooLong { limit: usize },
    /// An item names no step.
    UnknownStep {
        written: String,
        near: Option<String>,
    },
    /// The step does not offer that answer.
    UnknownAnswer {
        written: String,
        step: String,
        labels: Vec<String>,
    },
    /// The step waits for an answer, and the item gives none.
    NoAnswer { step: String, labels: Vec<String> },
    /// The step goes on by itself, and the item gives an answer.
    NothingToAnswer { step: String },
    /// The step has no such check, field or input.
    UnknownDeed {
        written: String,
        step: String,
        known: Vec<String>,
    },
    /// An input of the front matter that no command asks for.
    UnknownInput {
        written: String,
        near: Option<String>,
    },
    /// Nothing says how it should end.
    NoEnd,
    /// Two lines say how it should end.
    SecondEnd,
    /// No walk from its playbook can end so.
    UnknownEnd { written: String, known: Vec<String> },
}
