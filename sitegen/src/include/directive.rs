//! `{{#include path}}`, `{{#include path:10:20}}` and `{{#include path:name}}`, read from a line.

use crate::read::SourcePath;

/// What every include begins with.
pub(crate) const MARK: &str = "{{#include ";

/// An include that stands alone on its line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive<'l> {
    /// What stands before it: the indent of a list, the mark of a quotation. Every line that is included gets it too.
    pub(super) prefix: &'l str,
    /// The file, as written.
    pub(super) path: &'l str,
    pub(super) pick: Pick<'l>,
}

/// Which part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick<'l> {
    Whole,
    /// From one line to another, counted from 1, both taken.
    Lines {
        from: usize,
        to: Option<usize>,
    },
    /// Between `ANCHOR: name` and `ANCHOR_END: name`.
    Anchor(&'l str),
}

impl<'l> Directive<'l> {
    /// Reads a line.
    pub(super) fn of(line: &'l str) -> Option<Self> {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let prefix = &line[..line.len() - bare.len()];
        let inside = bare.trim_end().strip_prefix(MARK)?.strip_suffix("}}")?;
        if inside.contains("}}") {
            return None;
        }
        let (path, part) = match inside.trim().split_once(':') {
            Some((path, part)) => (path, Some(part)),
            None => (inside.trim(), None),
        };
        (!path.is_empty()).then(|| Self {
            prefix,
            path,
            pick: part.map_or(Pick::Whole, Pick::of),
        })
    }

    /// Where the words of the directive begin in its line, without what stands around them.
    pub(super) fn words(line: &str) -> std::ops::Range<usize> {
        let start = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        start..line.trim_end().len()
    }
}

impl<'l> Pick<'l> {
    fn of(part: &'l str) -> Self {
        let number = |text: &str| text.parse::<usize>().ok();
        match part.split_once(':') {
            None => match number(part) {
                Some(line) => Self::Lines {
                    from: line,
                    to: Some(line),
                },
                None => Self::Anchor(part),
            },
            Some((from, to)) => match (from, number(from), to, number(to)) {
                ("", _, "", _) => Self::Whole,
                ("", _, _, Some(to)) => Self::Lines {
                    from: 1,
                    to: Some(to),
                },
                (_, Some(from), "", _) => Self::Lines { from, to: None },
                (_, Some(from), _, Some(to)) => Self::Lines { from, to: Some(to) },
                _ => Self::Anchor(part),
            },
        }
    }
}

/// Whether a line is an include and nothing else.
pub(crate) fn is_include(line: &str) -> bool {
    Directive::of(line).is_some()
}

/// The files that a text asks for, as far as they are inside the source folder.
pub(crate) fn targets(path: &SourcePath, text: &str) -> Vec<SourcePath> {
    if !text.contains(MARK) {
        return Vec::new();
    }
    let directives = text.lines().filter_map(Directive::of);
    directives
        .filter_map(|directive| path.join(directive.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_nothing_else_is_an_include() {
        let read = |line| Directive::of(line).map(|d| (d.prefix, d.path, d.pick));
        assert_eq!(
            read("  > {{#include a b.md}} "),
            Some(("  > ", "a b.md", Pick::Whole))
        );
        let lines = |from, to| Some(("", "a.sh", Pick::Lines { from, to }));
        assert_eq!(read("{{#include a.sh:3}}"), lines(3, Some(3)));
        assert_eq!(read("{{#include a.sh:3:}}"), lines(3, None));
        assert_eq!(read("{{#include a.sh::4}}"), lines(1, Some(4)));
        assert_eq!(read("{{#include a.sh:3:4}}"), lines(3, Some(4)));
        assert_eq!(
            read("{{#include a.sh:dump}}"),
            Some(("", "a.sh", Pick::Anchor("dump")))
        );
        for line in [
            "{{#timeline}}",
            "see {{#include a.md}}",
            "{{#include a.md}} and {{#include b.md}}",
            "{{#include }}",
            "{{#included}}",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
