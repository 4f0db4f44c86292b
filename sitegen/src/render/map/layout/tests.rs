//! What holds of every picture, whatever the graph.

use proptest::prelude::*;

use super::*;
use crate::render::map::diagram::{Band, Cell, Edge, Label, Line, Node};
use crate::render::map::draw::draw;
use crate::render::map::text::wrap;

const SHAPES: [Shape; 6] = [
    Shape::Step,
    Shape::Step,
    Shape::Outcome,
    Shape::Exit,
    Shape::Diamond,
    Shape::Circle,
];

/// Any graph: loops, lines to itself, several lines between the same boxes, boxes that nothing leads to.
fn diagrams() -> impl Strategy<Value = Diagram> {
    (1usize..80, 1usize..5).prop_flat_map(|(nodes, bands)| {
        let node = (
            0..SHAPES.len(),
            1usize..4,
            "[a-z<&\" \u{4e00}-\u{4e20}]{0,40}",
        );
        let edge = (
            0..nodes,
            0..nodes,
            proptest::option::of("[a-z \u{4e00}-\u{4e20}]{0,60}"),
        );
        let nodes = proptest::collection::vec(node, nodes);
        let edges = proptest::collection::vec(edge, 0..140);
        (nodes, edges).prop_map(move |(nodes, edges)| diagram(&nodes, edges, bands))
    })
}

fn diagram(
    nodes: &[(usize, usize, String)],
    edges: Vec<(usize, usize, Option<String>)>,
    bands: usize,
) -> Diagram {
    let count = nodes.len();
    let node = |(at, (shape, cells, words)): (usize, &(usize, usize, String))| {
        let cell = Cell {
            words: wrap(words, 13, 120, 4),
            ..Cell::default()
        };
        let shape = SHAPES[*shape];
        let cells = if shape == Shape::Step { *cells } else { 1 };
        Node {
            shape,
            cells: vec![cell; cells],
            band: at * bands / count,
        }
    };
    let edge = |(from, to, label): (usize, usize, Option<String>)| Edge {
        from,
        to,
        label: label.map(|words| Label {
            words: wrap(&words, 12, 104, 3),
            severity: None,
        }),
        line: Line::Plain,
        has_head: true,
    };
    let band = Band {
        title: Some(wrap("Phase", 13, 200, 1)),
        note: String::new(),
    };
    Diagram {
        nodes: nodes.iter().enumerate().map(node).collect(),
        edges: edges.into_iter().map(edge).collect(),
        bands: vec![band; bands],
        has_start: true,
    }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.bottom() && b.y < a.bottom()
}

fn is_on_border((x, y): Point, rect: Rect) -> bool {
    let across = (rect.x..=rect.x + rect.width).contains(&x);
    across && (y == rect.y || y == rect.bottom())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_lies_over_anything_else(diagram in diagrams()) {
        let picture = layout(&diagram, Room::PAGE, 168);
        let all: Vec<Rect> = picture.boxes.iter().chain(picture.labels.iter().flatten()).copied().collect();
        for (at, &one) in all.iter().enumerate() {
            prop_assert!(one.x >= 0 && one.x + one.width <= picture.width, "{one:?} in {}", picture.width);
            prop_assert!(one.y >= 0 && one.bottom() <= picture.height, "{one:?} in {}", picture.height);
            for &other in &all[at + 1..] {
                prop_assert!(!overlap(one, other), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn lines_run_from_border_to_border(diagram in diagrams()) {
        let picture = layout(&diagram, Room::PAGE, 168);
        for (edge, stretches) in diagram.edges.iter().zip(&picture.lines) {
            let start = stretches.first().and_then(|stretch| stretch.first()).copied();
            let end = stretches.last().and_then(|stretch| stretch.last()).copied();
            let from = picture.boxes[edge.from];
            let to = picture.boxes[edge.to];
            prop_assert!(start.is_some_and(|start| is_on_border(start, from)), "{start:?} {from:?}");
            prop_assert!(end.is_some_and(|end| is_on_border(end, to)), "{end:?} {to:?}");
            for &(x, y) in stretches.iter().flatten() {
                prop_assert!((0..=picture.width).contains(&x) && (0..=picture.height).contains(&y));
            }
            for ends in stretches.iter().flat_map(|stretch| stretch.windows(2)) {
                let is_straight = ends[0].0 == ends[1].0 || ends[0].1 == ends[1].1;
                prop_assert!(is_straight, "{ends:?}");
            }
        }
    }

    #[test]
    fn no_line_runs_through_a_box(diagram in diagrams()) {
        let picture = layout(&diagram, Room::PAGE, 168);
        for ends in picture.lines.iter().flatten().flat_map(|stretch| stretch.windows(2)) {
            let ((ax, ay), (bx, by)) = (ends[0], ends[1]);
            let line = Rect {
                x: ax.min(bx),
                y: ay.min(by),
                width: (ax - bx).abs(),
                height: (ay - by).abs(),
            };
            for &inner in &picture.boxes {
                let inner = Rect {
                    x: inner.x + 1,
                    y: inner.y + 1,
                    width: inner.width - 2,
                    height: inner.height - 2,
                };
                let crosses = line.x < inner.x + inner.width
                    && inner.x < line.x + line.width.max(1)
                    && line.y < inner.bottom()
                    && inner.y < line.y + line.height.max(1);
                prop_assert!(!crosses, "{line:?} {inner:?}");
            }
        }
    }

    #[test]
    fn the_drawing_is_sound_and_always_the_same(diagram in diagrams()) {
        let drawn = || draw(&diagram, &layout(&diagram, Room::PAGE, 168));
        let svg = drawn();
        prop_assert_eq!(&svg, &drawn());
        prop_assert!(is_balanced(&svg), "{}", svg);
    }
}

/// Whether every element is closed where it must be, and no stray `<`, `"` or `&` is left.
fn is_balanced(svg: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>').map(|end| start + end) else {
            return false;
        };
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if tag.contains('<') || tag.matches('"').count() % 2 == 1 {
            return false;
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
    }
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
    let are_entities = svg
        .match_indices('&')
        .all(|(at, _)| entities.iter().any(|entity| svg[at..].starts_with(entity)));
    open.is_empty() && are_entities
}

#[test]
fn a_chain_stands_in_one_straight_line() {
    let nodes = vec![(0, 1, "a".to_owned()); 4];
    let edges = (0..3).map(|at| (at, at + 1, None)).collect();
    let picture = layout(&diagram(&nodes, edges, 1), Room::PAGE, 168);
    let middles: Vec<i32> = picture.boxes.iter().map(|rect| rect.middle()).collect();
    assert!(
        middles.windows(2).all(|pair| pair[0] == pair[1]),
        "{middles:?}"
    );
    assert!(
        picture
            .lines
            .iter()
            .flatten()
            .all(|stretch| stretch.len() == 2)
    );
}

#[test]
fn what_leads_back_runs_on_the_left_and_far_ahead_on_the_right() {
    let nodes = vec![(0, 1, "a".to_owned()); 8];
    let mut edges: Vec<_> = (0..7).map(|at| (at, at + 1, None)).collect();
    edges.extend([
        (6, 1, Some("again".to_owned())),
        (1, 7, Some("on".to_owned())),
    ]);
    let picture = layout(&diagram(&nodes, edges, 1), Room::PAGE, 168);
    assert!(picture.is_back[7] && !picture.is_back[8]);
    let column = picture.boxes[1];
    let xs = |edge: usize| picture.lines[edge].iter().flatten().map(|point| point.0);
    assert!(xs(7).min() < Some(column.x));
    assert!(xs(8).max() > Some(column.x + column.width));
}
