//! Puts what pages include in its place, within bounds: hostile folders may cost no more than their size allows.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Fault, FaultKind, IncludeFault, nearest};
use crate::parse::{body_start, is_template};
use crate::read::{Content, LARGEST_PAGE_BYTES, Source, SourcePath, Sources};

use super::directive::{Directive, MARK, Pick};
use super::excerpt::{Index, NoPart, one};
use super::origin::{Expansion, Run, Site, way};

/// Files that include files that include files; more is a mistake or an attack.
const DEEPEST: usize = 16;

/// What all pages of a site may include together: many times what any folder holds.
const MOST_OF_SITE_BYTES: usize = 64 * 1024 * 1024;

/// What it costs to remember where a line or a file was put in, beside its text.
const PLACE_BYTES: usize = 64;

/// Enough of what cannot be included for one page; more would say nothing new.
const MOST_FAULTS: usize = 100;

/// So many times it is looked for what was meant.
const MOST_NEAREST: usize = 100;

/// Every page with what it includes; `None` for those that include nothing.
pub(crate) fn expansions(sources: &Sources) -> Vec<Option<Arc<Expansion>>> {
    let mut library = Library {
        sources,
        indexes: HashMap::new(),
        left: MOST_OF_SITE_BYTES,
        nearest_left: MOST_NEAREST,
    };
    let pages = sources.pages.iter();
    pages
        .map(|page| {
            let text = page.text();
            // A template's holes look alike, and it is filled before it is Markdown.
            (text.contains(MARK) && !is_template(text))
                .then(|| Arc::new(Page::new(page).expanded(&mut library)))
        })
        .collect()
}

/// The files that can be included, and how much of them still may be.
struct Library<'s> {
    sources: &'s Sources,
    indexes: HashMap<SourcePath, Index>,
    left: usize,
    nearest_left: usize,
}

impl<'s> Library<'s> {
    fn source(&self, path: &SourcePath) -> Option<&'s Source> {
        let pages = &self.sources.pages;
        match pages.binary_search_by(|page| page.path.cmp(path)) {
            Ok(at) => Some(&pages[at]),
            Err(_) => self.sources.parts.get(path),
        }
    }

    fn text(
        &mut self,
        path: &SourcePath,
        written: &str,
        from: &SourcePath,
    ) -> Result<&'s str, Why> {
        match self.source(path).map(|source| &source.content) {
            Some(Content::Text(text)) => Ok(text),
            Some(_) => Err(Why::NotText),
            None if self.sources.left_out.contains_key(path)
                || self.sources.attachments.contains_key(path) =>
            {
                Err(Why::NotText)
            }
            None => Err(Why::NoFile(self.nearest(written, from))),
        }
    }

    /// The part that a directive asks for.
    fn part(
        &mut self,
        path: &SourcePath,
        text: &str,
        pick: Pick<'_>,
    ) -> Result<Vec<Range<usize>>, Why> {
        let index = self.indexes.entry(path.clone());
        let index = index.or_insert_with(|| Index::of(text));
        index.pick(pick).map_err(|no| match no {
            NoPart::Lines(lines) => Why::NoLines(lines),
            NoPart::Anchor(name) => {
                self.nearest_left = self.nearest_left.saturating_sub(1);
                let is_looked_for = self.nearest_left > 0;
                Why::NoAnchor(is_looked_for.then(|| index.nearest(&name)).flatten())
            }
        })
    }

    /// The file that was probably meant, as it would be written.
    fn nearest(&mut self, written: &str, from: &SourcePath) -> Option<String> {
        self.nearest_left = self.nearest_left.checked_sub(1)?;
        let pages = self.sources.pages.iter().map(|page| &page.path);
        let known = || {
            let others = pages.clone().filter(|path| *path != from);
            let others = others.chain(self.sources.parts.keys());
            others.chain(self.sources.attachments.keys())
        };
        let name = written.rsplit('/').next().unwrap_or(written);
        let same_name = known().find(|path| path.file_name().eq_ignore_ascii_case(name));
        let found = same_name.or_else(|| {
            let target = from.join(written)?;
            let near = nearest(target.as_str(), known().map(SourcePath::as_str))?;
            known().find(|path| path.as_str() == near)
        })?;
        Some(way(from.folder(), found.folder()) + found.file_name())
    }
}

/// Why a directive stays as it is.
enum Why {
    NoFile(Option<String>),
    Outside,
    Cycle(Vec<String>),
    TooDeep,
    TooMuch {
        of_site: bool,
    },
    NotText,
    NoLines(usize),
    NoAnchor(Option<String>),
    ClosesFence,
    /// For a reason that was said before.
    AlreadySaid,
}

/// A page that is being put together.
struct Page<'s> {
    source: &'s Source,
    text: String,
    runs: Vec<Run>,
    sites: Vec<Site>,
    faults: Vec<Fault>,
    /// The files that are open now, the page first.
    open: Vec<SourcePath>,
    /// What was included so far.
    included: usize,
    /// Whether nothing more goes in.
    is_full: bool,
}

/// A fence of code that is open.
#[derive(Clone, Copy)]
struct Fence {
    mark: u8,
    length: usize,
}

/// Text that goes in for a directive.
struct Excerpt<'s> {
    path: SourcePath,
    text: &'s str,
    places: Vec<Range<usize>>,
}

impl<'s> Page<'s> {
    fn new(source: &'s Source) -> Self {
        let site = Site {
            path: source.path.clone(),
            by: None,
        };
        let run = Run {
            at: 0,
            site: 0,
            from: 0,
            moves: true,
        };
        Self {
            source,
            text: String::new(),
            runs: vec![run],
            sites: vec![site],
            faults: Vec::new(),
            open: vec![source.path.clone()],
            included: 0,
            is_full: false,
        }
    }

    fn expanded(mut self, library: &mut Library<'s>) -> Expansion {
        let text = self.source.text();
        let body = body_start(text);
        self.put(0, 0, &text[..body]);
        self.lines(library, 0, text, body..text.len(), "");
        Expansion {
            text: self.text.into(),
            faults: self.faults,
            runs: self.runs,
            sites: self.sites,
        }
    }

    /// Takes over the lines of a Markdown file, and what they include.
    fn lines(
        &mut self,
        library: &mut Library<'s>,
        site: usize,
        text: &'s str,
        place: Range<usize>,
        prefix: &str,
    ) {
        let mut fence: Option<Fence> = None;
        let mut at = place.start;
        for line in text[place].split_inclusive('\n') {
            let start = at;
            at += line.len();
            if let Some(directive) = Directive::of(line) {
                match self.excerpt(library, site, &directive, fence, prefix) {
                    Ok(excerpt) => {
                        let words = Directive::words(line);
                        let by = (site, start + words.start..start + words.end);
                        let prefix = [prefix, directive.prefix].concat();
                        self.include(library, by, excerpt, &prefix, fence);
                        continue;
                    }
                    Err(why) => self.refuse(line, prefix, &directive, why),
                }
            } else if let (Some(_), Some(escape)) = (fence, escape(line)) {
                // In prose Markdown takes the backslash away itself.
                self.prefixed(site, start, &line[..escape], prefix);
                self.put(site, start + escape + 1, &line[escape + 1..]);
                continue;
            }
            fence = after(fence, line);
            self.prefixed(site, start, line, prefix);
        }
    }

    /// What a directive asks for, if it can be had.
    fn excerpt(
        &mut self,
        library: &mut Library<'s>,
        site: usize,
        directive: &Directive<'_>,
        fence: Option<Fence>,
        outer: &str,
    ) -> Result<Excerpt<'s>, Why> {
        if self.is_full {
            return Err(Why::AlreadySaid);
        }
        let from = &self.sites[site].path;
        let path = from.join(directive.path).ok_or(Why::Outside)?;
        if let Some(first) = self.open.iter().position(|open| *open == path) {
            let chain = self.open[first..].iter().chain([&path]);
            return Err(Why::Cycle(chain.map(ToString::to_string).collect()));
        }
        if self.open.len() > DEEPEST {
            return Err(Why::TooDeep);
        }
        let text = library.text(&path, directive.path, from)?;
        let places = match directive.pick {
            Pick::Whole if fence.is_none() && path.is_markdown() => {
                one(body_start(text)..text.len())
            }
            Pick::Whole => one(0..text.len()),
            pick => library.part(&path, text, pick)?,
        };
        let excerpt = Excerpt { path, text, places };
        self.afford(library, &excerpt, outer.len() + directive.prefix.len())?;
        if fence.is_some_and(|fence| excerpt.closes(fence)) {
            return Err(Why::ClosesFence);
        }
        Ok(excerpt)
    }

    /// Pays for what is to be put in. Once there is too much of it nothing more is looked at on the page.
    fn afford(
        &mut self,
        library: &mut Library<'_>,
        excerpt: &Excerpt<'_>,
        prefix: usize,
    ) -> Result<(), Why> {
        let bytes: usize = excerpt.places.iter().map(Range::len).sum();
        let most = usize::try_from(LARGEST_PAGE_BYTES).unwrap_or(usize::MAX);
        let mut cost = PLACE_BYTES + bytes;
        if prefix > 0 && self.included + cost <= most {
            let lines = excerpt.lines().count();
            cost += lines.saturating_mul(prefix + PLACE_BYTES);
        }
        let of_page = self.included.saturating_add(cost) > most;
        if of_page || cost > library.left {
            self.is_full = true;
            return Err(Why::TooMuch { of_site: !of_page });
        }
        self.included += cost;
        library.left -= cost;
        Ok(())
    }

    /// Puts in what a directive asks for, each line behind what stands before the directive.
    fn include(
        &mut self,
        library: &mut Library<'s>,
        by: (usize, Range<usize>),
        excerpt: Excerpt<'s>,
        prefix: &str,
        fence: Option<Fence>,
    ) {
        let Excerpt { path, text, places } = excerpt;
        let is_markdown = fence.is_none() && path.is_markdown();
        let site = self.sites.len();
        self.open.push(path.clone());
        self.sites.push(Site { path, by: Some(by) });
        for place in places {
            if is_markdown {
                self.lines(library, site, text, place, prefix);
                continue;
            }
            let mut at = place.start;
            for line in text[place].split_inclusive('\n') {
                self.prefixed(site, at, line, prefix);
                at += line.len();
            }
        }
        self.open.pop();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.put_in(site, text.len(), "\n");
        }
    }

    fn prefixed(&mut self, site: usize, from: usize, line: &str, prefix: &str) {
        if line.trim().is_empty() {
            self.put_in(site, from, prefix.trim_end());
        } else {
            self.put_in(site, from, prefix);
        }
        self.put(site, from, line);
    }

    /// Adds text that stands nowhere, for a place of a file.
    fn put_in(&mut self, site: usize, from: usize, text: &str) {
        if !text.is_empty() {
            self.runs.push(Run {
                at: self.text.len(),
                site,
                from,
                moves: false,
            });
            self.text.push_str(text);
        }
    }

    /// Adds text as it stands in a file.
    fn put(&mut self, site: usize, from: usize, text: &str) {
        let at = self.text.len();
        let goes_on = |run: &Run| run.moves && run.site == site && run.from + at - run.at == from;
        if !text.is_empty() && !self.runs.last().is_some_and(goes_on) {
            self.runs.push(Run {
                at,
                site,
                from,
                moves: true,
            });
        }
        self.text.push_str(text);
    }

    /// Refuses a directive, which stays as it is; its place is where it will stand.
    fn refuse(&mut self, line: &str, prefix: &str, directive: &Directive<'_>, why: Why) {
        if self.faults.len() >= MOST_FAULTS {
            return;
        }
        let words = Directive::words(line);
        let start = self.text.len() + prefix.len() + words.start;
        let written = directive.path.to_owned();
        let fault = match why {
            Why::NoFile(nearest) => IncludeFault::NoFile { written, nearest },
            Why::Outside => IncludeFault::Outside { written },
            Why::Cycle(chain) => IncludeFault::Cycle { chain },
            Why::TooDeep => IncludeFault::TooDeep { limit: DEEPEST },
            Why::TooMuch { of_site: false } => IncludeFault::TooMuch {
                limit: LARGEST_PAGE_BYTES,
                of_site: false,
            },
            Why::TooMuch { of_site: true } => IncludeFault::TooMuch {
                limit: MOST_OF_SITE_BYTES as u64,
                of_site: true,
            },
            Why::NotText => IncludeFault::NotText { written },
            Why::NoLines(lines) => IncludeFault::NoLines { written, lines },
            Why::NoAnchor(nearest) => IncludeFault::NoAnchor { written, nearest },
            Why::AlreadySaid => return,
            Why::ClosesFence => IncludeFault::ClosesFence { written },
        };
        self.faults.push(Fault {
            span: start..start + words.len(),
            kind: FaultKind::Include(fault),
        });
    }
}

impl<'s> Excerpt<'s> {
    fn lines(&self) -> impl Iterator<Item = &'s str> {
        let places = self.places.iter();
        places.flat_map(|place| self.text[place.clone()].split_inclusive('\n'))
    }

    /// Whether one of its lines would end the block of code that it is put into.
    fn closes(&self, fence: Fence) -> bool {
        self.lines().any(|line| after(Some(fence), line).is_none())
    }
}

/// The fence that is open behind a line.
fn after(open: Option<Fence>, line: &str) -> Option<Fence> {
    let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
    let mark = bare.bytes().next().unwrap_or_default();
    let length = bare.bytes().take_while(|&byte| byte == mark).count();
    let rest = &bare[if matches!(mark, b'`' | b'~') {
        length
    } else {
        0
    }..];
    let Some(fence) = open else {
        let is_fence = matches!(mark, b'`' | b'~') && length >= 3;
        let opens = is_fence && !(mark == b'`' && rest.contains('`'));
        return opens.then_some(Fence { mark, length });
    };
    let closes = fence.mark == mark && length >= fence.length && rest.is_empty();
    (!closes).then_some(fence)
}

/// Where the backslash stands of a directive that is only to be shown.
fn escape(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    bare.strip_prefix('\\')?
        .starts_with(MARK)
        .then(|| line.len() - bare.len())
}
