//! Task-list items: a thing to see to, perhaps optional, with a deadline or with a blank in it.

use crate::markup::{Markup, Piece, Span, span, text};

use super::bracket::trailing_bracket;
use super::duration::{Duration, duration};
use super::field::{RawField, field};

/// A check as its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawCheck {
    /// Its words, markers and blanks left out.
    pub(crate) text: String,
    /// The same with its marks.
    pub(crate) markup: Markup,
    /// Marked `（可选）` or `(optional)`.
    pub(crate) optional: bool,
    /// The deadline at its end, as written and in seconds.
    pub(crate) due: Option<(String, u32)>,
    /// The blank in it.
    pub(crate) field: Option<RawField>,
    /// `[x]`: somebody ticked it in the source.
    pub(crate) done: bool,
    /// Where it stands.
    pub(crate) span: Span,
}

/// Reads the inline content of a task-list item, its box left out.
pub(crate) fn check(inline: &[Piece]) -> RawCheck {
    let whole = text(inline);
    let mut rest = whole.trim_end();
    let (mut optional, mut due) = (false, None);
    while let Some(bracketed) = trailing_bracket(rest) {
        let Some(marks) = marks(bracketed.inside) else {
            break;
        };
        optional |= marks.optional;
        due = due.or(marks.due);
        rest = bracketed.before;
    }
    // `（可选）重启网关` reads as it is; only its meaning is taken.
    optional |= opens_optional(rest);
    let field = field(rest);
    let kept = field.as_ref().map_or(rest.len(), |field| field.label_bytes);
    RawCheck {
        text: whole[..kept].trim().to_owned(),
        markup: Markup::of(inline).cut_after(kept),
        optional,
        due,
        field,
        done: false,
        span: span(inline),
    }
}

/// What a bracket at the end of a check says about it.
struct Marks {
    optional: bool,
    due: Option<(String, u32)>,
}

/// `可选`, `5分钟内`, `可选，24小时内`; `None` when the bracket says anything else.
fn marks(inside: &str) -> Option<Marks> {
    let mut found = Marks {
        optional: false,
        due: None,
    };
    for part in inside.split(['，', ',', '、', '；', ';']).map(str::trim) {
        if is_optional(part) {
            found.optional = true;
        } else if let Some(seconds) = duration(part).and_then(deadline)
            && found.due.is_none()
        {
            found.due = Some((part.to_owned(), seconds));
        } else {
            return None;
        }
    }
    Some(found)
}

fn is_optional(words: &str) -> bool {
    const OPTIONAL: [&str; 14] = [
        "可选",
        "可选项",
        "选做",
        "非必须",
        "非必需",
        "按需",
        "如需",
        "如需要",
        "如适用",
        "optional",
        "opt.",
        "if needed",
        "if applicable",
        "not required",
    ];
    OPTIONAL.contains(&words.to_lowercase().as_str())
}

fn opens_optional(text: &str) -> bool {
    let text = text.trim_start();
    let in_bracket = text.strip_prefix(['(', '（', '[', '【']).and_then(|rest| {
        let end = rest.find([')', '）', ']', '】'])?;
        Some(rest[..end].trim())
    });
    let before_colon = || text.split_once([':', '：']).map(|(words, _)| words.trim());
    in_bracket.or_else(before_colon).is_some_and(is_optional)
}

fn deadline(duration: Duration) -> Option<u32> {
    match duration {
        Duration::After(_) | Duration::AsNeeded => None,
        Duration::Within(seconds) | Duration::Between(_, seconds) => Some(seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markdown: &'static str) -> RawCheck {
        let pieces: Vec<Piece> = pulldown_cmark::Parser::new(markdown)
            .into_offset_iter()
            .collect();
        check(crate::markup::inside(&pieces))
    }

    #[test]
    fn markers_are_taken_off() {
        let check = read("通知 **业务负责人**（5分钟内）（可选）");
        assert_eq!(check.text, "通知 业务负责人");
        assert!(check.optional);
        assert_eq!(check.due, Some(("5分钟内".to_owned(), 300)));
        assert_eq!(read("通知（立即）").due, Some(("立即".to_owned(), 0)));
        assert_eq!(
            read("Page the lead (within 5 min)").due.map(|due| due.1),
            Some(300)
        );
        for (text, words, optional, due) in [
            ("Restart (optional, within 1h)", "Restart", true, Some(3600)),
            ("重启【可选】", "重启", true, None),
            ("回滚（如需要）", "回滚", true, None),
            ("（可选）重启网关", "（可选）重启网关", true, None),
            ("Optional: restart", "Optional: restart", true, None),
            ("通知（5 分钟内）", "通知", false, Some(300)),
            ("Tell legal (T+60)", "Tell legal", false, Some(3600)),
            ("Tell them [ASAP]", "Tell them", false, Some(0)),
            ("看日志（pod 的）", "看日志（pod 的）", false, None),
        ] {
            let check = read(text);
            assert_eq!(
                (
                    check.text.as_str(),
                    check.optional,
                    check.due.map(|due| due.1)
                ),
                (words, optional, due),
                "{text}"
            );
        }
        let plain = read("查看日志（最近一小时的错误）");
        assert_eq!(
            (plain.text.as_str(), plain.due),
            ("查看日志（最近一小时的错误）", None)
        );
    }

    #[test]
    fn a_blank_in_it_is_a_field() {
        let check = read("**受影响用户数**：____ 人（可选）");
        assert_eq!(check.text, "受影响用户数");
        assert!(check.optional);
        assert_eq!(
            check.field.map(|field| field.label),
            Some("受影响用户数".to_owned())
        );
        assert_eq!(check.markup.text(), "受影响用户数");
    }
}
