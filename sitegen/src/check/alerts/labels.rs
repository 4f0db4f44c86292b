//! The names and labels that a rule shows.

use crate::parse::RawAlert;

/// More labels than this make a link that nobody can read.
const MOST_LABELS: usize = 16;

/// A name as names are compared: `HighErrorRate`, `high-error-rate` and `High error rate` are one.
pub(crate) fn squashed(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The labels that the alert has when it fires: those that the rule sets, those that its annotations speak of, those
/// that its condition is grouped by. There may be more; only the monitoring knows.
pub(super) fn labels(alert: &RawAlert) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let known = found.iter().any(|known| known == name);
        if is_label(name) && name != "alertname" && !known && found.len() < MOST_LABELS {
            found.push(name.to_owned());
        }
    };
    alert.labels.iter().for_each(|(name, _)| add(name));
    for (_, text) in &alert.annotations {
        for start in ["$labels.", ".Labels."] {
            text.value
                .split(start)
                .skip(1)
                .for_each(|rest| add(word(rest)));
        }
    }
    grouped_by(&alert.condition).for_each(add);
    found
}

fn is_label(name: &str) -> bool {
    let mut bytes = name.bytes();
    let begins = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    bytes.next().is_some_and(begins) && bytes.all(|byte| begins(byte) || byte.is_ascii_digit())
}

/// The name that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    &text[..end.unwrap_or(text.len())]
}

/// The labels in every `by (…)`.
fn grouped_by(condition: &str) -> impl Iterator<Item = &str> {
    let pieces = condition.split('(');
    let grouped = pieces.clone().zip(pieces.skip(1)).filter(|(before, _)| {
        let before = before.trim_end();
        let word = before
            .rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next();
        word.is_some_and(|word| word.eq_ignore_ascii_case("by"))
    });
    grouped.flat_map(|(_, inside)| {
        let end = inside.find(')').unwrap_or(0);
        inside[..end].split(',').map(str::trim)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Located;

    #[test]
    fn names_are_compared_without_their_dress() {
        for name in [
            "HighErrorRate",
            "high-error-rate",
            "high_error_rate",
            "High error rate",
        ] {
            assert_eq!(squashed(name), "higherrorrate");
        }
        assert_eq!(squashed("数据库连接 耗尽"), "数据库连接耗尽");
    }

    #[test]
    fn a_rule_shows_its_labels() {
        let located = |value: &str| Located {
            value: value.to_owned(),
            span: 0..0,
        };
        let alert = RawAlert {
            name: located("A"),
            group: String::new(),
            condition: "sum by (job, instance) (rate(x[5m])) / on(job) max BY(pod)(standby (no))"
                .into(),
            holds_for: None,
            labels: vec![
                ("severity".into(), "page".into()),
                ("not ours".into(), "x".into()),
            ],
            annotations: vec![(
                "summary".into(),
                located(
                    "{{ $labels.namespace }}/{{ $labels.pod}} {{ $labels.alertname }} {{ .Labels.team | title }}",
                ),
            )],
        };
        assert_eq!(
            labels(&alert),
            ["severity", "namespace", "pod", "team", "job", "instance"]
        );
    }
}
