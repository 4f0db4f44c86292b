//! One statement of a flowchart: boxes and the lines between them.

use crate::markup::Span;

use super::{FlowShape, FlowStroke, MermaidFault};

/// A box as one statement writes it.
pub(super) struct Written {
    pub(super) id: String,
    /// Its shape and words, when they are written here.
    pub(super) shape: Option<(FlowShape, String)>,
    /// In the fence.
    pub(super) span: Span,
}

/// A line as written.
pub(super) struct Link {
    pub(super) stroke: FlowStroke,
    pub(super) has_head: bool,
    pub(super) label: String,
    /// In the fence.
    pub(super) span: Span,
}

/// Brackets and what they mean, the longer ones first.
const SHAPES: [(&str, &str, FlowShape); 14] = [
    ("(((", ")))", FlowShape::DoubleCircle),
    ("((", "))", FlowShape::Circle),
    ("([", "])", FlowShape::Stadium),
    ("(", ")", FlowShape::Round),
    ("[[", "]]", FlowShape::Subroutine),
    ("[(", ")]", FlowShape::Cylinder),
    ("[/", "/]", FlowShape::LeanRight),
    ("[/", "\\]", FlowShape::Trapezoid),
    ("[\\", "\\]", FlowShape::LeanLeft),
    ("[\\", "/]", FlowShape::Funnel),
    ("[", "]", FlowShape::Box),
    ("{{", "}}", FlowShape::Hexagon),
    ("{", "}", FlowShape::Diamond),
    (">", "]", FlowShape::Flag),
];

/// What is left of a statement.
pub(super) struct Line<'t> {
    rest: &'t str,
    /// Where the rest starts in the fence.
    at: usize,
}

impl<'t> Line<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { rest: text, at }
    }

    fn advance(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.at += bytes;
        taken
    }

    fn skip_space(&mut self) {
        let spaces = self.rest.len() - self.rest.trim_start().len();
        self.advance(spaces);
        if self.rest.starts_with("%%") {
            self.advance(self.rest.len());
        }
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.rest.is_empty()
    }

    pub(super) fn take(&mut self, mark: &str) -> bool {
        self.skip_space();
        let is_there = self.rest.starts_with(mark);
        if is_there {
            self.advance(mark.len());
        }
        is_there
    }

    fn fault(&self, reason: &'static str) -> MermaidFault {
        MermaidFault::Syntax(self.at..self.at + self.rest.len(), reason)
    }

    /// Reads a box: `id`, `id[words]`, `id{words}`…
    pub(super) fn node(&mut self) -> Result<Written, MermaidFault> {
        self.skip_space();
        let end = id_end(self.rest);
        if end == 0 {
            return Err(self.fault("a name of a box is expected here"));
        }
        let start = self.at;
        let id = self.advance(end).to_owned();
        let shape = self.shape()?;
        let span = start..self.at;
        if self.rest.starts_with(":::") {
            self.advance(3);
            let end = id_end(self.rest);
            self.advance(end);
        }
        Ok(Written { id, shape, span })
    }

    fn shape(&mut self) -> Result<Option<(FlowShape, String)>, MermaidFault> {
        if self.rest.starts_with("@{") {
            return Err(self.fault("shapes in `@{…}` are not drawn; use brackets"));
        }
        let Some(&(open, ..)) = SHAPES.iter().find(|(open, ..)| self.rest.starts_with(open)) else {
            return Ok(None);
        };
        let inner = &self.rest[open.len()..];
        let from = if inner.trim_start().starts_with('"') {
            let quote = inner.len() - inner.trim_start().len() + 1;
            match inner[quote..].find('"') {
                Some(end) => quote + end + 1,
                None => return Err(self.fault("a quotation is not closed")),
            }
        } else {
            0
        };
        let closing = SHAPES
            .iter()
            .filter(|(other, ..)| *other == open)
            .filter_map(|&(_, close, shape)| {
                let end = from + inner[from..].find(close)?;
                Some((end, close, shape))
            })
            .min_by_key(|&(end, ..)| end);
        let Some((end, close, shape)) = closing else {
            return Err(self.fault("this bracket is not closed"));
        };
        let text = words(&inner[..end]);
        self.advance(open.len() + end + close.len());
        Ok(Some((shape, text)))
    }

    /// Reads a line, its label too.
    pub(super) fn link(&mut self) -> Result<Link, MermaidFault> {
        self.skip_space();
        let start = self.at;
        if self.rest.starts_with('<') {
            self.advance(1);
        }
        let (stroke, mark) = if self.rest.starts_with("-.") {
            (FlowStroke::Dotted, ".-")
        } else if self.rest.starts_with("--") {
            (FlowStroke::Plain, "--")
        } else if self.rest.starts_with("==") {
            (FlowStroke::Thick, "==")
        } else if self.rest.starts_with("~~~") {
            (FlowStroke::Hidden, "~~~")
        } else {
            return Err(self.fault("a line such as `-->` is expected here"));
        };
        let is_stroke = |c: char| matches!(c, '-' | '=' | '.' | '~');
        let strokes = self.rest.len() - self.rest.trim_start_matches(is_stroke).len();
        self.advance(strokes);
        let mut has_head = self.head();
        let mut label = String::new();
        if strokes == 2 && !has_head {
            let Some(end) = self.rest.find(mark) else {
                return Err(self.fault("this line does not end"));
            };
            label = words(self.advance(end));
            let strokes = self.rest.len() - self.rest.trim_start_matches(is_stroke).len();
            self.advance(strokes);
            has_head = self.head();
        }
        let mut stop = self.at;
        if self.take("|") {
            let from = if self.rest.starts_with('"') {
                self.rest[1..].find('"').map_or(0, |end| end + 2)
            } else {
                0
            };
            let Some(end) = self.rest[from..].find('|') else {
                return Err(self.fault("this label is not closed by `|`"));
            };
            label = words(self.advance(from + end));
            self.advance(1);
            stop = self.at;
        }
        Ok(Link {
            stroke,
            has_head,
            label,
            span: start..stop,
        })
    }

    fn head(&mut self) -> bool {
        let has_head = self.rest.starts_with('>')
            || (self.rest.starts_with(['x', 'o'])
                && self.rest[1..].starts_with(char::is_whitespace));
        if has_head {
            self.advance(1);
        }
        has_head
    }
}

/// How far a name goes: a hyphen belongs to it unless a line begins there.
fn id_end(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let joins = matches!(character, '-' | '.')
            && at > 0
            && characters
                .peek()
                .is_some_and(|&(_, next)| next.is_alphanumeric());
        if !(character.is_alphanumeric() || character == '_' || joins) {
            return at;
        }
    }
    text.len()
}

/// The words of a label: without quotation marks, with breaks and entities read.
pub(super) fn words(written: &str) -> String {
    let text = written.trim();
    let text = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let text = text.trim_matches('`');
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '#']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let (read, taken) = special(rest);
        words.push_str(&read);
        rest = &rest[taken..];
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands at a `<`, `&` or `#`, and how many bytes it takes.
fn special(text: &str) -> (String, usize) {
    let lower: String = text.chars().take(6).collect::<String>().to_lowercase();
    for tag in ["<br/>", "<br />", "<br>"] {
        if lower.starts_with(tag) {
            return (" ".to_owned(), tag.len());
        }
    }
    let known = [
        ("quot;", "\""),
        ("amp;", "&"),
        ("lt;", "<"),
        ("gt;", ">"),
        ("nbsp;", " "),
    ];
    for (name, read) in known {
        if !text.starts_with('<') && text[1..].starts_with(name) {
            return (read.to_owned(), name.len() + 1);
        }
    }
    let digits: String = text[1..]
        .trim_start_matches('#')
        .chars()
        .take_while(char::is_ascii_digit)
        .take(7)
        .collect();
    let prefix = if text.starts_with("&#") { 2 } else { 1 };
    if !text.starts_with('<')
        && let Some(read) = digits.parse().ok().and_then(char::from_u32)
        && text[prefix..].starts_with(&digits)
        && text[prefix + digits.len()..].starts_with(';')
    {
        return (read.to_string(), prefix + digits.len() + 1);
    }
    (text[..1].to_owned(), 1)
}
