//! A flowchart of the author as a diagram: bands from its subgraphs, boxes in the order its lines lead to them.

use crate::markup::Destination;
use crate::parse::{FlowShape, FlowStroke, Flowchart};

use super::diagram::{Band, Cell, Diagram, Edge, Label, Line, Node, Room, SMALL, Shape, TEXT};
use super::text::wrap;

const WIDEST_WORDS: i32 = 150;
const MOST_LINES: usize = 6;

/// Reads a chart. It is drawn from top to bottom whatever its direction: that is how a phone scrolls.
pub(super) fn diagram(chart: &Flowchart, link: &dyn Fn(&str) -> Destination) -> Diagram {
    let order = chart.reading_order();
    let bands = bands(chart, &order);
    let band_of = |at: usize| {
        let group = chart.nodes[at].group;
        bands.iter().position(|band| *band == group).unwrap_or(0)
    };
    let mut sorted = order;
    sorted.sort_by_key(|&at| band_of(at));
    let mut place = vec![0; sorted.len()];
    for (to, &from) in sorted.iter().enumerate() {
        place[from] = to;
    }
    let node = |&at: &usize| {
        let written = &chart.nodes[at];
        let href = match &written.link {
            Some(written) => match link(&written.destination) {
                Destination::Href(href) => Some(href),
                Destination::Nowhere => None,
            },
            None => None,
        };
        Node {
            shape: shape(written.shape),
            cells: vec![Cell {
                words: wrap(&written.text, TEXT, WIDEST_WORDS, MOST_LINES),
                href,
                ..Cell::default()
            }],
            band: band_of(at),
        }
    };
    let edges = chart.edges.iter().map(|edge| Edge {
        from: place[edge.from],
        to: place[edge.to],
        label: (!edge.label.is_empty()).then(|| Label {
            words: wrap(&edge.label, SMALL, Room::PAGE.label, 4),
            severity: None,
        }),
        line: match edge.stroke {
            FlowStroke::Dotted => Line::Dotted,
            FlowStroke::Thick => Line::Thick,
            FlowStroke::Plain | FlowStroke::Hidden => Line::Plain,
        },
        has_head: edge.has_head,
    });
    Diagram {
        nodes: sorted.iter().map(node).collect(),
        edges: edges.collect(),
        bands: bands
            .iter()
            .map(|group| Band {
                title: group.map(|group| {
                    let mut title = wrap(&chart.groups[group], TEXT, 300, 1);
                    title.width = title.width * 108 / 100;
                    title
                }),
                note: String::new(),
            })
            .collect(),
        has_start: false,
    }
}

/// The groups in the order of their first boxes; a box in none stands in the one without a name.
fn bands(chart: &Flowchart, order: &[usize]) -> Vec<Option<usize>> {
    let mut bands = Vec::new();
    for &at in order {
        let group = chart.nodes[at].group;
        if !bands.contains(&group) {
            bands.push(group);
        }
    }
    bands
}

fn shape(shape: FlowShape) -> Shape {
    match shape {
        FlowShape::Box => Shape::Box,
        FlowShape::Round => Shape::Round,
        FlowShape::Stadium => Shape::Stadium,
        FlowShape::Circle => Shape::Circle,
        FlowShape::DoubleCircle => Shape::Rings,
        FlowShape::Subroutine => Shape::Subroutine,
        FlowShape::Cylinder => Shape::Cylinder,
        FlowShape::Flag => Shape::Flag,
        FlowShape::Diamond => Shape::Diamond,
        FlowShape::Hexagon => Shape::Hexagon,
        FlowShape::LeanRight => Shape::LeanRight,
        FlowShape::LeanLeft => Shape::LeanLeft,
        FlowShape::Trapezoid => Shape::Trapezoid,
        FlowShape::Funnel => Shape::Funnel,
    }
}
