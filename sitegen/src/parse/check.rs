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
    /// Where it stands.
    pub(crate) span: Span,
}

/// Reads the inline content of a task-list item, its box left out.
pub(crate) fn check(inline: &[Piece]) -> RawCheck {
    let whole = text(inline);
    let mut rest = whole.trim_end();
    let (mut optional, mut due) = (false, None);
    while let Some(bracketed) = trailing_bracket(rest) {
        let inside = bracketed.inside;
        if matches!(inside.to_lowercase().as_str(), "可选" | "选做" | "optional") {
            optional = true;
        } else if let Some(seconds) = duration(inside).and_then(deadline)
            && due.is_none()
        {
            due = Some((inside.to_owned(), seconds));
        } else {
            break;
        }
        rest = bracketed.before;
    }
    let field = field(rest);
    let kept = field.as_ref().map_or(rest.len(), |field| field.label_bytes);
    RawCheck {
        text: whole[..kept].trim().to_owned(),
        markup: Markup::of(inline).cut_after(kept),
        optional,
        due,
        field,
        span: span(inline),
    }
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
