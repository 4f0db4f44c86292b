//! What the data for a template looks like, so that its holes can be checked before there is any.

use std::collections::BTreeMap;

use super::{Fault, FaultKind, Name, Node, Template};

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
    /// Every hole and section that data of this shape cannot fill, in source order.
    pub fn check(&self, shape: &Shape) -> Vec<Fault> {
        let mut faults = Vec::new();
        check_nodes(&self.nodes, &mut vec![shape], &mut faults);
        faults
    }
}

fn check_nodes(nodes: &[Node], scopes: &mut Vec<&Shape>, faults: &mut Vec<Fault>) {
    for node in nodes {
        match node {
            Node::Text(_) => {}
            Node::Hole(name) => match find(name, scopes) {
                Ok(Shape::Text) => {}
                Ok(_) => faults.push(Fault {
                    span: name.span.clone(),
                    kind: FaultKind::NotText {
                        name: name.to_string(),
                    },
                }),
                Err(fault) => faults.push(fault),
            },
            Node::Section {
                name,
                inverted,
                children,
            } => match find(name, scopes) {
                Err(fault) => faults.push(fault),
                Ok(Shape::List(inner)) if !inverted => {
                    scopes.push(inner);
                    check_nodes(children, scopes, faults);
                    scopes.pop();
                }
                Ok(found) => {
                    scopes.push(found);
                    check_nodes(children, scopes, faults);
                    scopes.pop();
                }
            },
        }
    }
}

/// The first part is looked up from the innermost scope outwards, the rest below it.
fn find<'s>(name: &Name, scopes: &[&'s Shape]) -> Result<&'s Shape, Fault> {
    let unknown = |known: Vec<String>| Fault {
        span: name.span.clone(),
        kind: FaultKind::UnknownName {
            name: name.to_string(),
            known,
        },
    };
    let (first, rest) = name
        .parts
        .split_first()
        .ok_or_else(|| unknown(Vec::new()))?;
    let mut found = scopes
        .iter()
        .rev()
        .find_map(|scope| scope.part(first))
        .ok_or_else(|| {
            unknown(
                scopes
                    .iter()
                    .rev()
                    .flat_map(|scope| names(scope, ""))
                    .collect(),
            )
        })?;
    let mut prefix = format!("{first}.");
    for part in rest {
        found = found
            .part(part)
            .ok_or_else(|| unknown(names(found, &prefix)))?;
        prefix = format!("{prefix}{part}.");
    }
    Ok(found)
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
