//! The heights, and the bends of every line.

use std::collections::BTreeMap;

use crate::render::map::diagram::{Diagram, LINE};

use super::place::NEAR;
use super::track::{Item, Slot, To, Tracks, What};
use super::{Picture, Point, Rect};

/// From one line to the next beside it.
const LANE: i32 = 9;
/// Between a box and the first line beside it.
const CLEAR: i32 = 9;
/// Room for the head of an arrow.
const ARROW: i32 = 17;
/// Around everything.
const EDGE: i32 = 8;
/// The head of a band.
const HEADER: i32 = 32;
/// Between two bands.
const BAND_GAP: i32 = 12;
/// Room for the mark that shows where to begin.
const START: i32 = 22;

/// Finds heights and bends.
pub(super) fn route(tracks: &Tracks, diagram: &Diagram, sizes: &[(i32, i32)]) -> Picture {
    let rivers = Rivers::new(tracks, diagram);
    let heights = Heights::new(tracks, diagram, sizes, &rivers);
    let shift = EDGE - rivers.leftmost;
    let widest_title = diagram
        .bands
        .iter()
        .filter_map(|band| band.title.as_ref())
        .map(|title| title.width + 2 * EDGE);
    let width = widest_title
        .max()
        .unwrap_or(0)
        .max(rivers.rightmost - rivers.leftmost + 2 * EDGE);
    // What is narrower than its titles stands in the middle.
    let shift = shift + (width - (rivers.rightmost - rivers.leftmost + 2 * EDGE)) / 2;
    let mut picture = Picture {
        width,
        height: heights.end,
        bands: heights
            .bands
            .iter()
            .map(|&(y, end)| Rect {
                x: 0,
                y,
                width,
                height: end - y,
            })
            .collect(),
        boxes: vec![Rect::default(); diagram.nodes.len()],
        labels: vec![None; diagram.edges.len()],
        lines: vec![Vec::new(); diagram.edges.len()],
        is_back: vec![false; diagram.edges.len()],
        cuts: heights.cuts.clone(),
        start: heights.start,
    };
    for (at, row) in tracks.rows.iter().enumerate() {
        for item in &row.items {
            if let What::Node(node) = item.what {
                let (width, height) = sizes[node];
                picture.boxes[node] = Rect {
                    x: item.x - width / 2 + shift,
                    y: heights.row[at],
                    width,
                    height,
                };
            }
        }
        for slot in row.slots.iter().filter(|slot| slot.has_label) {
            picture.labels[slot.edge] = Some(Rect {
                x: slot.x - slot.width / 2 + shift,
                y: heights.label_top(at, slot),
                width: slot.width,
                height: slot.height,
            });
        }
    }
    let pen = Pen {
        tracks,
        diagram,
        sizes,
        rivers: &rivers,
        heights: &heights,
    };
    for (at, row) in tracks.rows.iter().enumerate() {
        for slot in &row.slots {
            picture.is_back[slot.edge] |= slot.to == To::Left;
            pen.draw(at, slot, &mut picture.lines[slot.edge]);
        }
    }
    for stretch in picture.lines.iter_mut().flatten() {
        for point in stretch.iter_mut() {
            point.0 += shift;
        }
        tidy(stretch);
    }
    picture
}

/// Takes out points that are no bends.
fn tidy(stretch: &mut Vec<Point>) {
    stretch.dedup();
    let mut at = 1;
    while at + 1 < stretch.len() {
        let ((ax, ay), (bx, by), (cx, cy)) = (stretch[at - 1], stretch[at], stretch[at + 1]);
        if (ax == bx && bx == cx) || (ay == by && by == cy) {
            stretch.remove(at);
        } else {
            at += 1;
        }
    }
}

/// The lines along both sides: one for each box that is reached there.
struct Rivers {
    /// By box and side (left is true).
    x: BTreeMap<(usize, bool), i32>,
    leftmost: i32,
    rightmost: i32,
}

impl Rivers {
    fn new(tracks: &Tracks, diagram: &Diagram) -> Self {
        let (mut left, mut right) = (i32::MAX, i32::MIN);
        let mut spans: BTreeMap<(usize, bool), (usize, usize)> = BTreeMap::new();
        for (at, row) in tracks.rows.iter().enumerate() {
            let items = row.items.iter().map(|item| (item.x, item.width));
            let slots = row.slots.iter().map(|slot| (slot.x, slot.width));
            for (x, width) in items.chain(slots) {
                left = left.min(x - (width + 1) / 2);
                right = right.max(x + (width + 1) / 2);
            }
            for slot in &row.slots {
                let is_left = match slot.to {
                    To::Left => true,
                    To::Right => false,
                    To::Item(_) => continue,
                };
                let target = diagram.edges[slot.edge].to;
                let ends = (at + 1, tracks.row_of[target]);
                let span = (ends.0.min(ends.1), ends.0.max(ends.1));
                let whole = spans.entry((target, is_left)).or_insert(span);
                *whole = (whole.0.min(span.0), whole.1.max(span.1));
            }
        }
        let mut rivers = Self {
            x: BTreeMap::new(),
            leftmost: left,
            rightmost: right,
        };
        for is_left in [true, false] {
            rivers.lay(is_left, &spans, if is_left { left } else { right });
        }
        rivers
    }

    fn lay(&mut self, is_left: bool, spans: &BTreeMap<(usize, bool), (usize, usize)>, border: i32) {
        let mut own: Vec<(usize, (usize, usize))> = spans
            .iter()
            .filter(|((_, side), _)| *side == is_left)
            .map(|(&(target, _), &span)| (target, span))
            .collect();
        // The short ones run inside the long ones, so that they cross less.
        own.sort_by_key(|&(target, (from, until))| (until - from, from, target));
        let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
        for (target, span) in own {
            let is_free = |lane: &Vec<(usize, usize)>| {
                lane.iter()
                    .all(|other| other.1 < span.0 || span.1 < other.0)
            };
            let lane = lanes.iter().position(is_free).unwrap_or(lanes.len());
            if lane == lanes.len() {
                lanes.push(Vec::new());
            }
            lanes[lane].push(span);
            let away = CLEAR + LANE * i32::try_from(lane).unwrap_or(0);
            let x = if is_left {
                border - away
            } else {
                border + away
            };
            self.x.insert((target, is_left), x);
            self.leftmost = self.leftmost.min(x);
            self.rightmost = self.rightmost.max(x);
        }
    }
}

/// What runs sideways between two rows, and whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Net {
    /// From an item of the row above.
    From(usize),
    /// To the side, for that box.
    Out(usize, bool),
    /// To an item of the row below.
    Into(usize),
}

/// The heights of everything.
struct Heights {
    /// By row: the top of its boxes.
    row: Vec<i32>,
    /// By row: how high its highest box is.
    row_height: Vec<i32>,
    /// By row: the tops of both tiers of labels below it.
    label: Vec<[i32; 2]>,
    /// By row: the heights of what runs above the labels below it.
    below: Vec<BTreeMap<Net, i32>>,
    /// By row, and one more: the heights of what runs right above it.
    above: Vec<BTreeMap<Net, i32>>,
    bands: Vec<(i32, i32)>,
    cuts: Vec<i32>,
    /// The middle of the mark that shows where to begin.
    start: i32,
    end: i32,
}

impl Heights {
    fn new(tracks: &Tracks, diagram: &Diagram, sizes: &[(i32, i32)], rivers: &Rivers) -> Self {
        let mut found = Self {
            row: Vec::new(),
            row_height: Vec::new(),
            label: Vec::new(),
            below: Vec::new(),
            above: Vec::new(),
            bands: vec![(0, 0); diagram.bands.len().max(1)],
            cuts: Vec::new(),
            start: 0,
            end: 0,
        };
        let mut y = 0;
        let mut band = None;
        for (at, row) in tracks.rows.iter().enumerate() {
            let own = row.items.iter().find_map(|item| match item.what {
                What::Node(node) => Some(diagram.nodes[node].band),
                What::Pass(_) => None,
            });
            if let Some(own) = own.filter(|_| own != band) {
                if let Some(before) = band {
                    found.bands[before].1 = y + 4;
                    y += 4 + BAND_GAP;
                    found.cuts.push(y - BAND_GAP / 2);
                }
                found.bands[own].0 = y;
                let has_title = diagram
                    .bands
                    .get(own)
                    .is_some_and(|band| band.title.is_some());
                y += if has_title { HEADER } else { EDGE };
                band = Some(own);
            } else if at > 0 {
                found.cuts.push(y);
            }
            if at == 0 && diagram.has_start {
                found.start = y + START / 2;
                y += START;
            }
            let nets = nets_above(tracks, diagram, rivers, at);
            y = found.lay_above(nets, y);
            found.row.push(y);
            let boxes = row.items.iter().map(|item| match item.what {
                What::Node(node) => sizes[node].1,
                What::Pass(_) => LINE,
            });
            let height = boxes.max().unwrap_or(0);
            found.row_height.push(height);
            y += height;
            let (lanes, count) = lanes(nets_below(row));
            let first = y + CLEAR;
            found.below.push(
                lanes
                    .into_iter()
                    .map(|(net, lane)| (net, first + LANE * lane))
                    .collect(),
            );
            y += if count > 0 { CLEAR + LANE * count } else { 6 };
            let tier = |tier: usize| {
                let slots = row.slots.iter().filter(|slot| slot.tier == tier);
                slots.map(|slot| slot.height).max().unwrap_or(0)
            };
            found.label.push([y, y + tier(0)]);
            y += tier(0) + tier(1);
        }
        let nets = nets_above(tracks, diagram, rivers, tracks.rows.len());
        if !nets.is_empty() {
            y = found.lay_above(nets, y) - ARROW;
        }
        if let Some(last) = band {
            found.bands[last].1 = y + EDGE;
        }
        found.end = y + EDGE;
        found
    }

    /// The top of a label.
    fn label_top(&self, row: usize, slot: &Slot) -> i32 {
        self.label[row][slot.tier.min(1)]
    }

    fn lay_above(&mut self, nets: Vec<(Net, i32, i32)>, y: i32) -> i32 {
        let (lanes, count) = lanes(nets);
        let first = y + CLEAR - 3;
        self.above.push(
            lanes
                .into_iter()
                .map(|(net, lane)| (net, first + LANE * lane))
                .collect(),
        );
        y + if count > 0 {
            CLEAR + LANE * (count - 1)
        } else {
            0
        } + ARROW
    }
}

/// What runs sideways between a row and the labels below it: one line for each box that more than one leaves.
fn nets_below(row: &super::track::Row) -> Vec<(Net, i32, i32)> {
    let mut spans: BTreeMap<usize, (i32, i32)> = BTreeMap::new();
    for slot in &row.slots {
        let middle = row.items[slot.from].x;
        let span = spans.entry(slot.from).or_insert((middle, middle));
        *span = (span.0.min(slot.x), span.1.max(slot.x));
    }
    spans
        .into_iter()
        .filter(|(_, (from, until))| from != until)
        .map(|(item, (from, until))| (Net::From(item), from, until))
        .collect()
}

/// What runs sideways right above a row.
fn nets_above(
    tracks: &Tracks,
    diagram: &Diagram,
    rivers: &Rivers,
    at: usize,
) -> Vec<(Net, i32, i32)> {
    let mut spans: BTreeMap<Net, (i32, i32)> = BTreeMap::new();
    let mut widen = |net: Net, a: i32, b: i32| {
        let span = spans.entry(net).or_insert((a.min(b), a.max(b)));
        *span = (span.0.min(a).min(b), span.1.max(a).max(b));
    };
    let items: &[Item] = tracks.rows.get(at).map_or(&[], |row| &row.items);
    let above = at
        .checked_sub(1)
        .map_or(&[][..], |above| &tracks.rows[above].slots);
    for slot in above {
        let target = diagram.edges[slot.edge].to;
        match slot.to {
            To::Item(item) if (slot.x - items[item].x).abs() > NEAR => {
                widen(Net::Into(item), slot.x, items[item].x);
            }
            To::Item(_) => {}
            To::Left => widen(Net::Out(target, true), slot.x, rivers.x[&(target, true)]),
            To::Right => widen(Net::Out(target, false), slot.x, rivers.x[&(target, false)]),
        }
    }
    for (item, node) in items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| match item.what {
            What::Node(node) => Some((at, node)),
            What::Pass(_) => None,
        })
    {
        for is_left in [true, false] {
            if let Some(&x) = rivers.x.get(&(node, is_left)) {
                widen(Net::Into(item), x, items[item].x);
            }
        }
    }
    let mut nets: Vec<(Net, i32, i32)> = spans
        .into_iter()
        .map(|(net, (from, until))| (net, from, until))
        .collect();
    // What leaves to a side runs above what is nearer to that side; what comes in runs below it.
    nets.sort_by_key(|&(net, from, until)| match net {
        Net::From(_) => (0, 0),
        Net::Out(_, true) => (1, until),
        Net::Out(_, false) => (1, -from),
        Net::Into(_) => (2, from - until),
    });
    nets
}

/// A lane for each, so that none lies over another; and how many lanes there are.
fn lanes(nets: Vec<(Net, i32, i32)>) -> (Vec<(Net, i32)>, i32) {
    let mut taken: Vec<Vec<(i32, i32)>> = Vec::new();
    let mut found = Vec::new();
    for (net, from, until) in nets {
        let is_free = |lane: &Vec<(i32, i32)>| {
            lane.iter()
                .all(|other| other.1 + LANE < from || until + LANE < other.0)
        };
        let lane = taken.iter().position(is_free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].push((from, until));
        found.push((net, i32::try_from(lane).unwrap_or(0)));
    }
    (found, i32::try_from(taken.len()).unwrap_or(0))
}

/// Draws what is laid out.
struct Pen<'a> {
    tracks: &'a Tracks,
    diagram: &'a Diagram,
    sizes: &'a [(i32, i32)],
    rivers: &'a Rivers,
    heights: &'a Heights,
}

impl Pen<'_> {
    /// Draws a line through one row: from its item, through its slot, to the next item or to its end.
    fn draw(&self, at: usize, slot: &Slot, stretches: &mut Vec<Vec<Point>>) {
        let heights = self.heights;
        let item = &self.tracks.rows[at].items[slot.from];
        let mut line = match item.what {
            What::Node(node) => vec![(item.x, heights.row[at] + self.sizes[node].1)],
            // It goes on where it came to in the row above.
            What::Pass(_) => {
                let mut line = stretches.pop().unwrap_or_default();
                line.push((item.x, heights.row[at] + heights.row_height[at]));
                line
            }
        };
        if slot.x != item.x
            && let Some(&y) = heights.below[at].get(&Net::From(slot.from))
        {
            line.extend([(item.x, y), (slot.x, y)]);
        }
        if slot.has_label {
            let top = heights.label_top(at, slot);
            line.push((slot.x, top));
            stretches.push(std::mem::take(&mut line));
            line.push((slot.x, top + slot.height));
        }
        match slot.to {
            To::Item(target) => self.reach_item(at + 1, target, &mut line, slot.x),
            To::Left => self.along(true, at, slot, &mut line),
            To::Right => self.along(false, at, slot, &mut line),
        }
        stretches.push(line);
    }

    fn reach_item(&self, row: usize, target: usize, line: &mut Vec<Point>, from: i32) {
        let x = self.tracks.rows[row].items[target].x;
        let top = self.heights.row[row];
        let y = self.heights.above[row].get(&Net::Into(target));
        match y {
            Some(&y) if (from - x).abs() > NEAR => line.extend([(from, y), (x, y), (x, top)]),
            _ => line.push((from, top)),
        }
    }

    fn along(&self, is_left: bool, at: usize, slot: &Slot, line: &mut Vec<Point>) {
        let target = self.diagram.edges[slot.edge].to;
        let x = self.rivers.x[&(target, is_left)];
        let row = self.tracks.row_of[target];
        if let Some(&y) = self.heights.above[at + 1].get(&Net::Out(target, is_left)) {
            line.extend([(slot.x, y), (x, y)]);
        }
        let node = What::Node(target);
        let items = &self.tracks.rows[row].items;
        if let Some(item) = items.iter().position(|item| item.what == node)
            && let Some(&y) = self.heights.above[row].get(&Net::Into(item))
        {
            let into = items[item].x;
            line.extend([(x, y), (into, y), (into, self.heights.row[row])]);
        }
    }
}
