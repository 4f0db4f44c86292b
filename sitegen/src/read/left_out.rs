//! What stands in the folder and is no part of the site.

/// Why a file or folder is no part of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// A symbolic link: what it leads to may be anywhere, today or tomorrow.
    Link,
    /// A pipe, a device or a socket.
    NoFile,
    /// Its name is not Unicode, so that no link could name it; the path shows it as well as can be.
    Name,
    /// The disk refused.
    Unreadable {
        /// In its own words.
        error: String,
    },
    /// An attachment of more than [`super::LARGEST_ATTACHMENT_BYTES`].
    TooLarge {
        /// How many there are.
        bytes: u64,
    },
    /// Neither a page nor of a kind that is copied.
    Kind,
    /// Markdown that is only there to be included.
    Part,
}

impl WhyLeftOut {
    /// Whether an author should hear of it even when no page links to it.
    pub(crate) fn is_to_be_said(&self) -> bool {
        !matches!(self, Self::TooLarge { .. } | Self::Kind | Self::Part)
    }
}
