//! What stands at the top of a page (YAML, or the TOML and JSON of other generators), read into what we know, with the places of all that is wrong.

mod reader;
mod toml;

use domain::{Milestone, TemplatePurpose};

use crate::markup::Span;

pub(crate) use super::yaml::Located;

pub(crate) use reader::front_matter;

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
    /// A drill script: answers to give, and the outcome expected.
    Scenario,
}

impl Kind {
    /// All of them as front matter writes them.
    pub(crate) const ALL: [(&'static str, Self); 7] = [
        ("page", Self::Page),
        ("playbook", Self::Playbook),
        ("severity", Self::Severity),
        ("roles", Self::Roles),
        ("escalation", Self::Escalation),
        ("template", Self::Template),
        ("scenario", Self::Scenario),
    ];
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FrontMatter {
    /// Where it stands; empty when there is none.
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// Whether it says what it is.
    pub(crate) has_kind: bool,
    pub(crate) title: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) severity: Vec<Located<String>>,
    pub(crate) owner: Option<String>,
    pub(crate) reviewed: Option<String>,
    pub(crate) review_every: Option<Located<String>>,
    /// The alerts that it answers, by name.
    pub(crate) alerts: Vec<Located<String>>,
    pub(crate) allow: Vec<Allowance>,
    pub(crate) fields: Vec<FieldSetting>,
    pub(crate) purpose: Option<TemplatePurpose>,
    /// What it is about, in a sentence.
    pub(crate) description: Option<String>,
    /// Not yet to be read by others.
    pub(crate) draft: bool,
    /// Its place among the pages beside it; those without one come after.
    pub(crate) order: Option<i32>,
    /// Where it stood before.
    pub(crate) redirect_from: Vec<Located<String>>,
    /// Of a scenario: the playbook that it walks.
    pub(crate) playbook: Option<Located<String>>,
    /// Of a scenario: the alert that it begins with.
    pub(crate) alert: Option<String>,
    /// Of a playbook: where it says that a flowchart is its tree.
    pub(crate) flow: Option<Span>,
    /// Of a scenario: what commands are filled with.
    pub(crate) inputs: Vec<(Located<String>, String)>,
}

/// An entry of `allow`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// As written: `BG0083`.
    pub(crate) code: Located<String>,
    /// `None` when the author gave none.
    pub(crate) reason: Option<String>,
}

/// An entry of `fields`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldSetting {
    pub(crate) id: Located<String>,
    pub(crate) label: Option<String>,
    pub(crate) kind: Option<FieldType>,
    pub(crate) milestone: Option<Located<Milestone>>,
    pub(crate) unit: Option<Located<String>>,
    pub(crate) options: Vec<Located<String>>,
    pub(crate) required: bool,
    pub(crate) default: Option<Located<String>>,
    /// The command input that is the same value.
    pub(crate) input: Option<Located<String>>,
    /// Where it says that filling the field sets the severity.
    pub(crate) severity: Option<Span>,
}

/// `type` of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    Text,
    LongText,
    Time,
    Choice,
    Number,
    YesNo,
    Duration,
}

impl FieldType {
    const ALL: [(&'static str, Self); 8] = [
        ("text", Self::Text),
        ("long-text", Self::LongText),
        ("time", Self::Time),
        ("choice", Self::Choice),
        ("number", Self::Number),
        ("yes-no", Self::YesNo),
        ("duration", Self::Duration),
        ("datetime", Self::Time),
    ];

    /// As front matter writes it.
    pub(crate) fn as_str(self) -> &'static str {
        let known = Self::ALL.iter().find(|&&(_, kind)| kind == self);
        known.map_or("text", |&(name, _)| name)
    }
}

/// The keys that mean something to us.
pub(crate) const KEYS: [&str; 20] = [
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
    "draft",
    "order",
    "redirect_from",
    "playbook",
    "alert",
    "flow",
    "inputs",
    "allow",
];

const FIELD_KEYS: [&str; 9] = [
    "label",
    "type",
    "unit",
    "options",
    "required",
    "default",
    "milestone",
    "input",
    "severity",
];

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`, as Hugo has it.
    Toml,
    /// From a line of `{` to a line of `}`, which belong to it.
    Json,
}

impl Format {
    /// The format that such a first line begins.
    fn of(first_line: &str) -> Option<Self> {
        match first_line.trim_end() {
            "---" => Some(Self::Yaml),
            "+++" => Some(Self::Toml),
            "{" => Some(Self::Json),
            _ => None,
        }
    }

    fn is_ended_by(self, line: &str) -> bool {
        match self {
            Self::Yaml => matches!(line.trim_end(), "---" | "..."),
            Self::Toml => line.trim_end() == "+++",
            Self::Json => line.trim_end() == "}",
        }
    }
}

/// Splits a page into its front matter and the place where the body begins.
pub(crate) fn split(text: &str) -> (Option<Span>, usize) {
    let first_line = text.lines().next().unwrap_or_default();
    let (Some(format), Some(first_line_end)) = (Format::of(first_line), text.find('\n')) else {
        return (None, 0);
    };
    let start = first_line_end + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        if format.is_ended_by(line) {
            let span = if format == Format::Json {
                0..end
            } else {
                start..at
            };
            return (Some(span), end);
        }
        at = end;
    }
    (None, 0)
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
    fn other_formats_say_the_same() {
        for text in [
            "+++\ntitle = \"回滚\"\ntags = [\"a\", \"b\"]\nweight = 3\n[params]\nx = 1979-05-27\n+++\n",
            "{\n  \"title\": \"回滚\",\n  \"weight\": 3,\n  \"params\": {\"x\": 1}\n}\n",
        ] {
            let (found, faults) = read(text);
            assert_eq!(found.title.as_deref(), Some("回滚"), "{text}");
            assert_eq!(found.order, Some(3), "{text}");
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(
                faults[0].contains("params") && faults[0].contains("FrontMatterKey"),
                "{faults:?}"
            );
        }
        let (_, faults) = read("+++\ntitle = \n+++\n");
        assert!(faults[0].contains("FrontMatterSyntax"), "{faults:?}");
    }

    #[test]
    fn finds_the_body() {
        assert_eq!(split("---\na: 1\n---\nb"), (Some(4..9), 13));
        assert_eq!(split("# no\n---\n"), (None, 0));
        assert_eq!(split("---\nnever closed\n"), (None, 0));
        assert_eq!(split("---\n---\n"), (Some(4..4), 8));
    }
}
