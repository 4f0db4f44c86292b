//! A playbook in one column, for a phone: steps below each other, choices as rows of their step, and lines along both
//! sides to where they lead. What leads back is on the left, what leads on is on the right.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::markup::escape;

use super::diagram::{
    Cell, Diagram, Edge, LINE, NUMBER, Node, PAD_X, PAD_Y, SEVERITY_MARK, SMALL_LINE, Shape, count,
};
use super::draw::{Mark, bends, cell_words, lines_of, severity_shape, slices};
use super::layout::Rect;
use super::outline::outline;

/// From one line to the next beside it.
const LANE: i32 = 7;
/// Between a box and the first line beside it: room for the head of an arrow.
const CLEAR: i32 = 13;
/// From one box to the next.
const GAP: i32 = 22;
/// Around everything.
const EDGE: i32 = 4;
/// The head of a phase.
const HEADER: i32 = 40;

/// The lines beside the column: a lane for every box and side (left is true).
struct Lanes {
    of: BTreeMap<(usize, bool), i32>,
    left: i32,
    right: i32,
}

/// Whether a line just goes down to the next box.
fn goes_down(diagram: &Diagram, edge: &Edge) -> bool {
    edge.label.is_none() && edge.to == next_step(diagram, edge.from)
}

fn next_step(diagram: &Diagram, from: usize) -> usize {
    let after = diagram.nodes.iter().enumerate().skip(from + 1);
    let mut steps = after.filter(|(_, node)| node.shape == Shape::Step);
    steps.next().map_or(usize::MAX, |(at, _)| at)
}

fn lanes(diagram: &Diagram) -> Lanes {
    let mut spans: BTreeMap<(usize, bool), (usize, usize)> = BTreeMap::new();
    for edge in &diagram.edges {
        if diagram.nodes[edge.to].shape != Shape::Step || goes_down(diagram, edge) {
            continue;
        }
        let span = (edge.from.min(edge.to), edge.from.max(edge.to));
        let whole = spans.entry((edge.to, edge.to <= edge.from)).or_insert(span);
        *whole = (whole.0.min(span.0), whole.1.max(span.1));
    }
    let mut lanes = Lanes {
        of: BTreeMap::new(),
        left: 0,
        right: 0,
    };
    for is_left in [true, false] {
        let mut own: Vec<(usize, (usize, usize))> = spans
            .iter()
            .filter(|((_, side), _)| *side == is_left)
            .map(|(&(target, _), &span)| (target, span))
            .collect();
        own.sort_by_key(|&(target, (from, until))| (until - from, from, target));
        let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
        for (target, span) in own {
            let is_free = |lane: &Vec<(usize, usize)>| {
                lane.iter()
                    .all(|other| other.1 < span.0 || span.1 < other.0)
            };
            let lane = taken.iter().position(is_free).unwrap_or(taken.len());
            if lane == taken.len() {
                taken.push(Vec::new());
            }
            taken[lane].push(span);
            lanes.of.insert((target, is_left), count(lane));
        }
        let side = if is_left {
            &mut lanes.left
        } else {
            &mut lanes.right
        };
        *side = count(taken.len());
    }
    lanes
}

fn side(lanes: i32) -> i32 {
    EDGE + if lanes == 0 {
        0
    } else {
        CLEAR + LANE * (lanes - 1) + 2
    }
}

/// The narrowest a step gets, whatever runs beside it: then the map scrolls sideways.
const NARROWEST: i32 = 176;

/// How wide a step can be so that all of it is as wide as a phone.
pub(super) fn step_width(diagram: &Diagram, phone: i32) -> i32 {
    let lanes = lanes(diagram);
    (phone - side(lanes.left) - side(lanes.right)).max(NARROWEST)
}

struct Column<'a> {
    diagram: &'a Diagram,
    lanes: Lanes,
    x: i32,
    step: i32,
    /// By node.
    tops: Vec<i32>,
    /// By edge: where it leaves its box.
    leaves: Vec<i32>,
    ids: Ids,
    marks: Vec<Mark>,
    /// Where paper may be cut.
    cuts: Vec<i32>,
    /// What is being drawn.
    svg: String,
}

/// Whether boxes carry ids: only those of one picture on a page may.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    Own,
    None,
}

/// Draws a diagram of a playbook in a column; `step` is the width of steps. Tells its height as well.
pub(super) fn draw(diagram: &Diagram, phone: i32, step: i32, ids: Ids) -> (String, i32) {
    let lanes = lanes(diagram);
    let width = phone.max(step + side(lanes.left) + side(lanes.right));
    let mut column = Column {
        diagram,
        x: side(lanes.left),
        lanes,
        step,
        tops: vec![0; diagram.nodes.len()],
        leaves: vec![0; diagram.edges.len()],
        ids,
        marks: Vec::new(),
        cuts: Vec::new(),
        svg: String::new(),
    };
    let height = column.boxes(width);
    column.rails();
    let svg = slices(width, height, &column.cuts, &column.marks);
    (svg, height)
}

impl Column<'_> {
    fn boxes(&mut self, width: i32) -> i32 {
        let diagram = self.diagram;
        let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); diagram.nodes.len()];
        for (at, edge) in diagram.edges.iter().enumerate() {
            leaving[edge.from].push(at);
        }
        let mut y = EDGE;
        let mut band = None;
        let mut goes_down_from = None;
        let mut band_top = 0;
        let mut bands = Vec::new();
        for (at, node) in diagram.nodes.iter().enumerate() {
            if node.shape != Shape::Step {
                continue;
            }
            if at > 0 {
                self.cuts.push(y + 4);
            }
            let title = diagram.bands[node.band].title.as_ref();
            if band != Some(node.band) {
                if let Some(before) = band {
                    bands.push((before, band_top, y + 10));
                    y += 18;
                }
                band = Some(node.band);
                band_top = y;
                y += if title.is_some() { HEADER } else { 8 };
            }
            if goes_down_from.is_some() || at == 0 {
                let from = goes_down_from.take().unwrap_or(y - 2);
                y = y.max(from + GAP);
                self.down(from, y, at == 0);
                self.keep(from - 6, y);
            } else {
                y += 10;
            }
            self.tops[at] = y;
            y = self.node(node, &leaving[at], y);
            for &edge in &leaving[at] {
                if goes_down(diagram, &diagram.edges[edge]) {
                    goes_down_from = Some(y);
                } else if diagram.nodes[diagram.edges[edge].to].shape == Shape::End {
                    self.down(y, y + GAP, false);
                    let place = Rect {
                        x: self.x + self.step / 2 - 10,
                        y: y + GAP,
                        width: 20,
                        height: 20,
                    };
                    let _ = write!(
                        self.svg,
                        "<g class=\"map-end\">{}</g>",
                        outline(Shape::End, place, 0, 1)
                    );
                    y += GAP + 20;
                }
            }
            self.keep(self.tops[at], y);
        }
        bands.extend(band.map(|last| (last, band_top, y + 10)));
        // The ground lies below everything that stands on it.
        let drawn = std::mem::take(&mut self.marks);
        for (band, top, bottom) in bands {
            self.band(band, top, bottom, width);
            self.keep(top, bottom);
        }
        self.marks.extend(drawn);
        y + 10 + EDGE
    }

    /// Keeps what was drawn between two heights.
    fn keep(&mut self, from: i32, until: i32) {
        let svg = std::mem::take(&mut self.svg);
        self.marks.push(Mark { from, until, svg });
    }

    fn band(&mut self, band: usize, top: i32, bottom: i32, width: i32) {
        let band = &self.diagram.bands[band];
        let Some(title) = &band.title else { return };
        let _ = write!(
            self.svg,
            "<rect class=\"map-band\" x=\"0\" y=\"{top}\" width=\"{width}\" height=\"{}\" rx=\"8\"/>\
             <text class=\"map-phase\" x=\"{}\" y=\"{}\">{}",
            bottom - top,
            self.x,
            top + 22,
            escape(&title.lines.join(" "))
        );
        if !band.note.is_empty() {
            let _ = write!(
                self.svg,
                "<tspan class=\"map-window\" dx=\"8\">{}</tspan>",
                escape(&band.note)
            );
        }
        self.svg.push_str("</text>\n");
    }

    fn down(&mut self, from: i32, until: i32, is_start: bool) {
        let x = self.x + self.step / 2;
        let _ = writeln!(
            self.svg,
            "<path class=\"map-line\" d=\"M{x} {from}V{until}\"/><path class=\"map-head\" d=\"M{x} {until}l-4.5 -8h9z\"/>"
        );
        if is_start {
            let _ = writeln!(
                self.svg,
                "<circle class=\"map-start\" cx=\"{x}\" cy=\"{from}\" r=\"5\"/>"
            );
        }
    }

    /// Draws a step with its choices; tells where it ends.
    fn node(&mut self, node: &Node, leaving: &[usize], top: i32) -> i32 {
        let mut y = top;
        let choices: Vec<usize> = leaving
            .iter()
            .copied()
            .filter(|&edge| self.diagram.edges[edge].label.is_some())
            .collect();
        let rows = node.cells.len() + usize::from(!choices.is_empty());
        for (at, cell) in node.cells.iter().enumerate() {
            let place = Rect {
                x: self.x,
                y,
                width: self.step,
                height: cell.height(),
            };
            let href = cell.href.as_deref().map(escape).unwrap_or_default();
            let id = match (&cell.id, self.ids) {
                (Some(id), Ids::Own) => format!(" id=\"{}\"", escape(id)),
                _ => String::new(),
            };
            let _ = write!(
                self.svg,
                "<a class=\"map-step\"{id} href=\"{href}\">{}",
                outline(Shape::Step, place, at, rows)
            );
            cell_words(node, cell, place, &mut self.svg);
            self.svg.push_str("</a>\n");
            y += place.height;
        }
        if choices.is_empty() {
            return y;
        }
        let drawn = std::mem::take(&mut self.svg);
        let from = y;
        y += 4;
        for edge in choices {
            y = self.choice(edge, y);
        }
        y += 6;
        let rows_svg = std::mem::replace(&mut self.svg, drawn);
        let place = Rect {
            x: self.x,
            y: from,
            width: self.step,
            height: y - from,
        };
        let _ = writeln!(
            self.svg,
            "<g class=\"map-ways\">{}</g>",
            outline(Shape::Step, place, rows - 1, rows)
        );
        self.svg.push_str(&rows_svg);
        y
    }

    fn choice(&mut self, at: usize, top: i32) -> i32 {
        let edge = &self.diagram.edges[at];
        let Some(label) = &edge.label else { return top };
        let x = self.x + PAD_X + NUMBER;
        let mut y = top + LINE - 2;
        if let Some((rank, level)) = &label.severity {
            let _ = write!(
                self.svg,
                "<g class=\"map-severity s{rank}\"><path d=\"{}\"/><text x=\"{}\" y=\"{y}\">{}</text></g>",
                severity_shape(*rank, x, y - 10),
                x + SEVERITY_MARK,
                escape(level)
            );
            y += SMALL_LINE;
        }
        self.svg.push_str("<text class=\"map-label begin\">");
        lines_of(&mut self.svg, &label.words.lines, x, y, SMALL_LINE);
        self.svg.push_str("</text>");
        y += SMALL_LINE * (count(label.words.lines.len()) - 1);
        let target = &self.diagram.nodes[edge.to];
        self.leaves[at] = top + 4 + (y - top) / 2;
        if target.shape == Shape::Step {
            let number = target.cells.first().and_then(|cell| cell.number);
            if let Some(number) = number {
                let _ = write!(
                    self.svg,
                    "<text class=\"map-number end\" x=\"{}\" y=\"{}\">{}{number}</text>",
                    self.x + self.step - PAD_X,
                    self.leaves[at] + 4,
                    if edge.to > edge.from { "→ " } else { "↺ " }
                );
            }
            self.svg.push('\n');
            return y + 8;
        }
        y += 8;
        if let Some(cell) = target.cells.first() {
            y = self.end(target, cell, x, y);
        }
        y + 4
    }

    fn end(&mut self, node: &Node, cell: &Cell, x: i32, y: i32) -> i32 {
        let (width, _) = node.size(self.step);
        let place = Rect {
            x,
            y,
            width,
            height: count(cell.words.lines.len().max(1)) * LINE + 2 * (PAD_Y - 3),
        };
        let (open, close, class) = match (&cell.href, node.shape) {
            (Some(href), _) => (
                format!("<a class=\"map-exit\" href=\"{}\">", escape(href)),
                "</a>",
                Shape::Exit,
            ),
            (None, shape) => ("<g class=\"map-outcome\">".to_owned(), "</g>", shape),
        };
        self.svg.push_str(&open);
        self.svg.push_str(&outline(class, place, 0, 1));
        cell_words(node, cell, place, &mut self.svg);
        self.svg.push_str(close);
        self.svg.push('\n');
        place.bottom()
    }

    fn rails(&mut self) {
        // The farthest line to a box is drawn whole, the others up to where they join it.
        let mut joined: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        for (at, edge) in self.diagram.edges.iter().enumerate() {
            let key = (edge.to, edge.to <= edge.from);
            if self.leaves[at] > 0 && self.lanes.of.contains_key(&key) {
                joined.entry(key).or_default().push(at);
            }
        }
        for ((target, is_left), mut edges) in joined {
            let lane = self.lanes.of[&(target, is_left)];
            let into = self.tops[target] + 17;
            edges.sort_by_key(|&edge| -(self.leaves[edge] - into).abs());
            let away = CLEAR + LANE * lane;
            let (border, x, class) = if is_left {
                (self.x, self.x - away, "map-line back")
            } else {
                let border = self.x + self.step;
                (border, border + away, "map-line")
            };
            for (place, edge) in edges.into_iter().enumerate() {
                let y = self.leaves[edge];
                let mut rail = vec![(border, y), (x, y)];
                if place == 0 {
                    rail.extend([(x, into), (border, into)]);
                }
                let _ = writeln!(self.svg, "<path class=\"{class}\" d=\"{}\"/>", bends(&rail));
                let until = if place == 0 { into } else { y };
                self.keep(y.min(until) - 8, y.max(until) + 8);
            }
            let back = if is_left { -8 } else { 8 };
            let _ = writeln!(
                self.svg,
                "<path class=\"map-head\" d=\"M{border} {into}l{back} -4.5v9z\"/>"
            );
            self.keep(into - 8, into + 8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::map::diagram::{Band, Label, Line};
    use crate::render::map::text::wrap;

    /// Steps one after the other; the last leads on to none and back to the first.
    fn steps(count: usize) -> Diagram {
        let step = |number| Node {
            shape: Shape::Step,
            cells: vec![Cell {
                number: Some(number),
                words: wrap("look", 13, 100, 1),
                ..Cell::default()
            }],
            band: 0,
        };
        let edge = |from, to, label: Option<&str>| Edge {
            from,
            to,
            label: label.map(|words| Label {
                words: wrap(words, 12, 100, 1),
                severity: None,
            }),
            line: Line::Plain,
            has_head: true,
        };
        let mut edges: Vec<Edge> = (1..count).map(|at| edge(at - 1, at, None)).collect();
        edges.push(edge(count - 1, 0, Some("again")));
        Diagram {
            nodes: (1..=count).map(step).collect(),
            edges,
            bands: vec![Band::default()],
            has_start: true,
        }
    }

    #[test]
    fn a_long_way_back_is_drawn_in_every_slice() {
        let diagram = steps(30);
        let (svg, _) = draw(&diagram, 308, step_width(&diagram, 308), Ids::None);
        let slices: Vec<&str> = svg.split("<svg").skip(1).collect();
        assert!(slices.len() > 3, "{}", slices.len());
        assert!(slices.iter().all(|slice| slice.contains("map-line back")));
        assert_eq!(svg.matches("again").count(), 1);
    }

    #[test]
    fn a_column_is_as_wide_as_the_phone() {
        let diagram = steps(4);
        let (svg, height) = draw(&diagram, 308, step_width(&diagram, 308), Ids::None);
        assert!(svg.contains("width=\"308\""), "{svg}");
        assert!(height > 4 * 34);
    }
}
