//! The YAML at the top of a page, read into what we know, with the places of all that is wrong.

mod yaml;

use domain::{Milestone, TemplatePurpose};

use crate::markup::Span;

pub(crate) use yaml::{Located, Node};

use crate::diagnostic::{Fault, FaultKind};

/// What a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To be read.
    #[default]
    Page,
    /// To be walked.
    Playbook,
    /// Holds the severity scale.
    Severity,
    /// Holds the roles.
    Roles,
    /// Holds the escalation path.
    Escalation,
    /// A notice or report with holes.
    Template,
}

impl Kind {
    /// All of them as front matter writes them.
    pub(crate) const ALL: [(&'static str, Self); 6] = [
        ("page", Self::Page),
        ("playbook", Self::Playbook),
        ("severity", Self::Severity),
        ("roles", Self::Roles),
        ("escalation", Self::Escalation),
        ("template", Self::Template),
    ];
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FrontMatter {
    /// Where it stands; empty when there is none.
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) title: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) severity: Vec<Located<String>>,
    pub(crate) owner: Option<String>,
    pub(crate) reviewed: Option<String>,
    pub(crate) review_every: Option<String>,
    pub(crate) fields: Vec<FieldSetting>,
    pub(crate) purpose: Option<TemplatePurpose>,
}

/// An entry of `fields`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldSetting {
    pub(crate) id: Located<String>,
    pub(crate) label: Option<String>,
    pub(crate) kind: Option<FieldType>,
    pub(crate) milestone: Option<Located<Milestone>>,
}

/// `type` of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    Text,
    LongText,
    Time,
    Choice,
}

impl FieldType {
    const ALL: [(&'static str, Self); 4] = [
        ("text", Self::Text),
        ("long-text", Self::LongText),
        ("time", Self::Time),
        ("choice", Self::Choice),
    ];
}

/// The keys that mean something to us.
pub(crate) const KEYS: [&str; 12] = [
    "kind",
    "title",
    "lang",
    "severity",
    "owner",
    "reviewed",
    "review_every",
    "alerts",
    "fields",
    "tags",
    "purpose",
    "description",
];

const FIELD_KEYS: [&str; 3] = ["label", "type", "milestone"];

/// Splits a page into its front matter and the place where the body begins.
pub(crate) fn split(text: &str) -> (Option<Span>, usize) {
    let Some(first_line_end) = text.find('\n') else {
        return (None, 0);
    };
    if text[..first_line_end].trim_end() != "---" {
        return (None, 0);
    }
    let start = first_line_end + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(start..at), at + line.len());
        }
        at += line.len();
    }
    (None, 0)
}

/// Reads the YAML that stands at `span` in `text`.
pub(crate) fn front_matter(text: &str, span: Span, faults: &mut Vec<Fault>) -> FrontMatter {
    let mut reader = Reader {
        faults,
        found: FrontMatter {
            span: span.clone(),
            ..FrontMatter::default()
        },
    };
    match yaml::parse(&text[span.clone()], span.start) {
        Ok(Node::Map(entries)) => {
            for (key, value) in entries {
                reader.entry(&key, value);
            }
        }
        Ok(Node::Empty) => {}
        Ok(_) => reader.fault(span, FaultKind::FrontMatterNoMap),
        Err(error) => {
            let at = error.at.unwrap_or(span);
            reader.fault(
                at,
                FaultKind::FrontMatterSyntax {
                    message: error.message,
                },
            );
        }
    }
    reader.found
}

struct Reader<'f> {
    faults: &'f mut Vec<Fault>,
    found: FrontMatter,
}

impl Reader<'_> {
    fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push(Fault { span, kind });
    }

    fn entry(&mut self, key: &Located<String>, value: Located<Node>) {
        match key.value.as_str() {
            "kind" => {
                if let Some(kind) = self.one_of("kind", &value, &Kind::ALL) {
                    self.found.kind = kind;
                }
            }
            "title" => self.found.title = self.words("title", &value),
            "lang" => self.found.lang = self.words("lang", &value),
            "owner" => self.found.owner = self.words("owner", &value),
            "reviewed" => self.found.reviewed = self.date("reviewed", &value),
            "review_every" => self.found.review_every = self.words("review_every", &value),
            "severity" => self.found.severity = self.list("severity", value),
            "alerts" | "tags" => {
                self.list(&key.value.clone(), value);
            }
            "description" => {}
            "purpose" => {
                let purposes = TemplatePurpose::ALL.map(|purpose| (purpose.as_str(), purpose));
                self.found.purpose = self.one_of("purpose", &value, &purposes);
            }
            "fields" => self.fields(value),
            _ => self.unknown_key(key, &KEYS),
        }
    }

    fn unknown_key(&mut self, key: &Located<String>, known: &'static [&'static str]) {
        self.fault(
            key.span.clone(),
            FaultKind::FrontMatterKey {
                key: key.value.clone(),
                known,
            },
        );
    }

    fn unfit(&mut self, key: &str, span: Span, expected: String) {
        self.fault(
            span,
            FaultKind::FrontMatterValue {
                key: key.to_owned(),
                expected,
            },
        );
    }

    fn words(&mut self, key: &str, value: &Located<Node>) -> Option<String> {
        match &value.value {
            Node::Words(words) if !words.trim().is_empty() => Some(words.trim().to_owned()),
            Node::Empty => None,
            _ => {
                self.unfit(key, value.span.clone(), "a text".to_owned());
                None
            }
        }
    }

    fn date(&mut self, key: &str, value: &Located<Node>) -> Option<String> {
        let date = self.words(key, value)?;
        let is_date = date.len() == 10
            && date.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
            && ("01".."13").contains(&&date[5..7])
            && ("01".."32").contains(&&date[8..]);
        if !is_date {
            self.unfit(key, value.span.clone(), "a date like 2026-11-20".to_owned());
        }
        is_date.then_some(date)
    }

    fn list(&mut self, key: &str, value: Located<Node>) -> Vec<Located<String>> {
        match value.value {
            Node::Words(words) => vec![Located {
                value: words,
                span: value.span,
            }],
            Node::List(items) => items
                .into_iter()
                .filter_map(|item| {
                    let words = self.words(key, &item)?;
                    Some(Located {
                        value: words,
                        span: item.span,
                    })
                })
                .collect(),
            Node::Empty => Vec::new(),
            Node::Map(_) => {
                self.unfit(key, value.span, "one text or a list of texts".to_owned());
                Vec::new()
            }
        }
    }

    fn one_of<T: Copy>(
        &mut self,
        key: &str,
        value: &Located<Node>,
        known: &[(&'static str, T)],
    ) -> Option<T> {
        if value.value == Node::Empty {
            return None;
        }
        let found = match &value.value {
            Node::Words(words) => known
                .iter()
                .find(|(name, _)| name == words)
                .map(|&(_, value)| value),
            _ => None,
        };
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|&(name, _)| name).collect();
            let written = match &value.value {
                Node::Words(words) => words.clone(),
                _ => String::new(),
            };
            let kind = FaultKind::FrontMatterWord {
                key: key.to_owned(),
                written,
                known: names,
            };
            self.fault(value.span.clone(), kind);
        }
        found
    }

    fn fields(&mut self, value: Located<Node>) {
        let Node::Map(entries) = value.value else {
            if value.value != Node::Empty {
                self.unfit(
                    "fields",
                    value.span,
                    "a map from field ids to their settings".to_owned(),
                );
            }
            return;
        };
        for (id, settings) in entries {
            let mut field = FieldSetting {
                id,
                label: None,
                kind: None,
                milestone: None,
            };
            match settings.value {
                Node::Map(settings) => self.field_settings(&mut field, settings),
                Node::Empty => {}
                _ => self.unfit(
                    "fields",
                    settings.span,
                    "settings: label, type, milestone".to_owned(),
                ),
            }
            self.found.fields.push(field);
        }
    }

    fn field_settings(
        &mut self,
        field: &mut FieldSetting,
        settings: Vec<(Located<String>, Located<Node>)>,
    ) {
        for (key, value) in settings {
            match key.value.as_str() {
                "label" => field.label = self.words("label", &value),
                "type" => field.kind = self.one_of("type", &value, &FieldType::ALL),
                "milestone" => {
                    let span = value.span.clone();
                    let milestones =
                        Milestone::ALL.map(|milestone| (milestone.as_str(), milestone));
                    let milestone = self.one_of("milestone", &value, &milestones);
                    field.milestone = milestone.map(|value| Located { value, span });
                }
                _ => self.unknown_key(&key, &FIELD_KEYS),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (FrontMatter, Vec<String>) {
        let mut faults = Vec::new();
        let (span, _) = split(text);
        let found = front_matter(text, span.unwrap(), &mut faults);
        let faults = faults
            .iter()
            .map(|fault| format!("{:?} {:?}", &text[fault.span.clone()], fault.kind));
        (found, faults.collect())
    }

    #[test]
    fn reads_all_that_we_know() {
        let (found, faults) = read(
            "---\nkind: playbook\ntitle: P0 响应\nseverity: [P0, P1]\nreviewed: 2026-11-02\nfields:\n  started:\n    \
             label: 故障时间\n    type: time\n    milestone: impact_started\n---\nbody",
        );
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(found.kind, Kind::Playbook);
        let levels: Vec<&str> = found
            .severity
            .iter()
            .map(|level| level.value.as_str())
            .collect();
        assert_eq!(levels, ["P0", "P1"]);
        assert_eq!(found.reviewed.as_deref(), Some("2026-11-02"));
        assert_eq!(found.fields[0].id.value, "started");
        assert_eq!(found.fields[0].kind, Some(FieldType::Time));
    }

    #[test]
    fn all_faults_have_their_place() {
        let (_, faults) =
            read("---\nkind: playbok\nseverty: P0\nreviewed: soon\nowner: [a]\n---\n");
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults[0].starts_with("\"playbok\""), "{faults:?}");
        assert!(faults[1].starts_with("\"severty\""), "{faults:?}");
        assert!(faults[2].starts_with("\"soon\""), "{faults:?}");
        let (_, faults) = read("---\ntitle: [a\nkind: x\n---\n");
        assert_eq!(faults.len(), 1, "{faults:?}");
    }

    #[test]
    fn finds_the_body() {
        assert_eq!(split("---\na: 1\n---\nb"), (Some(4..9), 13));
        assert_eq!(split("# no\n---\n"), (None, 0));
        assert_eq!(split("---\nnever closed\n"), (None, 0));
        assert_eq!(split("---\n---\n"), (Some(4..4), 8));
    }
}
