//! Which branches of the playbooks the scenarios have taken.

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use crate::{ChoiceId, Library, PlaybookId, StepId, Target, WayOn};

/// What was taken of every playbook, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By id.
    pub playbooks: BTreeMap<PlaybookId, PlaybookCoverage>,
}

/// What was taken of one playbook. Steps that no walk can come to are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaybookCoverage {
    /// Every choice of its steps, in reading order.
    pub branches: Vec<Branch>,
    /// How many steps it has.
    pub steps: usize,
    /// Those that a walk came to.
    pub visited: BTreeSet<StepId>,
    /// How many scenarios came through it.
    pub scenarios: usize,
}

/// A choice, and whether it was ever taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The step.
    pub step: StepId,
    /// The choice.
    pub choice: ChoiceId,
    /// Whether a scenario takes it.
    pub is_taken: bool,
}

impl Coverage {
    /// Nothing taken yet.
    pub fn new(library: &Library) -> Self {
        let reachable = reachable(library);
        let playbooks = library.playbooks.values().map(|playbook| {
            let here = |step: &StepId| reachable.contains(&(&playbook.id, step));
            let steps = playbook.steps.iter().filter(|step| here(&step.id));
            let branches = steps.clone().flat_map(|step| {
                step.choices().iter().map(|choice| Branch {
                    step: step.id.clone(),
                    choice: choice.id.clone(),
                    is_taken: false,
                })
            });
            let covered = PlaybookCoverage {
                branches: branches.collect(),
                steps: steps.count(),
                ..PlaybookCoverage::default()
            };
            (playbook.id.clone(), covered)
        });
        Self {
            playbooks: playbooks.collect(),
        }
    }

    /// Adds what a run took.
    pub fn add(&mut self, run: &Run) {
        let choices = run.choices();
        let through: BTreeSet<&PlaybookId> = run
            .walked
            .iter()
            .map(|(visit, _)| &visit.playbook)
            .collect();
        for id in through {
            let Some(playbook) = self.playbooks.get_mut(id) else {
                continue;
            };
            playbook.scenarios += 1;
            let visits = run.walked.iter().map(|(visit, _)| visit);
            let visits = visits.filter(|visit| &visit.playbook == id);
            playbook
                .visited
                .extend(visits.map(|visit| visit.step.clone()));
            for branch in &mut playbook.branches {
                branch.is_taken |= choices.contains(&(id, &branch.step, &branch.choice));
            }
        }
    }

    /// How many branches were taken, and how many there are, of all playbooks.
    pub fn branches(&self) -> (usize, usize) {
        let all = self.playbooks.values().map(PlaybookCoverage::taken);
        all.fold((0, 0), |(taken, of), (more_taken, more)| {
            (taken + more_taken, of + more)
        })
    }
}

impl PlaybookCoverage {
    /// How many branches were taken, and how many there are.
    pub fn taken(&self) -> (usize, usize) {
        let taken = self.branches.iter().filter(|branch| branch.is_taken);
        (taken.count(), self.branches.len())
    }
}

/// The steps that a walk can come to, whichever playbook it starts with.
fn reachable(library: &Library) -> BTreeSet<(&PlaybookId, &StepId)> {
    let mut unread: Vec<(&PlaybookId, &StepId)> = library
        .playbooks
        .values()
        .filter_map(|playbook| Some((&playbook.id, &playbook.steps.first()?.id)))
        .collect();
    let mut found = BTreeSet::new();
    let ways: BTreeMap<(&PlaybookId, &StepId), &WayOn> = library
        .playbooks
        .values()
        .flat_map(|playbook| {
            playbook
                .steps
                .iter()
                .map(|s| ((&playbook.id, &s.id), &s.way_on))
        })
        .collect();
    while let Some((playbook, step)) = unread.pop() {
        let Some(way_on) = ways.get(&(playbook, step)) else {
            continue;
        };
        if !found.insert((playbook, step)) {
            continue;
        }
        match way_on {
            WayOn::End => {}
            WayOn::Step(next) => unread.push((playbook, next)),
            WayOn::Choices(choices) => {
                unread.extend(choices.iter().filter_map(|choice| match &choice.target {
                    Target::Step { step } => Some((playbook, step)),
                    Target::Playbook {
                        playbook,
                        step: Some(step),
                    } => Some((playbook, step)),
                    // Every playbook's start is on the list already.
                    Target::Playbook { step: None, .. } | Target::Outcome { .. } => None,
                }));
            }
        }
    }
    found
}
