//! How long a playbook may take at worst: the longest walk through its time budgets.
//!
//! Steps that lead to each other are one group, in which every step is counted once; what is left has no circles,
//! and the longest way through it is found in one pass from its ends. A phase's window covers its steps. The walk is
//! followed into other playbooks, and counted until a step with the milestone `mitigated` or `resolved`: that is
//! when the service is back.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use domain::{Milestone, SeverityLevel, StepId};

use super::graph::{Graph, Node};
use super::inputs::ways;
use super::survey::{Draft, DraftStep};

/// What a time is given to: a phase, or a step that stands in no phase with a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Budgeted {
    draft: usize,
    phase: Option<usize>,
    step: usize,
}

/// The longest walks of all playbooks.
pub(crate) struct Longest<'d> {
    drafts: &'d [Draft<'d>],
    graph: Graph,
    groups: Vec<Vec<usize>>,
    group_of: Vec<usize>,
    times: Vec<Time>,
    /// For every group: the seconds from there to the end, and the group that comes next on that way.
    worst: Vec<(u64, Option<usize>)>,
}

/// The time that a step is given.
#[derive(Clone, Copy)]
struct Time {
    of: Budgeted,
    seconds: u64,
}

/// A part of a walk that is given time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) title: String,
    pub(crate) seconds: u64,
}

impl<'d> Longest<'d> {
    /// Walks as somebody does who declared that level and stays with it.
    pub(crate) fn new(drafts: &'d [Draft<'d>], level: &SeverityLevel) -> Self {
        let graph = Graph::of(drafts, |node, choice| {
            let step = &drafts[node.draft].steps[node.step];
            let sets = choice.and_then(|choice| choice.severity.as_ref());
            !ends_the_outage(step) && sets.is_none_or(|sets| sets == level)
        });
        let times = times(drafts, graph.nodes());
        let groups = graph.components();
        let mut group_of = vec![0; graph.nodes().len()];
        for (number, group) in groups.iter().enumerate() {
            for &at in group {
                group_of[at] = number;
            }
        }
        let mut found = Self {
            drafts,
            graph,
            groups,
            group_of,
            times,
            worst: Vec::new(),
        };
        // A group comes after all that it leads to, so their times are known by then.
        for number in 0..found.groups.len() {
            let worst = found.worst_from(number);
            found.worst.push(worst);
        }
        found
    }

    fn worst_from(&self, number: usize) -> (u64, Option<usize>) {
        let group = &self.groups[number];
        let mut counted = HashSet::new();
        let own: u64 = group
            .iter()
            .filter(|&&at| counted.insert(self.times[at].of))
            .map(|&at| self.times[at].seconds)
            .sum();
        let mut best = (0, None);
        for &at in group {
            for &to in self.graph.next()[at]
                .iter()
                .filter(|&&to| self.group_of[to] != number)
            {
                // A phase that goes on is not counted again.
                let shared = if self.times[at].of == self.times[to].of {
                    self.times[to].seconds
                } else {
                    0
                };
                let next = self.group_of[to];
                let seconds = self.worst[next].0 - shared;
                if best.1.is_none() || seconds > best.0 {
                    best = (seconds, Some(next));
                }
            }
        }
        (own + best.0, best.1)
    }

    /// The seconds from the start of a playbook to where the outage ends; `None` when it has no steps.
    pub(crate) fn seconds(&self, draft: usize) -> Option<u64> {
        self.start(draft).map(|group| self.worst[group].0)
    }

    /// The parts of that walk that are given time, at most so many.
    pub(crate) fn stops(&self, draft: usize, most: usize) -> Vec<Stop> {
        let mut stops = Vec::new();
        let mut counted = HashSet::new();
        let mut next = self.start(draft);
        while let Some(number) = next {
            let mut group = self.groups[number].clone();
            group.sort_unstable();
            for at in group {
                let time = self.times[at];
                if time.seconds > 0 && counted.insert(time.of) {
                    let title = self.title(time.of);
                    let seconds = time.seconds;
                    stops.push(Stop { title, seconds });
                }
                if stops.len() >= most {
                    return stops;
                }
            }
            next = self.worst[number].1;
        }
        stops
    }

    fn start(&self, draft: usize) -> Option<usize> {
        let first = Node { draft, step: 0 };
        let at = self.graph.nodes().binary_search(&first).ok()?;
        Some(self.group_of[at])
    }

    fn title(&self, of: Budgeted) -> String {
        let draft = &self.drafts[of.draft];
        match of.phase {
            Some(phase) => draft.phases[phase].title.clone(),
            None => draft.steps[of.step].title.clone(),
        }
    }
}

fn ends_the_outage(step: &DraftStep<'_>) -> bool {
    matches!(
        step.milestone,
        Some(Milestone::Mitigated | Milestone::Resolved)
    )
}

fn times(drafts: &[Draft<'_>], nodes: &[Node]) -> Vec<Time> {
    let phases: Vec<HashMap<&StepId, usize>> = drafts.iter().map(phases_with_a_window).collect();
    let time = |node: &Node| {
        let draft = &drafts[node.draft];
        let step = &draft.steps[node.step];
        let phase = step
            .phase
            .as_ref()
            .and_then(|phase| phases[node.draft].get(phase));
        let (phase, step_number, budget) = if let Some(&phase) = phase {
            (Some(phase), 0, draft.phases[phase].budget.as_ref())
        } else {
            (None, node.step, step.budget.as_ref())
        };
        let of = Budgeted {
            draft: node.draft,
            phase,
            step: step_number,
        };
        Time {
            of,
            seconds: budget.and_then(length).unwrap_or(0),
        }
    };
    nodes.iter().map(time).collect()
}

fn phases_with_a_window<'d>(draft: &'d Draft<'_>) -> HashMap<&'d StepId, usize> {
    let phases = draft.phases.iter().enumerate();
    phases
        .filter(|(_, phase)| phase.budget.as_ref().and_then(length).is_some())
        .map(|(at, phase)| (&phase.id, at))
        .collect()
}

/// The length of a window; `None` when it has no end.
pub(crate) fn length(budget: &domain::Budget) -> Option<u64> {
    let until = budget.until_seconds?;
    Some(u64::from(until.saturating_sub(budget.from_seconds)))
}

/// When a responder comes to each step of a playbook at the earliest, in seconds after its start: the windows on the
/// shortest way there, but never before the step's own window opens. `None` where no way leads.
pub(crate) fn arrivals(draft: &Draft<'_>) -> Vec<Option<u64>> {
    let nodes: Vec<Node> = (0..draft.steps.len())
        .map(|step| Node { draft: 0, step })
        .collect();
    let times = times(std::slice::from_ref(draft), &nodes);
    let opens = |at: usize| {
        match times[at].of.phase {
            Some(phase) => draft.phases[phase].budget.as_ref(),
            None => draft.steps[at].budget.as_ref(),
        }
        .map_or(0, |budget| u64::from(budget.from_seconds))
    };
    let next = ways(draft);
    let mut earliest: Vec<Option<u64>> = vec![None; nodes.len()];
    let mut waiting = BinaryHeap::new();
    waiting.extend((!nodes.is_empty()).then(|| Reverse((opens(0), 0))));
    while let Some(Reverse((seconds, at))) = waiting.pop() {
        if earliest[at].is_some() {
            continue;
        }
        earliest[at] = Some(seconds);
        for &to in &next[at] {
            let spent = if times[at].of == times[to].of {
                0
            } else {
                times[at].seconds
            };
            waiting.push(Reverse(((seconds + spent).max(opens(to)), to)));
        }
    }
    earliest
}
