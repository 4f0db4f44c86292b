//! A command of a playbook, with the inputs it asks for.

use serde::{Deserialize, Serialize};

use crate::{CommandId, InputName};

/// A fenced block that is copied into a terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Command {
    /// Unique in its step.
    pub id: CommandId,
    /// The language of the fence, such as `bash`.
    pub language: String,
    /// The text with its inputs cut out.
    pub parts: Vec<CommandPart>,
    /// Why it must be held to copy: the caution before it. Empty when it is harmless.
    pub caution: String,
}

impl Command {
    /// The names of its inputs, each once, in order.
    pub fn inputs(&self) -> Vec<&InputName> {
        let mut names = Vec::new();
        for part in &self.parts {
            if let CommandPart::Input(name) = part
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// The text with its inputs filled; an empty one stays as `<name>`.
    pub fn filled<'v>(&self, value: impl Fn(&InputName) -> Option<&'v str>) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                CommandPart::Text(text) => text.clone(),
                CommandPart::Input(name) => {
                    value(name).map_or_else(|| format!("<{name}>"), str::to_owned)
                }
            })
            .collect()
    }
}

/// A stretch of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CommandPart {
    /// As it is.
    Text(String),
    /// `<pod>`: asked once, filled everywhere.
    Input(InputName),
}
