//! Source text to nodes.

use std::ops::Range;

use super::{Fault, FaultKind, MOST_FAULTS, Name, Node, Template};

/// Far above what a report needs; keeps recursion over nodes harmless.
const DEEPEST_SECTION: usize = 32;

impl Template {
    /// Reads a template, collecting everything that is wrong with it.
    ///
    /// # Errors
    /// Every fault found up to the hundredth, in source order.
    pub fn parse(source: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader {
            open: Vec::new(),
            nodes: Vec::new(),
            faults: Vec::new(),
        };
        let mut at = 0;
        while let Some(found) = source[at..].find("{{")
            && reader.faults.len() < MOST_FAULTS
        {
            let start = at + found;
            let Some(length) = source[start + 2..].find("}}") else {
                reader.fault(start..source.len(), FaultKind::UnclosedTag);
                break;
            };
            let end = start + 2 + length + 2;
            let tag = Tag::read(source, start..end);
            let whole = tag.standing_alone(source, at).unwrap_or(start..end);
            reader.text(&source[at..whole.start]);
            reader.tag(tag);
            at = whole.end;
        }
        reader.text(&source[at..]);
        reader.finish()
    }
}

struct Tag {
    sign: Option<char>,
    name: Name,
}

impl Tag {
    fn read(source: &str, span: Range<usize>) -> Self {
        let inside = source[span.start + 2..span.end - 2].trim();
        let sign = inside.chars().next().filter(|c| "#^/!&{>=<$".contains(*c));
        let name = sign.map_or(inside, |sign| inside[sign.len_utf8()..].trim());
        let parts = name.split('.').map(|part| part.trim().to_owned()).collect();
        Self {
            sign,
            name: Name { parts, span },
        }
    }

    /// The whole line when this tag is a section or comment tag alone on it: such lines leave no gap.
    fn standing_alone(&self, source: &str, from: usize) -> Option<Range<usize>> {
        self.sign.filter(|sign| "#^/!".contains(*sign))?;
        let Range { start, end } = self.name.span;
        let before = &source[from..start];
        let line_start = before
            .rfind('\n')
            .map_or(from, |newline| from + newline + 1);
        let begins = line_start == 0 || source[..line_start].ends_with('\n');
        let after = source[end..].trim_start_matches([' ', '\t', '\r']);
        let line_end = source.len() - after.len() + usize::from(after.starts_with('\n'));
        let alone = begins
            && source[line_start..start].trim().is_empty()
            && (after.is_empty() || after.starts_with('\n'));
        alone.then_some(line_start..line_end)
    }
}

struct Reader {
    /// Sections not closed yet, outermost first, each with the nodes that stood before it.
    open: Vec<(Name, bool, Vec<Node>)>,
    nodes: Vec<Node>,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, span: Range<usize>, kind: FaultKind) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { span, kind });
        }
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.nodes.push(Node::Text(text.to_owned()));
        }
    }

    fn tag(&mut self, tag: Tag) {
        if tag.sign == Some('!') {
            return;
        }
        if tag.name.parts.iter().any(String::is_empty) {
            return self.fault(tag.name.span, FaultKind::EmptyTag);
        }
        match tag.sign {
            None => self.nodes.push(Node::Hole(tag.name)),
            Some('#') => self.open_section(tag.name, false),
            Some('^') => self.open_section(tag.name, true),
            Some('/') => self.close_section(&tag.name),
            Some(sign) => self.fault(tag.name.span, FaultKind::Unsupported { sign }),
        }
    }

    fn open_section(&mut self, name: Name, inverted: bool) {
        if self.open.len() >= DEEPEST_SECTION {
            return self.fault(name.span, FaultKind::TooDeep);
        }
        self.open
            .push((name, inverted, std::mem::take(&mut self.nodes)));
    }

    fn close_section(&mut self, closing: &Name) {
        match self.open.pop() {
            Some((name, inverted, before)) if name.parts == closing.parts => {
                let children = std::mem::replace(&mut self.nodes, before);
                self.nodes.push(Node::Section {
                    name,
                    inverted,
                    children,
                });
            }
            other => {
                let open = other.as_ref().map(|(name, ..)| name.shown());
                self.open.extend(other);
                let name = closing.shown();
                self.fault(
                    closing.span.clone(),
                    FaultKind::UnexpectedClose { name, open },
                );
            }
        }
    }

    fn finish(mut self) -> Result<Template, Vec<Fault>> {
        for (name, ..) in std::mem::take(&mut self.open) {
            let kind = FaultKind::UnclosedSection { name: name.shown() };
            self.fault(name.span, kind);
        }
        if self.faults.is_empty() {
            return Ok(Template { nodes: self.nodes });
        }
        self.faults.sort_by_key(|fault| fault.span.start);
        Err(self.faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(source: &str) -> Vec<FaultKind> {
        let faults = Template::parse(source).unwrap_err();
        faults.into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn every_fault_is_collected() {
        let found = faults("{{}} {{{raw}}} {{> part}} {{#a}} {{/b}} {{open");
        assert_eq!(
            found,
            [
                FaultKind::EmptyTag,
                FaultKind::Unsupported { sign: '{' },
                FaultKind::Unsupported { sign: '>' },
                FaultKind::UnclosedSection { name: "a".into() },
                FaultKind::UnexpectedClose {
                    name: "b".into(),
                    open: Some("a".into())
                },
                FaultKind::UnclosedTag,
            ]
        );
    }

    #[test]
    fn nesting_is_bounded() {
        let source = "{{#a}}".repeat(100_000);
        assert!(faults(&source).contains(&FaultKind::TooDeep));
    }
}
