//! What is drawn: boxes, lines between them, and the bands they stand in. Still without a place.

use super::text::Words;

/// A picture of a graph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Diagram {
    /// In reading order: a line to a later box leads on, a line to an earlier one or to itself leads back.
    pub(crate) nodes: Vec<Node>,
    /// In the order of their boxes and choices.
    pub(crate) edges: Vec<Edge>,
    /// From top to bottom; every box stands in one.
    pub(crate) bands: Vec<Band>,
    /// Whether a mark shows where to begin.
    pub(crate) has_start: bool,
}

/// A run of boxes that belong together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Band {
    /// Its name; `None` for boxes that stand in no phase.
    pub(crate) title: Option<Words>,
    /// Its window.
    pub(crate) note: String,
}

/// A box.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) shape: Shape,
    /// One, or the steps of a run that has no branches.
    pub(crate) cells: Vec<Cell>,
    /// The number of its band.
    pub(crate) band: usize,
}

/// How a box looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Something to do.
    Step,
    /// The walk is over, in the author's words.
    Outcome,
    /// The walk is over; nothing is said about it.
    End,
    /// On to another playbook.
    Exit,
    /// A plain box.
    Box,
    /// A box with round corners.
    Round,
    /// A box with round ends.
    Stadium,
    /// A question.
    Diamond,
    /// A circle.
    Circle,
    /// Two circles, one in the other.
    Rings,
    /// A box with double sides.
    Subroutine,
    /// A drum.
    Cylinder,
    /// A flag.
    Flag,
    /// Six corners.
    Hexagon,
    /// A box that leans to the right.
    LeanRight,
    /// A box that leans to the left.
    LeanLeft,
    /// Wider at its foot.
    Trapezoid,
    /// Wider at its head.
    Funnel,
}

/// The words in a box, or one row of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    /// The id of the element, so that something else can point at it.
    pub(crate) id: Option<String>,
    /// The number of the step.
    pub(crate) number: Option<usize>,
    pub(crate) words: Words,
    /// Said smaller below: role, milestone. Each is HTML that is safe to show.
    pub(crate) notes: Vec<Note>,
    /// Where it leads when it is followed.
    pub(crate) href: Option<String>,
}

/// A small line below the words.
#[derive(Clone, Debug)]
pub(crate) enum Note {
    /// Who does it.
    Role(String),
    /// The key of the words for the milestone that is reached here.
    Milestone(String),
}

/// A line from one box to another.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) label: Option<Label>,
    pub(crate) line: Line,
    /// Whether its end is an arrow.
    pub(crate) has_head: bool,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Line {
    /// As any other.
    #[default]
    Plain,
    /// In dots.
    Dotted,
    /// Heavier.
    Thick,
}

/// What is written on a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Label {
    pub(crate) words: Words,
    /// The severity that is set: its rank and its level.
    pub(crate) severity: Option<(usize, String)>,
}

/// How much room there is from side to side, and how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// What the boxes or labels of one row may take up together.
    pub(super) widest_row: i32,
    /// A step that may have another beside it.
    pub(super) narrow_step: i32,
    /// A step when none has another beside it.
    pub(super) wide_step: i32,
    /// Where the label of a choice breaks.
    pub(super) label: i32,
    /// Where the words of an outcome or another playbook's name break.
    pub(super) end: i32,
}

impl Room {
    /// A column of text on a desk, or a sheet of A4.
    pub(crate) const PAGE: Self = Self {
        widest_row: 620,
        narrow_step: 168,
        wide_step: 232,
        label: 104,
        end: 96,
    };
    /// One column of steps that are `step` wide, for a phone held upright.
    pub(crate) fn column(step: i32) -> Self {
        Self {
            widest_row: step,
            narrow_step: step,
            wide_step: step,
            label: step - NUMBER - 2 * PAD_X - 34,
            end: step - NUMBER - 2 * PAD_X - 24,
        }
    }
}

/// The sizes of letters, in pixels. None is below 12: a phone shows the map as large as it is.
pub(super) const TEXT: i32 = 13;
/// Of labels and notes.
pub(super) const SMALL: i32 = 12;
/// From one line of text to the next.
pub(super) const LINE: i32 = 18;
/// From one line of a label or note to the next.
pub(super) const SMALL_LINE: i32 = 16;
/// The room for a step's number.
pub(super) const NUMBER: i32 = 26;
/// Between a box and its words.
pub(super) const PAD_X: i32 = 11;
/// The same above and below.
pub(super) const PAD_Y: i32 = 8;

impl Cell {
    /// How high it is.
    pub(super) fn height(&self) -> i32 {
        count(self.words.lines.len().max(1)) * LINE
            + count(self.notes.len()) * SMALL_LINE
            + 2 * PAD_Y
    }
}

impl Label {
    /// How wide and how high it is.
    pub(super) fn size(&self) -> (i32, i32) {
        let mark = self.severity.as_ref().map_or(0, |(_, level)| {
            super::text::width(level, SMALL) + SEVERITY_MARK
        });
        let lines = self.words.lines.len() + usize::from(self.severity.is_some());
        (
            self.words.width.max(mark) + 8,
            count(lines) * SMALL_LINE + 6,
        )
    }
}

/// The room for the shape that tells a severity.
pub(super) const SEVERITY_MARK: i32 = 15;

/// A number of things as a number of pixels to multiply with.
pub(super) fn count(things: usize) -> i32 {
    i32::try_from(things).unwrap_or(i32::MAX / 1024)
}

impl Node {
    /// How wide and how high it is; `step` is the width of steps.
    pub(super) fn size(&self, step: i32) -> (i32, i32) {
        let height: i32 = self.cells.iter().map(Cell::height).sum();
        let widest = self.cells.iter().map(|cell| cell.words.width).max();
        let words = widest.unwrap_or(0) + 2 * PAD_X;
        match self.shape {
            Shape::Step => (step, height),
            Shape::Outcome | Shape::Stadium => ((words + 8).max(56), height.max(34)),
            Shape::Box | Shape::Round => (words.max(56), height),
            Shape::End => (20, 20),
            Shape::Exit | Shape::Flag => ((words + 14).max(64), height),
            Shape::Diamond => (words + height + 8, height + LINE + 10),
            Shape::Circle | Shape::Rings => {
                let side = words.max(height) + 8;
                (side, side)
            }
            Shape::Subroutine | Shape::Hexagon => ((words + 20).max(64), height),
            Shape::Cylinder => (words.max(56), height + 14),
            Shape::LeanRight | Shape::LeanLeft | Shape::Trapezoid | Shape::Funnel => {
                ((words + 28).max(72), height)
            }
        }
    }
}
