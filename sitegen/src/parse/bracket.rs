//! Brackets at the end of a line: where budgets, deadlines and `（可选）` stand.

/// A text that ends with a bracket, round or square, half or full width, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bracketed<'t> {
    /// What stands before the bracket, white space at its end cut.
    pub(crate) before: &'t str,
    /// What stands inside, trimmed.
    pub(crate) inside: &'t str,
}

/// Takes a bracket off the end of a text.
pub(crate) fn trailing_bracket(text: &str) -> Option<Bracketed<'_>> {
    let text = text.trim_end();
    let inner_end = text.strip_suffix([')', '）', ']', '】'])?.len();
    let mut depth = 1;
    for (at, character) in text[..inner_end].char_indices().rev() {
        match character {
            ')' | '）' | ']' | '】' => depth += 1,
            '(' | '（' | '[' | '【' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let inside = text[at + character.len_utf8()..inner_end].trim();
            return Some(Bracketed {
                before: text[..at].trim_end(),
                inside,
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_last_bracket() {
        let found = trailing_bracket("应急（一）处理 （10-30分钟） ").unwrap();
        assert_eq!(
            found,
            Bracketed {
                before: "应急（一）处理",
                inside: "10-30分钟"
            }
        );
        let nested = trailing_bracket("a (b (c))").unwrap();
        assert_eq!(
            nested,
            Bracketed {
                before: "a",
                inside: "b (c)"
            }
        );
        let square = trailing_bracket("发现【0-5分钟】").unwrap();
        assert_eq!((square.before, square.inside), ("发现", "0-5分钟"));
        assert_eq!(trailing_bracket("a) b"), None);
        assert_eq!(trailing_bracket(")"), None);
    }
}
