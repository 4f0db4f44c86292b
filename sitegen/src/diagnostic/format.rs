//! Diagnostics for machines: our own JSON, and SARIF 2.1.0 for code hosts.

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::check::rule::{self, Level, Rule};
use crate::markup::Span;
use crate::read::{SourcePath, Sources};

use super::{Diagnostic, Severity};

/// Raised when a consumer of the JSON would misread it.
const VERSION: u32 = 1;

/// What `breakglass check --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Report {
    /// The version of this shape: 1. New members may come without a new number.
    version: u32,
    /// How many diagnostics are errors.
    errors: usize,
    /// How many are warnings.
    warnings: usize,
    /// In the order of files and lines.
    diagnostics: Vec<Entry>,
}

/// One thing that is wrong.
#[derive(Serialize, JsonSchema)]
struct Entry {
    /// The rule: `BG0012`. `breakglass explain BG0012` says more.
    code: String,
    severity: Kind,
    /// What is wrong, in one line.
    message: String,
    /// The file, relative to the source folder, with `/` between folders.
    path: String,
    /// The place in it; `null` for the file as a whole.
    range: Option<Place>,
    /// A word at the place; may be empty.
    label: String,
    /// What to do about it.
    hints: Vec<String>,
    /// Other places that have to do with it.
    related: Vec<Other>,
}

/// How bad it is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    /// No site is written.
    Error,
    /// The site is written.
    Warning,
}

/// Another place.
#[derive(Serialize, JsonSchema)]
struct Other {
    /// What is there.
    message: String,
    /// The file, relative to the source folder.
    path: String,
    /// The place in it.
    range: Place,
}

/// From one place in a file up to, and without, another.
#[derive(Clone, Copy, Serialize, JsonSchema)]
struct Place {
    /// Where it begins.
    start: Point,
    /// The first place after it.
    end: Point,
}

/// A place in a file, in its text as it is compiled: UTF-8 without a byte-order mark, lines ended by a single `\n`.
#[derive(Clone, Copy, Serialize, JsonSchema)]
struct Point {
    /// From 1.
    line: usize,
    /// From 1, in Unicode characters (scalar values), not in bytes or UTF-16 units.
    column: usize,
    /// From 0, in bytes from the start of the file.
    byte: usize,
}

/// Our own JSON.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> Report {
    let mut lines = Lines {
        sources,
        starts: HashMap::new(),
    };
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    };
    Report {
        version: VERSION,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics: diagnostics
            .iter()
            .map(|found| entry(found, &mut lines))
            .collect(),
    }
}

fn entry(found: &Diagnostic, lines: &mut Lines<'_>) -> Entry {
    Entry {
        code: found.code.to_string(),
        severity: match found.severity {
            Severity::Error => Kind::Error,
            Severity::Warning => Kind::Warning,
        },
        message: found.message.clone(),
        path: found.path.to_string(),
        range: found
            .span
            .as_ref()
            .map(|span| lines.place(&found.path, span)),
        label: found.label.clone(),
        hints: found.hints.clone(),
        related: found
            .related
            .iter()
            .map(|related| Other {
                message: related.message.clone(),
                path: related.path.to_string(),
                range: lines.place(&related.path, &related.span),
            })
            .collect(),
    }
}

/// Where the lines of each file begin, looked up once a file.
struct Lines<'s> {
    sources: &'s Sources,
    starts: HashMap<SourcePath, Vec<usize>>,
}

impl Lines<'_> {
    fn place(&mut self, path: &SourcePath, span: &Span) -> Place {
        let text = self.sources.text(path);
        let starts = self.starts.entry(path.clone()).or_insert_with(|| {
            let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect()
        });
        Place {
            start: point(text, starts, span.start),
            end: point(text, starts, span.end),
        }
    }
}

fn point(text: &str, starts: &[usize], byte: usize) -> Point {
    let byte = text.floor_char_boundary(byte.min(text.len()));
    let line = starts.partition_point(|&start| start <= byte);
    let start = starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
    Point {
        line: line.max(1),
        column: text[start..byte].chars().count() + 1,
        byte,
    }
}

/// SARIF 2.1.0, as the static analysis tools of code hosts read it. Every rule that was found is described.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    let mut lines = Lines {
        sources,
        starts: HashMap::new(),
    };
    let codes: BTreeSet<_> = diagnostics.iter().map(|found| found.code).collect();
    let rules: Vec<&Rule> = codes.into_iter().filter_map(rule::of).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|found| {
            let at = rules.iter().position(|rule| rule.code() == found.code);
            result(found, at, &mut lines)
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "breakglass",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
                }
            },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "SOURCE": { "description": { "text": "The folder of runbooks" } } },
            "results": results,
        }]
    })
}

fn described(rule: &Rule) -> Value {
    let level = match rule.level() {
        Level::Warning => "warning",
        Level::Error | Level::Refusal => "error",
    };
    json!({
        "id": rule.code().to_string(),
        "shortDescription": { "text": rule.meaning() },
        "fullDescription": { "text": rule.why() },
        "help": { "text": crate::explain::text(rule), "markdown": crate::explain::markdown(rule) },
        "defaultConfiguration": { "level": level },
    })
}

fn result(found: &Diagnostic, rule: Option<usize>, lines: &mut Lines<'_>) -> Value {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut text = found.message.clone();
    for more in std::iter::once(&found.label)
        .filter(|label| !label.is_empty())
        .chain(&found.hints)
    {
        text.push('\n');
        text.push_str(more);
    }
    let place = found
        .span
        .as_ref()
        .map(|span| lines.place(&found.path, span));
    let related: Vec<Value> = found
        .related
        .iter()
        .map(|related| {
            let place = lines.place(&related.path, &related.span);
            let mut location = location(&related.path, Some(place));
            location["message"] = json!({ "text": related.message });
            location
        })
        .collect();
    let mut result = json!({
        "ruleId": found.code.to_string(),
        "level": level,
        "message": { "text": text },
        "locations": [location(&found.path, place)],
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = json!(rule);
    }
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn location(path: &SourcePath, place: Option<Place>) -> Value {
    let uri = crate::check::places::url(path.as_str());
    let mut physical = json!({ "artifactLocation": { "uri": uri, "uriBaseId": "SOURCE" } });
    if let Some(Place { start, end }) = place {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": start.byte,
            "byteLength": end.byte - start.byte,
        });
    }
    json!({ "physicalLocation": physical })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_lines_begin_with_one() {
        let text = "甲乙\n\n丙b";
        let starts = [0, 7, 8];
        let at = |byte| {
            let point = point(text, &starts, byte);
            (point.line, point.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(6), (1, 3));
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(11), (3, 2));
        assert_eq!(at(99), (3, 3));
    }
}
