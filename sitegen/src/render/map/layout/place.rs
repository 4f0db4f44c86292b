//! The columns: every box as near as can be to what leads to it, nothing over anything else.

use crate::render::map::diagram::Diagram;

use super::rank::{BOX_GAP, LABEL_GAP};
use super::track::{Item, Row, Slot, To, Tracks, is_step};

/// How much a straight way on is worth beside other lines.
const STRAIGHT: f64 = 400.0;

/// Finds the middle of every box and label; 0 is the middle of the first row.
pub(super) fn place(tracks: &mut Tracks, diagram: &Diagram) {
    for at in 0..tracks.rows.len() {
        let (above, from_here) = tracks.rows.split_at_mut(at);
        let slots_above = above.last().map_or(&[][..], |row| &row.slots);
        let [row, below @ ..] = from_here else { break };
        let wishes = item_wishes(&row.items, slots_above, diagram);
        for (item, x) in row.items.iter_mut().zip(spread(&wishes)) {
            item.x = x;
        }
        straighten_items(&mut row.items, slots_above);
        let next = below.first().map_or(&[][..], |row| &row.items);
        let places = spread(&slot_wishes(&row.items, &row.slots, next, diagram));
        put_slots(row, &places);
    }
    // Now that the boxes below are known, a label stands right above the box that only it leads to.
    for at in 0..tracks.rows.len() {
        let (here, below) = tracks.rows.split_at_mut(at + 1);
        let Some(row) = here.last_mut() else { break };
        let next = below.first_mut().map_or(&mut [][..], |row| &mut row.items);
        let mut wishes = slot_wishes(&row.items, &row.slots, next, diagram);
        let mut lines = vec![0usize; next.len()];
        for slot in &row.slots {
            if let To::Item(at) = slot.to {
                lines[at] += 1;
            }
        }
        for (slot, wish) in row.slots.iter().zip(&mut wishes) {
            if let To::Item(at) = slot.to
                && lines[at] == 1
            {
                wish.x = f64::from(next[at].x);
                wish.weight = STRAIGHT;
            }
        }
        let places = spread(&wishes);
        put_slots(row, &places);
        straighten_items(next, &row.slots);
    }
}

fn put_slots(row: &mut Row, places: &[i32]) {
    for (slot, &x) in row.slots.iter_mut().zip(places) {
        let middle = row.items[slot.from].x;
        slot.x = if is_near(x, middle) { middle } else { x };
    }
}

/// So little that a bend would look like a slip; the gaps between boxes have that much to spare.
pub(super) const NEAR: i32 = 5;

fn is_near(a: i32, b: i32) -> bool {
    (a - b).abs() <= NEAR
}

/// What has one line coming to it, from nearly above, stands right below it.
fn straighten_items(items: &mut [Item], above: &[Slot]) {
    let mut arriving: Vec<(usize, i32)> = vec![(0, 0); items.len()];
    for slot in above {
        if let To::Item(at) = slot.to {
            arriving[at] = (arriving[at].0 + 1, slot.x);
        }
    }
    for (item, (lines, x)) in items.iter_mut().zip(arriving) {
        if lines == 1 && is_near(item.x, x) {
            item.x = x;
        }
    }
}

/// Where something wants to stand, and how much.
struct Wish {
    x: f64,
    weight: f64,
    /// How far its middle keeps from the one before it, at least.
    apart: i32,
}

fn item_wishes(items: &[Item], above: &[Slot], diagram: &Diagram) -> Vec<Wish> {
    let mut sums = vec![(0.0, 0.0); items.len()];
    for slot in above {
        if let To::Item(at) = slot.to {
            sums[at].0 += f64::from(slot.x);
            sums[at].1 += 1.0;
        }
    }
    let wish = |(at, (item, (sum, count))): (usize, (&Item, (f64, f64)))| Wish {
        x: if count > 0.0 { sum / count } else { 0.0 },
        weight: if is_step(diagram, item) {
            STRAIGHT
        } else {
            1.0
        },
        apart: at.checked_sub(1).map_or(0, |before| {
            half(items[before].width) + BOX_GAP + half(item.width)
        }),
    };
    items.iter().zip(sums).enumerate().map(wish).collect()
}

fn half(width: i32) -> i32 {
    (width + 1) / 2
}

/// How far a label keeps from the one before it: of two that stand at different heights, each only keeps clear of the
/// other's line.
fn labels_apart(before: &Slot, slot: &Slot) -> i32 {
    if before.tier == slot.tier {
        half(before.width) + LABEL_GAP + half(slot.width)
    } else {
        half(before.width.max(slot.width)) + LABEL_GAP * 2 / 3
    }
}

fn slot_wishes(items: &[Item], slots: &[Slot], next: &[Item], diagram: &Diagram) -> Vec<Wish> {
    let leads_on = |slot: &Slot| match slot.to {
        To::Item(at) => next.get(at).is_some_and(|item| is_step(diagram, item)),
        To::Left | To::Right => false,
    };
    let mut ways_on = vec![0usize; items.len()];
    for slot in slots.iter().filter(|slot| leads_on(slot)) {
        ways_on[slot.from] += 1;
    }
    let wish = |(at, slot): (usize, &Slot)| Wish {
        x: f64::from(items[slot.from].x),
        weight: if ways_on[slot.from] == 1 && leads_on(slot) {
            STRAIGHT
        } else {
            1.0
        },
        apart: at
            .checked_sub(1)
            .map_or(0, |before| labels_apart(&slots[before], slot)),
    };
    slots.iter().enumerate().map(wish).collect()
}

/// The places nearest to what is wished for, in order and without overlap: least squares by pooling neighbours.
fn spread(wishes: &[Wish]) -> Vec<i32> {
    let mut offsets = Vec::with_capacity(wishes.len());
    let mut offset = 0;
    for wish in wishes {
        offset += wish.apart;
        offsets.push(offset);
    }
    // Each pool: weighted sum of wishes, weight, number of members.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (wish, &offset) in wishes.iter().zip(&offsets) {
        pools.push(((wish.x - f64::from(offset)) * wish.weight, wish.weight, 1));
        while let [.., before, last] = &pools[..]
            && before.0 / before.1 > last.0 / last.1
        {
            let joined = (before.0 + last.0, before.1 + last.1, before.2 + last.2);
            pools.truncate(pools.len() - 2);
            pools.push(joined);
        }
    }
    let starts = pools
        .iter()
        .flat_map(|&(sum, weight, members)| std::iter::repeat_n(sum / weight, members));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the widths of a row add up to far less than an i32 holds"
    )]
    let rounded = starts.map(|start| start.round() as i32);
    rounded
        .zip(offsets)
        .map(|(start, offset)| start + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread_of(wishes: &[(f64, f64)]) -> Vec<i32> {
        let wishes: Vec<Wish> = wishes
            .iter()
            .map(|&(x, weight)| Wish {
                x,
                weight,
                apart: 50,
            })
            .collect();
        spread(&wishes)
    }

    #[test]
    fn neighbours_give_way_to_each_other() {
        assert_eq!(spread_of(&[(-50.0, 1.0)]), [-50]);
        assert_eq!(spread_of(&[(0.0, 1.0), (0.0, 1.0)]), [-25, 25]);
        assert_eq!(spread_of(&[(-50.0, 1.0), (100.0, 1.0)]), [-50, 100]);
    }

    #[test]
    fn the_straight_way_stays() {
        let found = spread_of(&[(0.0, STRAIGHT), (0.0, 1.0), (0.0, 1.0)]);
        assert_eq!(found, [0, 50, 100]);
    }
}
