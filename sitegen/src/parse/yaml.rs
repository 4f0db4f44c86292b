//! YAML as a tree whose every node knows its place.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use crate::markup::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it stands.
    pub(crate) span: Span,
}

/// A YAML node; numbers, dates and truth values as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Empty,
    Words(String),
    List(Vec<Located<Node>>),
    Map(Vec<(Located<String>, Located<Node>)>),
}

/// Why a text is no YAML.
#[derive(Debug)]
pub(crate) struct YamlError {
    pub(crate) message: String,
    pub(crate) at: Option<Span>,
}

/// Parses YAML that begins at byte `offset` of its page. The parser bounds depth, nodes and what aliases stand for.
pub(crate) fn parse(yaml: &str, offset: usize) -> Result<Node, YamlError> {
    if yaml.trim().is_empty() {
        return Ok(Node::Empty);
    }
    let tree: Spanned<Tree> = serde_saphyr::from_str_with_options(yaml, limits())
        .map_err(|error| told(&error, yaml, offset))?;
    Ok(placed(tree, yaml, offset).value)
}

/// Parses a file of YAML documents, parted by `---`; empty ones are left out.
pub(crate) fn documents(yaml: &str) -> Result<Vec<Node>, YamlError> {
    let trees: Vec<Spanned<Tree>> = serde_saphyr::from_multiple_with_options(yaml, limits())
        .map_err(|error| told(&error, yaml, 0))?;
    Ok(trees
        .into_iter()
        .map(|tree| placed(tree, yaml, 0).value)
        .collect())
}

/// What a text may cost. The parser's own limit of depth is too much for the stack of a thread that did not ask for more:
/// every level is some twenty calls.
fn limits() -> serde_saphyr::Options {
    const DEEPEST: usize = 16;
    serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: DEEPEST },
    }
}

fn told(error: &serde_saphyr::Error, yaml: &str, offset: usize) -> YamlError {
    let at = error
        .location()
        .and_then(|location| span(&location, yaml, offset));
    let message = error.without_snippet().to_string();
    // The place is underlined in the source; the parser's own words for it go.
    let message = message.split(" at line ").next().unwrap_or(&message);
    let message = message
        .rsplit_once("]: ")
        .map_or(message, |(_, words)| words);
    YamlError {
        message: message.trim_end_matches(':').to_owned(),
        at,
    }
}

fn placed(tree: Spanned<Tree>, yaml: &str, offset: usize) -> Located<Node> {
    let span = span(&tree.referenced, yaml, offset).unwrap_or(offset..offset);
    let value = match tree.value {
        Tree::Empty => Node::Empty,
        Tree::Words(words) => Node::Words(words),
        Tree::List(items) => Node::List(
            items
                .into_iter()
                .map(|item| placed(item, yaml, offset))
                .collect(),
        ),
        Tree::Map(entries) => Node::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let key_span =
                        self::span(&key.referenced, yaml, offset).unwrap_or(offset..offset);
                    (
                        Located {
                            value: key.value,
                            span: key_span,
                        },
                        placed(value, yaml, offset),
                    )
                })
                .collect(),
        ),
    };
    Located { value, span }
}

fn span(location: &Location, yaml: &str, offset: usize) -> Option<Span> {
    let start = usize::try_from(location.span().byte_offset()?).ok()?;
    let length = usize::try_from(location.span().byte_len().unwrap_or(1)).ok()?;
    let start = start.min(yaml.len());
    let end = (start + length.max(1)).min(yaml.len());
    let fits = yaml.is_char_boundary(start) && yaml.is_char_boundary(end);
    // A block ends with the line breaks after it, which are no part of what an author means.
    let end = if fits {
        start + yaml[start..end].trim_end().len()
    } else {
        start
    };
    Some(offset + start..offset + end)
}

enum Tree {
    Empty,
    Words(String),
    List(Vec<Spanned<Tree>>),
    Map(Vec<(Spanned<String>, Spanned<Tree>)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a list or a map")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Words(value.to_string()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Words(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Words(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Words(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Words(value.to_owned()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Tree, E> {
        Ok(Tree::Empty)
    }

    fn visit_none<E: de::Error>(self) -> Result<Tree, E> {
        Ok(Tree::Empty)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Tree::Map(entries))
    }
}
