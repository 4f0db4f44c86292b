//! Where everything stands in the site, and what a link written in Markdown leads to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;

use crate::diagnostic::{LinkFault, nearest};
use crate::parse::RawPage;
use crate::read::SourcePath;

/// The places of a site.
#[derive(Debug)]
pub(crate) struct Places {
    by_path: HashMap<SourcePath, usize>,
    paths: Vec<SourcePath>,
    anchors: Vec<HashSet<String>>,
    files: Vec<String>,
    attachments: HashSet<SourcePath>,
    /// Pages that are left out.
    drafts: BTreeSet<SourcePath>,
    /// How wide and high the pictures are.
    pictures: HashMap<SourcePath, (usize, usize)>,
    /// The page whose body stands on the home page.
    pub(crate) home: Option<usize>,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Somewhere else: an address with a scheme that does no harm.
    Elsewhere,
    /// A page, perhaps a heading on it.
    Page {
        /// Its number.
        page: usize,
        /// The id of the heading.
        anchor: Option<String>,
    },
    /// A file that is copied as it is.
    Attachment(SourcePath),
    /// Nothing.
    Broken(LinkFault),
}

const HOME_NAMES: [&str; 4] = ["index.md", "README.md", "readme.md", "Readme.md"];
const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Places {
    /// Looks at every page and attachment.
    pub(crate) fn new(pages: &[RawPage], attachments: &BTreeMap<SourcePath, Vec<u8>>) -> Self {
        let paths: Vec<SourcePath> = pages.iter().map(|page| page.path.clone()).collect();
        let home = HOME_NAMES
            .iter()
            .find_map(|name| paths.iter().position(|path| path.as_str() == *name));
        let files = paths.iter().enumerate().map(|(at, path)| {
            if Some(at) == home {
                "index.html".to_owned()
            } else {
                format!("{}.html", path.stem())
            }
        });
        let anchors = pages.iter().map(|page| {
            page.headings()
                .map(|heading| heading.anchor.clone())
                .collect()
        });
        Self {
            by_path: paths
                .iter()
                .cloned()
                .enumerate()
                .map(|(at, path)| (path, at))
                .collect(),
            files: files.collect(),
            anchors: anchors.collect(),
            attachments: attachments.keys().cloned().collect(),
            pictures: pictures(attachments),
            drafts: BTreeSet::new(),
            paths,
            home,
        }
    }

    /// The file that a page is written to, relative to the site's root.
    pub(crate) fn file(&self, page: usize) -> &str {
        &self.files[page]
    }

    /// The id that a heading of a page has in the site. The home page has ids of its own beside those of the
    /// author's headings, and a `## App` must not stand in for the app.
    pub(crate) fn id(&self, page: usize, anchor: &str) -> String {
        if self.home == Some(page) {
            format!("own-{anchor}")
        } else {
            anchor.to_owned()
        }
    }

    /// How wide and high the picture is that a link in a page leads to.
    pub(crate) fn picture_size(&self, from: usize, link: &str) -> Option<(usize, usize)> {
        match self.resolve(from, link) {
            Place::Attachment(path) => self.size_of(&path),
            _ => None,
        }
    }

    /// The same, knowing what was left out for being a draft.
    pub(crate) fn with_drafts(mut self, drafts: &BTreeSet<SourcePath>) -> Self {
        self.drafts.clone_from(drafts);
        self
    }

    /// Whether a page is written to this file.
    pub(crate) fn has_file(&self, file: &str) -> bool {
        matches!(file, "index.html" | "404.html") || self.files.iter().any(|known| known == file)
    }

    /// What a link means that stands in the source folder itself, as in its settings.
    pub(crate) fn resolve_from_root(&self, destination: &str) -> Place {
        let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
        let page = SourcePath::new(&decoded(path)).and_then(|path| self.by_path.get(&path));
        match page {
            Some(&page) => self.at_anchor(page, &decoded(anchor)),
            None => Place::Broken(LinkFault::NoFile),
        }
    }

    /// How wide and high a picture is.
    pub(crate) fn size_of(&self, path: &SourcePath) -> Option<(usize, usize)> {
        self.pictures.get(path).copied()
    }

    /// What `destination` means in a page.
    pub(crate) fn resolve(&self, from: usize, destination: &str) -> Place {
        if let Some(scheme) = scheme(destination) {
            if SAFE_SCHEMES.contains(&scheme.as_str()) {
                return Place::Elsewhere;
            }
            return Place::Broken(LinkFault::Scheme { scheme });
        }
        if destination.starts_with("//") {
            return Place::Elsewhere;
        }
        let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
        let path = path.split('?').next().unwrap_or_default();
        let page = if path.is_empty() {
            Ok(from)
        } else {
            self.page(from, &decoded(path))
        };
        match page {
            Ok(page) => self.at_anchor(page, &decoded(anchor)),
            Err(place) => place,
        }
    }

    fn page(&self, from: usize, path: &str) -> Result<usize, Place> {
        let Some(target) = self.paths[from].join(path) else {
            // The folder of the page itself, when that is the source folder.
            let is_root = path.split('/').all(|part| matches!(part, "" | "."));
            return match self.home {
                Some(home) if is_root => Ok(home),
                _ => Err(Place::Broken(LinkFault::Outside)),
            };
        };
        if let Some(&page) = self.by_path.get(&target) {
            return Ok(page);
        }
        if self.drafts.contains(&target) {
            return Err(Place::Broken(LinkFault::Draft));
        }
        if self.attachments.contains(&target) {
            return Err(Place::Attachment(target));
        }
        let stand_ins = HOME_NAMES
            .iter()
            .filter_map(|name| SourcePath::new(&format!("{target}/{name}")))
            .chain(
                (target.extension() == "html")
                    .then(|| SourcePath::new(&format!("{}.md", target.stem())))
                    .flatten(),
            );
        for stand_in in stand_ins {
            if let Some(&page) = self.by_path.get(&stand_in) {
                return Ok(page);
            }
        }
        Err(Place::Broken(LinkFault::NoFile))
    }

    /// What was probably meant by a link that leads nowhere, as it would be written.
    pub(crate) fn nearest(&self, from: usize, destination: &str) -> Option<String> {
        match self.resolve(from, destination) {
            Place::Broken(LinkFault::NoFile) => self.nearest_file(from, destination),
            Place::Broken(LinkFault::NoAnchor { page, anchor }) => {
                let mut known: Vec<&str> = self.anchors[page].iter().map(String::as_str).collect();
                known.sort_unstable();
                nearest(&anchor, known).map(|anchor| format!("#{anchor}"))
            }
            _ => None,
        }
    }

    /// The page that was probably meant by a path counted from the source folder.
    pub(crate) fn nearest_from_root(&self, path: &str) -> Option<String> {
        let target = SourcePath::new(path)?;
        let file_stem = |path: &SourcePath| {
            let stem = path.stem();
            stem.rsplit('/').next().unwrap_or(stem).to_owned()
        };
        let mut paths = self.paths.iter();
        let same_name = paths.find(|path| file_stem(path) == file_stem(&target));
        let found = same_name.or_else(|| {
            let stem = nearest(target.stem(), self.paths.iter().map(SourcePath::stem))?;
            self.paths.iter().find(|path| path.stem() == stem)
        });
        found.map(ToString::to_string)
    }

    /// What was probably meant by a link from the source folder itself.
    pub(crate) fn nearest_to_root(&self, destination: &str) -> Option<String> {
        let path = destination.split('#').next().unwrap_or_default();
        let others = self.paths.iter().map(SourcePath::as_str);
        nearest(path, others)
            .filter(|nearest| *nearest != path)
            .map(str::to_owned)
    }

    fn nearest_file(&self, from: usize, destination: &str) -> Option<String> {
        let path = destination.split(['#', '?']).next().unwrap_or_default();
        let target = self.paths[from].join(&decoded(path))?;
        let others = || {
            self.paths
                .iter()
                .enumerate()
                .filter(|&(at, _)| at != from)
                .map(|(_, path)| path)
        };
        others()
            .find(|path| path.file_name() == target.file_name())
            .map(ToString::to_string)
            .or_else(|| {
                // Extensions are alike everywhere, and would make short names look alike too.
                let stem = nearest(target.stem(), others().map(SourcePath::stem))?;
                others()
                    .find(|path| path.stem() == stem)
                    .map(ToString::to_string)
            })
    }

    fn at_anchor(&self, page: usize, anchor: &str) -> Place {
        // Emoji variation selectors are no part of our slugs, but are of GitHub's.
        let anchor = anchor.replace('\u{fe0f}', "");
        if anchor.is_empty() {
            return Place::Page { page, anchor: None };
        }
        let anchors = &self.anchors[page];
        let lower = anchor.to_lowercase();
        if let Some(found) = [anchor.as_str(), lower.as_str()]
            .into_iter()
            .find(|name| anchors.contains(*name))
        {
            return Place::Page {
                page,
                anchor: Some(found.to_owned()),
            };
        }
        Place::Broken(LinkFault::NoAnchor { page, anchor })
    }
}

fn pictures(attachments: &BTreeMap<SourcePath, Vec<u8>>) -> HashMap<SourcePath, (usize, usize)> {
    let sizes = attachments.iter().filter_map(|(path, bytes)| {
        let size = imagesize::blob_size(bytes).ok()?;
        Some((path.clone(), (size.width, size.height)))
    });
    sizes.collect()
}

fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// `https` of `https://…`; a Windows drive or a time of day is none.
fn scheme(destination: &str) -> Option<String> {
    if !destination.contains(':') {
        return None;
    }
    // Browsers skip white space and control characters here; so must we, or `java\nscript:` slips through.
    let bare: String = destination
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let (scheme, _) = bare.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// A path as a URL: what would mean something else in one is encoded, other languages stay readable.
pub(crate) fn url(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    push_url(&mut url, path);
    url
}

/// Puts a path behind what is there of a URL.
fn push_url(url: &mut String, path: &str) {
    use std::fmt::Write as _;
    let mut plain_from = 0;
    for (at, byte) in path.bytes().enumerate() {
        if matches!(
            byte,
            b'%' | b'#'
                | b'?'
                | b' '
                | b'"'
                | b'\\'
                | b'<'
                | b'>'
                | b'|'
                | b'^'
                | b'`'
                | b'{'
                | b'}'
                | b':'
        ) {
            url.push_str(&path[plain_from..at]);
            let _ = write!(url, "%{byte:02X}");
            plain_from = at + 1;
        }
    }
    url.push_str(&path[plain_from..]);
}

/// The way from one file of the site to another, as a URL.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let (mut from_rest, mut to_rest) = (from, to);
    while let (Some((from_folder, from_after)), Some((to_folder, to_after))) =
        (from_rest.split_once('/'), to_rest.split_once('/'))
        && from_folder == to_folder
    {
        (from_rest, to_rest) = (from_after, to_after);
    }
    let up = from_rest.bytes().filter(|&byte| byte == b'/').count();
    let mut way = String::with_capacity(3 * up + to_rest.len());
    for _ in 0..up {
        way.push_str("../");
    }
    push_url(&mut way, to_rest);
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::page;
    use crate::read::{Content, Source};

    fn places(files: &[(&str, &str)]) -> Places {
        let pages: Vec<RawPage> = files
            .iter()
            .map(|(path, text)| {
                let path = SourcePath::new(path).unwrap();
                page(&Source {
                    path,
                    content: Content::Text((*text).into()),
                })
            })
            .collect();
        Places::new(
            &pages,
            &BTreeMap::from([(SourcePath::new("db/graph.png").unwrap(), Vec::new())]),
        )
    }

    #[test]
    fn links_find_pages_headings_and_files() {
        let places = places(&[
            ("README.md", "# A"),
            ("db/pool.md", "# P\n\n## 切换 {#Failover}\n"),
            ("降级 预案.md", "x"),
        ]);
        let page = |page, anchor: Option<&str>| Place::Page {
            page,
            anchor: anchor.map(str::to_owned),
        };
        for (link, expected) in [
            ("db/pool.md", page(1, None)),
            ("./db/pool.md#Failover", page(1, Some("Failover"))),
            ("db/pool.html", page(1, None)),
            ("%E9%99%8D%E7%BA%A7%20%E9%A2%84%E6%A1%88.md", page(2, None)),
            ("#a", page(0, Some("a"))),
            ("#A", page(0, Some("a"))),
            (".", page(0, None)),
            (
                "db/graph.png",
                Place::Attachment(SourcePath::new("db/graph.png").unwrap()),
            ),
            ("https://example.com", Place::Elsewhere),
            ("../secret.md", Place::Broken(LinkFault::Outside)),
            (
                "java\tscript:alert(1)",
                Place::Broken(LinkFault::Scheme {
                    scheme: "javascript".into(),
                }),
            ),
            ("db/poll.md", Place::Broken(LinkFault::NoFile)),
        ] {
            assert_eq!(places.resolve(0, link), expected, "{link}");
        }
        assert_eq!(
            places.nearest(0, "db/poll.md").as_deref(),
            Some("db/pool.md")
        );
        assert_eq!(places.nearest(1, "#Failovr").as_deref(), Some("#Failover"));
        assert_eq!(places.resolve(1, "../README.md"), page(0, None));
        assert!(matches!(
            places.resolve(0, "#b"),
            Place::Broken(LinkFault::NoAnchor { .. })
        ));
    }

    #[test]
    fn ways_are_relative() {
        assert_eq!(relative("a.html", "b/c.html"), "b/c.html");
        assert_eq!(relative("b/c.html", "b/d e.html"), "d%20e.html");
        assert_eq!(relative("b/c/d.html", "index.html"), "../../index.html");
    }
}
