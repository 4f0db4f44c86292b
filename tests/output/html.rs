//! One HTML file, read strictly: a browser mends nearly everything, and what it mends looks different from what was meant.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// What is in a file, as far as other files and the browser depend on it.
#[derive(Default)]
pub(crate) struct Html {
    /// What `#` may lead to.
    pub(crate) ids: BTreeSet<String>,
    /// Every address in it.
    pub(crate) links: Vec<String>,
    /// What is wrong with it.
    pub(crate) problems: Vec<String>,
    /// What stands where it may not, and which a browser moves elsewhere.
    pub(crate) misplaced: Vec<String>,
    open: Vec<String>,
}

struct Sink(RefCell<Html>);

/// Elements without content.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// What ends a paragraph by beginning.
const ENDS_PARAGRAPHS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "menu",
];

/// What may stand in an element that takes no words.
const CHILDREN: [(&str, &[&str]); 10] = [
    ("ul", &["li"]),
    ("ol", &["li"]),
    ("dl", &["dt", "dd", "div"]),
    ("table", &["caption", "colgroup", "thead", "tbody", "tfoot"]),
    ("colgroup", &["col"]),
    ("thead", &["tr"]),
    ("tbody", &["tr"]),
    ("tfoot", &["tr"]),
    ("tr", &["th", "td"]),
    ("select", &["option"]),
];

/// What may stand in one kind of parent only.
const PARENTS: [(&str, &[&str]); 9] = [
    ("li", &["ul", "ol", "menu"]),
    ("tr", &["thead", "tbody", "tfoot"]),
    ("td", &["tr"]),
    ("th", &["tr"]),
    ("thead", &["table"]),
    ("tbody", &["table"]),
    ("dt", &["dl", "div"]),
    ("dd", &["dl", "div"]),
    ("figcaption", &["figure"]),
];

impl Html {
    /// Reads a file.
    pub(crate) fn read(text: &str) -> Self {
        let tokenizer = Tokenizer::new(
            Sink(RefCell::default()),
            TokenizerOpts {
                exact_errors: true,
                ..TokenizerOpts::default()
            },
        );
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(text));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let mut html = tokenizer.sink.0.into_inner();
        if !html.open.is_empty() {
            html.problems.push(format!("{:?} stay open", html.open));
        }
        html
    }

    fn problem(&mut self, line: u64, words: impl AsRef<str>) {
        self.problems.push(format!("{line}: {}", words.as_ref()));
    }

    fn misplace(&mut self, line: u64, words: impl AsRef<str>) {
        self.misplaced.push(format!("{line}: {}", words.as_ref()));
    }

    fn is_drawing(&self) -> bool {
        self.open.iter().any(|name| name == "svg")
    }

    fn start(&mut self, tag: &Tag, line: u64) {
        let name = tag.name.as_ref();
        let parent = self.open.last().cloned().unwrap_or_default();
        if !self.is_drawing() {
            if ENDS_PARAGRAPHS.contains(&name) && self.open.iter().any(|open| open == "p") {
                self.misplace(line, format!("<{name}> in a paragraph"));
            }
            let allowed = PARENTS.iter().find(|(child, _)| *child == name);
            if allowed.is_some_and(|(_, parents)| !parents.contains(&parent.as_str())) {
                self.misplace(line, format!("<{name}> in <{parent}>"));
            }
            let children = CHILDREN.iter().find(|(element, _)| *element == parent);
            if children.is_some_and(|(_, children)| !children.contains(&name)) {
                self.misplace(line, format!("<{name}> in <{parent}>"));
            }
        }
        if name == "a" && self.open.iter().any(|open| open == "a") {
            self.misplace(line, "a link in a link");
        }
        self.attributes(tag, line);
        let is_closed = tag.self_closing && (self.is_drawing() || name == "svg");
        if !is_closed && !VOID.contains(&name) {
            self.open.push(name.to_owned());
        }
    }

    fn attributes(&mut self, tag: &Tag, line: u64) {
        let mut has_source = false;
        for attribute in &tag.attrs {
            let name = attribute.name.local.as_ref();
            let value = attribute.value.as_ref();
            match name {
                "id" if value.is_empty() || value.contains(char::is_whitespace) => {
                    self.problem(line, format!("no id: {value:?}"));
                }
                "id" if !self.ids.insert(value.to_owned()) => {
                    self.problem(line, format!("the id {value:?} comes twice"));
                }
                "href" | "src" => {
                    has_source |= name == "src";
                    self.links.push(value.to_owned());
                }
                "style" => self.problem(line, format!("style={value:?}")),
                name if name.starts_with("on") => self.problem(line, format!("{name}={value:?}")),
                _ => {}
            }
            // A browser leaves out what cannot be seen in the name of a scheme.
            let bare: String = value.chars().filter(|c| *c > ' ').collect();
            if name != "alt" && bare.to_ascii_lowercase().starts_with("javascript:") {
                self.problem(line, format!("{name}={value:?}"));
            }
        }
        if matches!(tag.name.as_ref(), "script") && !has_source {
            self.problem(line, "a script of the page's own");
        }
        if matches!(
            tag.name.as_ref(),
            "style" | "iframe" | "object" | "embed" | "base" | "form"
        ) {
            self.problem(line, format!("<{}>", tag.name));
        }
    }

    fn end(&mut self, name: &str, line: u64) {
        if self.open.last().is_some_and(|open| open == name) {
            self.open.pop();
        } else {
            self.problem(line, format!("</{name}> where {:?} are open", self.open));
            if let Some(at) = self.open.iter().rposition(|open| open == name) {
                self.open.truncate(at);
            }
        }
    }

    fn words(&mut self, words: &str, line: u64) {
        let Some(parent) = self.open.last() else {
            return;
        };
        let takes_none = CHILDREN.iter().any(|(element, _)| element == parent);
        if words.trim().is_empty() {
            return;
        }
        let what = format!("words in <{parent}>: {words:?}");
        if parent == "script" {
            self.problem(line, what);
        } else if takes_none {
            self.misplace(line, what);
        }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut html = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                html.start(&tag, line);
                return match tag.name.as_ref() {
                    "script" => TokenSinkResult::RawData(ScriptData),
                    "style" => TokenSinkResult::RawData(Rawtext),
                    "title" if !html.is_drawing() => TokenSinkResult::RawData(Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::TagToken(tag) => html.end(tag.name.as_ref(), line),
            Token::CharacterTokens(words) => html.words(&words, line),
            // Control characters of the author's stay what they are: a browser shows nothing, and mends nothing.
            Token::ParseError(error) if error.starts_with("Bad character") => {}
            Token::ParseError(error) => html.problem(line, error),
            Token::NullCharacterToken => html.problem(line, "NUL"),
            Token::CommentToken(_) | Token::DoctypeToken(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}
