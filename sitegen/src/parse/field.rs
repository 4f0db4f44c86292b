//! Blanks to fill: `故障时间：____`, and choices among words: `数据丢失风险：是 / 否`.

use super::bracket::trailing_bracket;

/// A blank as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawField {
    /// The words before the colon.
    pub(crate) label: String,
    /// What may be filled in: empty for anything.
    pub(crate) options: Vec<String>,
    /// What stands after the blank: `人` of `用户数：____ 人`.
    pub(crate) unit: String,
    /// Marked `（必填）` or `(required)`.
    pub(crate) required: bool,
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
    let bracketed = trailing_bracket(after);
    let unit = bracketed.as_ref().map_or(after, |found| found.before);
    let is_unit =
        unit.chars().count() <= LONGEST_UNIT_CHARS && !unit.contains(['_', '＿', '：', ':', '。']);
    if !is_unit {
        return None;
    }
    let mut field = labelled(&text[..at], Vec::new())?;
    unit.clone_into(&mut field.unit);
    field.required = bracketed.is_some_and(|found| is_required(found.inside));
    Some(field)
}

fn is_required(words: &str) -> bool {
    matches!(words.to_lowercase().as_str(), "必填" | "必须" | "required")
}

/// `label：a / b / c`.
fn options(text: &str) -> Option<RawField> {
    let marked = trailing_bracket(text).filter(|found| is_required(found.inside));
    let text = marked.as_ref().map_or(text, |found| found.before);
    let colon = text.rfind(['：', ':'])?;
    let colon_bytes = text[colon..].chars().next().map_or(1, char::len_utf8);
    let options = offered(text[colon + colon_bytes..].trim());
    let is_short = |option: &&str| {
        !option.is_empty()
            && option.chars().count() <= LONGEST_OPTION_CHARS
            && !option.contains(['，', '。', '；', '、', '/', '_'])
    };
    if options.len() < 2 || !options.iter().all(is_short) {
        return None;
    }
    let options = options.into_iter().map(str::to_owned).collect();
    let mut field = labelled(&text[..colon + colon_bytes], options)?;
    field.required = marked.is_some();
    Some(field)
}

/// `a / b`, `a／b`, `□ a □ b`; `a/b` only for words that are nothing but answers, as `CPU/内存` is no question.
fn offered(value: &str) -> Vec<&str> {
    const BOXES: [char; 6] = ['□', '☐', '○', '◯', '⬜', '▢'];
    if value.starts_with(BOXES) {
        let options = value.split(BOXES).skip(1);
        return options
            .map(|option| {
                option
                    .trim()
                    .trim_end_matches(['/', '／', '、', '，'])
                    .trim_end()
            })
            .collect();
    }
    if value.contains('／') {
        return value.split('／').map(str::trim).collect();
    }
    if !value.contains(' ') && value.split('/').all(is_answer) {
        return value.split('/').collect();
    }
    value.split(" / ").map(str::trim).collect()
}

fn is_answer(word: &str) -> bool {
    const ANSWERS: [&str; 32] = [
        "是",
        "否",
        "有",
        "无",
        "对",
        "错",
        "高",
        "中",
        "低",
        "好",
        "坏",
        "成功",
        "失败",
        "正常",
        "异常",
        "通过",
        "不通过",
        "已知",
        "未知",
        "yes",
        "no",
        "y",
        "n",
        "true",
        "false",
        "high",
        "medium",
        "low",
        "on",
        "off",
        "pass",
        "fail",
    ];
    let lower = word.to_lowercase();
    let digits = lower.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_level = (1..=3).contains(&(lower.len() - digits.len()))
        && digits.len() == 1
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    ANSWERS.contains(&lower.as_str()) || is_level
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
        unit: String::new(),
        required: false,
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
            ("级别：P0/P1/P2", "级别", &["P0", "P1", "P2"]),
            ("Data loss: yes/no", "Data loss", &["yes", "no"]),
            ("数据丢失：□ 是 □ 否", "数据丢失", &["是", "否"]),
            ("Scope: ☐ one host ☐ all", "Scope", &["one host", "all"]),
            ("恢复时间：____（必填）", "恢复时间", &[]),
            ("可回滚：是 / 否（必填）", "可回滚", &["是", "否"]),
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
    fn what_stands_after_a_blank_is_kept() {
        let found = field("受影响用户数：____ 人（必填）").unwrap();
        assert_eq!((found.unit.as_str(), found.required), ("人", true));
        let found = field("Impact: ____ (UTC)").unwrap();
        assert_eq!((found.unit.as_str(), found.required), ("", false));
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
            "工具：Grafana/Kibana",
            "路径：/var/log",
            "协议：TCP/IP",
            "周期：24/7",
            "说明：先做 A，再做 B / C",
            "在 ____ 之前完成全部检查并且通知所有人：谢谢",
        ] {
            assert_eq!(field(text), None, "{text}");
        }
    }
}
