//! Markdown events as HTML that is safe to show under a strict content security policy.
//!
//! The events are first rewritten (links, tables without inline styles, boxes to tick on paper, blanks as
//! lines, footnotes numbered through the whole page), then written by the Markdown library. Only a run that
//! holds HTML of the author's own goes through the sanitiser, as what the library writes is escaped already.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use crate::parse::is_cjk;

use super::autolink::autolinks;
use super::control::{CONTROL_MARK, next_control};
use super::highlight::highlighted;
use super::{Markup, is_no_gap, sanitised};

/// More tags than this in one run are dropped unread: parsing them costs the square of their depth.
const MOST_RAW_TAGS: usize = 5000;

/// Where a link leads once it is on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To this address.
    Href(String),
    /// To nothing that is there, or to nothing safe: its words stay, the link goes.
    Nowhere,
}

/// What the writer must know beside the events.
pub(crate) struct HtmlContext<'a> {
    /// Where links and images of this page lead.
    pub(crate) link: &'a dyn Fn(&str) -> Destination,
    /// The numbers of the page's footnotes.
    pub(crate) footnotes: &'a HashMap<String, usize>,
    /// What it is written for.
    pub(crate) medium: Medium,
    /// How wide and high a picture of the site is, by the link to it.
    pub(crate) size: &'a dyn Fn(&str) -> Option<(usize, usize)>,
    /// Whether code is coloured where it is for a page.
    pub(crate) highlights: bool,
    /// Whether boxes that an author ticked are shown so.
    pub(crate) shows_ticks: bool,
    /// Where the register of controls is, if there is one.
    pub(crate) controls: Option<String>,
    /// How often each footnote was referred to so far.
    pub(crate) referred: RefCell<HashMap<usize, usize>>,
}

/// What HTML is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    /// A page: code is coloured, and footnotes lead back to their places.
    Page,
    /// The walk: one step at a time, as plain as can be.
    Walk,
}

impl<'a> HtmlContext<'a> {
    /// For content without pictures of the site.
    pub(crate) fn new(
        link: &'a dyn Fn(&str) -> Destination,
        footnotes: &'a HashMap<String, usize>,
        medium: Medium,
    ) -> Self {
        Self {
            link,
            footnotes,
            medium,
            size: &|_| None,
            highlights: true,
            shows_ticks: false,
            controls: None,
            referred: RefCell::default(),
        }
    }
}

impl HtmlContext<'_> {
    fn footnote_number(&self, name: &str) -> usize {
        self.footnotes.get(name).copied().unwrap_or_default()
    }
}

/// Text for use in HTML, inside an attribute too.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape_into(&mut escaped, text);
    escaped
}

/// Puts text behind some HTML.
pub(crate) fn escape_into(html: &mut String, text: &str) {
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[plain_from..at]);
        html.push_str(entity);
        plain_from = at + 1;
    }
    html.push_str(&text[plain_from..]);
}

/// An address for use in HTML. A browser would read a backslash as a slash, so it is no longer one.
fn href(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for part in
        address.split_inclusive([' ', '\\', '"', '<', '>', '`', '[', ']', '^', '{', '|', '}'])
    {
        let last = part
            .bytes()
            .last()
            .filter(|byte| b" \\\"<>`[]^{|}".contains(byte));
        match last {
            Some(byte) => {
                escape_into(&mut escaped, &part[..part.len() - 1]);
                let _ = write!(escaped, "%{byte:02X}");
            }
            None => escape_into(&mut escaped, part),
        }
    }
    escaped
}

/// The markup as HTML.
pub(crate) fn to_html(markup: &Markup, context: &HtmlContext<'_>) -> String {
    runs_to_html(&[markup], context)
}

/// Runs that follow each other as one piece of HTML, so that what an author opens in one of them may close in another.
pub(crate) fn runs_to_html(runs: &[&Markup], context: &HtmlContext<'_>) -> String {
    let events = || runs.iter().flat_map(|run| &run.0).map(|(event, _)| event);
    let raw_tags: usize = events()
        .map(|event| match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                html.bytes().filter(|&byte| byte == b'<').count().max(1)
            }
            _ => 0,
        })
        .sum();
    let mut writer = Rewriter {
        context,
        events: Vec::with_capacity(runs.iter().map(|run| run.0.len()).sum()),
        open: Vec::new(),
        table: None,
        code: None,
        picture: String::new(),
    };
    let of_runs = runs
        .iter()
        .flat_map(|run| (0..run.0.len()).map(|at| (&run.0[..], at)));
    for (run, at) in of_runs {
        let event = &run[at].0;
        if matches!(event, Event::SoftBreak) && is_no_gap(run, at) {
            continue;
        }
        let is_raw = matches!(event, Event::Html(_) | Event::InlineHtml(_));
        if !is_raw || raw_tags <= MOST_RAW_TAGS {
            writer.take(event);
        }
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, writer.events.into_iter());
    if (1..=MOST_RAW_TAGS).contains(&raw_tags) {
        sanitised(&html)
    } else {
        html
    }
}

/// The same event without a copy of its words.
fn borrowed<'a>(event: &'a Event<'static>) -> Event<'a> {
    match event {
        Event::Text(text) => Event::Text(CowStr::Borrowed(text)),
        Event::Code(code) => Event::Code(CowStr::Borrowed(code)),
        Event::Html(html) => Event::Html(CowStr::Borrowed(html)),
        Event::InlineHtml(html) => Event::InlineHtml(CowStr::Borrowed(html)),
        other => other.clone(),
    }
}

struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Opened {
    Link,
    Words,
    Picture,
    /// A picture on another site, which became a link.
    PictureElsewhere,
    /// A picture in the words of one.
    InPicture,
}

struct Rewriter<'a, 'c> {
    context: &'a HtmlContext<'c>,
    events: Vec<Event<'a>>,
    /// How every open link and image is to be closed.
    open: Vec<Opened>,
    table: Option<TableState>,
    /// The block of code under way: its language and what was read of it.
    code: Option<(String, String)>,
    /// What comes behind the words of the picture under way.
    picture: String,
}

impl<'a> Rewriter<'a, '_> {
    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    fn take(&mut self, event: &'a Event<'static>) {
        // The words of a picture become its `alt`, which takes no marks.
        let in_picture = matches!(self.open.last(), Some(Opened::Picture | Opened::InPicture));
        if in_picture && !matches!(event, Event::End(TagEnd::Image)) {
            match event {
                Event::Text(text) | Event::Code(text) => self.html(escape(text)),
                Event::SoftBreak | Event::HardBreak => self.html(" "),
                Event::Start(Tag::Image { .. }) => self.open.push(Opened::InPicture),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(*end),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(text),
                None => self.words(text),
            },
            Event::TaskListMarker(_) => self.html("<span class=\"box\"></span>"),
            Event::FootnoteReference(name) => {
                let number = self.context.footnote_number(name);
                let id = self.reference_id(number);
                self.html(format!(
                    "<sup class=\"footnote-reference\"><a href=\"#fn-{number}\"{id}>{number}</a></sup>"
                ));
            }
            other => self.events.push(borrowed(other)),
        }
    }

    /// Bare addresses become links and blanks become lines; the words of a link stay as they are.
    /// Control markers become small links to their register.
    fn words(&mut self, text: &'a str) {
        let mut plain_from = 0;
        while let Some((start, end)) = next_control(text, plain_from) {
            self.plain_words(&text[plain_from..start]);
            let id = &text[start + CONTROL_MARK.len()..end - 1];
            match &self.context.controls {
                Some(register) if !self.is_in_link() => {
                    let register = escape(register);
                    self.html(format!(
                        "<a class=\"control\" href=\"{register}#{id}\">{id}</a>"
                    ));
                }
                _ => self.html(format!("<span class=\"control\">{id}</span>")),
            }
            plain_from = end;
        }
        self.plain_words(&text[plain_from..]);
    }

    fn is_in_link(&self) -> bool {
        let is_link = |open: &Opened| matches!(open, Opened::Link | Opened::PictureElsewhere);
        self.open.iter().any(is_link)
    }

    fn plain_words(&mut self, text: &'a str) {
        if text.is_empty() {
            return;
        }
        if self.is_in_link() {
            self.text(text);
            return;
        }
        let mut plain_from = 0;
        for link in autolinks(text) {
            self.blanks(&text[plain_from..link.range.start]);
            let shown = &text[link.range.clone()];
            let (prefix, href) = (link.prefix, href(shown));
            self.html(format!("<a href=\"{prefix}{href}\">{}</a>", escape(shown)));
            plain_from = link.range.end;
        }
        self.blanks(&text[plain_from..]);
    }

    /// Blanks to fill become lines to write on; `a__b` is a name, and so is `__b`.
    fn blanks(&mut self, text: &'a str) {
        let is_of_a_name = |c: char| c.is_alphanumeric() && !is_cjk(c);
        let mut plain_from = 0;
        let mut look_from = 0;
        while let Some(at) = text[look_from..].find("__").map(|at| look_from + at) {
            let end = at + text[at..].bytes().take_while(|&byte| byte == b'_').count();
            look_from = end;
            let is_short = end - at == 2;
            if text[..at].ends_with(is_of_a_name)
                || (is_short && text[end..].starts_with(is_of_a_name))
            {
                continue;
            }
            self.text(&text[plain_from..at]);
            self.html("<span class=\"blank\"></span>");
            plain_from = end;
        }
        self.text(&text[plain_from..]);
    }

    fn text(&mut self, text: &'a str) {
        if !text.is_empty() {
            self.events.push(Event::Text(CowStr::Borrowed(text)));
        }
    }

    fn start(&mut self, tag: &'a Tag<'static>) {
        match tag {
            Tag::Link {
                dest_url, title, ..
            } => self.link(dest_url, title),
            Tag::Image {
                dest_url, title, ..
            } => self.image(dest_url, title),
            Tag::Table(alignments) => {
                self.table = Some(TableState {
                    alignments: alignments.clone(),
                    column: 0,
                    in_head: false,
                });
                self.html("<div class=\"table\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => {
                self.begin_row(true);
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.begin_row(false);
                self.html("<tr>");
            }
            Tag::TableCell => self.cell(),
            // A heading inside a quotation or a list is no part of the page's outline.
            Tag::Heading { .. } => self.html("<p class=\"minor-heading\">"),
            Tag::FootnoteDefinition(name) => {
                let number = self.context.footnote_number(name);
                self.html(format!(
                    "<div class=\"footnote\" id=\"fn-{number}\"><span class=\"footnote-number\">{number}</span>"
                ));
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', ',', '{']).next().unwrap_or_default()
                    }
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language.to_owned(), String::new()));
            }
            other => self.events.push(Event::Start(other.clone())),
        }
    }

    fn link(&mut self, dest_url: &str, title: &CowStr<'static>) {
        match (self.context.link)(dest_url) {
            Destination::Href(href) => {
                let title = if title.is_empty() {
                    String::new()
                } else {
                    format!(" title=\"{}\"", escape(title))
                };
                self.html(format!("<a href=\"{}\"{title}>", self::href(&href)));
                self.open.push(Opened::Link);
            }
            Destination::Nowhere => {
                self.html("<span class=\"broken-link\">");
                self.open.push(Opened::Words);
            }
        }
    }

    fn image(&mut self, dest_url: &str, title: &CowStr<'static>) {
        match (self.context.link)(dest_url) {
            // A picture elsewhere would be a request to another origin: it becomes a link.
            Destination::Href(href) if href.contains("://") => {
                self.html(format!("<a href=\"{}\">", self::href(&href)));
                self.picture = escape(&href);
                self.open.push(Opened::PictureElsewhere);
            }
            Destination::Href(href) => {
                let href = self::href(&href);
                self.html(format!("<img src=\"{href}\" alt=\""));
                let mut rest = String::from("\"");
                if !title.is_empty() {
                    let _ = write!(rest, " title=\"{}\"", escape(title));
                }
                // Room is kept for it, so that what is read does not move.
                if let Some((width, height)) = (self.context.size)(dest_url) {
                    let _ = write!(rest, " width=\"{width}\" height=\"{height}\"");
                }
                rest.push_str(" loading=\"lazy\" />");
                self.picture = rest;
                self.open.push(Opened::Picture);
            }
            Destination::Nowhere => {
                self.html("<span class=\"broken-link\">");
                self.open.push(Opened::Words);
            }
        }
    }

    /// ` id="fnref-1"`, where the footnote can lead back to it.
    fn reference_id(&self, number: usize) -> String {
        if self.context.medium == Medium::Walk {
            return String::new();
        }
        let mut referred = self.context.referred.borrow_mut();
        let count = referred.entry(number).or_default();
        *count += 1;
        match count {
            1 => format!(" id=\"fnref-{number}\""),
            count => format!(" id=\"fnref-{number}-{count}\""),
        }
    }

    fn begin_row(&mut self, in_head: bool) {
        if let Some(table) = &mut self.table {
            table.column = 0;
            table.in_head = in_head;
        }
    }

    fn cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let element = if table.in_head { "th" } else { "td" };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Center) => " class=\"centre\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        table.column += 1;
        self.html(format!("<{element}{class}>"));
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Link | TagEnd::Image => self.close(),
            TagEnd::Table => {
                self.table = None;
                self.html("</tbody></table></div>");
            }
            TagEnd::TableHead => self.html("</tr></thead><tbody>"),
            TagEnd::TableRow => self.html("</tr>"),
            TagEnd::TableCell => {
                let in_head = self.table.as_ref().is_some_and(|table| table.in_head);
                self.html(if in_head { "</th>" } else { "</td>" });
            }
            TagEnd::Heading(_) => self.html("</p>"),
            TagEnd::FootnoteDefinition => self.html("</div>"),
            TagEnd::CodeBlock => self.code_block(),
            other => self.events.push(Event::End(other)),
        }
    }

    fn code_block(&mut self) {
        let Some((language, code)) = self.code.take() else {
            return;
        };
        // What scrolls sideways must be within reach of the keyboard.
        let class = match language.as_str() {
            "" => String::new(),
            language => format!(" class=\"language-{}\"", escape(language)),
        };
        let code = if self.context.medium == Medium::Page && self.context.highlights {
            highlighted(&language, &code, &[])
        } else {
            escape(&code)
        };
        self.html(format!(
            "<pre tabindex=\"0\"><code{class}>{code}</code></pre>\n"
        ));
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Opened::Link) => self.html("</a>"),
            Some(Opened::Picture) => {
                let rest = std::mem::take(&mut self.picture);
                self.html(rest);
            }
            Some(Opened::InPicture) => {}
            Some(Opened::PictureElsewhere) => {
                let address = std::mem::take(&mut self.picture);
                // A link without words could not be seen.
                let is_empty = matches!(self.events.last(), Some(Event::InlineHtml(html)) if html.starts_with("<a href"));
                if is_empty {
                    self.html(address);
                }
                self.html("</a>");
            }
            Some(Opened::Words) | None => self.html("</span>"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::Piece;

    fn html(markdown: &str) -> String {
        let options =
            pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
        let events = pulldown_cmark::Parser::new_ext(markdown, options).into_offset_iter();
        let events = pulldown_cmark::TextMergeWithOffset::new(events);
        let pieces: Vec<Piece> = events
            .map(|(event, span)| (event.into_static(), span))
            .collect();
        let link = |link: &str| match link {
            "gone.md" => Destination::Nowhere,
            other => Destination::Href(other.to_owned()),
        };
        to_html(
            &Markup(pieces),
            &HtmlContext {
                size: &|path| (path == "b.png").then_some((640, 480)),
                ..HtmlContext::new(&link, &HashMap::from([("n".to_owned(), 1)]), Medium::Page)
            },
        )
    }

    #[test]
    fn tables_have_no_inline_style() {
        assert_eq!(
            html("|a|b|\n|-|-:|\n|1|2|"),
            "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th>a</th><th class=\"right\">b</th></tr></thead>\
             <tbody><tr><td>1</td><td class=\"right\">2</td></tr></tbody></table></div>"
        );
    }

    #[test]
    fn links_without_a_target_keep_their_words() {
        assert_eq!(
            html("[a **b**](gone.md)"),
            "<p><span class=\"broken-link\">a <strong>b</strong></span></p>\n"
        );
    }

    #[test]
    fn pictures_from_elsewhere_become_links() {
        assert_eq!(
            html("![a `b`](a.png)"),
            "<p><img src=\"a.png\" alt=\"a b\" loading=\"lazy\" /></p>\n"
        );
        assert_eq!(
            html("![a&b](b.png \"c\")"),
            "<p><img src=\"b.png\" alt=\"a&amp;b\" title=\"c\" width=\"640\" height=\"480\" loading=\"lazy\" /></p>\n"
        );
        assert_eq!(
            html("![*a*](https://x/a.png)"),
            "<p><a href=\"https://x/a.png\"><em>a</em></a></p>\n"
        );
    }

    #[test]
    fn blanks_become_lines() {
        assert_eq!(
            html("时间：____ 分"),
            "<p>时间：<span class=\"blank\"></span> 分</p>\n"
        );
        assert_eq!(
            html("    a__b"),
            "<pre tabindex=\"0\"><code>a__b</code></pre>\n"
        );
    }

    #[test]
    fn footnotes_are_numbered() {
        assert!(html("a[^n]\n\n[^n]: b").contains("<a href=\"#fn-1\" id=\"fnref-1\">1</a>"));
    }

    #[test]
    fn html_of_the_author_is_cleaned() {
        assert_eq!(
            html("a <b onclick=x>b</b><script>c</script>"),
            "<p>a <b>b</b></p>\n"
        );
    }
}
