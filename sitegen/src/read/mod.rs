//! The first stage: everything the compiler looks at, taken from the disk once.
//!
//! What cannot be read as text is kept as the reason why, so that the check stage can say it with all else.

mod again;
mod embedded;
mod history;
mod left_out;
mod part;
mod source_path;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use chrono::{DateTime, Utc};

use crate::diagnostic::Strictness;
pub(crate) use again::sources_again;

pub(crate) use embedded::starter;
pub use embedded::{Assets, Files};
pub use history::changed;
pub use left_out::WhyLeftOut;
pub use source_path::SourcePath;

/// A page larger than this is refused: nobody reads it in an outage, and it would stall the build.
pub const LARGEST_PAGE_BYTES: u64 = 4 * 1024 * 1024;

/// An attachment larger than this is not copied into the site.
pub const LARGEST_ATTACHMENT_BYTES: u64 = 16 * 1024 * 1024;

/// The file that holds a site's settings.
pub const CONFIG_FILE: &str = "breakglass.toml";

/// Stands in every folder that the write stage made; such a folder is never a source.
pub const MARKER_FILE: &str = ".breakglass-site";

/// Types that are copied as they are when a page links to them: nothing that a browser would run.
const ATTACHMENTS: [&str; 20] = [
    "avif", "conf", "csv", "gif", "gz", "jpeg", "jpg", "json", "log", "pdf", "png", "py", "sh",
    "sql", "toml", "txt", "webp", "yaml", "yml", "zip",
];

/// What was named as the source folder is none.
#[derive(Clone, Copy, Debug)]
pub struct NoFolder;

impl std::fmt::Display for NoFolder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("it is not a folder")
    }
}

impl std::error::Error for NoFolder {}

/// Everything that was found in the source folder.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The name of the source folder, for a site without a name of its own.
    pub folder_name: String,
    /// `breakglass.toml`, if there is one.
    pub config: Option<Source>,
    /// Every Markdown file, sorted by path.
    pub pages: Vec<Source>,
    /// Every YAML file that may hold the alerting rules of a monitoring; it is an attachment as well.
    pub rule_files: Vec<Source>,
    /// Text that is only there to be included: Markdown whose name begins with `_`, and what pages name.
    pub parts: BTreeMap<SourcePath, Source>,
    /// Files that pages may show or link to.
    pub attachments: BTreeMap<SourcePath, Vec<u8>>,
    /// The time at which the reviews are looked at; `None` leaves them alone.
    pub now: Option<DateTime<Utc>>,
    /// Pages that were left out for being drafts.
    pub drafts: BTreeSet<SourcePath>,
    /// When each page was last changed, as `2026-11-20`, where that is known.
    pub changed: BTreeMap<SourcePath, String>,
    /// How strict the run is, beyond what the rules say themselves.
    pub strictness: Strictness,
    /// What stands in the folder and is no part of the site, and why.
    pub left_out: BTreeMap<SourcePath, WhyLeftOut>,
}

impl Sources {
    /// The text of a page, of the settings file, of alerting rules or of what is included; empty when there is none.
    pub fn text(&self, path: &SourcePath) -> &str {
        let page = self.pages.binary_search_by(|page| page.path.cmp(path));
        match page {
            Ok(at) => self.pages[at].text(),
            Err(_) => self
                .config
                .iter()
                .chain(&self.rule_files)
                .chain(self.parts.get(path))
                .find(|source| source.path == *path)
                .map_or("", Source::text),
        }
    }
}

/// One file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it stands.
    pub path: SourcePath,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text with `\n` line ends, without byte-order mark and NUL. Shared, as what was parsed of it is kept with it.
    Text(Arc<str>),
    /// The bytes stop being UTF-8 after so many.
    NotUtf8 {
        /// How many bytes are good.
        valid_up_to: usize,
    },
    /// Text of two bytes a character, as some editors on Windows save it.
    Utf16,
    /// More than [`LARGEST_PAGE_BYTES`].
    TooLarge {
        /// How many there are.
        bytes: u64,
    },
}

impl Source {
    /// Its text; empty when it has none.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::NotUtf8 { .. } | Content::Utf16 | Content::TooLarge { .. } => "",
        }
    }
}

/// Reads a source folder.
///
/// What cannot be read below it is left out, and said to be by a rule.
///
/// # Errors
/// The folder cannot be read.
pub fn sources(folder: &Path) -> io::Result<Sources> {
    if !folder.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, NoFolder));
    }
    let mut sources = Sources {
        folder_name: folder_name(folder),
        ..Sources::default()
    };
    for (path, file) in walk::files(folder, &mut sources.left_out)? {
        if let Err(error) = take(&mut sources, &path, &file)
            // A file that went away meanwhile was just not there.
            && error.kind() != io::ErrorKind::NotFound
        {
            let why = WhyLeftOut::Unreadable {
                error: error.to_string(),
            };
            sources.left_out.insert(path, why);
        }
    }
    sources.pages.sort_by(|a, b| a.path.cmp(&b.path));
    sources.rule_files.sort_by(|a, b| a.path.cmp(&b.path));
    part::named_by_pages(&mut sources, folder);
    Ok(sources)
}

/// The time now. `SOURCE_DATE_EPOCH` says another, so that a build can be repeated byte for byte.
pub fn now() -> Option<DateTime<Utc>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the outside is read here, and the time is an argument from here on"
    )]
    let now = std::time::SystemTime::now();
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok();
    let seconds = match fixed.and_then(|seconds| seconds.trim().parse().ok()) {
        Some(seconds) => seconds,
        None => i64::try_from(now.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs()).ok()?,
    };
    DateTime::from_timestamp(seconds, 0)
}

/// Alerting rules stand in `groups`; whether they do is for the parser to find out.
fn rule_file(path: &SourcePath, bytes: &[u8]) -> Option<Source> {
    const WORD: &[u8] = b"groups:";
    let is_yaml = matches!(path.extension().as_str(), "yml" | "yaml");
    let fits = bytes.len() as u64 <= LARGEST_PAGE_BYTES;
    let may_be = is_yaml && fits && bytes.windows(WORD.len()).any(|window| window == WORD);
    may_be.then(|| Source {
        path: path.clone(),
        content: Content::from_bytes(bytes.to_vec()),
    })
}

fn folder_name(folder: &Path) -> String {
    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    absolute
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Puts one file where it belongs.
fn take(sources: &mut Sources, path: &SourcePath, file: &Path) -> io::Result<()> {
    let path = path.clone();
    if path.as_str() == CONFIG_FILE {
        let content = content(file)?;
        sources.config = Some(Source { path, content });
    } else if part::is_part(&path) {
        let content = content(file)?;
        sources.left_out.insert(path.clone(), WhyLeftOut::Part);
        sources.parts.insert(path.clone(), Source { path, content });
    } else if path.is_markdown() {
        let content = content(file)?;
        sources.pages.push(Source { path, content });
    } else if is_attachment(&path) {
        let (bytes, complete) = bytes_up_to(file, LARGEST_ATTACHMENT_BYTES)?;
        if complete {
            sources.rule_files.extend(rule_file(&path, &bytes));
            sources.attachments.insert(path, bytes);
        } else {
            let bytes = fs::metadata(file)?.len();
            let why = WhyLeftOut::TooLarge { bytes };
            sources.left_out.insert(path, why);
        }
    } else {
        sources.left_out.insert(path, WhyLeftOut::Kind);
    }
    Ok(())
}

/// The place of a file whose name is Unicode.
fn relative(folder: &Path, file: &Path) -> Option<SourcePath> {
    walk::relative(folder, file)
        .filter(|&(_, is_unicode)| is_unicode)
        .map(|(path, _)| path)
}

fn is_attachment(path: &SourcePath) -> bool {
    ATTACHMENTS.contains(&path.extension().as_str())
}

fn bytes_up_to(file: &Path, limit: u64) -> io::Result<(Vec<u8>, bool)> {
    let opened = fs::File::open(file)?;
    // With room for all of it from the start, as it would be copied each time that it grows.
    let expected = opened.metadata().map_or(0, |data| data.len().min(limit));
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
    opened.take(limit + 1).read_to_end(&mut bytes)?;
    let complete = bytes.len() as u64 <= limit;
    Ok((bytes, complete))
}

fn content(file: &Path) -> io::Result<Content> {
    let (bytes, complete) = bytes_up_to(file, LARGEST_PAGE_BYTES)?;
    if !complete {
        let bytes = fs::metadata(file)?.len();
        return Ok(Content::TooLarge { bytes });
    }
    Ok(Content::from_bytes(bytes))
}

impl Content {
    /// Takes the bytes of a file.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        if is_utf16(&bytes) {
            return Self::Utf16;
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(normalised(text).into()),
            Err(error) => Self::NotUtf8 {
                valid_up_to: error.utf8_error().valid_up_to(),
            },
        }
    }
}

/// By its mark, or by its every other byte being nothing, as in words of Latin letters.
fn is_utf16(bytes: &[u8]) -> bool {
    const MARKS: [[u8; 2]; 2] = [[0xff, 0xfe], [0xfe, 0xff]];
    if MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return true;
    }
    // Almost every file ends here.
    if !bytes.contains(&0) {
        return false;
    }
    let zeros = |odd: usize| {
        let bytes = bytes.iter().skip(odd).step_by(2);
        bytes.filter(|&&byte| byte == 0).count()
    };
    let most = bytes.len() / 2 - bytes.len() / 8;
    bytes.len() >= 8 && zeros(0).max(zeros(1)) > most && zeros(0).min(zeros(1)) == 0
}

/// Spans and line numbers are all counted in this form.
fn normalised(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    // CommonMark asks for the replacement character in place of NUL.
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}")
    } else {
        text
    }
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests set up folders of their own"
)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        match Content::from_bytes(bytes.to_vec()) {
            Content::Text(text) => text.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn text_has_one_form() {
        assert_eq!(text(b"\xef\xbb\xbf# a\r\nb\rc\0"), "# a\nb\nc\u{fffd}");
    }

    #[test]
    fn text_of_two_bytes_a_character_is_known() {
        for bytes in [
            &b"\xff\xfe#\0 \0"[..],
            b"\xfe\xff\0#",
            b"#\0 \0t\0i\0t\0l\0",
            b"\0#\0 \0t\0i\0t\0l",
        ] {
            let content = Content::from_bytes(bytes.to_vec());
            assert!(matches!(content, Content::Utf16), "{content:?}");
        }
        assert!(matches!(
            Content::from_bytes(b"a\0b\0\0\0\0\0".to_vec()),
            Content::Text(_)
        ));
    }

    #[test]
    fn bytes_that_are_not_text_say_where() {
        let content = Content::from_bytes(b"ok \xff\xfe".to_vec());
        assert!(
            matches!(content, Content::NotUtf8 { valid_up_to: 3 }),
            "{content:?}"
        );
    }

    #[test]
    fn hidden_foreign_and_generated_folders_are_no_source() {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in [
            ("a.md", "a"),
            ("b/c.MD", "c"),
            (".git/d.md", "d"),
            ("node_modules/e.md", "e"),
            ("out/.breakglass-site", ""),
            ("out/f.md", "f"),
            ("b/graph.png", "png"),
            ("b/run.exe", "exe"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let sources = sources(folder.path()).unwrap();
        let pages: Vec<&str> = sources
            .pages
            .iter()
            .map(|page| page.path.as_str())
            .collect();
        assert_eq!(pages, ["a.md", "b/c.MD"]);
        let attachments: Vec<&str> = sources.attachments.keys().map(SourcePath::as_str).collect();
        assert_eq!(attachments, ["b/graph.png"]);
    }
}
