//! What each box of a chart is to the walk: a step, an outcome, or a way into another playbook.

use crate::markup::Span;
use crate::parse::{FlowEdge, FlowShape, Flowchart, RawMermaid};

/// What a box is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// A step, by its place.
    Step(usize),
    /// A way into another playbook, by its number among the exits.
    Exit(usize),
    /// The end of the walk, in these words.
    Outcome(String),
}

/// A box that leads to another playbook.
#[derive(Clone, Debug)]
pub(crate) struct Exit {
    pub(super) destination: String,
    /// Where the link stands on the page.
    pub(super) span: Span,
}

/// Tells what every box is. `step_of` are those with a heading; `leads_out` tells links into other playbooks.
pub(super) fn goals(
    chart: &Flowchart,
    fence: &RawMermaid,
    step_of: &[Option<usize>],
    lines: &[Vec<&FlowEdge>],
    leads_out: impl Fn(&str) -> bool,
) -> (Vec<Goal>, Vec<Exit>) {
    let (begins, _) = chart.roots();
    let mut is_begin = vec![false; chart.nodes.len()];
    for at in begins {
        is_begin[at] = true;
    }
    let mut exits = Vec::new();
    let nodes = chart.nodes.iter().enumerate();
    let goals = nodes.map(|(at, node)| {
        let ends = step_of[at].is_none() && lines[at].is_empty() && !is_begin[at];
        match &node.link {
            Some(link) if ends && leads_out(&link.destination) => {
                exits.push(Exit {
                    destination: link.destination.clone(),
                    span: fence.place(&link.span),
                });
                Goal::Exit(exits.len() - 1)
            }
            _ if ends && is_round(node.shape) => Goal::Outcome(node.text.clone()),
            _ => Goal::Step(at),
        }
    });
    (goals.collect(), exits)
}

/// The shapes that flowcharts end with.
fn is_round(shape: FlowShape) -> bool {
    matches!(
        shape,
        FlowShape::Round | FlowShape::Stadium | FlowShape::Circle | FlowShape::DoubleCircle
    )
}
