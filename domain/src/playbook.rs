//! A playbook as it is walked: steps in order, each with its blocks and its way on.

use serde::{Deserialize, Serialize};

use crate::{
    Budget, CheckId, ChoiceId, Command, Field, FieldId, PlaybookId, Revision, RoleId,
    SeverityLevel, StepId, record::Milestone,
};

/// A compiled playbook. Its graph has been checked: every target is there, every step can be reached, and
/// from every step an outcome can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Playbook {
    /// Its path in the source folder without the extension.
    pub id: PlaybookId,
    /// Its first heading, or `title` in the front matter.
    pub title: String,
    /// BCP 47, such as `zh`.
    pub lang: String,
    /// Hash of everything else in here.
    pub revision: Revision,
    /// The severities it is meant for; empty for any.
    pub severity: Vec<SeverityLevel>,
    /// Who keeps it, or empty.
    pub owner: String,
    /// Its page, relative to the site's root: `database/pool.html`.
    pub page: String,
    /// What stands before the first step, as HTML that is safe to show.
    pub intro_html: String,
    /// In order; empty when no heading holds headings.
    pub phases: Vec<Phase>,
    /// In reading order; the first is where the walk starts. Never empty.
    pub steps: Vec<Step>,
    /// Every blank in it.
    pub fields: Vec<Field>,
    /// The playbooks that its choices lead to, sorted.
    pub leads_to: Vec<PlaybookId>,
}

impl Playbook {
    /// The step of that id.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| &step.id == id)
    }

    /// The field of that id.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| &field.id == id)
    }

    /// The phase that a step stands in.
    pub fn phase_of(&self, step: &Step) -> Option<&Phase> {
        self.phases
            .iter()
            .find(|phase| Some(&phase.id) == step.phase.as_ref())
    }
}

/// A heading that holds steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Phase {
    /// The id of its heading.
    pub id: StepId,
    /// Its heading without the budget.
    pub title: String,
    /// The window at its heading's end.
    pub budget: Option<Budget>,
}

/// One screen of the walk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// The id of its heading.
    pub id: StepId,
    /// The phase it stands in.
    pub phase: Option<StepId>,
    /// Its heading without the budget.
    pub title: String,
    /// The window at its heading's end.
    pub budget: Option<Budget>,
    /// Who does it: `{role=commander}`.
    pub role: Option<RoleId>,
    /// The milestone it is about: `{milestone=mitigated}`. The responder still sets it.
    pub milestone: Option<Milestone>,
    /// What stands under its heading, in order, the choices left out.
    pub blocks: Vec<Block>,
    /// The words right before the choices: the question they answer. Empty when there are none.
    pub question: String,
    /// Where it goes from here.
    pub way_on: WayOn,
}

impl Step {
    /// Its checks, in order.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Check(check) => Some(check),
            _ => None,
        })
    }

    /// The check of that id.
    pub fn check(&self, id: &CheckId) -> Option<&Check> {
        self.checks().find(|check| &check.id == id)
    }

    /// Its commands, in order.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Command(command) => Some(command),
            _ => None,
        })
    }

    /// The ids of the fields that are filled here, inside checks or on their own.
    pub fn fields(&self) -> impl Iterator<Item = &FieldId> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Check(check) => check.field.as_ref(),
            Block::Field(field) => Some(field),
            _ => None,
        })
    }

    /// Its choices; empty when the walk just goes on.
    pub fn choices(&self) -> &[Choice] {
        match &self.way_on {
            WayOn::Choices(choices) => choices,
            WayOn::Step(_) | WayOn::End => &[],
        }
    }

    /// The choice of that id.
    pub fn choice(&self, id: &ChoiceId) -> Option<&Choice> {
        self.choices().iter().find(|choice| &choice.id == id)
    }
}

/// One thing under a step's heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Prose: HTML that is safe to show.
    Prose(String),
    /// A task-list item.
    Check(Check),
    /// A blank on its own line.
    Field(FieldId),
    /// A fenced block to copy.
    Command(Command),
    /// A GitHub alert.
    Callout {
        /// Which of the five.
        kind: CalloutKind,
        /// HTML that is safe to show.
        html: String,
    },
}

/// A thing to see to before going on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Check {
    /// Unique in its step.
    pub id: CheckId,
    /// Its text, for the record; markers, blanks and the deadline left out.
    pub text: String,
    /// Its text as inline HTML that is safe to show.
    pub html: String,
    /// Marked `（可选）` or `(optional)`.
    pub optional: bool,
    /// Counted from declaring, in seconds: `（5分钟内）`, `（立即）` (0).
    pub due_seconds: Option<u32>,
    /// The blank in it: filling it is what ticks the check.
    pub field: Option<FieldId>,
}

/// The five alerts of GitHub's Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CalloutKind {
    /// Worth knowing.
    Note,
    /// Makes it easier.
    Tip,
    /// Must be known.
    Important,
    /// Look out.
    Warning,
    /// This can do harm.
    Caution,
}

/// Where a step goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WayOn {
    /// On to that step.
    Step(StepId),
    /// The responder chooses. Never empty.
    Choices(Vec<Choice>),
    /// The walk is over.
    End,
}

/// A labelled branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// Unique in its step.
    pub id: ChoiceId,
    /// What the responder answers.
    pub label: String,
    /// What follows from it, in words; the target's title when the author wrote no more.
    pub detail: String,
    /// The level that it sets: `→ **P2**`.
    pub severity: Option<SeverityLevel>,
    /// Where it leads.
    pub target: Target,
}

/// Where a choice leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A step of the same playbook.
    Step {
        /// Its id.
        step: StepId,
    },
    /// Another playbook, at its start or at one of its steps.
    Playbook {
        /// Its id.
        playbook: PlaybookId,
        /// `None` for its start.
        step: Option<StepId>,
    },
    /// The end of the walk.
    Outcome {
        /// In the author's words.
        text: String,
    },
}
