//! The second stage: sources to raw pages. Every page is read on its own; nothing is looked up elsewhere.
//!
//! A raw page knows its headings and what stands under each of them, and keeps the place of everything.
//! What is wrong is kept as data ([`crate::diagnostic::Fault`]); the check stage finds the words.

mod alert_rules;
mod block;
mod bracket;
mod check;
mod choice;
mod command;
mod config;
mod duration;
mod emphasis;
mod field;
mod foreign;
mod front_matter;
mod heading;
mod included;
mod interval;
mod kept;
mod language_tag;
mod mermaid;
mod numeral;
mod scenario;
mod slug;
mod table;
mod time_zone;
mod yaml;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use rayon::prelude::*;

use crate::diagnostic::{Fault, FaultKind, ScenarioFault};
use crate::include::{Expansion, expansions};
use crate::markup::{Markup, Piece, Span, is_foreign_element, parts, removed_by_sanitiser, text};
use crate::read::{Content, LARGEST_PAGE_BYTES, Source, SourcePath, Sources};

pub(crate) use alert_rules::{RawAlert, RuleFile, rule_files};
pub(crate) use block::{RawBlock, RawCommand, RawMermaid};
pub(crate) use check::RawCheck;
pub(crate) use choice::{Going, RawChoice, RawChoices, trimmed};
pub(crate) use config::{Config, config};
pub(crate) use duration::{Duration, duration_in, is_round_the_clock};
pub(crate) use emphasis::is_cjk;
pub(crate) use field::RawField;
pub(crate) use front_matter::{Allowance, FieldSetting, FieldType, FrontMatter, KEYS, Kind};
pub(crate) use heading::RawHeading;
pub(crate) use interval::interval;
pub(crate) use kept::{Edition, Kept};
pub(crate) use language_tag::is_script_or_region;
pub(crate) use mermaid::{FlowEdge, FlowShape, FlowStroke, Flowchart, MermaidFault};
pub(crate) use numeral::leading_number;
pub(crate) use scenario::{RawDeed, RawEnd, RawPlace, RawScenario, RawTurn, Reading};
pub(crate) use slug::{Unique, short_slug, slug};
pub(crate) use table::{Cell, RawTable};
pub(crate) use time_zone::{TimeZone, zone_names};
pub(crate) use yaml::Located;

/// Deeper nesting than any person writes; what comes after it is not read.
const DEEPEST_NESTING: usize = 64;

/// A page as written.
#[derive(Clone, Debug)]
pub(crate) struct RawPage {
    pub(crate) path: SourcePath,
    pub(crate) front: FrontMatter,
    /// Where the body begins.
    pub(crate) body_start: usize,
    /// What stands before the first heading that is not the page's title.
    pub(crate) intro: Vec<RawBlock>,
    /// The heading at the top, if it is the title.
    pub(crate) title: Option<RawHeading>,
    /// Every other heading, in order.
    pub(crate) sections: Vec<RawSection>,
    /// Every link and picture.
    pub(crate) links: Vec<RawLink>,
    /// The numbers of its footnotes, from 1 in the order they are referred to.
    pub(crate) footnotes: HashMap<String, usize>,
    /// The script, on a page that is one.
    pub(crate) scenario: Option<RawScenario>,
    /// What is wrong with the page by itself.
    pub(crate) faults: Vec<Fault>,
    /// What it includes; all places on the page are then places in its expanded text.
    pub(crate) expansion: Option<Arc<Expansion>>,
}

/// A heading and what stands under it, up to the next heading of any level.
#[derive(Clone, Debug)]
pub(crate) struct RawSection {
    pub(crate) heading: RawHeading,
    pub(crate) blocks: Vec<RawBlock>,
}

/// A link or picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawLink {
    pub(crate) destination: String,
    /// A picture without words for it.
    pub(crate) lacks_words: bool,
    pub(crate) span: Span,
}

impl RawPage {
    /// The heading at the top, or what the front matter says; `None` when the page has neither.
    pub(crate) fn written_title(&self) -> Option<&str> {
        let of_heading = || self.title.as_ref().map(|heading| heading.title.as_str());
        self.front.title.as_deref().or_else(of_heading)
    }

    /// The text that was parsed: the file's own, or that with all it includes.
    pub(crate) fn text<'t>(&'t self, source: &'t Source) -> &'t str {
        self.expansion
            .as_ref()
            .map_or_else(|| source.text(), |expansion| &expansion.text)
    }

    /// The file in which this place was written, and the place in it.
    pub(crate) fn origin(&self, span: &Span) -> (&SourcePath, Span) {
        match &self.expansion {
            Some(expansion) => {
                let origin = expansion.origin(span);
                (origin.path, origin.span)
            }
            None => (&self.path, span.clone()),
        }
    }

    /// The place in the page's own file: of something that is included, the line that includes it.
    pub(crate) fn place_in_file(&self, span: &Span) -> Span {
        match &self.expansion {
            Some(expansion) => {
                let origin = expansion.origin(span);
                origin.included_at.unwrap_or(origin.span)
            }
            None => span.clone(),
        }
    }

    /// Every block of the page.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &RawBlock> {
        self.intro
            .iter()
            .chain(self.sections.iter().flat_map(|section| &section.blocks))
    }

    /// Every heading of the page.
    pub(crate) fn headings(&self) -> impl Iterator<Item = &RawHeading> {
        self.title
            .iter()
            .chain(self.sections.iter().map(|section| &section.heading))
    }
}

/// Parses every page.
pub(crate) fn pages(sources: &Sources) -> Vec<RawPage> {
    sources
        .pages
        .par_iter()
        .zip(expansions(sources))
        .map(|(source, expansion)| page_with(source, expansion))
        .collect()
}

/// Parses every page and leaves out the drafts, which the sources then only know by name.
pub(crate) fn published(sources: &Sources) -> (Cow<'_, Sources>, Vec<RawPage>) {
    let pages = pages(sources);
    if pages.iter().all(|page| !page.front.draft) {
        return (Cow::Borrowed(sources), pages);
    }
    let (drafts, pages): (Vec<RawPage>, Vec<RawPage>) =
        pages.into_iter().partition(|page| page.front.draft);
    let mut sources = sources.clone();
    sources.drafts = drafts.into_iter().map(|page| page.path).collect();
    let left_out = &sources.drafts;
    sources.pages.retain(|page| !left_out.contains(&page.path));
    (Cow::Owned(sources), pages)
}

/// What of Markdown is understood.
pub(crate) fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Where the body of a text begins.
pub(crate) fn body_start(text: &str) -> usize {
    front_matter::split(text).1
}

/// Whether a text is a template, by its own words.
pub(crate) fn is_template(text: &str) -> bool {
    let (front, _) = front_matter::split(text);
    let kind = front.map(|span| front_matter::front_matter(text, span, &mut Vec::new()).kind);
    kind == Some(Kind::Template)
}

/// Parses one page that includes nothing.
#[cfg(test)]
pub(crate) fn page(source: &Source) -> RawPage {
    page_with(source, None)
}

/// Parses one page with what it includes.
fn page_with(source: &Source, expansion: Option<Arc<Expansion>>) -> RawPage {
    let mut page = RawPage {
        path: source.path.clone(),
        front: FrontMatter::default(),
        body_start: 0,
        intro: Vec::new(),
        title: None,
        sections: Vec::new(),
        links: Vec::new(),
        footnotes: HashMap::new(),
        scenario: None,
        faults: Vec::new(),
        expansion,
    };
    let fault = |kind| Fault { span: 0..0, kind };
    match &source.content {
        Content::NotUtf8 { valid_up_to } => page.faults.push(fault(FaultKind::NotUtf8 {
            valid_up_to: *valid_up_to,
        })),
        Content::TooLarge { bytes } => {
            page.faults.push(fault(FaultKind::TooLarge {
                bytes: *bytes,
                limit: LARGEST_PAGE_BYTES,
            }));
        }
        Content::Utf16 => page.faults.push(fault(FaultKind::Utf16)),
        Content::Text(text) => {
            let text = page.expansion.as_ref().map_or(text, |found| &found.text);
            read(&Arc::clone(text), &mut page);
        }
    }
    page
}

fn read(text: &str, page: &mut RawPage) {
    let (front, body_start) = front_matter::split(text);
    page.body_start = body_start;
    if let Some(span) = front {
        page.front = front_matter::front_matter(text, span, &mut page.faults);
    }
    let body = &text[body_start..];
    if body.trim().is_empty() {
        page.faults.push(Fault {
            span: body_start..body_start,
            kind: FaultKind::Empty,
        });
        return;
    }
    if page.front.kind == Kind::Template {
        // A template is filled before it is Markdown; its holes are checked by themselves.
        return;
    }
    foreign::syntax(body, body_start, &mut page.faults);
    let mut pieces = pieces(body, body_start, &mut page.faults);
    included::among_words(text, &pieces, page);
    if let Some(expansion) = page.expansion.clone() {
        page.faults.extend(expansion.faults.iter().cloned());
        included::links_from_there(&expansion, &page.path, &mut pieces);
    }
    escaped_fences(body, body_start, &pieces, &mut page.faults);
    foreign::wiki_links(text, &pieces, &mut page.faults);
    collect_links(&pieces, page);
    into_scenario(&pieces, page);
    into_sections(&pieces, page);
    collect_links_of_charts(page);
}

/// The events of a body, their places counted from the start of the file.
fn pieces(body: &str, offset: usize, faults: &mut Vec<Fault>) -> Vec<Piece> {
    let stand_ins = emphasis::stand_ins(body);
    let read = stand_ins.as_ref().map_or(body, |found| &found.text);
    let events = Parser::new_ext(read, markdown_options()).into_offset_iter();
    let mut pieces = Vec::new();
    let mut depth = 0;
    for (event, span) in TextMergeWithOffset::new(events) {
        let span = span.start + offset..span.end + offset;
        let event = match &stand_ins {
            Some(stand_ins) => stand_ins.turned_back(event),
            None => event,
        };
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST_NESTING {
            faults.push(Fault {
                span,
                kind: FaultKind::TooDeep {
                    limit: DEEPEST_NESTING,
                },
            });
            return Vec::new();
        }
        pieces.push((own_html(event.into_static(), &span, faults), span));
    }
    pieces
}

/// Keeps `<pod>` as words, says what `<a@b.c>` leads to, and notes what the sanitiser will take out.
fn own_html(event: Event<'static>, span: &Span, faults: &mut Vec<Fault>) -> Event<'static> {
    if let Event::Start(Tag::Link {
        link_type: LinkType::Email,
        dest_url,
        title,
        id,
    }) = event
    {
        return Event::Start(Tag::Link {
            link_type: LinkType::Email,
            dest_url: format!("mailto:{dest_url}").into(),
            title,
            id,
        });
    }
    let (Event::Html(html) | Event::InlineHtml(html)) = &event else {
        return event;
    };
    if is_foreign_element(html) {
        return Event::Text(html.clone());
    }
    for removed in removed_by_sanitiser(html) {
        let kind = FaultKind::RawHtml { removed };
        // Once a page and element is enough.
        if !faults.iter().any(|fault| fault.kind == kind) {
            faults.push(Fault {
                span: span.clone(),
                kind,
            });
        }
    }
    event
}

/// Fences that open nothing because their backticks are escaped; a page that shows how it looks, in a code block, is fine.
fn escaped_fences(body: &str, offset: usize, pieces: &[Piece], faults: &mut Vec<Fault>) {
    const ESCAPED: &str = "\\`\\`\\`";
    if !body.contains(ESCAPED) {
        return;
    }
    let code = pieces.iter().filter_map(|(event, span)| {
        matches!(event, Event::Start(Tag::CodeBlock(_))).then_some(span)
    });
    let mut code = code.peekable();
    let mut first = None;
    let mut count = 0;
    let mut at = offset;
    for line in body.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let start = at + indent;
        while code.next_if(|block| block.end <= start).is_some() {}
        let is_code = code.peek().is_some_and(|block| block.contains(&start));
        if !is_code && line[indent..].starts_with(ESCAPED) {
            first.get_or_insert(start..start + ESCAPED.len());
            count += 1;
        }
        at += line.len();
    }
    if let Some(span) = first {
        faults.push(Fault {
            span,
            kind: FaultKind::EscapedFences { count },
        });
    }
}

fn collect_links(pieces: &[Piece], page: &mut RawPage) {
    for (at, (event, span)) in pieces.iter().enumerate() {
        match event {
            Event::Start(tag @ (Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })) => {
                let is_picture = matches!(tag, Tag::Image { .. });
                page.links.push(RawLink {
                    destination: dest_url.to_string(),
                    lacks_words: is_picture && !has_words(&pieces[at + 1..]),
                    span: span.clone(),
                });
            }
            Event::FootnoteReference(name) => {
                let next = page.footnotes.len() + 1;
                page.footnotes.entry(name.to_string()).or_insert(next);
            }
            _ => {}
        }
    }
}

/// The boxes of a drawn flowchart are links too.
fn collect_links_of_charts(page: &mut RawPage) {
    let mut links = Vec::new();
    for block in page.blocks() {
        let RawBlock::Mermaid(diagram) = block else {
            continue;
        };
        let nodes = diagram.chart.iter().flat_map(|chart| &chart.nodes);
        links.extend(
            nodes
                .filter_map(|node| node.link.as_ref())
                .map(|link| RawLink {
                    destination: link.destination.clone(),
                    lacks_words: false,
                    span: diagram.place(&link.span),
                }),
        );
    }
    page.links.extend(links);
}

/// Whether there is anything to read before the picture ends that was just opened.
fn has_words(after: &[Piece]) -> bool {
    let words = after
        .iter()
        .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Image)));
    words
        .into_iter()
        .any(|(event, _)| matches!(event, Event::Text(text) | Event::Code(text) if !text.trim().is_empty()))
}

/// Reads the script of a page that is one, by its own words or by where it stands.
fn into_scenario(pieces: &[Piece], page: &mut RawPage) {
    let is_named = page.front.kind == Kind::Scenario;
    if !is_named && (page.front.has_kind || !scenario::is_among_scenarios(&page.path)) {
        return;
    }
    let script = scenario::scenario(pieces);
    if is_named || scenario::is_script(&page.front, &script) {
        page.front.kind = Kind::Scenario;
        page.scenario = Some(script);
    } else {
        page.faults.push(Fault {
            span: page.body_start..page.body_start,
            kind: FaultKind::Scenario(ScenarioFault::NoScript),
        });
    }
}

fn into_sections(pieces: &[Piece], page: &mut RawPage) {
    let mut anchors = Unique::default();
    let mut headings: Vec<RawHeading> = Vec::new();
    let flush = |under: &[Piece], heading: Option<RawHeading>, page: &mut RawPage| {
        let blocks = if page.scenario.is_some() {
            // A script is only read: its boxes and arrows are those of the playbooks it walks.
            let prose = parts(under).into_iter();
            prose
                .map(|part| RawBlock::Prose(Markup::of(part)))
                .collect()
        } else {
            block::blocks(under)
        };
        match heading {
            Some(heading) => page.sections.push(RawSection { heading, blocks }),
            None => page.intro.extend(blocks),
        }
    };
    let (mut under_from, mut at) = (0, 0);
    for part in parts(pieces) {
        let part_from = at;
        at += part.len();
        let Some((Event::Start(Tag::Heading { .. }), _)) = part.first() else {
            continue;
        };
        let heading = heading::heading(part, &mut anchors, &mut page.faults);
        flush(&pieces[under_from..part_from], headings.pop(), page);
        under_from = at;
        if heading.level == 1 && page.title.is_none() && page.sections.is_empty() {
            page.title = Some(heading);
        } else {
            headings.push(heading);
        }
    }
    flush(&pieces[under_from..at], headings.pop(), page);
}

/// The plain words of a page, for telling its language.
pub(crate) fn words(page: &RawPage) -> String {
    let of_headings = page.headings().map(|heading| heading.title.clone());
    let of_blocks = page.blocks().filter_map(|block| match block {
        RawBlock::Prose(markup) => Some(text(&markup.0)),
        _ => None,
    });
    of_headings.chain(of_blocks).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn read_page(text: &str) -> RawPage {
        let path = SourcePath::new("a.md").unwrap();
        page(&Source {
            path,
            content: Content::from_bytes(text.as_bytes().to_vec()),
        })
    }

    #[test]
    fn headings_part_a_page() {
        let page = read_page(
            "---\nkind: playbook\n---\nfirst\n\n# T\n\nintro\n\n## 一（0-5分钟） {#one role=commander}\n\na\n\n## 二\n",
        );
        assert_eq!(page.written_title(), Some("T"));
        assert_eq!(page.intro.len(), 2);
        let anchors: Vec<&str> = page
            .sections
            .iter()
            .map(|section| section.heading.anchor.as_str())
            .collect();
        assert_eq!(anchors, ["one", "二"]);
        assert_eq!(page.faults, []);
    }

    #[test]
    fn bad_pages_say_why() {
        assert!(matches!(
            read_page("\n \n").faults[0].kind,
            FaultKind::Empty
        ));
        assert!(matches!(
            read_page(&">".repeat(500)).faults[0].kind,
            FaultKind::TooDeep { .. }
        ));
        let page = read_page("a\n\n\\`\\`\\`sh\nb\n\\`\\`\\`\n\n<script>x</script>\n");
        assert!(
            page.faults
                .iter()
                .any(|fault| matches!(fault.kind, FaultKind::EscapedFences { count: 2 }))
        );
        assert!(
            page.faults
                .iter()
                .any(|fault| matches!(fault.kind, FaultKind::RawHtml { .. }))
        );
    }

    #[test]
    fn placeholders_stay_words() {
        let page = read_page("删除 <pod> 之前");
        assert_eq!(page.faults, []);
        assert_eq!(words(&page), "删除 <pod> 之前");
    }
}
