//! A tree to what we know of it; everything else is a fault with its place.

use domain::{Milestone, TemplatePurpose};

use crate::diagnostic::{Fault, FaultKind};
use crate::markup::Span;

use super::super::yaml::{self, Located, Node};
use super::{Allowance, FIELD_KEYS, FieldSetting, FieldType, FrontMatter, KEYS, Kind};

/// Reads the front matter that stands at `span` in `text`.
pub(crate) fn front_matter(text: &str, span: Span, faults: &mut Vec<Fault>) -> FrontMatter {
    let mut reader = Reader {
        faults,
        found: FrontMatter {
            span: span.clone(),
            ..FrontMatter::default()
        },
    };
    let tree = if text.starts_with("+++") {
        super::toml::parse(&text[span.clone()], span.start)
    } else {
        // JSON is YAML too.
        yaml::parse(&text[span.clone()], span.start)
    };
    match tree {
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
    reader.flow_is_of_playbooks();
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
                self.found.has_kind = value.value != Node::Empty;
                if let Some(kind) = self.one_of("kind", &value, &Kind::ALL) {
                    self.found.kind = kind;
                }
            }
            "title" => self.found.title = self.words("title", &value),
            "lang" => self.found.lang = self.words("lang", &value),
            "owner" => self.found.owner = self.words("owner", &value),
            "reviewed" => self.found.reviewed = self.date("reviewed", &value),
            "review_every" => {
                let span = value.span.clone();
                let words = self.words("review_every", &value);
                self.found.review_every = words.map(|value| Located { value, span });
            }
            "severity" => self.found.severity = self.list("severity", value),
            "alerts" => self.found.alerts = self.list("alerts", value),
            "tags" => {
                self.list("tags", value);
            }
            "description" => self.found.description = self.words("description", &value),
            "draft" => {
                let answers = [("true", true), ("false", false)];
                self.found.draft = self.one_of("draft", &value, &answers).unwrap_or_default();
            }
            "order" => self.found.order = self.number("order", &value),
            // What other generators call it; ours wins, wherever it stands.
            "weight" | "sidebar_position" | "nav_order" => {
                let order = whole_number(&value.value);
                self.found.order = self.found.order.or(order);
            }
            "redirect_from" => self.found.redirect_from = self.list("redirect_from", value),
            "purpose" => {
                let purposes = TemplatePurpose::ALL.map(|purpose| (purpose.as_str(), purpose));
                self.found.purpose = self.one_of("purpose", &value, &purposes);
            }
            "fields" => self.fields(value),
            "playbook" => {
                let span = value.span.clone();
                let words = self.words("playbook", &value);
                self.found.playbook = words.map(|value| Located { value, span });
            }
            "alert" => self.found.alert = self.words("alert", &value),
            "flow" => {
                let flow = self.one_of("flow", &value, &[("mermaid", ())]);
                self.found.flow = flow.map(|()| value.span);
            }
            "inputs" => self.inputs(value),
            "allow" => self.allow(value),
            _ => self.unknown_key(key, &KEYS),
        }
    }

    /// Looked at in the end, as `kind` may stand below it.
    fn flow_is_of_playbooks(&mut self) {
        if self.found.kind != Kind::Playbook
            && let Some(span) = self.found.flow.take()
        {
            let expected = "on a page with `kind: playbook`: only that is walked";
            self.unfit("flow", span, expected.to_owned());
        }
    }

    fn allow(&mut self, value: Located<Node>) {
        let Node::Map(entries) = value.value else {
            if value.value != Node::Empty {
                let expected = "a map from codes to reasons: `{ BG0083: why }`";
                self.unfit("allow", value.span, expected.to_owned());
            }
            return;
        };
        for (code, reason) in entries {
            let reason = self.words("allow", &reason);
            self.found.allow.push(Allowance { code, reason });
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

    fn located(&mut self, key: &str, value: &Located<Node>) -> Option<Located<String>> {
        let words = self.words(key, value)?;
        Some(Located {
            value: words,
            span: value.span.clone(),
        })
    }

    fn flag(&mut self, key: &str, value: &Located<Node>) -> bool {
        self.one_of(key, value, &[("true", true), ("false", false)])
            .unwrap_or_default()
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

    fn number(&mut self, key: &str, value: &Located<Node>) -> Option<i32> {
        let number = self.words(key, value)?.parse().ok();
        if number.is_none() {
            self.unfit(key, value.span.clone(), "a number like 3".to_owned());
        }
        number
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

    fn inputs(&mut self, value: Located<Node>) {
        match value.value {
            Node::Map(entries) => {
                for (name, value) in entries {
                    let words = self.words("inputs", &value);
                    self.found.inputs.extend(words.map(|words| (name, words)));
                }
            }
            Node::Empty => {}
            _ => self.unfit(
                "inputs",
                value.span,
                "a map from names of inputs to their values".to_owned(),
            ),
        }
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
                unit: None,
                options: Vec::new(),
                required: false,
                default: None,
                input: None,
                severity: None,
            };
            match settings.value {
                Node::Map(settings) => self.field_settings(&mut field, settings),
                Node::Empty => {}
                _ => self.unfit(
                    "fields",
                    settings.span,
                    format!("settings: {}", FIELD_KEYS.join(", ")),
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
                "unit" => field.unit = self.located("unit", &value),
                "options" => field.options = self.list("options", value),
                "required" => field.required = self.flag("required", &value),
                "default" => field.default = self.located("default", &value),
                "input" => field.input = self.located("input", &value),
                "severity" => {
                    field.severity = self.flag("severity", &value).then_some(value.span);
                }
                _ => self.unknown_key(&key, &FIELD_KEYS),
            }
        }
    }
}

/// Of another generator's key, so that no other value is a fault.
fn whole_number(value: &Node) -> Option<i32> {
    match value {
        Node::Words(words) => words.trim().parse().ok(),
        _ => None,
    }
}
