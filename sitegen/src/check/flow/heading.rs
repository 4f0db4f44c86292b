//! Which box of a chart stands for which heading.

use std::collections::{HashMap, HashSet};

use crate::check::choices::bare_title;
use crate::check::outline::Outline;
use crate::parse::Flowchart;

/// The step of the outline that each box is: by its id, by a link to the heading, else by its words.
pub(super) fn headings(
    chart: &Flowchart,
    outline: &Outline<'_>,
    anchor: impl Fn(&str) -> Option<String>,
) -> Vec<Option<usize>> {
    let mut by_id = HashMap::new();
    let mut by_title: HashMap<String, Option<usize>> = HashMap::new();
    for (at, step) in outline.steps.iter().enumerate() {
        by_id.entry(step.id.as_str()).or_insert(at);
        let known = by_title.entry(bare_title(&step.title)).or_insert(Some(at));
        // A title that two headings have names neither.
        if *known != Some(at) {
            *known = None;
        }
    }
    let mut taken = HashSet::new();
    let mut found: Vec<Option<usize>> = chart
        .nodes
        .iter()
        .map(|node| {
            let linked = || {
                let anchor = anchor(&node.link.as_ref()?.destination)?;
                outline.step_at.get(anchor.as_str()).copied()
            };
            let step = by_id.get(node.id.as_str()).copied().or_else(linked);
            step.filter(|&step| taken.insert(step))
        })
        .collect();
    for (node, step) in chart.nodes.iter().zip(&mut found) {
        if step.is_none() {
            let named = by_title.get(&bare_title(&node.text)).copied().flatten();
            *step = named.filter(|&named| taken.insert(named));
        }
    }
    found
}
