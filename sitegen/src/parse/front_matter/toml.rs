//! TOML as the same tree that YAML gives.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::parse::yaml::{Located, Node, YamlError};

/// Parses TOML that begins at byte `offset` of its page.
pub(super) fn parse(text: &str, offset: usize) -> Result<Node, YamlError> {
    match DeTable::parse(text) {
        Ok(table) => Ok(map(table.into_inner(), offset)),
        Err(error) => Err(YamlError {
            message: error.message().to_owned(),
            at: error
                .span()
                .map(|span| span.start + offset..span.end + offset),
        }),
    }
}

/// In the order of the page, which a table does not keep.
fn map(table: DeTable<'_>, offset: usize) -> Node {
    let mut entries: Vec<(Located<String>, Located<Node>)> = table
        .into_iter()
        .map(|(key, value)| {
            let span = key.span().start + offset..key.span().end + offset;
            let key = Located {
                value: key.into_inner().into_owned(),
                span,
            };
            (key, placed(value, offset))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Node::Map(entries)
}

fn placed(value: Spanned<DeValue<'_>>, offset: usize) -> Located<Node> {
    let span = value.span().start + offset..value.span().end + offset;
    let value = match value.into_inner() {
        DeValue::String(words) => Node::Words(words.into_owned()),
        DeValue::Integer(number) => Node::Words(number.to_string()),
        DeValue::Float(number) => Node::Words(number.to_string()),
        DeValue::Boolean(truth) => Node::Words(truth.to_string()),
        DeValue::Datetime(time) => Node::Words(time.to_string()),
        DeValue::Array(items) => {
            Node::List(items.into_iter().map(|item| placed(item, offset)).collect())
        }
        DeValue::Table(table) => map(table, offset),
    };
    Located { value, span }
}
