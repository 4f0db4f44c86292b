//! Nodes and data to text.

use std::collections::BTreeMap;

use super::{Name, Node, Template};

/// Data for a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Fills a hole.
    Text(String),
    /// Fills a hole, word for word: a command that is copied out of the report.
    Code(String),
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
            Self::Text(_) | Self::Code(_) | Self::Flag(_) | Self::List(_) => None,
        }
    }

    fn shows(&self) -> bool {
        match self {
            Self::Text(text) | Self::Code(text) => !text.is_empty(),
            Self::Flag(flag) => *flag,
            Self::Record(_) => true,
            Self::List(items) => !items.is_empty(),
        }
    }
}

/// What goes into a hole, before it is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling<'v> {
    /// Words.
    Text(&'v str),
    /// To stand word for word.
    Code {
        /// The code.
        code: &'v str,
        /// The hole stands in a table row, where a bar ends the cell even within code.
        in_table_row: bool,
    },
}

impl Template {
    /// Fills the template. Every filling goes through `escape`; a name that the data lacks fills nothing.
    pub fn render(&self, data: &Value, escape: impl Fn(Filling<'_>) -> String) -> String {
        let mut written = String::new();
        render_nodes(&self.nodes, &mut vec![data], &escape, &mut written);
        written
    }
}

fn render_nodes(
    nodes: &[Node],
    scopes: &mut Vec<&Value>,
    escape: &impl Fn(Filling<'_>) -> String,
    written: &mut String,
) {
    for node in nodes {
        match node {
            Node::Text(text) => written.push_str(text),
            Node::Hole(name) => match find(name, scopes) {
                Some(Value::Text(text)) => written.push_str(&escape(Filling::Text(text))),
                Some(Value::Code(code)) => {
                    let line = written.rsplit('\n').next().unwrap_or_default();
                    let in_table_row = line.starts_with('|');
                    written.push_str(&escape(Filling::Code { code, in_table_row }));
                }
                Some(Value::Flag(_) | Value::Record(_) | Value::List(_)) | None => {}
            },
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
            .render(data, |filling| match filling {
                Filling::Text(text) => text.replace('*', "\\*"),
                Filling::Code { code, in_table_row } => format!("`{code}`{in_table_row}"),
            })
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
    fn code_is_told_from_text_and_knows_its_table() {
        let data = Value::record([("c", Value::Code("a | b".to_owned()))]);
        assert_eq!(
            render("- {{c}}\n| {{c}} |", &data),
            "- `a | b`false\n| `a | b`true |"
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
