//! The part of a file that an include asks for.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::nearest;

use super::directive::Pick;

/// Where the lines and the marked parts of a file are; made once a file, however often it is included.
#[derive(Debug)]
pub(super) struct Index {
    /// Where every line begins, and the end of the text.
    starts: Vec<usize>,
    /// The lines that only mark parts.
    marks: Vec<usize>,
    /// The lines of every part by its name, without those that mark it.
    parts: HashMap<String, Range<usize>>,
}

/// Why there is no such part.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoPart {
    /// The file has only so many lines.
    Lines(usize),
    /// No such name.
    Anchor(String),
}

impl Index {
    pub(super) fn of(text: &str) -> Self {
        let mut index = Self {
            starts: vec![0],
            marks: Vec::new(),
            parts: HashMap::new(),
        };
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            at += line.len();
            index.starts.push(at);
            if let Some(name) = named(line, "ANCHOR:") {
                index.marks.push(number);
                let to_the_end = number + 1..usize::MAX;
                index.parts.entry(name.to_owned()).or_insert(to_the_end);
            } else if let Some(name) = named(line, "ANCHOR_END:") {
                index.marks.push(number);
                if let Some(part) = index.parts.get_mut(name) {
                    part.end = part.end.min(number);
                }
            }
        }
        index
    }

    fn lines(&self) -> usize {
        self.starts.len() - 1
    }

    /// The places of what is asked for; several where marks of other parts stand between.
    pub(super) fn pick(&self, pick: Pick<'_>) -> Result<Vec<Range<usize>>, NoPart> {
        match pick {
            Pick::Whole => Ok(one(0..self.starts[self.lines()])),
            Pick::Lines { from, to } => {
                let to = to.unwrap_or_else(|| self.lines().max(from));
                if from == 0 || from > to || to > self.lines() {
                    return Err(NoPart::Lines(self.lines()));
                }
                Ok(one(self.starts[from - 1]..self.starts[to]))
            }
            Pick::Anchor(name) => {
                let Some(part) = self.parts.get(name) else {
                    return Err(NoPart::Anchor(name.to_owned()));
                };
                Ok(self.without_marks(part.start..part.end.min(self.lines())))
            }
        }
    }

    /// The part that was probably meant.
    pub(super) fn nearest(&self, name: &str) -> Option<String> {
        let mut known: Vec<&str> = self.parts.keys().map(String::as_str).collect();
        known.sort_unstable();
        nearest(name, known).map(str::to_owned)
    }

    fn without_marks(&self, lines: Range<usize>) -> Vec<Range<usize>> {
        let first = self.marks.partition_point(|&mark| mark < lines.start);
        let mut places = Vec::new();
        let mut from = lines.start;
        let inside = self.marks[first..].iter().copied();
        for mark in inside
            .take_while(|&mark| mark < lines.end)
            .chain([lines.end])
        {
            if from < mark {
                places.push(self.starts[from]..self.starts[mark]);
            }
            from = mark + 1;
        }
        places
    }
}

/// A part in one piece.
pub(super) fn one(place: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(place).collect()
}

fn named<'l>(line: &'l str, mark: &str) -> Option<&'l str> {
    let name = line[line.find(mark)? + mark.len()..].trim_start();
    let end = name
        .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))
        .unwrap_or(name.len());
    (end > 0).then(|| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "1\n# ANCHOR: a\n2\n# ANCHOR: b\n3\n# ANCHOR_END: b\n4\n# ANCHOR_END: a\n5";

    fn picked(pick: Pick<'_>) -> Result<String, NoPart> {
        let places = Index::of(TEXT).pick(pick)?;
        Ok(places.into_iter().map(|place| &TEXT[place]).collect())
    }

    #[test]
    fn lines_and_parts_are_found() {
        let lines = |from, to| picked(Pick::Lines { from, to });
        assert_eq!(lines(1, Some(1)), Ok("1\n".to_owned()));
        assert_eq!(lines(8, None), Ok("# ANCHOR_END: a\n5".to_owned()));
        assert_eq!(lines(9, Some(9)), Ok("5".to_owned()));
        assert_eq!(picked(Pick::Anchor("a")), Ok("2\n3\n4\n".to_owned()));
        assert_eq!(picked(Pick::Anchor("b")), Ok("3\n".to_owned()));
    }

    #[test]
    fn what_is_not_there_is_said() {
        for (from, to) in [(0, Some(1)), (3, Some(2)), (9, Some(10)), (10, None)] {
            assert_eq!(picked(Pick::Lines { from, to }), Err(NoPart::Lines(9)));
        }
        let dump = NoPart::Anchor("dump".to_owned());
        assert_eq!(picked(Pick::Anchor("dump")), Err(dump));
        let near = Index::of("# ANCHOR: dump-heap\n").nearest("dump-heep");
        assert_eq!(near.as_deref(), Some("dump-heap"));
    }
}
