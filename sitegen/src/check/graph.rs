//! All playbooks as one graph: what can be reached, and what can end.

use std::collections::HashMap;

use domain::{StepId, Target};

use super::survey::{Draft, DraftChoice, DraftStep};

/// A step of a playbook, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Node {
    pub(crate) draft: usize,
    pub(crate) step: usize,
}

/// Which steps lead where.
pub(crate) struct Graph {
    nodes: Vec<Node>,
    next: Vec<Vec<usize>>,
    /// The choice behind each way in `next`; `None` for the way that needs no choice.
    by_choice: Vec<Vec<Option<usize>>>,
    ends: Vec<bool>,
    entries: Vec<usize>,
}

/// A choice that leads back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WayBack {
    pub(crate) from: Node,
    pub(crate) choice: usize,
    pub(crate) to: Node,
}

impl Graph {
    /// Draws the graph. A missing target counts as an end: it is reported once, as what it is.
    pub(crate) fn new(drafts: &[Draft<'_>]) -> Self {
        Self::of(drafts, |_, _| true)
    }

    /// Draws the graph with those ways only that are taken; `None` is the way that needs no choice.
    pub(crate) fn of(
        drafts: &[Draft<'_>],
        is_taken: impl Fn(Node, Option<&DraftChoice>) -> bool,
    ) -> Self {
        let mut graph = Self {
            nodes: Vec::new(),
            next: Vec::new(),
            by_choice: Vec::new(),
            ends: Vec::new(),
            entries: Vec::new(),
        };
        let mut first_node = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            first_node.push(graph.nodes.len());
            graph
                .entries
                .extend((!draft.steps.is_empty()).then_some(graph.nodes.len()));
            graph
                .nodes
                .extend((0..draft.steps.len()).map(|step| Node { draft: at, step }));
        }
        let by_id: Vec<HashMap<&StepId, usize>> = drafts.iter().map(step_places).collect();
        let playbooks: HashMap<_, usize> = drafts
            .iter()
            .enumerate()
            .map(|(at, draft)| (&draft.id, at))
            .collect();
        for (at, draft) in drafts.iter().enumerate() {
            for (place, step) in draft.steps.iter().enumerate() {
                let (mut next, mut by_choice) = (Vec::new(), Vec::new());
                let node = Node {
                    draft: at,
                    step: place,
                };
                let mut ends = step.is_last();
                if let Some(way_on) = step.way_on()
                    && is_taken(node, None)
                {
                    next.push(first_node[at] + way_on);
                    by_choice.push(None);
                }
                for (number, choice) in step.choices.iter().enumerate() {
                    if !is_taken(node, Some(choice)) {
                        continue;
                    }
                    let target = match &choice.target {
                        Some(Target::Step { step }) => {
                            by_id[at].get(step).map(|step| first_node[at] + step)
                        }
                        Some(Target::Playbook { playbook, step }) => {
                            playbooks.get(playbook).and_then(|&other| {
                                let place = step
                                    .as_ref()
                                    .map_or(Some(&0), |step| by_id[other].get(step))?;
                                (!drafts[other].steps.is_empty())
                                    .then_some(first_node[other] + place)
                            })
                        }
                        Some(Target::Outcome { .. }) | None => None,
                    };
                    match target {
                        Some(target) => {
                            next.push(target);
                            by_choice.push(Some(number));
                        }
                        None => ends = true,
                    }
                }
                graph.next.push(next);
                graph.by_choice.push(by_choice);
                graph.ends.push(ends);
            }
        }
        graph
    }

    /// The first steps of every part that no walk from the start of any playbook comes to.
    pub(crate) fn cut_off(&self) -> Vec<Node> {
        let mut seen = vec![false; self.nodes.len()];
        self.mark_reached(self.entries.clone(), &mut seen);
        let mut has_before = vec![false; self.nodes.len()];
        for (at, next) in self.next.iter().enumerate().filter(|&(at, _)| !seen[at]) {
            for &target in next.iter().filter(|&&target| target != at) {
                has_before[target] = true;
            }
        }
        let mut heads: Vec<usize> = (0..self.nodes.len())
            .filter(|&at| !seen[at] && !has_before[at])
            .collect();
        self.mark_reached(heads.clone(), &mut seen);
        // What is still unseen is cut off in a circle, which has no first step: the one that is read first stands for it.
        for at in 0..self.nodes.len() {
            if !seen[at] {
                heads.push(at);
                self.mark_reached(vec![at], &mut seen);
            }
        }
        heads.sort_unstable();
        heads.into_iter().map(|at| self.nodes[at]).collect()
    }

    fn mark_reached(&self, mut waiting: Vec<usize>, seen: &mut [bool]) {
        while let Some(at) = waiting.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                waiting.extend(&self.next[at]);
            }
        }
    }

    /// The steps from which no walk comes to an end.
    pub(crate) fn endless(&self) -> Vec<Node> {
        let mut before = vec![Vec::new(); self.nodes.len()];
        for (at, next) in self.next.iter().enumerate() {
            for &target in next {
                before[target].push(at);
            }
        }
        let mut ends = vec![false; self.nodes.len()];
        let mut waiting: Vec<usize> = (0..self.nodes.len()).filter(|&at| self.ends[at]).collect();
        while let Some(at) = waiting.pop() {
            if !std::mem::replace(&mut ends[at], true) {
                waiting.extend(&before[at]);
            }
        }
        self.where_not(&ends)
    }

    /// The loops among `endless` steps: groups that lead to each other, in reading order.
    pub(crate) fn loops(&self, endless: &[Node]) -> Vec<Vec<Node>> {
        let mut is_endless = vec![false; self.nodes.len()];
        let places: HashMap<Node, usize> = self
            .nodes
            .iter()
            .enumerate()
            .map(|(at, &node)| (node, at))
            .collect();
        for node in endless {
            is_endless[places[node]] = true;
        }
        let mut loops: Vec<Vec<Node>> = components(&self.next)
            .into_iter()
            .filter(|group| {
                is_endless[group[0]] && (group.len() > 1 || self.next[group[0]].contains(&group[0]))
            })
            .map(|mut group| {
                group.sort_unstable();
                group.into_iter().map(|at| self.nodes[at]).collect()
            })
            .collect();
        loops.sort();
        loops
    }

    /// Every step, in reading order.
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Where the steps lead, by their places in [`Self::nodes`].
    pub(crate) fn next(&self) -> &[Vec<usize>] {
        &self.next
    }

    /// Groups of steps that lead to each other, each group after all that it leads to.
    pub(crate) fn components(&self) -> Vec<Vec<usize>> {
        components(&self.next)
    }

    /// Every loop that has an exit, with the first of its choices that leads back, in reading order.
    pub(crate) fn retries(&self) -> Vec<(Vec<Node>, WayBack)> {
        let groups = components(&self.next);
        let mut group_of = vec![0; self.nodes.len()];
        for (number, group) in groups.iter().enumerate() {
            for &at in group {
                group_of[at] = number;
            }
        }
        let mut found: Vec<(Vec<Node>, WayBack)> = groups
            .iter()
            .enumerate()
            .filter_map(|(number, group)| {
                let leads_out = |at: usize| {
                    self.ends[at] || self.next[at].iter().any(|&to| group_of[to] != number)
                };
                if !group.iter().any(|&at| leads_out(at)) {
                    return None;
                }
                let mut group = group.clone();
                group.sort_unstable();
                let back = group.iter().find_map(|&at| {
                    let ways = self.next[at].iter().zip(&self.by_choice[at]);
                    let mut back = ways.filter(|&(&to, _)| to <= at && group_of[to] == number);
                    back.find_map(|(&to, &choice)| {
                        Some(WayBack {
                            from: self.nodes[at],
                            choice: choice?,
                            to: self.nodes[to],
                        })
                    })
                })?;
                Some((group.into_iter().map(|at| self.nodes[at]).collect(), back))
            })
            .collect();
        found.sort_by_key(|(_, back)| back.from);
        found
    }

    fn where_not(&self, flags: &[bool]) -> Vec<Node> {
        self.nodes
            .iter()
            .zip(flags)
            .filter(|&(_, &flag)| !flag)
            .map(|(&node, _)| node)
            .collect()
    }
}

fn step_places<'d>(draft: &'d Draft<'_>) -> HashMap<&'d StepId, usize> {
    let steps: &'d [DraftStep<'_>] = &draft.steps;
    steps
        .iter()
        .enumerate()
        .map(|(at, step)| (&step.id, at))
        .collect()
}

/// Tarjan's strongly connected components, without recursion: an author may write a very long playbook.
fn components(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; next.len()];
    let mut low = vec![0; next.len()];
    let mut is_open = vec![false; next.len()];
    let (mut open, mut found, mut counter) = (Vec::new(), Vec::new(), 0);
    for root in 0..next.len() {
        let mut calls = if order[root] == UNSEEN {
            vec![(root, 0)]
        } else {
            Vec::new()
        };
        while let Some((at, edge)) = calls.pop() {
            if edge == 0 {
                (order[at], low[at], is_open[at]) = (counter, counter, true);
                counter += 1;
                open.push(at);
            } else {
                low[at] = low[at].min(low[next[at][edge - 1]]);
            }
            let mut unseen = None;
            for (place, &target) in next[at].iter().enumerate().skip(edge) {
                if order[target] == UNSEEN {
                    unseen = Some((place, target));
                    break;
                }
                if is_open[target] {
                    low[at] = low[at].min(order[target]);
                }
            }
            if let Some((place, target)) = unseen {
                calls.extend([(at, place + 1), (target, 0)]);
            } else if low[at] == order[at] {
                let start = open.iter().rposition(|&node| node == at).unwrap_or(0);
                let group: Vec<usize> = open.drain(start..).collect();
                for &node in &group {
                    is_open[node] = false;
                }
                found.push(group);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_the_loops() {
        let mut found = components(&[vec![1], vec![2, 3], vec![0], vec![3], vec![]]);
        for group in &mut found {
            group.sort_unstable();
        }
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![3], vec![4]]);
    }
}
