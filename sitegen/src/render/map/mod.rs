//! Decision maps: the graph of a playbook as a picture that is part of its page.
//!
//! A playbook ([`playbook`]) becomes a [`diagram`], which gets places ([`layout`]) and is drawn
//! as SVG ([`draw`]). What is too wide for a phone is drawn once more as one [`column`]. Everything is text and classes: links work, the dark screen follows, paper
//! breaks between rows, and no script is needed.

mod column;
mod diagram;
mod draw;
mod flowchart;
mod layout;
mod outline;
mod playbook;
mod text;

use serde::Serialize;

use crate::check::rule::fits_on_a_map;
use crate::check::survey::Draft;
use crate::markup::HtmlContext;
use crate::parse::Flowchart;

use super::Scene;
use super::chrome::both;
use column::Ids;
use diagram::{Diagram, Room};
use layout::Picture;

/// A map for a page.
#[derive(Hash, Serialize)]
pub(crate) struct Map {
    pub(crate) svg: String,
    /// The same for a phone, when it would not fit there.
    pub(crate) narrow_svg: Option<String>,
    /// Whether it is so small that it need not be unfolded.
    pub(crate) is_open: bool,
}

/// A map that is higher, in pixels, is folded so that the page's words stay in sight.
const HIGHEST_OPEN: i32 = 720;
/// What a phone held upright shows without scrolling sideways.
const PHONE: i32 = 308;

/// The column of text on a desk, and a sheet of A4.
const PAGE: i32 = 690;
/// What is tried when the widest rows do not fit.
const NARROWER_ROWS: [i32; 2] = [480, 380];
/// The column that a map too wide for a page is drawn in.
const WIDE_COLUMN: i32 = 480;

/// The map of a playbook; `None` when there is nothing to decide or far too much to see.
pub(crate) fn of_playbook(scene: &Scene<'_>, draft: &Draft<'_>) -> Option<Map> {
    if draft.steps.len() < 2 || !fits_on_a_map(draft) {
        return None;
    }
    let (diagram, picture) = on_page(scene, draft);
    let column = |width: i32| {
        let step = column::step_width(&diagram, width);
        let diagram = playbook::diagram(scene, draft, Room::column(step), step);
        (diagram, step)
    };
    let is_column = picture.width > PAGE;
    let (svg, height) = if is_column {
        let (diagram, step) = column(WIDE_COLUMN);
        column::draw(&diagram, WIDE_COLUMN, step, Ids::Own)
    } else {
        (draw::draw(&diagram, &picture), picture.height)
    };
    let narrow_svg = (picture.width > PHONE).then(|| {
        let (diagram, step) = column(PHONE);
        column::draw(&diagram, PHONE, step, Ids::None).0
    });
    Some(Map {
        svg,
        narrow_svg,
        is_open: height <= HIGHEST_OPEN,
    })
}

/// What a playbook's map calls the places in other playbooks that it leads to, in order.
pub(crate) fn exits(scene: &Scene<'_>, draft: &Draft<'_>) -> Vec<String> {
    let choices = draft.steps.iter().flat_map(|step| &step.choices);
    choices
        .filter_map(|choice| playbook::exit(scene, choice.target.as_ref()?))
        .map(|exit| exit.title.to_owned())
        .collect()
}

/// The map side by side; narrower rows are tried until it fits the page.
fn on_page(scene: &Scene<'_>, draft: &Draft<'_>) -> (Diagram, Picture) {
    let mut found = drawn(scene, draft, Room::PAGE);
    for widest_row in NARROWER_ROWS {
        if found.1.width <= PAGE {
            break;
        }
        let room = Room {
            widest_row,
            ..Room::PAGE
        };
        found = drawn(scene, draft, room);
    }
    found
}

fn drawn(scene: &Scene<'_>, draft: &Draft<'_>, room: Room) -> (Diagram, Picture) {
    let narrow = playbook::diagram(scene, draft, room, room.narrow_step);
    let (diagram, step) = if layout::has_parallel_steps(&narrow, room) {
        (narrow, room.narrow_step)
    } else {
        let wide = playbook::diagram(scene, draft, room, room.wide_step);
        (wide, room.wide_step)
    };
    let picture = layout::layout(&diagram, room, step);
    (diagram, picture)
}

/// A flowchart of the author as HTML.
pub(crate) fn of_flowchart(chart: &Flowchart, context: &HtmlContext<'_>) -> String {
    let diagram = flowchart::diagram(chart, context.link);
    let picture = layout::layout(&diagram, Room::PAGE, Room::PAGE.narrow_step);
    format!(
        "<figure class=\"map flowchart\" tabindex=\"0\">\n<figcaption class=\"visually-hidden\">{}</figcaption>\n{}</figure>\n",
        both("map.flowchart", &[]),
        draw::draw(&diagram, &picture)
    )
}
