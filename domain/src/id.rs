//! Identifiers as types, so that none can stand in for another.
//!
//! Every text id is non-empty, at most 512 bytes and free of control characters; that is checked where
//! it enters (by the compiler, or when stored data is read back), never again.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidId(String);

impl fmt::Display for InvalidId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a usable id: {:?}", self.0)
    }
}

impl std::error::Error for InvalidId {}

const LONGEST_ID_BYTES: usize = 512;

fn check_text(text: &str) -> Result<(), InvalidId> {
    let usable = !text.trim().is_empty()
        && text.len() <= LONGEST_ID_BYTES
        && !text.chars().any(char::is_control);
    usable
        .then_some(())
        .ok_or_else(|| InvalidId(text.chars().take(40).collect()))
}

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "schema", schemars(with = "String", extend("minLength" = 1, "maxLength" = 512)))]
        pub struct $name(String);

        impl $name {
            /// Takes a text as this id.
            ///
            /// # Errors
            /// The text is empty, longer than 512 bytes or holds control characters.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                check_text(&text)?;
                Ok(Self(text))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )*};
}

text_id! {
    /// A playbook: its path in the source folder without the extension, `/` between folders (`database/pool`).
    PlaybookId;
    /// A step (or phase) of a playbook: the id of its heading.
    StepId;
    /// A check within its step: the slug of its text.
    CheckId;
    /// A field within its playbook: the key in the front matter, else the slug of its label.
    FieldId;
    /// A choice within its step: the slug of its label.
    ChoiceId;
    /// A command within its step: `command-1`, `command-2` … in reading order.
    CommandId;
    /// The name of a command input, as written between `<` and `>`.
    InputName;
    /// A level of the severity scale, such as `P0`.
    SeverityLevel;
    /// A role of the roles table, such as `commander`.
    RoleId;
    /// A template: its path in the source folder without the extension.
    TemplateId;
    /// A scenario: its path in the source folder without the extension.
    ScenarioId;
    /// An alert of the monitoring, such as `HighErrorRate`.
    AlertName;
    /// A label of an alert, such as `instance`.
    LabelName;
    /// The content hash of a playbook: the first 12 hexadecimal digits of the SHA-256 of its bundle entry.
    Revision;
}

macro_rules! random_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "schema", schemars(with = "String", extend("pattern" = "^[0-9a-f]{32}$")))]
        pub struct $name([u8; 16]);

        impl $name {
            /// Takes 128 random bits as this id.
            pub const fn from_random(bits: [u8; 16]) -> Self {
                Self(bits)
            }

            /// Reads 32 hexadecimal digits.
            ///
            /// # Errors
            /// The text is anything else.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                let mut bits = [0; 16];
                hex::decode_to_slice(text, &mut bits)
                    .map_err(|_| InvalidId(text.chars().take(40).collect()))?;
                Ok(Self(bits))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&hex::encode(self.0))
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    )*};
}

random_id! {
    /// One incident or drill.
    IncidentId;
    /// One writer of events: a responder's browser.
    ActorId;
}

impl IncidentId {
    /// The first six digits: enough for people to tell incidents apart.
    pub fn short(&self) -> String {
        self.to_string()[..6].to_uppercase()
    }
}

/// The SHA-256 of an event as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String", extend("pattern" = "^[0-9a-f]{64}$")))]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(&text, &mut bytes)
            .map_err(|_| InvalidId(text.chars().take(40).collect()))?;
        Ok(Self(bytes))
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> String {
        fingerprint.to_string()
    }
}
