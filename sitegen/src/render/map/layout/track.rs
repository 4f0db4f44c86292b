//! Which way each line takes: straight to the next row, past a row or two between boxes, or along a side.

use std::collections::{HashMap, HashSet};

use crate::render::map::diagram::{Diagram, Shape};

use super::rank::{LABEL_GAP, Ranks};

/// How many rows a line may pass between boxes before it takes the side.
const MOST_ROWS_PASSED: usize = 2;

/// Everything that takes up room sideways.
pub(super) struct Tracks {
    pub(super) rows: Vec<Row>,
    /// The row of each box.
    pub(super) row_of: Vec<usize>,
}

/// A row of boxes, and below it the labels of what leaves them.
#[derive(Default)]
pub(super) struct Row {
    pub(super) items: Vec<Item>,
    pub(super) slots: Vec<Slot>,
}

/// A box, or a line that passes between boxes.
pub(super) struct Item {
    pub(super) what: What,
    pub(super) width: i32,
    /// Its middle.
    pub(super) x: i32,
}

/// What an item is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Node(usize),
    Pass(usize),
}

/// Where a line goes through the labels below a row.
pub(super) struct Slot {
    pub(super) edge: usize,
    /// The item of this row that it leaves.
    pub(super) from: usize,
    pub(super) to: To,
    pub(super) width: i32,
    pub(super) height: i32,
    /// Its middle.
    pub(super) x: i32,
    /// Whether it carries the label of its line.
    pub(super) has_label: bool,
    /// 1 when its label stands lower than those beside it, as there is no room for all of them side by side.
    pub(super) tier: usize,
}

/// Where a line goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    /// To that item of the next row.
    Item(usize),
    /// Up again, along the left side.
    Left,
    /// Down, along the right side.
    Right,
}

const PASS_WIDTH: i32 = 6;

/// Finds the way of every line.
pub(super) fn tracks(
    diagram: &Diagram,
    ranks: &Ranks,
    sizes: &[(i32, i32)],
    widest: i32,
) -> Tracks {
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); diagram.nodes.len()];
    for (at, edge) in diagram.edges.iter().enumerate() {
        leaving[edge.from].push(at);
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut passing: Vec<usize> = Vec::new();
    for (depth, nodes) in ranks.rows.iter().enumerate() {
        let mut row = Row {
            items: items(nodes, &passing, sizes),
            slots: Vec::new(),
        };
        if let Some(above) = rows.last_mut() {
            arrange(&mut row.items, above, diagram);
        }
        passing.clear();
        for (from, item) in row.items.iter().enumerate() {
            match item.what {
                What::Pass(edge) => {
                    let slot = slot(diagram, ranks, depth, edge, from, false, &mut passing);
                    row.slots.push(slot);
                }
                What::Node(node) => {
                    let mut own: Vec<Slot> = leaving[node]
                        .iter()
                        .map(|&edge| slot(diagram, ranks, depth, edge, from, true, &mut passing))
                        .collect();
                    own.sort_by_key(|slot| match slot.to {
                        To::Left => 0,
                        To::Item(_) => 1,
                        To::Right => 2,
                    });
                    row.slots.extend(own);
                }
            }
        }
        stagger(&mut row.slots, widest);
        rows.push(row);
    }
    Tracks {
        rows,
        row_of: ranks.row_of.clone(),
    }
}

/// Puts every other label lower when they are too many to stand side by side.
fn stagger(slots: &mut [Slot], widest: i32) {
    let together: i32 = slots.iter().map(|slot| slot.width + LABEL_GAP).sum();
    if together <= widest {
        return;
    }
    let mut tier = 0;
    for slot in slots {
        slot.tier = tier;
        tier = usize::from(slot.has_label && tier == 0);
    }
}

fn items(nodes: &[usize], passing: &[usize], sizes: &[(i32, i32)]) -> Vec<Item> {
    let boxes = nodes.iter().map(|&node| Item {
        what: What::Node(node),
        width: sizes[node].0,
        x: 0,
    });
    let passes = passing.iter().map(|&edge| Item {
        what: What::Pass(edge),
        width: PASS_WIDTH,
        x: 0,
    });
    boxes.chain(passes).collect()
}

fn slot(
    diagram: &Diagram,
    ranks: &Ranks,
    depth: usize,
    edge: usize,
    from: usize,
    is_first: bool,
    passing: &mut Vec<usize>,
) -> Slot {
    let drawn = &diagram.edges[edge];
    let target = ranks.row_of[drawn.to];
    let to = if target <= depth {
        To::Left
    } else if target == depth + 1 {
        To::Item(0)
    } else if !is_first || target - depth - 1 <= MOST_ROWS_PASSED {
        passing.push(edge);
        To::Item(0)
    } else {
        To::Right
    };
    let label = drawn.label.as_ref().filter(|_| is_first);
    let (width, height) = label.map_or((PASS_WIDTH, 0), super::super::diagram::Label::size);
    Slot {
        edge,
        from,
        to,
        width,
        height,
        x: 0,
        has_label: label.is_some(),
        tier: 0,
    }
}

/// Orders a row by where its lines come from, and tells the lines which item they come to.
fn arrange(items: &mut [Item], above: &mut Row, diagram: &Diagram) {
    let passes: HashSet<usize> = items
        .iter()
        .filter_map(|item| match item.what {
            What::Pass(edge) => Some(edge),
            What::Node(_) => None,
        })
        .collect();
    let target = |slot: &Slot| {
        if passes.contains(&slot.edge) {
            What::Pass(slot.edge)
        } else {
            What::Node(diagram.edges[slot.edge].to)
        }
    };
    let mut sums: HashMap<(bool, usize), (usize, usize)> = HashMap::new();
    let key = |what: What| match what {
        What::Pass(edge) => (true, edge),
        What::Node(node) => (false, node),
    };
    for (at, slot) in above.slots.iter().enumerate() {
        if matches!(slot.to, To::Item(_)) {
            let sum = sums.entry(key(target(slot))).or_default();
            *sum = (sum.0 + at, sum.1 + 1);
        }
    }
    let middle = above.slots.len() * 1000;
    items.sort_by_cached_key(|item| {
        sums.get(&key(item.what))
            .map_or(middle, |&(sum, count)| sum * 1000 / count)
    });
    let places: HashMap<(bool, usize), usize> = items
        .iter()
        .enumerate()
        .map(|(at, item)| (key(item.what), at))
        .collect();
    for slot in &mut above.slots {
        if matches!(slot.to, To::Item(_))
            && let Some(&at) = places.get(&key(target(slot)))
        {
            slot.to = To::Item(at);
        }
    }
}

/// Whether an item is a box with something to do in it.
pub(super) fn is_step(diagram: &Diagram, item: &Item) -> bool {
    match item.what {
        What::Node(node) => !matches!(
            diagram.nodes[node].shape,
            Shape::Outcome | Shape::Exit | Shape::End
        ),
        What::Pass(_) => true,
    }
}
