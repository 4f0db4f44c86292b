//! A picture as SVG: classes for the style sheet, no colours, no style and no script.
//!
//! It is cut into slices between rows, one below the other without a seam, so that paper can break between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::markup::escape;
use crate::words::{Language, words};

use super::diagram::{
    Band, Cell, Diagram, LINE, Label, Line, NUMBER, Node, Note, PAD_X, SEVERITY_MARK, SMALL,
    SMALL_LINE, Shape, count,
};
use super::layout::{Picture, Point, Rect};
use super::outline::outline;
use super::text;

/// Something drawn, and the heights between which it stands.
pub(super) struct Mark {
    pub(super) from: i32,
    pub(super) until: i32,
    pub(super) svg: String,
}

/// How high a slice grows before the next cut is taken.
const SLICE: i32 = 200;

/// Draws a picture as one `<svg>` or more, one below the other.
pub(super) fn draw(diagram: &Diagram, picture: &Picture) -> String {
    let mut marks = Vec::new();
    for (band, ground) in diagram.bands.iter().zip(&picture.bands) {
        marks.extend(draw_band(band, *ground));
    }
    lines(diagram, picture, &mut marks);
    for (edge, rect) in diagram.edges.iter().zip(&picture.labels) {
        if let (Some(label), Some(rect)) = (&edge.label, rect) {
            marks.push(mark(*rect, draw_label(label, *rect)));
        }
    }
    for (node, rect) in diagram.nodes.iter().zip(&picture.boxes) {
        boxes(node, *rect, &mut marks);
    }
    slices(picture.width, picture.height, &picture.cuts, &marks)
}

/// Cuts what is drawn into pictures that stand below each other.
pub(super) fn slices(width: i32, height: i32, cuts: &[i32], marks: &[Mark]) -> String {
    let mut svg = String::new();
    let mut from = 0;
    for &until in cuts.iter().chain(&[height]) {
        if until - from < SLICE && until != height {
            continue;
        }
        let _ = writeln!(
            svg,
            "<svg class=\"map-slice\" width=\"{w}\" height=\"{h}\" viewBox=\"0 {from} {w} {h}\" role=\"presentation\">",
            w = width,
            h = until - from,
        );
        for mark in marks {
            if mark.from < until && mark.until > from {
                svg.push_str(&mark.svg);
                svg.push('\n');
            }
        }
        svg.push_str("</svg>\n");
        from = until;
    }
    svg
}

fn mark(rect: Rect, svg: String) -> Mark {
    Mark {
        from: rect.y - 1,
        until: rect.bottom() + 1,
        svg,
    }
}

fn draw_band(band: &Band, ground: Rect) -> Vec<Mark> {
    let Some(title) = &band.title else {
        return Vec::new();
    };
    let rect = format!(
        "<rect class=\"map-band\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
        ground.x, ground.y, ground.width, ground.height
    );
    let mut words = format!(
        "<text class=\"map-phase\" x=\"12\" y=\"{}\">{}",
        ground.y + 22,
        escape(&title.lines.join(" "))
    );
    if !band.note.is_empty() {
        let _ = write!(
            words,
            "<tspan class=\"map-window\" dx=\"8\">{}</tspan>",
            escape(&band.note)
        );
    }
    words.push_str("</text>");
    let head = Rect {
        height: 30,
        ..ground
    };
    vec![mark(ground, rect), mark(head, words)]
}

fn lines(diagram: &Diagram, picture: &Picture, marks: &mut Vec<Mark>) {
    let mut heads: BTreeSet<Point> = BTreeSet::new();
    if diagram.has_start
        && let Some(first) = picture.boxes.first()
    {
        let (x, y) = (first.middle(), picture.start);
        marks.push(Mark {
            from: y - 6,
            until: first.y,
            svg: format!(
                "<path class=\"map-line\" d=\"M{x} {y}V{}\"/><circle class=\"map-start\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>",
                first.y
            ),
        });
        heads.insert((x, first.y));
    }
    let shown = without_doubles(diagram, picture);
    for (at, ((edge, stretches), is_back)) in diagram
        .edges
        .iter()
        .zip(&picture.lines)
        .zip(&picture.is_back)
        .enumerate()
    {
        let mut class = "map-line".to_owned();
        match edge.line {
            Line::Plain if *is_back => class.push_str(" back"),
            Line::Plain => {}
            Line::Dotted => class.push_str(" dotted"),
            Line::Thick => class.push_str(" thick"),
        }
        for (stretch, place) in shown[at].iter().zip(0..) {
            // Up to its label it is a way out of its step like any other.
            let class = if place == 0 && shown[at].len() > 1 {
                "map-line"
            } else {
                class.as_str()
            };
            let from = stretch.iter().map(|point| point.1).min().unwrap_or(0);
            let until = stretch.iter().map(|point| point.1).max().unwrap_or(0);
            marks.push(Mark {
                from: from - 1,
                until: until + 1,
                svg: format!("<path class=\"{class}\" d=\"{}\"/>", bends(stretch)),
            });
        }
        if edge.has_head {
            heads.extend(stretches.last().and_then(|stretch| stretch.last()));
        }
    }
    for (x, y) in heads {
        marks.push(Mark {
            from: y - 8,
            until: y,
            svg: format!("<path class=\"map-head\" d=\"M{x} {y}l-4.5 -8h9z\"/>"),
        });
    }
}

/// The lines, those to one box only up to where they join: dashes drawn twice would look like a full line.
fn without_doubles(diagram: &Diagram, picture: &Picture) -> Vec<Vec<Vec<Point>>> {
    let mut shown = picture.lines.clone();
    let mut by_target: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, edge) in diagram.edges.iter().enumerate() {
        if picture.is_back[at] {
            by_target.entry(edge.to).or_default().push(at);
        }
    }
    for mut edges in by_target.into_values() {
        let reach = |&edge: &usize| {
            let stretch = picture.lines[edge].last();
            let corner = stretch.and_then(|stretch| stretch.get(1));
            corner.map_or((0, 0), |&(x, y)| (-y, -x))
        };
        edges.sort_by_key(reach);
        let mut drawn: Vec<Vec<Point>> = Vec::new();
        for edge in edges {
            let Some(stretch) = shown[edge].last_mut() else {
                continue;
            };
            let joins = stretch
                .iter()
                .skip(1)
                .position(|point| drawn.iter().any(|line| lies_on(*point, line)));
            if let Some(at) = joins {
                stretch.truncate(at + 2);
            }
            drawn.push(stretch.clone());
        }
    }
    shown
}

fn lies_on((x, y): Point, line: &[Point]) -> bool {
    line.windows(2).any(|ends| {
        let ((ax, ay), (bx, by)) = (ends[0], ends[1]);
        (ax.min(bx)..=ax.max(bx)).contains(&x) && (ay.min(by)..=ay.max(by)).contains(&y)
    })
}

/// A line with round bends.
pub(super) fn bends(stretch: &[Point]) -> String {
    const ROUND: i32 = 6;
    let mut path = String::new();
    for (at, &(x, y)) in stretch.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| stretch[before]);
        let (Some(before), Some(&after)) = (before, stretch.get(at + 1)) else {
            let _ = write!(path, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
            continue;
        };
        let near = |(ox, oy): Point| {
            let (dx, dy) = (ox - x, oy - y);
            let round = ROUND.min(i32::midpoint(dx.abs(), dy.abs()));
            (x + dx.signum() * round, y + dy.signum() * round)
        };
        let (from, until) = (near(before), near(after));
        let _ = write!(
            path,
            "L{} {}Q{x} {y} {} {}",
            from.0, from.1, until.0, until.1
        );
    }
    path
}

fn draw_label(label: &Label, rect: Rect) -> String {
    let mut svg = String::new();
    let mut y = rect.y + SMALL_LINE - 1;
    if let Some((rank, level)) = &label.severity {
        let width = SEVERITY_MARK + text::width(level, SMALL);
        let x = rect.middle() - width / 2;
        let _ = write!(
            svg,
            "<g class=\"map-severity s{rank}\"><path d=\"{}\"/><text x=\"{}\" y=\"{y}\">{}</text></g>",
            severity_shape(*rank, x, y - 10),
            x + SEVERITY_MARK,
            escape(level)
        );
        y += SMALL_LINE;
    }
    if label.words.lines.is_empty() {
        return svg;
    }
    svg.push_str("<text class=\"map-label\">");
    lines_of(&mut svg, &label.words.lines, rect.middle(), y, SMALL_LINE);
    svg.push_str("</text>");
    svg
}

/// Triangle, diamond, square, disc: the same shapes as beside every other severity.
pub(super) fn severity_shape(rank: usize, x: i32, y: i32) -> String {
    match rank {
        0 => format!("M{} {y}l5 10h-10z", x + 5),
        1 => format!("M{} {}l5.5 5.5l-5.5 5.5l-5.5 -5.5z", x + 5, y - 1),
        2 => format!("M{x} {y}h10v10h-10z"),
        _ => format!("M{x} {}a5 5 0 1 1 10 0a5 5 0 1 1 -10 0z", y + 5),
    }
}

pub(super) fn lines_of(svg: &mut String, lines: &[String], x: i32, mut y: i32, leading: i32) {
    for (at, line) in lines.iter().enumerate() {
        // The space keeps the words of two lines apart for whoever copies or hears them.
        if at > 0 {
            svg.push_str("<tspan class=\"map-gap\"> </tspan>");
        }
        let _ = write!(svg, "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", escape(line));
        y += leading;
    }
}

fn boxes(node: &Node, rect: Rect, marks: &mut Vec<Mark>) {
    let mut y = rect.y;
    for (at, cell) in node.cells.iter().enumerate() {
        let height = if node.cells.len() == 1 {
            rect.height
        } else {
            cell.height()
        };
        let place = Rect { y, height, ..rect };
        let mut svg = String::new();
        let class = match node.shape {
            Shape::Step => "map-step",
            Shape::Outcome => "map-outcome",
            Shape::End => "map-end",
            Shape::Exit => "map-exit",
            _ => "map-node",
        };
        let id = cell
            .id
            .as_ref()
            .map_or(String::new(), |id| format!(" id=\"{}\"", escape(id)));
        let (open, close) = match &cell.href {
            Some(href) => (
                format!("<a class=\"{class}\"{id} href=\"{}\">", escape(href)),
                "</a>",
            ),
            None => (format!("<g class=\"{class}\"{id}>"), "</g>"),
        };
        svg.push_str(&open);
        svg.push_str(&outline(node.shape, place, at, node.cells.len()));
        cell_words(node, cell, place, &mut svg);
        svg.push_str(close);
        marks.push(mark(place, svg));
        y += height;
    }
}

pub(super) fn cell_words(node: &Node, cell: &Cell, place: Rect, svg: &mut String) {
    let lines = count(cell.words.lines.len());
    let notes = count(cell.notes.len());
    let text_height = lines * LINE + notes * SMALL_LINE;
    let mut y = place.y + (place.height - text_height) / 2 + LINE - 5;
    if node.shape == Shape::Cylinder {
        y += 4;
    }
    if node.shape == Shape::Step {
        let x = place.x + PAD_X;
        let words_x = if let Some(number) = cell.number {
            let _ = write!(
                svg,
                "<text class=\"map-number\" x=\"{x}\" y=\"{y}\">{number} </text>"
            );
            x + NUMBER
        } else {
            x
        };
        svg.push_str("<text class=\"map-title\">");
        lines_of(svg, &cell.words.lines, words_x, y, LINE);
        svg.push_str("</text>");
        y += lines * LINE - 2;
        for note in &cell.notes {
            let x = match note {
                Note::Role(_) => words_x,
                Note::Milestone(_) => {
                    let _ = write!(
                        svg,
                        "<path class=\"map-flag\" d=\"M{words_x} {y}v-10h8l-2.5 3l2.5 3h-8\"/>"
                    );
                    words_x + 14
                }
            };
            let _ = write!(svg, "<text class=\"map-note\" x=\"{x}\" y=\"{y}\">");
            svg.push_str(&note_words(note));
            svg.push_str("</text>");
            y += SMALL_LINE;
        }
        return;
    }
    if !cell.words.lines.is_empty() {
        let x = if node.shape == Shape::Exit {
            place.middle() - 5
        } else {
            place.middle()
        };
        svg.push_str("<text class=\"map-title centre\">");
        lines_of(svg, &cell.words.lines, x, y, LINE);
        svg.push_str("</text>");
    }
}

pub(super) fn note_words(note: &Note) -> String {
    match note {
        Note::Role(name) => escape(name),
        Note::Milestone(key) => Language::ALL
            .map(|language| {
                let code = language.code();
                let text = words().filled(language, key, &[]);
                format!("<tspan class=\"ui-{code}\" lang=\"{code}\">{text}</tspan>")
            })
            .concat(),
    }
}
