//! Blanks to fill: `故障时间：____`, and choices among words: `数据丢失风险：是 / 否`.

use super::bracket::trailing_bracket;

/// A blank as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawField {
    /// The words before the colon.
    pub(crate) label: String,
    /// What may be filled in: empty for anything.
    pub(crate) options: Vec<String>,
    /// Whether the colon is a full-width one.
    pub(crate) wide_colon: bool,
    /// How many bytes of the text come before the blank or the options, the colon left out.
    pub(crate) label_bytes: usize,
}

const LONGEST_LABEL_CHARS: usize = 60;
const LONGEST_OPTION_CHARS: usize = 24;
const LONGEST_UNIT_CHARS: usize = 12;

/// Reads one line of text as a field.
pub(crate) fn field(text: &str) -> Option<RawField> {
    blank(text).or_else(|| options(text))
}

/// `label：____`, a short unit may follow.
fn blank(text: &str) -> Option<RawField> {
    let at = text.find("__").or_else(|| text.find("＿＿"))?;
    let after = text[at..].trim_start_matches(['_', '＿']).trim();
    // A bracket after the blank says something about it; longer text is a sentence with a gap.
    let unit = trailing_bracket(after).map_or(after, |bracketed| bracketed.before);
    let is_unit =
        unit.chars().count() <= LONGEST_UNIT_CHARS && !unit.contains(['_', '＿', '：', ':', '。']);
    if !is_unit {
        return None;
    }
    labelled(&text[..at], Vec::new())
}

/// `label：a / b / c`.
fn options(text: &str) -> Option<RawField> {
    let colon = text.rfind(['：', ':'])?;
    let colon_bytes = text[colon..].chars().next().map_or(1, char::len_utf8);
    let value = text[colon + colon_bytes..].trim();
    let options: Vec<&str> = match value {
        "是/否" | "有/无" | "yes/no" | "Yes/No" | "y/n" | "Y/N" => value.split('/').collect(),
        _ if value.contains('／') => value.split('／').map(str::trim).collect(),
        _ => value.split(" / ").map(str::trim).collect(),
    };
    let is_short = |option: &&str| {
        !option.is_empty()
            && option.chars().count() <= LONGEST_OPTION_CHARS
            && !option.contains(['，', '。', '；', '、', '/'])
    };
    if options.len() < 2 || !options.iter().all(is_short) {
        return None;
    }
    labelled(
        &text[..colon + colon_bytes],
        options.into_iter().map(str::to_owned).collect(),
    )
}

fn labelled(text: &str, options: Vec<String>) -> Option<RawField> {
    let label = text.trim_end().strip_suffix(['：', ':'])?.trim_end();
    let words = label.trim_start();
    let is_label = !words.is_empty()
        && words.chars().count() <= LONGEST_LABEL_CHARS
        && !words.contains(['/', '。', '；', '，'])
        && !words.contains("__");
    is_label.then(|| RawField {
        label: words.to_owned(),
        options,
        wide_colon: text.trim_end().ends_with('：'),
        label_bytes: label.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_blanks_and_options() {
        for (text, label, options) in [
            ("故障时间：____", "故障时间", &[][..]),
            ("Impact: ________", "Impact", &[]),
            ("受影响用户数：____ 人", "受影响用户数", &[]),
            ("恢复时间：____（UTC）", "恢复时间", &[]),
            ("数据丢失风险：是 / 否", "数据丢失风险", &["是", "否"]),
            ("告警已静默：是/否", "告警已静默", &["是", "否"]),
            ("Level: P0 / P1 / P2", "Level", &["P0", "P1", "P2"]),
            ("范围：单机／集群", "范围", &["单机", "集群"]),
        ] {
            let field = field(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (field.label.as_str(), field.options.as_slice()),
                (
                    label,
                    &options.iter().map(|o| (*o).to_owned()).collect::<Vec<_>>()[..]
                )
            );
        }
    }

    #[test]
    fn prose_is_no_field() {
        for text in [
            "____",
            "日期：2025/10/05",
            "见 https://example.com/a/b",
            "时间：10:30",
            "把 __init__ 改掉",
            "检查 CPU / 内存",
            "说明：先做 A，再做 B / C",
            "在 ____ 之前完成全部检查并且通知所有人：谢谢",
        ] {
            assert_eq!(field(text), None, "{text}");
        }
    }
}
