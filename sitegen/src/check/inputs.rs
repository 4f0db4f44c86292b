//! The inputs of commands against the fields that could have set them.

use std::collections::HashMap;

use domain::{CommandPart, InputName, Target};

use crate::markup::Span;
use crate::parse::RawBlock;

use super::survey::{Draft, DraftBlock, DraftStep};

/// A command that uses a value which is set only behind it.
pub(crate) struct EarlyUse<'d> {
    pub(crate) input: &'d InputName,
    pub(crate) command: Span,
    /// The step with the first blank for it.
    pub(crate) set_in: usize,
    pub(crate) set_at: Span,
}

/// The inputs of a step's commands, with the place of the command.
pub(crate) fn inputs_of<'d>(
    step: &'d DraftStep<'_>,
) -> impl Iterator<Item = (&'d InputName, &'d Span)> {
    step.blocks.iter().flat_map(inputs_in)
}

fn inputs_in<'d>(block: &DraftBlock<'d>) -> impl Iterator<Item = (&'d InputName, &'d Span)> {
    let command = match block.raw {
        RawBlock::Command(command) => Some(command),
        _ => None,
    };
    command.into_iter().flat_map(|command| {
        command.parts.iter().filter_map(|part| match part {
            CommandPart::Input(name) => Some((name, &command.span)),
            CommandPart::Text(_) => None,
        })
    })
}

/// `db-host` of `DB_Host` and `db host`.
pub(crate) fn normal(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.replace(['_', ' '], "-")
}

/// So many values are followed at once, as the bits of a number.
const BATCH: usize = 64;

/// Nobody names more fields in commands; following them costs the steps for every batch.
const MOST_FOLLOWED: usize = 16 * BATCH;

/// Every input that a path can come to before any path has filled the field of its name. Each is told once.
pub(crate) fn early_uses<'d>(draft: &'d Draft<'_>) -> Vec<EarlyUse<'d>> {
    let settings = Settings::of(draft);
    let mut found = Vec::new();
    if settings.names.is_empty() {
        return found;
    }
    let next = ways(draft);
    for batch in 0..settings.names.len().div_ceil(BATCH) {
        in_batch(draft, &settings, &next, batch, &mut found);
    }
    found.sort_by_key(|early| early.command.start);
    found
}

/// The values that both a field and an input name.
struct Settings {
    names: HashMap<String, usize>,
    /// The first blank for each.
    first: Vec<(usize, Span)>,
}

impl Settings {
    fn of(draft: &Draft<'_>) -> Self {
        let mut used: HashMap<String, Option<usize>> = draft
            .steps
            .iter()
            .flat_map(inputs_of)
            .map(|(name, _)| (normal(name.as_str()), None))
            .collect();
        let mut settings = Self {
            names: HashMap::new(),
            first: Vec::new(),
        };
        for (place, step) in draft.steps.iter().enumerate() {
            for block in &step.blocks {
                for name in set_by(block) {
                    let Some(number) = used.get_mut(&name) else {
                        continue;
                    };
                    if number.is_none() && settings.first.len() < MOST_FOLLOWED {
                        *number = Some(settings.first.len());
                        settings.names.insert(name, settings.first.len());
                        settings.first.push((place, span_of(block)));
                    }
                }
            }
        }
        settings
    }
}

/// The names that filling a block sets: the field's id and its label.
fn set_by(block: &DraftBlock<'_>) -> impl Iterator<Item = String> {
    let label = match block.raw {
        RawBlock::Check(check) => check.field.as_ref().map(|field| &field.label),
        RawBlock::Field(field, _) => Some(&field.label),
        _ => None,
    };
    let id = block.field.as_ref().map(|id| normal(id.as_str()));
    id.into_iter().chain(label.map(|label| normal(label)))
}

fn span_of(block: &DraftBlock<'_>) -> Span {
    match block.raw {
        RawBlock::Check(check) => check.span.clone(),
        RawBlock::Field(_, label) => label.span(),
        _ => 0..0,
    }
}

fn in_batch<'d>(
    draft: &'d Draft<'_>,
    settings: &Settings,
    next: &[Vec<usize>],
    batch: usize,
    found: &mut Vec<EarlyUse<'d>>,
) {
    let bit = |name: &str| {
        let number = *settings.names.get(name)?;
        (number / BATCH == batch).then(|| 1u64 << (number % BATCH))
    };
    let sets = |block: &DraftBlock<'_>| {
        set_by(block)
            .filter_map(|name| bit(&name))
            .fold(0, |a, b| a | b)
    };
    let own: Vec<u64> = draft
        .steps
        .iter()
        .map(|step| step.blocks.iter().map(sets).fold(0, |a, b| a | b))
        .collect();
    let before = reaching(&own, next);
    let mut told = 0u64;
    for (place, step) in draft.steps.iter().enumerate() {
        let mut set = before[place];
        for block in &step.blocks {
            for (input, command) in inputs_in(block) {
                let name = normal(input.as_str());
                let Some(bit) = bit(&name).filter(|bit| (set | told) & bit == 0) else {
                    continue;
                };
                told |= bit;
                let (set_in, set_at) = settings.first[settings.names[&name]].clone();
                let command = command.clone();
                found.push(EarlyUse {
                    input,
                    command,
                    set_in,
                    set_at,
                });
            }
            set |= sets(block);
        }
    }
}

/// For every step: what any path to it has set. A step is looked at again only when something new reaches it, so at
/// most once for every bit.
fn reaching(own: &[u64], next: &[Vec<usize>]) -> Vec<u64> {
    let mut before = vec![0u64; own.len()];
    let mut waiting: Vec<usize> = (0..own.len()).rev().filter(|&at| own[at] != 0).collect();
    while let Some(at) = waiting.pop() {
        let after = before[at] | own[at];
        for &to in &next[at] {
            if before[to] | after != before[to] {
                before[to] |= after;
                waiting.push(to);
            }
        }
    }
    before
}

/// Where the steps of a playbook lead within it.
pub(crate) fn ways(draft: &Draft<'_>) -> Vec<Vec<usize>> {
    let places: HashMap<_, usize> = draft
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| (&step.id, at))
        .collect();
    let of_step = |step: &DraftStep<'_>| {
        if step.choices.is_empty() {
            return step.next.into_iter().collect();
        }
        let targets = step
            .choices
            .iter()
            .filter_map(|choice| match &choice.target {
                Some(Target::Step { step }) => places.get(step).copied(),
                _ => None,
            });
        targets.collect()
    };
    draft.steps.iter().map(of_step).collect()
}
