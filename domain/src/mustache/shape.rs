//! What the data for a template looks like, so that its holes can be checked before there is any.

use std::collections::BTreeMap;

use super::{Fault, FaultKind, MOST_FAULTS, Name, Node, Template};

/// The shape of a [`super::Value`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Fills a hole; as a section, shown unless empty.
    Text,
    /// Only for sections.
    Flag,
    /// Named parts.
    Record(BTreeMap<String, Shape>),
    /// Repeated for each.
    List(Box<Shape>),
}

impl Shape {
    /// A record of these parts.
    pub fn record(parts: impl IntoIterator<Item = (impl Into<String>, Self)>) -> Self {
        Self::Record(
            parts
                .into_iter()
                .map(|(name, shape)| (name.into(), shape))
                .collect(),
        )
    }

    /// A list of records whose parts are all texts.
    pub fn list_of_texts(names: &[&str]) -> Self {
        Self::List(Box::new(Self::record(
            names.iter().map(|name| (*name, Self::Text)),
        )))
    }

    fn part(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Record(parts) => parts.get(name),
            Self::Text | Self::Flag | Self::List(_) => None,
        }
    }
}

impl Template {
    /// Every hole and section that data of this shape cannot fill, in source order, up to the hundredth.
    pub fn check(&self, shape: &Shape) -> Vec<Fault> {
        let mut checker = Checker {
            scopes: vec![shape],
            row: 0,
            faults: Vec::new(),
        };
        checker.nodes(&self.nodes);
        checker.faults
    }
}

struct Checker<'s> {
    /// What names are looked up in, outermost first.
    scopes: Vec<&'s Shape>,
    /// The scope that is the row of the innermost list; 0 outside of lists.
    row: usize,
    faults: Vec<Fault>,
}

impl<'s> Checker<'s> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            if self.faults.len() >= MOST_FAULTS {
                return;
            }
            match node {
                Node::Text(_) => {}
                Node::Hole(name) => match self.find(name) {
                    Ok((_, Shape::Text)) => {}
                    Ok(_) => {
                        let kind = FaultKind::NotText { name: name.shown() };
                        self.fault(name, kind);
                    }
                    Err(kind) => self.fault(name, kind),
                },
                Node::Section {
                    name,
                    inverted,
                    children,
                } => match self.find(name) {
                    // Shown when there is nothing, so there is nothing in it to name.
                    Ok(_) if *inverted => self.nodes(children),
                    Ok((scope, found)) => self.section(name, scope, found, children),
                    Err(kind) => self.fault(name, kind),
                },
            }
        }
    }

    fn section(&mut self, name: &Name, scope: usize, found: &'s Shape, children: &[Node]) {
        let outer_row = self.row;
        let inner = match found {
            Shape::List(row) => {
                if scope < outer_row {
                    self.fault(name, FaultKind::TooDeep);
                }
                self.row = self.scopes.len();
                row
            }
            Shape::Text | Shape::Flag | Shape::Record(_) => found,
        };
        self.scopes.push(inner);
        self.nodes(children);
        self.scopes.pop();
        self.row = outer_row;
    }

    fn fault(&mut self, name: &Name, kind: FaultKind) {
        let span = name.span.clone();
        self.faults.push(Fault { span, kind });
    }

    /// The first part is looked up from the innermost scope outwards, the rest below it. Says in which scope.
    fn find(&self, name: &Name) -> Result<(usize, &'s Shape), FaultKind> {
        let unknown = |known: Vec<String>| FaultKind::UnknownName {
            name: name.shown(),
            known,
        };
        let (first, rest) = name
            .parts
            .split_first()
            .ok_or_else(|| unknown(Vec::new()))?;
        let mut scopes = self.scopes.iter().enumerate().rev();
        let (scope, mut found) = scopes
            .find_map(|(at, scope)| Some((at, scope.part(first)?)))
            .ok_or_else(|| unknown(self.known()))?;
        let mut prefix = format!("{first}.");
        for part in rest {
            found = found
                .part(part)
                .ok_or_else(|| unknown(names(found, &prefix)))?;
            prefix = format!("{prefix}{part}.");
        }
        Ok((scope, found))
    }

    /// Every name that would do here, the nearest first.
    fn known(&self) -> Vec<String> {
        let scopes = self.scopes.iter().rev();
        let mut known = Vec::new();
        for name in scopes.flat_map(|scope| names(scope, "")) {
            if !known.contains(&name) {
                known.push(name);
            }
        }
        known
    }
}

fn names(shape: &Shape, prefix: &str) -> Vec<String> {
    match shape {
        Shape::Record(parts) => parts.keys().map(|name| format!("{prefix}{name}")).collect(),
        Shape::Text | Shape::Flag | Shape::List(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Shape {
        Shape::record([
            ("title", Shape::Text),
            ("drill", Shape::Flag),
            ("timeline", Shape::list_of_texts(&["local", "text"])),
            ("fields", Shape::record([("impact", Shape::Text)])),
        ])
    }

    #[test]
    fn what_the_data_has_is_accepted() {
        let source = "{{title}}{{#drill}}{{title}}{{/drill}}{{#timeline}}{{local}} {{title}}{{/timeline}}\
                      {{^timeline}}-{{/timeline}}{{#fields.impact}}{{fields.impact}}{{/fields.impact}}";
        assert_eq!(Template::parse(source).unwrap().check(&shape()), []);
    }

    #[test]
    fn what_it_has_not_is_named_with_what_would_do() {
        let faults = Template::parse("{{fields.imapct}}{{timeline}}")
            .unwrap()
            .check(&shape());
        assert_eq!(
            faults[0].kind,
            FaultKind::UnknownName {
                name: "fields.imapct".into(),
                known: vec!["fields.impact".into()]
            }
        );
        assert_eq!(
            faults[1].kind,
            FaultKind::NotText {
                name: "timeline".into()
            }
        );
    }

    #[test]
    fn a_row_is_out_of_scope_after_its_list() {
        let faults = Template::parse("{{#timeline}}{{/timeline}}{{local}}")
            .unwrap()
            .check(&shape());
        assert_eq!(faults.len(), 1);
    }
}
