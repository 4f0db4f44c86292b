//! The outline of a box.

use super::diagram::Shape;
use super::layout::Rect;

/// The outline of one cell of a box: all of it, or its part of a run of steps.
pub(super) fn outline(shape: Shape, place: Rect, at: usize, cells: usize) -> String {
    let Rect {
        x,
        y,
        width: w,
        height: h,
    } = place;
    match shape {
        Shape::Step => step(place, at, cells),
        Shape::Outcome | Shape::Stadium => rect(place, (h / 2).min(18)),
        Shape::Box => rect(place, 2),
        Shape::Round => rect(place, 10),
        Shape::End => format!(
            "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"9\"/><circle class=\"map-dot\" cx=\"{cx}\" cy=\"{cy}\" r=\"4\"/>",
            cx = x + w / 2,
            cy = y + h / 2,
        ),
        Shape::Exit => path(&format!(
            "M{} {y}h{}l12 {}l-12 {}h-{}a4 4 0 0 1 -4 -4v-{}a4 4 0 0 1 4 -4z",
            x + 4,
            w - 16,
            h / 2,
            h - h / 2,
            w - 16,
            h - 8
        )),
        Shape::Flag => path(&format!("M{x} {y}h{w}v{h}h-{w}l10 -{}z", h / 2)),
        Shape::Diamond => path(&format!(
            "M{} {y}L{} {}L{} {}L{x} {}z",
            x + w / 2,
            x + w,
            y + h / 2,
            x + w / 2,
            y + h,
            y + h / 2
        )),
        Shape::Circle => ellipse(place, 0),
        Shape::Rings => ellipse(place, 0) + &ellipse(place, 4),
        Shape::Subroutine => {
            rect(place, 2) + &path(&format!("M{} {y}v{h}M{} {y}v{h}", x + 7, x + w - 7))
        }
        Shape::Cylinder => path(&format!(
            "M{x} {top}v{side}a{r} 6 0 0 0 {w} 0v-{side}a{r} 6 0 0 0 -{w} 0a{r} 6 0 0 0 {w} 0",
            top = y + 6,
            side = h - 12,
            r = w / 2
        )),
        Shape::Hexagon => corners(place, 10, 0, 10, 0, true),
        Shape::LeanRight => corners(place, 14, 0, 14, 0, false),
        Shape::LeanLeft => corners(place, 0, 14, 0, 14, false),
        Shape::Trapezoid => corners(place, 14, 14, 0, 0, false),
        Shape::Funnel => corners(place, 0, 0, 14, 14, false),
    }
}

/// A step with round corners where its run begins and ends.
fn step(place: Rect, at: usize, cells: usize) -> String {
    let Rect {
        x,
        y,
        width: w,
        height: h,
    } = place;
    let top = if at == 0 { 8 } else { 0 };
    let foot = if at + 1 == cells { 8 } else { 0 };
    if top == 8 && foot == 8 {
        return rect(place, 8);
    }
    path(&format!(
        "M{x} {}q0 -{top} {top} -{top}h{}q{top} 0 {top} {top}v{}q0 {foot} -{foot} {foot}h-{}q-{foot} 0 -{foot} -{foot}z",
        y + top,
        w - 2 * top,
        h - top - foot,
        w - 2 * foot
    ))
}

fn rect(place: Rect, round: i32) -> String {
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{round}\"/>",
        place.x, place.y, place.width, place.height
    )
}

fn ellipse(place: Rect, inset: i32) -> String {
    format!(
        "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
        place.x + place.width / 2,
        place.y + place.height / 2,
        place.width / 2 - inset,
        place.height / 2 - inset
    )
}

fn path(d: &str) -> String {
    format!("<path d=\"{d}\"/>")
}

/// Four corners moved in from left and right, at the head and at the foot; six when it is pointed at both sides.
fn corners(
    place: Rect,
    head_left: i32,
    head_right: i32,
    foot_right: i32,
    foot_left: i32,
    is_pointed: bool,
) -> String {
    let Rect {
        x,
        y,
        width: w,
        height: h,
    } = place;
    let (right, foot) = (x + w, y + h);
    if is_pointed {
        let point = head_left;
        return path(&format!(
            "M{} {y}H{}L{right} {middle}L{} {foot}H{}L{x} {middle}z",
            x + point,
            right - point,
            right - point,
            x + point,
            middle = y + h / 2,
        ));
    }
    path(&format!(
        "M{} {y}H{}L{} {foot}H{}z",
        x + head_left,
        right - head_right,
        right - foot_right,
        x + foot_left
    ))
}
