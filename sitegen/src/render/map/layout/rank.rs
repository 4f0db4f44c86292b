//! Which row a box stands in: below everything that leads on to it, and below the bands before its own.

use crate::render::map::diagram::Diagram;

/// Rows from top to bottom.
pub(super) struct Ranks {
    /// The boxes of each row, in reading order.
    pub(super) rows: Vec<Vec<usize>>,
    /// The row of each box.
    pub(super) row_of: Vec<usize>,
}

/// Between two boxes of a row.
pub(super) const BOX_GAP: i32 = 16;

/// Between two labels.
pub(super) const LABEL_GAP: i32 = 12;

/// Puts every box into a row. A row that is full sends the next box to the row below.
pub(super) fn rank(diagram: &Diagram, sizes: &[(i32, i32)], widest: i32) -> Ranks {
    let mut ranks = Ranks {
        rows: Vec::new(),
        row_of: vec![0; diagram.nodes.len()],
    };
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); diagram.nodes.len()];
    for edge in diagram.edges.iter().filter(|edge| edge.from < edge.to) {
        before[edge.to].push(edge.from);
    }
    let labels = label_rooms(diagram, widest);
    let mut taken: Vec<i32> = Vec::new();
    let (mut band, mut first_row) = (0, 0);
    for (at, node) in diagram.nodes.iter().enumerate() {
        if node.band != band {
            (band, first_row) = (node.band, ranks.rows.len());
        }
        let after = before[at].iter().map(|&from| ranks.row_of[from] + 1).max();
        let mut row = after.unwrap_or(0).max(first_row);
        let width = (sizes[at].0 + BOX_GAP).max(labels[at]);
        while taken
            .get(row)
            .is_some_and(|&taken| taken > 0 && taken + width > widest)
        {
            row += 1;
        }
        if taken.len() <= row {
            taken.resize(row + 1, 0);
            ranks.rows.resize(row + 1, Vec::new());
        }
        taken[row] += width;
        ranks.rows[row].push(at);
        ranks.row_of[at] = row;
    }
    ranks
}

/// What the labels below each box take up, side by side, or in two tiers when they would fill a row by themselves.
fn label_rooms(diagram: &Diagram, widest: i32) -> Vec<i32> {
    let mut rooms = vec![0; diagram.nodes.len()];
    for edge in &diagram.edges {
        let width = edge.label.as_ref().map_or(0, |label| label.size().0);
        rooms[edge.from] += width + LABEL_GAP;
    }
    for room in &mut rooms {
        if *room > widest {
            *room = *room / 2 + LABEL_GAP;
        }
    }
    rooms
}
