//! A page and its translation, such as `name.zh.md` and `name.en.md`, and what differs between them.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{PlaybookId, Target};

use crate::markup::Span;
use crate::parse::{RawBlock, RawCommand};

use super::language::Translations;
use super::survey::{Draft, DraftChoice, DraftStep};

/// Two pages that say the same, by their numbers.
pub(crate) struct Pair {
    pub(crate) reference: usize,
    pub(crate) translation: usize,
}

/// Every page that another one translates, with the first of its languages.
pub(crate) fn pairs(translations: &Translations) -> impl Iterator<Item = Pair> + '_ {
    translations.groups().flat_map(|group| {
        let (reference, others) = group.split_first().map_or((0, &[][..]), |(a, b)| (*a, b));
        others.iter().map(move |&translation| Pair {
            reference,
            translation,
        })
    })
}

/// Something in one of the two that the other has not, or has otherwise.
pub(crate) struct Difference {
    /// Which of the two it stands in.
    pub(crate) in_reference: bool,
    pub(crate) span: Span,
    /// Ends where the name of the other file follows.
    pub(crate) message: String,
    pub(crate) hint: String,
    /// The place in the other.
    pub(crate) counterpart: Option<Span>,
}

impl Difference {
    /// Everything that differs and must not.
    pub(crate) fn between(
        translations: &Translations,
        reference: &Draft<'_>,
        translation: &Draft<'_>,
    ) -> Vec<Self> {
        let mut found = Vec::new();
        let steps: HashMap<&str, &DraftStep<'_>> = reference
            .steps
            .iter()
            .map(|step| (step.id.as_str(), step))
            .collect();
        let mut shared = Vec::new();
        for step in &translation.steps {
            match steps.get(step.id.as_str()) {
                Some(counterpart) => shared.push((step, *counterpart)),
                None => found.push(missing(step, false)),
            }
        }
        let known: HashSet<&str> = translation
            .steps
            .iter()
            .map(|step| step.id.as_str())
            .collect();
        let lacking = reference
            .steps
            .iter()
            .filter(|step| !known.contains(step.id.as_str()));
        found.extend(lacking.map(|step| missing(step, true)));
        if found.is_empty() {
            found.extend(in_another_order(reference, translation));
        }
        let kinds = [translation, reference].map(kinds);
        for (step, counterpart) in shared {
            ways(translations, step, counterpart, &mut found);
            fields(&kinds, [step, counterpart], &mut found);
            commands(step, counterpart, &mut found);
        }
        found
    }
}

fn missing(step: &DraftStep<'_>, in_reference: bool) -> Difference {
    Difference {
        in_reference,
        span: step.span.clone(),
        message: format!("the step `{}` is missing in", step.id),
        hint: format!(
            "give the step the same id in both: `{} {{#an-id}}`",
            step.title
        ),
        counterpart: None,
    }
}

fn in_another_order(reference: &Draft<'_>, translation: &Draft<'_>) -> Option<Difference> {
    let mut both = translation.steps.iter().zip(&reference.steps);
    let (step, counterpart) = both.find(|(a, b)| a.id != b.id)?;
    Some(Difference {
        in_reference: false,
        span: step.span.clone(),
        message: format!("the step `{}` stands in another place than in", step.id),
        hint: "put the steps into the same order in both".to_owned(),
        counterpart: Some(counterpart.span.clone()),
    })
}

fn ways(
    translations: &Translations,
    step: &DraftStep<'_>,
    counterpart: &DraftStep<'_>,
    found: &mut Vec<Difference>,
) {
    if step.choices.len() != counterpart.choices.len() {
        found.push(Difference {
            in_reference: false,
            span: step.span.clone(),
            message: format!(
                "this step has {} and not the {} of",
                choices(step.choices.len()),
                counterpart.choices.len()
            ),
            hint: "give the step the same choices in both, in the same order".to_owned(),
            counterpart: Some(counterpart.span.clone()),
        });
        return;
    }
    for (choice, other) in step.choices.iter().zip(&counterpart.choices) {
        if way(translations, choice) != way(translations, other) {
            found.push(Difference {
                in_reference: false,
                span: choice.span.clone(),
                message: "this choice leads elsewhere than the one in".to_owned(),
                hint: "choices are compared in order: target and level agree, the words may differ"
                    .to_owned(),
                counterpart: Some(other.span.clone()),
            });
        }
    }
}

fn choices(number: usize) -> String {
    format!("{number} choice{}", if number == 1 { "" } else { "s" })
}

/// Where a choice leads, whatever language it is told in.
#[derive(PartialEq)]
enum Way<'c> {
    Nowhere,
    Outcome,
    Step(&'c str),
    Playbook(&'c str, Option<&'c str>),
}

fn way<'c>(translations: &Translations, choice: &'c DraftChoice) -> (Way<'c>, Option<&'c str>) {
    let way = match &choice.target {
        None => Way::Nowhere,
        Some(Target::Outcome { .. }) => Way::Outcome,
        Some(Target::Step { step }) => Way::Step(step.as_str()),
        Some(Target::Playbook { playbook, step }) => Way::Playbook(
            translations.untold(PlaybookId::as_str(playbook)),
            step.as_ref().map(domain::StepId::as_str),
        ),
    };
    (
        way,
        choice.severity.as_ref().map(domain::SeverityLevel::as_str),
    )
}

/// What is filled into each field, without the words of one language.
fn kinds<'d>(draft: &'d Draft<'_>) -> HashMap<&'d str, String> {
    let kind = |field: &domain::Field| {
        let kind = match &field.kind {
            domain::FieldKind::Choice { options } => format!("{} options", options.len()),
            other => format!("{other:?}"),
        };
        format!("{kind} {:?}", field.milestone)
    };
    let fields = draft.fields.iter();
    fields
        .map(|field| (field.id.as_str(), kind(field)))
        .collect()
}

fn fields(
    kinds: &[HashMap<&str, String>; 2],
    steps: [&DraftStep<'_>; 2],
    found: &mut Vec<Difference>,
) {
    let of = |at: usize| -> BTreeMap<&str, Option<&String>> {
        let ids = steps[at]
            .blocks
            .iter()
            .filter_map(|block| block.field.as_ref());
        ids.map(|id| (id.as_str(), kinds[at].get(id.as_str())))
            .collect()
    };
    let has_fields = |step: &DraftStep<'_>| step.blocks.iter().any(|block| block.field.is_some());
    if (has_fields(steps[0]) || has_fields(steps[1])) && of(0) != of(1) {
        found.push(Difference {
            in_reference: false,
            span: steps[0].span.clone(),
            message: "the fields of this step are not those in".to_owned(),
            hint: "give each blank the same id in both, in the front matter: `fields: { impact: { label: Impact } }`"
                .to_owned(),
            counterpart: Some(steps[1].span.clone()),
        });
    }
}

fn commands(step: &DraftStep<'_>, counterpart: &DraftStep<'_>, found: &mut Vec<Difference>) {
    let [own, others] = [step, counterpart].map(commands_of);
    if own.len() != others.len() {
        found.push(Difference {
            in_reference: false,
            span: step.span.clone(),
            message: format!(
                "this step has {} command{} and not the {} of",
                own.len(),
                if own.len() == 1 { "" } else { "s" },
                others.len()
            ),
            hint: "give the step the same commands in both, in the same order".to_owned(),
            counterpart: Some(counterpart.span.clone()),
        });
        return;
    }
    for (command, other) in own.into_iter().zip(others) {
        if !runnable(command).eq(runnable(other)) {
            found.push(Difference {
                in_reference: false,
                span: command.span.clone(),
                message: "this command is not the one in".to_owned(),
                hint: "only comments on lines of their own may be translated".to_owned(),
                counterpart: Some(other.span.clone()),
            });
        }
    }
}

fn commands_of<'d>(step: &DraftStep<'d>) -> Vec<&'d RawCommand> {
    let commands = step.blocks.iter().filter_map(|block| match block.raw {
        RawBlock::Command(command) => Some(command),
        _ => None,
    });
    commands.collect()
}

/// The lines that are run.
fn runnable(command: &RawCommand) -> impl Iterator<Item = &str> {
    command
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("--"))
}
