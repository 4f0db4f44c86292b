//! Nodes and data to text.

use std::collections::BTreeMap;

use super::{Name, Node, Template};

/// Data for a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Fills a hole.
    Text(String),
    /// Shows or hides a section.
    Flag(bool),
    /// Named parts.
    Record(BTreeMap<String, Value>),
    /// Repeats a section.
    List(Vec<Value>),
}

impl Value {
    /// A record of these parts.
    pub fn record(parts: impl IntoIterator<Item = (impl Into<String>, Self)>) -> Self {
        Self::Record(
            parts
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
        )
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn part(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Record(parts) => parts.get(name),
            Self::Text(_) | Self::Flag(_) | Self::List(_) => None,
        }
    }

    fn shows(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Flag(flag) => *flag,
            Self::Record(_) => true,
            Self::List(items) => !items.is_empty(),
        }
    }
}

impl Template {
    /// Fills the template. Every filled hole goes through `escape`; a name that the data lacks fills nothing.
    pub fn render(&self, data: &Value, escape: impl Fn(&str) -> String) -> String {
        let mut written = String::new();
        render_nodes(&self.nodes, &mut vec![data], &escape, &mut written);
        written
    }
}

fn render_nodes(
    nodes: &[Node],
    scopes: &mut Vec<&Value>,
    escape: &impl Fn(&str) -> String,
    written: &mut String,
) {
    for node in nodes {
        match node {
            Node::Text(text) => written.push_str(text),
            Node::Hole(name) => {
                if let Some(Value::Text(text)) = find(name, scopes) {
                    written.push_str(&escape(text));
                }
            }
            Node::Section {
                name,
                inverted,
                children,
            } => {
                let found = find(name, scopes);
                let shows = found.is_some_and(Value::shows);
                match found {
                    _ if *inverted && !shows => render_nodes(children, scopes, escape, written),
                    Some(Value::List(items)) if !inverted => {
                        for item in items {
                            scopes.push(item);
                            render_nodes(children, scopes, escape, written);
                            scopes.pop();
                        }
                    }
                    Some(value) if shows && !inverted => {
                        scopes.push(value);
                        render_nodes(children, scopes, escape, written);
                        scopes.pop();
                    }
                    _ => {}
                }
            }
        }
    }
}

fn find<'v>(name: &Name, scopes: &[&'v Value]) -> Option<&'v Value> {
    let (first, rest) = name.parts.split_first()?;
    let found = scopes.iter().rev().find_map(|scope| scope.part(first))?;
    rest.iter().try_fold(found, |value, part| value.part(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(source: &str, data: &Value) -> String {
        Template::parse(source)
            .unwrap()
            .render(data, |text| text.replace('*', "\\*"))
    }

    fn row(text: &str) -> Value {
        Value::record([("text", Value::text(text))])
    }

    #[test]
    fn lists_repeat_and_leave_no_gaps() {
        let data = Value::record([("rows", Value::List(vec![row("a"), row("*b*")]))]);
        assert_eq!(
            render(
                "| t |\n|---|\n{{#rows}}\n| {{text}} |\n{{/rows}}\nend",
                &data
            ),
            "| t |\n|---|\n| a |\n| \\*b\\* |\nend"
        );
    }

    #[test]
    fn empty_is_shown_as_empty() {
        let data = Value::record([
            ("rows", Value::List(Vec::new())),
            ("cause", Value::text("")),
            ("drill", Value::Flag(false)),
        ]);
        let source = "{{#rows}}x{{/rows}}{{^rows}}none{{/rows}} {{^cause}}open{{/cause}}{{#drill}}!{{/drill}}{{missing}}";
        assert_eq!(render(source, &data), "none open");
    }
}
