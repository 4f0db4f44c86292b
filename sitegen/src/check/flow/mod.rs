//! A flowchart as the tree of a playbook: `flow: mermaid`.
//!
//! [`arrange`] puts the steps of the outline in the order of the chart's boxes and makes steps of the boxes that
//! have no heading; [`ways`] turns the chart's lines into choices once every playbook is known. From there on a
//! drawn tree is a playbook like any other: the same graph, the same rules, the same walk.

mod goal;
mod heading;
mod ways;

use std::collections::HashMap;

use domain::StepId;

use crate::diagnostic::{Fault, FaultKind, FlowFault};
use crate::markup::Span;
use crate::parse::{FlowEdge, Flowchart, MermaidFault, RawBlock, RawMermaid, RawPage};

use super::choices::bare_title;
use super::outline::{Outline, asks_for_something};
use super::places::{Place, Places};
use super::survey::DraftStep;

pub(crate) use goal::Exit;
pub(crate) use ways::{exits, of_step};

use goal::{Goal, goals};
use heading::headings;

/// What a flowchart says of the walk beyond its steps.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Where the fence begins.
    pub(crate) at: usize,
    /// The boxes that lead to other playbooks.
    exits: Vec<Exit>,
    /// For every step: what its box asks, and its lines; none for a step that just goes on.
    decisions: Vec<Decision>,
}

#[derive(Debug, Default)]
struct Decision {
    question: String,
    ways: Vec<Way>,
}

/// A line that is a choice.
#[derive(Debug)]
struct Way {
    /// Empty when the line has no words.
    label: String,
    /// The words of the box that it leads to.
    goal_text: String,
    goal: Goal,
    span: Span,
}

/// The fence that is the tree of a page: the first flowchart on it, whether it can be read or not.
pub(crate) fn fence(page: &RawPage) -> Option<&RawMermaid> {
    page.front.flow.as_ref()?;
    page.blocks().find_map(|block| match block {
        RawBlock::Mermaid(diagram) if !matches!(diagram.chart, Err(MermaidFault::OtherKind(_))) => {
            Some(diagram)
        }
        _ => None,
    })
}

/// Lays the steps of a page out as its flowchart has them. `None` when it has none that can be read, which is a
/// fault; the steps then stay as they are.
pub(crate) fn arrange<'a>(
    pages: &'a [RawPage],
    page: usize,
    places: &Places,
    outline: &mut Outline<'a>,
) -> Option<Tree> {
    let raw = &pages[page];
    let fault = |span: &Span, fault| Fault {
        span: span.clone(),
        kind: FaultKind::Flow(fault),
    };
    let Some(fence) = fence(raw) else {
        let key = raw.front.flow.as_ref()?;
        outline.faults.push(fault(key, FlowFault::NoChart));
        return None;
    };
    let chart = match &fence.chart {
        Ok(chart) => chart,
        Err(reason) => {
            let (span, reason) = unread(fence, reason);
            outline
                .faults
                .push(fault(&span, FlowFault::Unread { reason }));
            return None;
        }
    };
    let order = order(chart);
    let arranger = Arranger {
        fence,
        chart,
        lines: lines(chart),
        step_of: headings(chart, outline, |destination| {
            match places.resolve(page, destination) {
                Place::Page {
                    page: other,
                    anchor,
                } if other == page => anchor,
                _ => None,
            }
        }),
    };
    let (goals, exits) = goals(chart, fence, &arranger.step_of, &arranger.lines, |link| {
        leads_out(pages, page, places, link)
    });
    let tree = arranger.arrange(&order, &goals, exits, outline);
    outline.phases.retain(|phase| {
        let mut steps = outline.steps.iter();
        steps.any(|step| step.phase.as_ref() == Some(&phase.id))
    });
    Some(tree)
}

fn unread(fence: &RawMermaid, fault: &MermaidFault) -> (Span, &'static str) {
    let start = fence.place(&(0..0));
    match fault {
        MermaidFault::Syntax(span, reason) => (fence.place(span), reason),
        MermaidFault::TooLarge => (start, "it has more than 200 boxes or 400 lines"),
        MermaidFault::OtherKind(_) => (start, "it is no flowchart"),
    }
}

/// Whether a link is a way into another playbook; one that is broken is taken for that, and reported as broken.
fn leads_out(pages: &[RawPage], from: usize, places: &Places, link: &str) -> bool {
    match places.resolve(from, link) {
        Place::Page { page, .. } => {
            page != from && pages[page].front.kind == crate::parse::Kind::Playbook
        }
        Place::Broken(_) => true,
        Place::Attachment(_) | Place::Section(_) | Place::Elsewhere => false,
    }
}

/// The boxes from the one where the walk begins, those that it leads to first.
fn order(chart: &Flowchart) -> Vec<usize> {
    let order = chart.reading_order();
    let begin = chart.roots().0.first().copied().unwrap_or(0);
    let next = chart.next();
    let mut is_reached = vec![false; chart.nodes.len()];
    let mut waiting: Vec<usize> = order.first().map(|_| begin).into_iter().collect();
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut is_reached[at], true) {
            waiting.extend(&next[at]);
        }
    }
    let (reached, others): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|&at| is_reached[at]);
    reached.into_iter().chain(others).collect()
}

/// The lines that leave each box.
fn lines(chart: &Flowchart) -> Vec<Vec<&FlowEdge>> {
    let mut lines = vec![Vec::new(); chart.nodes.len()];
    for edge in &chart.edges {
        lines[edge.from].push(edge);
    }
    lines
}

struct Arranger<'a> {
    fence: &'a RawMermaid,
    chart: &'a Flowchart,
    lines: Vec<Vec<&'a FlowEdge>>,
    /// By box: its step in the outline.
    step_of: Vec<Option<usize>>,
}

impl<'a> Arranger<'a> {
    fn arrange(
        &self,
        order: &[usize],
        goals: &[Goal],
        exits: Vec<Exit>,
        outline: &mut Outline<'a>,
    ) -> Tree {
        let walked: Vec<usize> = order
            .iter()
            .copied()
            .filter(|&at| matches!(goals[at], Goal::Step(_)))
            .collect();
        let place: HashMap<usize, usize> = walked.iter().copied().zip(0..).collect();
        let written = std::mem::take(&mut outline.steps);
        let mut written: Vec<Option<DraftStep<'a>>> = written.into_iter().map(Some).collect();
        let texts: Vec<String> = (0..self.chart.nodes.len())
            .map(|at| self.text(at, &written))
            .collect();
        let mut decisions = Vec::new();
        for &at in &walked {
            let step = self.step_of[at].and_then(|step| written[step].take());
            let mut step = match step {
                Some(step) => step,
                None => self.without_heading(at, &texts[at], outline),
            };
            step.next = self.way_on(at).and_then(|to| place.get(&to).copied());
            let mut decision = Decision::default();
            if step.next.is_none() {
                decision.ways = self.ways(at, goals, &place, &texts);
            }
            if !decision.ways.is_empty() && bare_title(&texts[at]) != bare_title(&step.title) {
                decision.question.clone_from(&texts[at]);
            }
            outline.steps.push(step);
            decisions.push(decision);
        }
        self.move_headings(&walked, outline);
        self.left_over(written, outline);
        Tree {
            at: self.fence.content,
            exits,
            decisions,
        }
    }

    /// The box that the only line leads to, when it has no words.
    fn way_on(&self, at: usize) -> Option<usize> {
        match self.lines[at].as_slice() {
            [only] if only.label.is_empty() => Some(only.to),
            _ => None,
        }
    }

    fn ways(
        &self,
        at: usize,
        goals: &[Goal],
        place: &HashMap<usize, usize>,
        texts: &[String],
    ) -> Vec<Way> {
        let lines = self.lines[at].iter();
        let way = |line: &&FlowEdge| Way {
            label: line.label.clone(),
            goal_text: texts[line.to].clone(),
            goal: match (&goals[line.to], place.get(&line.to)) {
                (Goal::Step(_), Some(&place)) => Goal::Step(place),
                (other, _) => other.clone(),
            },
            span: self.fence.place(&line.span),
        };
        lines.map(way).collect()
    }

    /// Links to headings lead to where their steps are now.
    fn move_headings(&self, walked: &[usize], outline: &mut Outline<'_>) {
        let walked = walked.iter().enumerate();
        let place_of: HashMap<usize, usize> = walked
            .filter_map(|(new, &at)| Some((self.step_of[at]?, new)))
            .collect();
        outline.step_at.retain(|_, step| match place_of.get(step) {
            Some(&new) => {
                *step = new;
                true
            }
            None => false,
        });
    }

    /// The words of a box; a box that is a bare name is called what its heading is.
    fn text(&self, at: usize, written: &[Option<DraftStep<'_>>]) -> String {
        let node = &self.chart.nodes[at];
        let step = self.step_of[at].and_then(|step| written[step].as_ref());
        match step {
            Some(step) if node.text == node.id => step.title.clone(),
            _ => node.text.clone(),
        }
    }

    /// A step of a box that no heading belongs to. It stands in the phase of the step before it, so that the boxes
    /// between two steps of a phase do not part it.
    fn without_heading(&self, at: usize, title: &str, outline: &mut Outline<'a>) -> DraftStep<'a> {
        let node = &self.chart.nodes[at];
        let span = self.fence.place(&node.span);
        let id = StepId::new(node.id.as_str()).unwrap_or_else(|_| {
            let written = node.id.chars().take(40).collect();
            outline.faults.push(Fault {
                span: span.clone(),
                kind: FaultKind::BadId { written },
            });
            // Stands in until the author has given a shorter one; the fault keeps it from being written.
            #[expect(clippy::unwrap_used, reason = "a constant that is a good id")]
            StepId::new("step").unwrap()
        });
        DraftStep {
            id,
            title: title.to_owned(),
            span,
            has_heading: false,
            phase: outline.steps.last().and_then(|before| before.phase.clone()),
            budget: None,
            written_role: None,
            role: None,
            milestone: None,
            blocks: Vec::new(),
            choices: Vec::new(),
            next: None,
            question: String::new(),
        }
    }

    /// Headings that no box stands for. The one over the chart itself introduces the playbook.
    fn left_over(&self, written: Vec<Option<DraftStep<'a>>>, outline: &mut Outline<'a>) {
        let fence = self.fence;
        let is_fence = |raw: &RawBlock| match raw {
            RawBlock::Mermaid(diagram) => std::ptr::eq(diagram, fence),
            _ => false,
        };
        outline.intro.retain(|raw| !is_fence(raw));
        for step in &mut outline.steps {
            step.blocks.retain(|block| !is_fence(block.raw));
        }
        for step in written.into_iter().flatten() {
            let asks = step
                .blocks
                .iter()
                .any(|block| asks_for_something(block.raw));
            if !asks && step.blocks.iter().any(|block| is_fence(block.raw)) {
                let others = step.blocks.iter().map(|block| block.raw);
                outline.intro.extend(others.filter(|raw| !is_fence(raw)));
                continue;
            }
            let title = step.title;
            outline.faults.push(Fault {
                span: step.span,
                kind: FaultKind::Flow(FlowFault::NotInChart { title, asks }),
            });
        }
    }
}
