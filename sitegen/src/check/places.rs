//! Where everything stands in the site, and what a link written in Markdown leads to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;

use crate::diagnostic::{LinkFault, nearest};
use crate::parse::RawPage;
use crate::read::{SourcePath, Sources, WhyLeftOut};

use super::language::Translations;
use super::opening::{folders, homes, indexes, sections};
use super::spelling::folded;

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
    /// Pages and attachments by [`folded`] paths; `None` where several are spelled alike.
    by_spelling: HashMap<String, Option<SourcePath>>,
    /// The page that stands for a folder.
    by_folder: HashMap<String, usize>,
    /// The pages that open folders, in all languages.
    opening: BTreeSet<usize>,
    /// Folders that pages stand in or below and that have no page of their own: the site makes one.
    sections: HashSet<String>,
    /// Every folder that something was found in.
    folders: HashSet<String>,
    left_out: BTreeMap<SourcePath, WhyLeftOut>,
    /// What absolute links written for the folder's parent begin with.
    folder_name: String,
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
    /// A folder whose page the site makes.
    Section(String),
    /// A file that is copied as it is.
    Attachment(SourcePath),
    /// Nothing.
    Broken(LinkFault),
}

const PAGE_EXTENSIONS: [&str; 2] = ["md", "markdown"];
const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Places {
    /// Looks at every page and attachment.
    pub(crate) fn new(pages: &[RawPage], sources: &Sources, translations: &Translations) -> Self {
        let paths: Vec<SourcePath> = pages.iter().map(|page| page.path.clone()).collect();
        let opening = indexes(&paths, translations);
        let by_folder = homes(&paths, &opening, translations);
        let home = by_folder.get("").copied();
        let files = paths.iter().enumerate().map(|(at, path)| {
            match (by_folder.get(path.folder()) == Some(&at), path.folder()) {
                (true, "") => "index.html".to_owned(),
                (true, folder) => format!("{folder}/index.html"),
                // The same in another language.
                (false, folder) if opening.contains(&at) => {
                    let lang = translations.lang(at).unwrap_or("other");
                    let slash = if folder.is_empty() { "" } else { "/" };
                    format!("{folder}{slash}index.{lang}.html")
                }
                (false, _) => format!("{}.html", path.stem()),
            }
        });
        let anchors = pages.iter().map(|page| {
            page.headings()
                .map(|heading| heading.anchor.clone())
                .collect()
        });
        let attachments: HashSet<SourcePath> = sources.attachments.keys().cloned().collect();
        let copied = || paths.iter().chain(sources.attachments.keys());
        Self {
            by_path: paths
                .iter()
                .cloned()
                .enumerate()
                .map(|(at, path)| (path, at))
                .collect(),
            files: files.collect(),
            anchors: anchors.collect(),
            drafts: BTreeSet::new(),
            pictures: pictures(&sources.attachments),
            by_spelling: spellings(copied()),
            folders: folders(copied().chain(sources.left_out.keys())),
            sections: sections(&paths, &by_folder, &attachments),
            opening,
            by_folder,
            left_out: sources.left_out.clone(),
            folder_name: sources.folder_name.clone(),
            attachments,
            paths,
            home,
        }
    }

    /// The file that a page is written to, relative to the site's root.
    pub(crate) fn file(&self, page: usize) -> &str {
        &self.files[page]
    }

    /// Whether a page opens the folder that it stands in, in whatever language.
    pub(crate) fn opens_folder(&self, page: usize) -> bool {
        self.opening.contains(&page)
    }

    /// The page at `index.html` of a folder.
    pub(crate) fn home_of_folder(&self, folder: &str) -> Option<usize> {
        self.by_folder.get(folder).copied()
    }

    /// Whether the site makes the page of that folder.
    pub(crate) fn is_section(&self, folder: &str) -> bool {
        self.sections.contains(folder)
    }

    /// What stands in the folder and is no part of the site.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = (&SourcePath, &WhyLeftOut)> {
        self.left_out.iter()
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
        if is_local_path(destination) {
            return Place::Broken(LinkFault::LocalPath);
        }
        let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
        let path = path.split('?').next().unwrap_or_default();
        // A name may hold the marks that part an address.
        if path.len() < destination.len()
            && let Some(whole) = self.paths[from].join(&decoded(destination))
            && let Some(&page) = self.by_path.get(&whole)
        {
            return Place::Page { page, anchor: None };
        }
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
            let is_root = path.split('/').all(|part| matches!(part, "" | "." | ".."))
                && self.paths[from].join(&format!("{path}/x")).is_some();
            return match self.home {
                Some(home) if is_root => Ok(home),
                _ => Err(Place::Broken(LinkFault::Outside)),
            };
        };
        if let Some(found) = self.found(&target) {
            return found;
        }
        // `/docs/a.md`, written for the folder that `docs` stands in.
        let below = target.as_str().strip_prefix(&self.folder_name);
        let below = below.and_then(|rest| rest.strip_prefix('/'));
        if path.starts_with('/')
            && let Some(found) = below
                .and_then(SourcePath::new)
                .and_then(|target| self.found(&target))
        {
            return found;
        }
        Err(Place::Broken(self.why_not_found(&target)))
    }

    /// The page or file of that path, or of one that can only have meant it.
    fn found(&self, target: &SourcePath) -> Option<Result<usize, Place>> {
        if let Some(found) = self.at_path(target) {
            return Some(found);
        }
        if let Some(&page) = self.by_folder.get(target.as_str()) {
            return Some(Ok(page));
        }
        let bare = match target.extension().as_str() {
            "html" => target.stem(),
            _ => target.as_str(),
        };
        let folder = bare.strip_suffix("/index");
        if let Some(&page) = folder.and_then(|folder| self.by_folder.get(folder)) {
            return Some(Ok(page));
        }
        let section = [Some(target.as_str()), folder].into_iter().flatten();
        if let Some(section) = section.into_iter().find(|folder| self.is_section(folder)) {
            return Some(Err(Place::Section(section.to_owned())));
        }
        let with_extension = PAGE_EXTENSIONS
            .iter()
            .filter_map(|extension| SourcePath::new(&format!("{bare}.{extension}")));
        let candidates: Vec<SourcePath> = std::iter::once(target.clone())
            .chain(with_extension)
            .collect();
        let exact = candidates.iter().find_map(|path| self.at_path(path));
        exact.or_else(|| {
            let mut spelled = candidates
                .iter()
                .filter_map(|path| self.by_spelling.get(&folded(path.as_str()))?.as_ref());
            spelled.find_map(|path| self.at_path(path))
        })
    }

    fn at_path(&self, path: &SourcePath) -> Option<Result<usize, Place>> {
        if let Some(&page) = self.by_path.get(path) {
            return Some(Ok(page));
        }
        self.attachments
            .contains(path)
            .then(|| Err(Place::Attachment(path.clone())))
    }

    fn why_not_found(&self, target: &SourcePath) -> LinkFault {
        if self.drafts.contains(target) {
            return LinkFault::Draft;
        }
        if let Some(why) = self.left_out.get(target) {
            return LinkFault::LeftOut { why: why.clone() };
        }
        if self.folders.contains(target.as_str()) {
            return LinkFault::Folder;
        }
        LinkFault::NoFile
    }

    /// What was probably meant by a link that leads nowhere, as it would be written.
    pub(crate) fn nearest(&self, from: usize, destination: &str) -> Option<String> {
        match self.resolve(from, destination) {
            Place::Broken(LinkFault::NoFile | LinkFault::LocalPath) => {
                self.nearest_file(from, destination)
            }
            Place::Broken(LinkFault::Scheme { scheme }) if scheme == "file" => {
                self.nearest_file(from, destination)
            }
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
        let path = decoded(path).replace('\\', "/");
        let name = path.trim_end_matches('/').rsplit('/').next()?;
        self.nearest_name(from, name).or_else(|| {
            let target = self.paths[from].join(&path)?;
            // Extensions are alike everywhere, and would make short names look alike too.
            let others = || (0..self.paths.len()).filter(|&at| at != from);
            let stem = nearest(target.stem(), others().map(|at| self.paths[at].stem()))?;
            let found = others().find(|&at| self.paths[at].stem() == stem)?;
            Some(self.link(from, found))
        })
    }

    /// The link to the first other page whose file has that name, with or without its extension.
    pub(crate) fn nearest_name(&self, from: usize, name: &str) -> Option<String> {
        let name = folded(name);
        let is_it = |path: &SourcePath| {
            let own = folded(path.file_name());
            own == name
                || own
                    .strip_suffix(&format!(".{}", path.extension()))
                    .is_some_and(|stem| stem == name)
        };
        let found = (0..self.paths.len()).find(|&at| at != from && is_it(&self.paths[at]))?;
        Some(self.link(from, found))
    }

    /// How one page would link to another.
    pub(crate) fn link(&self, from: usize, to: usize) -> String {
        relative(self.paths[from].as_str(), self.paths[to].as_str())
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

fn spellings<'p>(
    paths: impl Iterator<Item = &'p SourcePath>,
) -> HashMap<String, Option<SourcePath>> {
    let mut spellings = HashMap::new();
    for path in paths {
        spellings
            .entry(folded(path.as_str()))
            .and_modify(|known| *known = None)
            .or_insert_with(|| Some(path.clone()));
    }
    spellings
}

/// `C:\docs\a.md`, `\\server\docs`.
fn is_local_path(destination: &str) -> bool {
    let rest = destination
        .strip_prefix(|c: char| c.is_ascii_alphabetic())
        .and_then(|rest| rest.strip_prefix(':'));
    rest.is_some_and(|rest| rest.starts_with(['\\', '/'])) || destination.starts_with("\\\\")
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
    use crate::check::language::Languages;
    use crate::parse::page;
    use crate::read::{Content, Source};

    fn translations(pages: &[RawPage]) -> Translations {
        Translations::new(pages, Languages::new(&[], "zh"))
    }

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
        let path = |path| SourcePath::new(path).unwrap();
        Places::new(
            &pages,
            &Sources {
                folder_name: "docs".to_owned(),
                attachments: BTreeMap::from([(path("db/graph.png"), Vec::new())]),
                left_out: BTreeMap::from([(path("src/main.rs"), WhyLeftOut::Kind)]),
                ..Sources::default()
            },
            &translations(&pages),
        )
    }

    #[test]
    fn links_as_other_generators_write_them_find_their_page() {
        let places = places(&[
            ("index.md", "# A"),
            ("README.md", "# B"),
            ("db/ReadMe.md", "# C"),
            ("db/Pool.MD", "# D"),
            ("caf\u{e9}.md", "x"),
            ("c#.md", "x"),
            ("x.md", "x"),
            ("X.md", "x"),
        ]);
        assert_eq!(places.file(0), "index.html");
        assert_eq!(places.file(1), "README.html");
        assert_eq!(places.file(2), "db/index.html");
        for (link, page) in [
            ("db/", 2),
            ("db", 2),
            ("db/README.md", 2),
            ("db/index.html", 2),
            ("/docs/db/", 2),
            ("/docs/db/pool", 3),
            ("db/pool.md", 3),
            ("db/pool.html", 3),
            ("db/pool", 3),
            ("cafe\u{301}.md", 4),
            ("c#.md", 5),
            ("x", 6),
        ] {
            assert_eq!(
                places.resolve(0, link),
                Place::Page { page, anchor: None },
                "{link}"
            );
        }
        let anchor = None;
        assert_eq!(places.resolve(3, "."), Place::Page { page: 2, anchor });
        for (link, fault) in [
            ("C:\\docs\\pool.md", LinkFault::LocalPath),
            ("src/", LinkFault::Folder),
            (
                "src/main.rs",
                LinkFault::LeftOut {
                    why: WhyLeftOut::Kind,
                },
            ),
            ("../../x.md", LinkFault::Outside),
        ] {
            assert_eq!(
                places.resolve(3, &format!("../{link}").replace("../C", "C")),
                Place::Broken(fault),
                "{link}"
            );
        }
        assert_eq!(
            places.nearest(2, "C:\\docs\\Pool.md").as_deref(),
            Some("Pool.MD")
        );
        assert_eq!(
            places.nearest(0, "file:///home/a/pool.md").as_deref(),
            Some("db/Pool.MD")
        );
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
        for (written, meant) in [
            ("pool.md", Some("db/pool.md")),
            ("runbooks/pool.md", Some("db/pool.md")),
            ("db/pool", Some("db/pool.md")),
            ("db/Pool.md", Some("db/pool.md")),
            ("db/polo.md", Some("db/pool.md")),
            ("降级预案.md", Some("降级%20预案.md")),
            ("network.md", None),
        ] {
            let near = places.nearest(0, written);
            let near = near.as_deref().or(match places.resolve(0, written) {
                Place::Page { page: 1, .. } => Some("db/pool.md"),
                _ => None,
            });
            assert_eq!(near, meant, "{written}");
        }
        assert_eq!(places.resolve(1, "../README.md"), page(0, None));
        assert!(matches!(
            places.resolve(0, "#b"),
            Place::Broken(LinkFault::NoAnchor { .. })
        ));
    }

    #[test]
    fn a_folder_opens_in_every_language() {
        let places = places(&[
            ("README.md", "# 首页"),
            ("README_EN.md", "# Home"),
            ("db/index.en.md", "# Databases"),
            ("db/index.zh-CN.md", "# 数据库"),
            ("net/README.en.md", "# Network"),
            ("a/b/c.md", "# C"),
            ("d/_index.md", "# D"),
        ]);
        let files: Vec<&str> = (0..7).map(|page| places.file(page)).collect();
        assert_eq!(
            files,
            [
                "index.html",
                "index.en.html",
                "db/index.en.html",
                "db/index.html",
                "net/index.html",
                "a/b/c.html",
                "d/index.html",
            ]
        );
        for folder in ["a", "a/b"] {
            let made = Place::Section(folder.to_owned());
            assert_eq!(places.resolve(0, &format!("{folder}/")), made);
            assert_eq!(places.resolve(0, &format!("{folder}/index.html")), made);
        }
        assert!(!places.is_section("db") && !places.is_section(""));
    }

    #[test]
    fn ways_are_relative() {
        assert_eq!(relative("a.html", "b/c.html"), "b/c.html");
        assert_eq!(relative("b/c.html", "b/d e.html"), "d%20e.html");
        assert_eq!(relative("b/c/d.html", "index.html"), "../../index.html");
    }
}
