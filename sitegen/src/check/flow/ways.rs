//! The lines of a chart as choices, and what the lists in the text add to them or say against them.

use std::collections::HashSet;

use domain::{PlaybookId, SeverityLevel, StepId, Target};

use crate::check::choices::{self, Aim, Known, StepChoices, aim, level_key};
use crate::check::survey::DraftChoice;
use crate::diagnostic::{Fault, FaultKind, FlowFault};
use crate::parse::trimmed;

use super::goal::Goal;
use super::{Tree, Way};

/// Where the boxes lead that are ways into other playbooks, with the titles there; once for a playbook.
pub(crate) fn exits(
    known: &Known<'_>,
    draft: usize,
    tree: &Tree,
    faults: &mut Vec<Fault>,
) -> Vec<Option<(Target, String)>> {
    let exits = tree.exits.iter().map(|exit| {
        let kind = match aim(known, draft, &exit.destination) {
            Aim::Playbook(other, step) => {
                return Some(choices::playbook_target(known, other, step));
            }
            Aim::Missing => FaultKind::MissingTarget {
                destination: exit.destination.clone(),
            },
            Aim::Step(_) | Aim::Page | Aim::Elsewhere => FaultKind::TargetIsNoPlaybook {
                destination: exit.destination.clone(),
            },
        };
        let span = exit.span.clone();
        faults.push(Fault { span, kind });
        None
    });
    exits.collect()
}

/// The choices of a step: the lines of its box. A list in its text that leads to the same places gives them its
/// words; one that leads elsewhere is a fault, and nobody walks it.
pub(crate) fn of_step(
    known: &Known<'_>,
    draft: usize,
    step: usize,
    (tree, exits): (&Tree, &[Option<(Target, String)>]),
    faults: &mut Vec<Fault>,
) -> StepChoices {
    let decision = &tree.decisions[step];
    let mut of_list = Vec::new();
    let mut found = choices::of_step(known, draft, step, &mut of_list);
    let mut drawn: Vec<DraftChoice> = decision
        .ways
        .iter()
        .map(|way| choice(known, draft, way, exits))
        .collect();
    let listed = std::mem::take(&mut found.choices);
    if listed.is_empty() {
        found.question.clone_from(&decision.question);
    } else {
        faults.append(&mut of_list);
        let way_on = known.drafts[draft].steps[step].next;
        let way_on = way_on.map(|next| choices::step_target(known, draft, next).0);
        let targets = drawn.iter().filter_map(|choice| choice.target.as_ref());
        let targets: HashSet<Key<'_>> = targets.chain(&way_on).map(Key::of).collect();
        if let Some(fault) = contradiction(&listed, &targets) {
            found.list_at = None;
            faults.push(fault);
        } else if drawn.is_empty() {
            // One plain line, and a list of one choice that says when to follow it.
            drawn = listed;
        } else {
            for choice in &mut drawn {
                take_words(choice, &listed);
            }
        }
        if found.question.is_empty() {
            found.question.clone_from(&decision.question);
        }
    }
    for (choice, way) in drawn.iter_mut().zip(&decision.ways) {
        if choice.label.is_empty() {
            choice.label.clone_from(&way.goal_text);
        }
    }
    choices::repeated_labels(&drawn, faults);
    found.choices = drawn;
    found
}

fn choice(
    known: &Known<'_>,
    draft: usize,
    way: &Way,
    exits: &[Option<(Target, String)>],
) -> DraftChoice {
    let (label, severity) = with_level(known.levels, &way.label);
    let found = match &way.goal {
        Goal::Step(step) => Some(choices::step_target(known, draft, *step)),
        Goal::Exit(exit) => exits[*exit].clone(),
        Goal::Outcome(text) => Some((Target::Outcome { text: text.clone() }, text.clone())),
    };
    let (target, detail) = match found {
        Some((target, title)) => (Some(target), title),
        None => (None, way.goal_text.clone()),
    };
    DraftChoice {
        label: label.to_owned(),
        detail,
        severity,
        target,
        span: way.span.clone(),
    }
}

/// `全站不可用（P0）`, `all down **P0**`, `P0`: the words of a line, and the level that they end with.
fn with_level<'w>(levels: &[SeverityLevel], words: &'w str) -> (&'w str, Option<SeverityLevel>) {
    const MARKS: [(&str, &str); 4] = [("**", "**"), ("（", "）"), ("(", ")"), ("[", "]")];
    let level = |written: &str| {
        let wanted = level_key(written);
        let mut levels = levels.iter();
        levels
            .find(|level| level_key(level.as_str()) == wanted)
            .cloned()
    };
    if let Some(level) = level(words) {
        return (words, Some(level));
    }
    let marked = MARKS.iter().find_map(|(open, close)| {
        let inner = words.strip_suffix(close)?;
        let (before, inside) = inner.rsplit_once(open)?;
        Some((trimmed(before), level(inside)?))
    });
    match marked {
        Some((before, level)) => (before, Some(level)),
        None => (words, None),
    }
}

/// Where a choice leads, as far as a list and a chart have to say the same: how an outcome is worded is left to both.
#[derive(PartialEq, Eq, Hash)]
enum Key<'t> {
    Step(&'t StepId),
    Playbook(&'t PlaybookId, Option<&'t StepId>),
    End,
}

impl<'t> Key<'t> {
    fn of(target: &'t Target) -> Self {
        match target {
            Target::Step { step } => Self::Step(step),
            Target::Playbook { playbook, step } => Self::Playbook(playbook, step.as_ref()),
            Target::Outcome { .. } => Self::End,
        }
    }
}

/// What a list says against the chart: ways that the chart has not, or a way that the list leaves out.
fn contradiction(listed: &[DraftChoice], drawn: &HashSet<Key<'_>>) -> Option<Fault> {
    let target = |choice: &DraftChoice| choice.target.is_some();
    if !listed.iter().all(target) {
        // The way that is missing is reported as what it is.
        return None;
    }
    let keys: HashSet<Key<'_>> = listed
        .iter()
        .filter_map(|choice| choice.target.as_ref())
        .map(Key::of)
        .collect();
    if keys == *drawn {
        return None;
    }
    let first = listed.first()?;
    let extra = listed.iter().find(|choice| {
        let key = choice.target.as_ref().map(Key::of);
        key.is_some_and(|key| !drawn.contains(&key))
    });
    let (span, label) = match extra {
        Some(extra) => (extra.span.clone(), Some(extra.label.clone())),
        None => (first.span.start..listed.last()?.span.end, None),
    };
    Some(Fault {
        span,
        kind: FaultKind::Flow(FlowFault::OtherWays { label }),
    })
}

/// Takes over what the item of the list says that leads to the same place.
fn take_words(choice: &mut DraftChoice, listed: &[DraftChoice]) {
    let key = choice.target.as_ref().map(Key::of);
    let same = || {
        let items = listed.iter();
        items.filter(|item| item.target.as_ref().map(Key::of) == key)
    };
    let Some(item) = same()
        .find(|item| item.label == choice.label)
        .or_else(|| same().next().filter(|_| same().count() == 1))
    else {
        return;
    };
    if choice.label.is_empty() {
        choice.label.clone_from(&item.label);
    }
    // How the walk ends is said by the box alone.
    if !matches!(choice.target, Some(Target::Outcome { .. })) {
        choice.detail.clone_from(&item.detail);
    }
    if choice.severity.is_none() {
        choice.severity.clone_from(&item.severity);
    }
}
