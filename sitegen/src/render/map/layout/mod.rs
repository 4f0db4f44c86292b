//! A place for everything in a diagram, from top to bottom.
//!
//! Four steps: [`rank`] puts every box into a row, [`track`] finds which way each line takes, [`place`] finds the
//! columns, [`route`] the heights and the bends. All widths are whole pixels and nothing depends on chance, so the same
//! diagram gives the same picture.
//!
//! Lines run between rows, where no box stands, and along both sides. What leads back is always on the left, what
//! leads far ahead on the right. Lines to one box join on their way; lines to different boxes never share a stretch
//! after their label.

mod place;
mod rank;
mod route;
#[cfg(test)]
mod tests;
mod track;

use super::diagram::{Diagram, Room, Shape};

/// A rectangle, in pixels from the top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rect {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Rect {
    pub(crate) fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub(crate) fn middle(self) -> i32 {
        self.x + self.width / 2
    }
}

/// A point, in pixels from the top left corner.
pub(crate) type Point = (i32, i32);

/// A diagram with places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: i32,
    pub(crate) height: i32,
    /// By band: the ground it stands on.
    pub(crate) bands: Vec<Rect>,
    /// By node.
    pub(crate) boxes: Vec<Rect>,
    /// By edge: where its label stands.
    pub(crate) labels: Vec<Option<Rect>>,
    /// By edge: its bends, in one stretch or more, from box to box; the label stands between two stretches.
    pub(crate) lines: Vec<Vec<Vec<Point>>>,
    /// By edge: whether it leads back.
    pub(crate) is_back: Vec<bool>,
    /// Where paper may be cut.
    pub(crate) cuts: Vec<i32>,
    /// The height of the mark that shows where to begin.
    pub(crate) start: i32,
}

/// Finds a place for everything; `step` is the width of steps.
pub(crate) fn layout(diagram: &Diagram, room: Room, step: i32) -> Picture {
    if diagram.nodes.is_empty() {
        return Picture::default();
    }
    let sizes: Vec<(i32, i32)> = diagram.nodes.iter().map(|node| node.size(step)).collect();
    let ranks = rank::rank(diagram, &sizes, room.widest_row);
    let mut tracks = track::tracks(diagram, &ranks, &sizes, room.widest_row);
    place::place(&mut tracks, diagram);
    route::route(&tracks, diagram, &sizes)
}

/// Whether any two steps come to stand side by side.
pub(crate) fn has_parallel_steps(diagram: &Diagram, room: Room) -> bool {
    let nodes = diagram.nodes.iter();
    let sizes: Vec<(i32, i32)> = nodes.map(|node| node.size(room.narrow_step)).collect();
    let ranks = rank::rank(diagram, &sizes, room.widest_row);
    let is_step = |&&node: &&usize| diagram.nodes[node].shape == Shape::Step;
    let rows = ranks.rows.iter();
    rows.map(|row| row.iter().filter(is_step).count())
        .any(|steps| steps > 1)
}
