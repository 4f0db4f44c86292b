//! Alerts: what the monitoring calls people for, and which playbook answers it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{AlertName, InputName, LabelName, PlaybookId, SeverityLevel};

/// The labels of an alert that fires.
pub type Labels = BTreeMap<LabelName, String>;

/// More labels than this are no alert's.
pub const MOST_LABELS: usize = 64;

/// A longer value of a label is no value that anybody puts into a command; in bytes.
pub const LONGEST_LABEL_BYTES: usize = 1024;

/// An alerting rule of the monitoring, as far as declaring needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alert {
    /// Its name, such as `HighErrorRate`. Several rules may share one; their labels tell them apart.
    pub name: AlertName,
    /// What it says, with the monitoring's own holes (`{{ $labels.instance }}`); may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The level of the scale that its `severity` label means, where that is plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<SeverityLevel>,
    /// The playbook that answers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playbook: Option<PlaybookId>,
    /// The labels that the rule itself sets.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: Labels,
}

impl Alert {
    /// What it says with these labels, in one line; what only the monitoring knows becomes `…`. Empty when it says
    /// nothing.
    pub fn summary_with(&self, labels: &Labels) -> String {
        let mut said = String::new();
        let mut rest = self.summary.as_str();
        while let Some((before, hole_on)) = rest.split_once("{{") {
            said.push_str(before);
            let Some((hole, after)) = hole_on.split_once("}}") else {
                rest = "";
                break;
            };
            let value = label_of_hole(hole).and_then(|name| self.value(labels, name));
            said.push_str(value.unwrap_or("…"));
            rest = after;
        }
        said.push_str(rest);
        let words: Vec<&str> = said.split_whitespace().collect();
        words.join(" ")
    }

    fn value<'v>(&'v self, labels: &'v Labels, name: &str) -> Option<&'v str> {
        let name = LabelName::new(name).ok()?;
        let found = labels.get(&name).or_else(|| self.labels.get(&name))?;
        Some(found)
    }

    /// How many of its own labels the alert that fires has, and how many it has otherwise.
    fn likeness(&self, labels: &Labels) -> (usize, std::cmp::Reverse<usize>) {
        let same = |(name, value): &(&LabelName, &String)| labels.get(*name) == Some(*value);
        let other = |(name, value): &(&LabelName, &String)| {
            labels.get(*name).is_some_and(|found| found != *value)
        };
        (
            self.labels.iter().filter(same).count(),
            std::cmp::Reverse(self.labels.iter().filter(other).count()),
        )
    }
}

/// The rule that an alert with these labels comes from: of those of its name the one that its labels fit best, the
/// first of several that fit as well.
pub(crate) fn best<'a>(
    alerts: &'a [Alert],
    name: &AlertName,
    labels: &Labels,
) -> Option<&'a Alert> {
    let named = alerts.iter().filter(|alert| &alert.name == name);
    // `max_by_key` keeps the last of equals.
    named.rev().max_by_key(|alert| alert.likeness(labels))
}

/// `instance` of ` $labels.instance ` or ` .Labels.instance | title `.
fn label_of_hole(hole: &str) -> Option<&str> {
    let first = hole.trim_start_matches('-').split('|').next()?.trim();
    let name = first
        .strip_prefix("$labels.")
        .or_else(|| first.strip_prefix(".Labels."))?;
    (!name.contains(char::is_whitespace)).then_some(name)
}

/// Whether a label's value fills the command input of that name. `_`, `-` and `.` are the same: labels may hold only
/// the first, inputs are often written with the second.
pub fn label_fills(label: &LabelName, input: &InputName) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['-', '.'], "_");
    plain(label.as_str()) == plain(input.as_str())
}

/// Whether a value may go into a command without a human having typed it. A link can come from anybody: what a shell
/// would read as more than a word, or a program as an option, is shown but put into nothing.
pub fn is_plain_value(value: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "._:/@+,=%[]-".contains(c);
    !value.is_empty() && !value.starts_with('-') && value.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(pairs: &[(&str, &str)]) -> Labels {
        pairs
            .iter()
            .map(|(name, value)| (LabelName::new(*name).unwrap(), (*value).to_owned()))
            .collect()
    }

    fn alert(summary: &str, own: &[(&str, &str)]) -> Alert {
        Alert {
            name: AlertName::new("HighErrorRate").unwrap(),
            summary: summary.to_owned(),
            severity: None,
            playbook: None,
            labels: labels(own),
        }
    }

    #[test]
    fn a_summary_is_filled_as_far_as_the_labels_go() {
        let fired = labels(&[("instance", "db-1")]);
        for (summary, said) in [
            ("{{ $labels.instance }} is down", "db-1 is down"),
            ("{{.Labels.team | title}}: down\n now", "infra: down now"),
            ("{{ $value | humanize }}% on {{ $labels.pod }}", "…% on …"),
            ("broken {{ $labels.instance", "broken"),
            ("", ""),
        ] {
            let alert = alert(summary, &[("team", "infra")]);
            assert_eq!(alert.summary_with(&fired), said);
        }
    }

    #[test]
    fn labels_tell_rules_of_one_name_apart() {
        let rules = [
            alert("first", &[("severity", "warning")]),
            alert("second", &[("severity", "critical")]),
        ];
        let found = |fired: &[(&str, &str)]| {
            let name = &rules[0].name;
            best(&rules, name, &labels(fired)).map(|alert| alert.summary.clone())
        };
        assert_eq!(found(&[("severity", "critical")]).unwrap(), "second");
        assert_eq!(found(&[]).unwrap(), "first");
        assert_eq!(
            best(&rules, &AlertName::new("Other").unwrap(), &labels(&[])),
            None
        );
    }

    #[test]
    fn what_a_shell_would_read_otherwise_fills_nothing() {
        for plain in ["db-1", "10.0.0.1:9100", "[::1]:9100", "支付", "a/b@c"] {
            assert!(is_plain_value(plain), "{plain}");
        }
        for sly in [
            "",
            "a b",
            "$(reboot)",
            "a;b",
            "a|b",
            "`id`",
            "-oProxyCommand=x",
            "a\nb",
            "a'b",
            "a&b",
            "~",
            "*",
        ] {
            assert!(!is_plain_value(sly), "{sly}");
        }
    }

    #[test]
    fn inputs_are_often_written_with_hyphens() {
        let fills = |label, input| {
            label_fills(
                &LabelName::new(label).unwrap(),
                &InputName::new(input).unwrap(),
            )
        };
        assert!(fills("instance", "instance"));
        assert!(fills("db_name", "db-name"));
        assert!(fills("namespace", "Namespace"));
        assert!(!fills("pod", "pods"));
    }
}
