//! Everything a walk reads, in one place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    CommandPart, EscalationPath, InputName, Playbook, PlaybookId, Role, RoleId, SeverityLevel,
    SeverityScale, Step, Template, TemplateId, TemplatePurpose, record::Visit,
};

/// The severity scale, roles, escalation path, templates and playbooks of one site, or the part of them
/// that one incident was declared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Library {
    /// The format of this data; see [`crate::BUNDLE_FORMAT`].
    pub format: u32,
    /// The site it comes from.
    pub site: Site,
    /// Worst first.
    pub severity: SeverityScale,
    /// In the order of their table.
    pub roles: Vec<Role>,
    /// Earliest first.
    pub escalation: EscalationPath,
    /// Sorted by id.
    pub templates: Vec<Template>,
    /// By id.
    pub playbooks: BTreeMap<PlaybookId, Playbook>,
}

/// What a site says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Site {
    /// Its name, for the header.
    pub name: String,
    /// The language its pages are in unless they say otherwise; BCP 47.
    pub lang: String,
    /// Whose it is, for footers and papers; empty where that is not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// The zone in which its people tell the time, by its IANA name; empty for the zone of whoever looks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
}

/// A playbook that an incident needs is not in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinError(pub PlaybookId);

impl fmt::Display for PinError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "playbook {} is missing", self.0)
    }
}

impl std::error::Error for PinError {}

impl Library {
    /// The playbook of that id.
    pub fn playbook(&self, id: &PlaybookId) -> Option<&Playbook> {
        self.playbooks.get(id)
    }

    /// The step that a visit is to.
    pub fn step(&self, visit: &Visit) -> Option<&Step> {
        self.playbook(&visit.playbook)?.step(&visit.step)
    }

    /// The role of that id.
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| &role.id == id)
    }

    /// The template for a purpose; in `lang` if there is one.
    pub fn template(&self, purpose: TemplatePurpose, lang: &str) -> Option<&Template> {
        let mut candidates = self.templates.iter().filter(|t| t.purpose == purpose);
        let first = candidates.clone().next();
        candidates.find(|t| t.lang == lang).or(first)
    }

    /// Whether a walk can start with that playbook.
    pub(crate) fn can_start(&self, id: &PlaybookId) -> bool {
        self.playbook(id)
            .is_some_and(|found| !found.steps.is_empty())
    }

    /// Whether an incident can be of that level: one of the scale, or any where there is no scale.
    pub(crate) fn has_level(&self, level: &SeverityLevel) -> bool {
        self.severity.levels.is_empty() || self.severity.level(level).is_some()
    }

    /// Whether a command of any playbook asks for that input.
    pub(crate) fn has_input(&self, input: &InputName) -> bool {
        self.inputs().contains(input)
    }

    /// Everything that the commands of all playbooks ask for.
    pub(crate) fn inputs(&self) -> BTreeSet<&InputName> {
        let playbooks = self.playbooks.values();
        let commands = playbooks
            .flat_map(|playbook| &playbook.steps)
            .flat_map(Step::commands);
        let parts = commands.flat_map(|command| &command.parts);
        let inputs = parts.filter_map(|part| match part {
            CommandPart::Input(name) => Some(name),
            CommandPart::Text(_) => None,
        });
        inputs.collect()
    }

    /// The template of that id.
    pub fn template_of_id(&self, id: &TemplateId) -> Option<&Template> {
        self.templates.iter().find(|template| &template.id == id)
    }

    /// The part of the library that an incident started with `start` can ever reach: stored with it, so
    /// that a later site never changes a walk under way.
    ///
    /// # Errors
    /// A playbook on the way is missing.
    pub fn pin(&self, start: &PlaybookId) -> Result<Self, PinError> {
        let mut wanted = BTreeSet::from([start.clone()]);
        let mut unread = vec![start.clone()];
        while let Some(id) = unread.pop() {
            let playbook = self.playbook(&id).ok_or(PinError(id))?;
            unread.extend(
                playbook
                    .leads_to
                    .iter()
                    .filter(|id| wanted.insert((*id).clone()))
                    .cloned(),
            );
        }
        let playbooks = self.playbooks.iter().filter(|(id, _)| wanted.contains(id));
        Ok(Self {
            playbooks: playbooks
                .map(|(id, playbook)| (id.clone(), playbook.clone()))
                .collect(),
            ..self.clone()
        })
    }
}
