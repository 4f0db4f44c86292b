//! Where a file stands in the source folder.

use std::fmt;

/// A path relative to the source folder, `/` between folders, never leaving it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(String);

impl SourcePath {
    /// Takes a path; empty parts, `.` and `..` are worked out. `None` when it leaves the folder or is empty.
    pub fn new(text: &str) -> Option<Self> {
        if !text.is_empty() && text.split('/').all(|part| !matches!(part, "" | "." | "..")) {
            return Some(Self(text.to_owned()));
        }
        let mut parts = Vec::new();
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        (!parts.is_empty()).then(|| Self(parts.join("/")))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it stands in, without a slash at its end; empty for the source folder itself.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The path without its extension.
    pub fn stem(&self) -> &str {
        let name_start = self.0.len() - self.file_name().len();
        match self.0[name_start..].rfind('.') {
            Some(0) | None => &self.0,
            Some(dot) => &self.0[..name_start + dot],
        }
    }

    /// Its extension in lower case, or empty.
    pub fn extension(&self) -> String {
        self.0[self.stem().len()..]
            .trim_start_matches('.')
            .to_lowercase()
    }

    /// What a link in this file leads to: relative to its folder, or to the source folder after a `/`.
    /// `None` when it leaves the source folder.
    pub fn join(&self, link: &str) -> Option<Self> {
        if link.starts_with('/') {
            return Self::new(link);
        }
        Self::new(&format!("{}/{link}", self.folder()))
    }

    /// Whether it is a page.
    pub fn is_markdown(&self) -> bool {
        matches!(self.extension().as_str(), "md" | "markdown")
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SourcePath {
        SourcePath::new(text).unwrap()
    }

    #[test]
    fn links_are_followed_from_the_file_that_holds_them() {
        let page = path("database/pool.md");
        assert_eq!(page.join("../p0.md"), Some(path("p0.md")));
        assert_eq!(page.join("./cache.md"), Some(path("database/cache.md")));
        assert_eq!(page.join("/roles.md"), Some(path("roles.md")));
        assert_eq!(page.join("../../secrets.md"), None);
    }

    #[test]
    fn takes_names_apart() {
        let page = path("a.b/流程.v2.MD");
        assert_eq!(page.folder(), "a.b");
        assert_eq!(page.stem(), "a.b/流程.v2");
        assert_eq!(page.extension(), "md");
        assert!(page.is_markdown());
        assert_eq!(path("a.b/LICENSE").stem(), "a.b/LICENSE");
    }
}
