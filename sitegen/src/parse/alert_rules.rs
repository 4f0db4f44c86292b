//! Alerting rules of Prometheus: a rule file, or the same groups in a `PrometheusRule` of its operator.
//!
//! Only what sends people to a playbook is kept: name, condition, labels and annotations, with their places.
//! Recording rules are no business of ours, and other YAML is none either.

use rayon::prelude::*;

use crate::diagnostic::{Fault, FaultKind, RuleFault};
use crate::markup::Span;
use crate::read::{Content, Source, SourcePath};

use super::yaml::{Located, Node, YamlError, documents};

/// A file of rules.
#[derive(Clone, Debug)]
pub(crate) struct RuleFile {
    pub(crate) path: SourcePath,
    /// In order.
    pub(crate) alerts: Vec<RawAlert>,
    /// What is wrong with it.
    pub(crate) faults: Vec<Fault>,
}

/// An alerting rule as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawAlert {
    pub(crate) name: Located<String>,
    /// The group it stands in.
    pub(crate) group: String,
    /// Its condition, on as many lines as it was written on.
    pub(crate) condition: String,
    /// How long the condition must hold, as written.
    pub(crate) holds_for: Option<String>,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) annotations: Vec<(String, Located<String>)>,
}

impl RawAlert {
    /// The annotation of that name.
    pub(crate) fn annotation(&self, name: &str) -> Option<&Located<String>> {
        let mut annotations = self.annotations.iter();
        let found = annotations.find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The label of that name, as the rule sets it.
    pub(crate) fn label(&self, name: &str) -> Option<&str> {
        let mut labels = self.labels.iter();
        let found = labels.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads every file that holds alerting rules; one that holds none, and does not look as if it should, is left out.
pub(crate) fn rule_files(sources: &[Source]) -> Vec<RuleFile> {
    sources.par_iter().filter_map(rule_file).collect()
}

fn rule_file(source: &Source) -> Option<RuleFile> {
    let mut file = RuleFile {
        path: source.path.clone(),
        alerts: Vec::new(),
        faults: Vec::new(),
    };
    let Content::Text(text) = &source.content else {
        return None;
    };
    match documents(text) {
        Ok(documents) => {
            for document in documents {
                file.document(document);
            }
        }
        Err(YamlError { message, at }) => {
            // YAML of others may be anything, templates of manifests among it.
            if !looks_like_rules(text) {
                return None;
            }
            let kind = FaultKind::AlertRules {
                reason: RuleFault::Syntax { message },
            };
            let span = at.unwrap_or(0..0);
            file.faults.push(Fault { span, kind });
        }
    }
    (!file.alerts.is_empty() || !file.faults.is_empty()).then_some(file)
}

/// Whether what cannot be read was meant to be rules.
fn looks_like_rules(text: &str) -> bool {
    let begins = |start: &str| {
        text.lines()
            .any(|line| line.trim_start().starts_with(start))
    };
    let is_named =
        text.lines().any(|line| line.starts_with("groups:")) || begins("kind: PrometheusRule");
    is_named && begins("- alert:")
}

type Map = Vec<(Located<String>, Located<Node>)>;

fn take(map: &mut Map, name: &str) -> Option<Located<Node>> {
    let at = map.iter().position(|(key, _)| key.value == name)?;
    Some(map.swap_remove(at).1)
}

fn words(node: Option<Located<Node>>) -> Option<Located<String>> {
    match node {
        Some(Located {
            value: Node::Words(value),
            span,
        }) if !value.trim().is_empty() => Some(Located { value, span }),
        _ => None,
    }
}

impl RuleFile {
    /// `groups`, or `spec.groups` of the operator's resource.
    fn document(&mut self, document: Node) {
        let Node::Map(mut map) = document else {
            return;
        };
        let groups = match take(&mut map, "groups") {
            Some(groups) => Some(groups),
            None => match words(take(&mut map, "kind")) {
                Some(kind) if kind.value == "PrometheusRule" => match take(&mut map, "spec") {
                    Some(Located {
                        value: Node::Map(mut spec),
                        ..
                    }) => take(&mut spec, "groups"),
                    _ => None,
                },
                _ => None,
            },
        };
        // `groups` may be anybody's word: only a list whose members hold `rules` is ours.
        let Some(Located {
            value: Node::List(groups),
            ..
        }) = groups
        else {
            return;
        };
        for group in groups {
            if let Node::Map(group) = group.value {
                self.group(group);
            }
        }
    }

    fn group(&mut self, mut group: Map) {
        let name = words(take(&mut group, "name")).map(|name| name.value);
        let name = name.unwrap_or_default();
        let Some(Located {
            value: Node::List(rules),
            ..
        }) = take(&mut group, "rules")
        else {
            return;
        };
        for rule in rules {
            if let Node::Map(map) = rule.value {
                self.rule(&name, map, &rule.span);
            }
        }
    }

    fn rule(&mut self, group: &str, mut rule: Map, span: &Span) {
        let Some(alert) = take(&mut rule, "alert") else {
            return;
        };
        let at = alert.span.clone();
        let Some(name) = words(Some(alert)) else {
            self.fault(span.start..at.end.max(span.start), RuleFault::NoName);
            return;
        };
        let name = Located {
            value: name.value.trim().to_owned(),
            span: name.span,
        };
        let Some(condition) = words(take(&mut rule, "expr")) else {
            let alert = name.value;
            self.fault(name.span, RuleFault::NoCondition { alert });
            return;
        };
        let labels = self.texts("labels", take(&mut rule, "labels"));
        let annotations = self.texts("annotations", take(&mut rule, "annotations"));
        self.alerts.push(RawAlert {
            name,
            group: group.to_owned(),
            condition: condition.value.trim().to_owned(),
            holds_for: words(take(&mut rule, "for")).map(|time| time.value),
            labels: labels
                .into_iter()
                .map(|(name, value)| (name, value.value))
                .collect(),
            annotations,
        });
    }

    /// A map of texts; whatever else stands in it is a fault.
    fn texts(
        &mut self,
        key: &'static str,
        node: Option<Located<Node>>,
    ) -> Vec<(String, Located<String>)> {
        let Some(node) = node else {
            return Vec::new();
        };
        let entries = match node.value {
            Node::Map(entries) => entries,
            Node::Empty => return Vec::new(),
            Node::Words(_) | Node::List(_) => {
                self.fault(node.span, RuleFault::NoMap { key });
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for (name, value) in entries {
            match value.value {
                Node::Words(words) => {
                    let value = Located {
                        value: words,
                        span: value.span,
                    };
                    texts.push((name.value, value));
                }
                Node::Empty => {}
                Node::List(_) | Node::Map(_) => self.fault(value.span, RuleFault::NoMap { key }),
            }
        }
        texts
    }

    fn fault(&mut self, span: Span, reason: RuleFault) {
        let kind = FaultKind::AlertRules { reason };
        self.faults.push(Fault { span, kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<RuleFile> {
        rule_file(&Source {
            path: SourcePath::new("alerts.yml").unwrap(),
            content: Content::from_bytes(text.as_bytes().to_vec()),
        })
    }

    const RULES: &str = "groups:\n- name: api\n  rules:\n  - record: a:b\n    expr: sum(b)\n  - alert: HighErrorRate\n    expr: |\n      a > 1\n    for: 5m\n    labels: {severity: critical, tier: 1}\n    annotations:\n      runbook_url: p0.md\n";

    #[test]
    fn alerts_are_read_with_their_places() {
        let file = read(RULES).unwrap();
        assert_eq!(file.faults, []);
        let [alert] = &file.alerts[..] else {
            panic!("{:?}", file.alerts)
        };
        assert_eq!(&RULES[alert.name.span.clone()], "HighErrorRate");
        assert_eq!(
            (alert.group.as_str(), alert.condition.as_str()),
            ("api", "a > 1")
        );
        assert_eq!(alert.holds_for.as_deref(), Some("5m"));
        assert_eq!(alert.label("tier"), Some("1"));
        let url = alert.annotation("runbook_url").unwrap();
        assert_eq!(&RULES[url.span.clone()], "p0.md");
    }

    #[test]
    fn the_operators_resource_holds_the_same_groups() {
        let inner = RULES.replace('\n', "\n  ");
        let text = format!(
            "kind: ConfigMap\ngroups: none\n---\napiVersion: v1\nkind: PrometheusRule\nspec:\n  {inner}\n"
        );
        let file = read(&text).unwrap();
        assert_eq!(&text[file.alerts[0].name.span.clone()], "HighErrorRate");
    }

    #[test]
    fn other_yaml_is_none_of_ours() {
        for other in [
            "groups: [a, b]",
            "groups:\n- name: x\n  hosts: []",
            "groups:\n- name: x\n  rules:\n  - record: a\n    expr: b",
            "groups: {{ .Values.groups }}",
            "a: [\ngroups:",
            "",
        ] {
            assert!(read(other).is_none(), "{other}");
        }
    }

    #[test]
    fn what_was_meant_to_be_rules_says_what_is_wrong() {
        for (text, at) in [
            ("groups:\n- rules:\n  - alert: A\n   expr: b\n", None),
            ("groups:\n- rules:\n  - alert:\n    expr: b\n", None),
            ("groups:\n- rules:\n  - alert: A\n", Some("A")),
            (
                "groups:\n- rules:\n  - alert: A\n    expr: b\n    labels: none\n",
                Some("none"),
            ),
        ] {
            let file = read(text).unwrap();
            assert_eq!(file.faults.len(), 1, "{text}");
            if let Some(at) = at {
                assert_eq!(&text[file.faults[0].span.clone()], at);
            }
        }
    }

    #[test]
    fn hostile_yaml_is_bounded() {
        let level = |at: usize| {
            let before = format!("*a{}", at - 1);
            format!("a{at}: &a{at} [{before}, {before}, {before}, {before}]\n")
        };
        let levels: String = (1..30).map(level).collect();
        let bomb = format!("a0: &a0 [x, x, x, x, x, x, x, x, x]\n{levels}");
        let deep = "[".repeat(100_000);
        for text in [
            format!("{bomb}groups:\n- rules:\n  - alert: A\n    expr: b\n"),
            format!("groups:\n- rules:\n  - alert: {deep}\n"),
            format!(
                "groups:\n{}",
                "- rules:\n  - alert: x\n    expr: y\n".repeat(60_000)
            ),
        ] {
            assert_eq!(read(&text).unwrap().faults.len(), 1);
        }
    }
}
