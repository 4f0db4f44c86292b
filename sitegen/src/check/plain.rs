//! Pages that nobody declared a playbook, as walks: section by section.
//!
//! The rule is “sound or linear”. A list of choices between the page's own sections is followed when every one of
//! its targets is there and the graph that comes of all such lists is sound: each section can be reached, and from
//! each the walk can end. Otherwise the sections are walked in order. Nothing here is ever a fault: whoever wrote
//! the page promised no procedure. Drawn when it is needed, as a folder may hold thousands of such pages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{PlaybookId, SeverityLevel, StepId, Target};

use crate::parse::{Kind, RawBlock, RawPage};
use crate::words::Language;

use super::choices::{self, Known, StepChoices, StepNames};
use super::survey::{Draft, Survey};
use super::{fields, outline};

/// Folders whose pages are about an incident, and no procedure.
const NEVER_WALKED: [&str; 5] = ["templates", "scenarios", "severity", "roles", "escalation"];

/// Fewer sections than this are read at a glance.
const FEWEST_STEPS: usize = 2;

/// Whether a page may be walked at all, told without drawing it up.
pub(crate) fn may_be_walked(survey: &Survey<'_>, page: usize) -> bool {
    let raw = &survey.pages[page];
    raw.front.kind == Kind::Page
        && survey.places.home != Some(page)
        && raw.sections.len() >= FEWEST_STEPS
        && !raw
            .path
            .stem()
            .split('/')
            .any(|part| NEVER_WALKED.contains(&part))
}

/// The walk of such a page; `None` when it has too few sections, or one whose heading makes no id.
pub(crate) fn draft<'a>(survey: &Survey<'a>, page: usize) -> Option<Draft<'a>> {
    let raw: &'a RawPage = &survey.pages[page];
    let mut outline = outline::outline(raw);
    let lang = raw.front.lang.as_deref().unwrap_or(&survey.site.lang);
    let fields = fields::fields(
        &raw.front,
        Language::of(lang),
        &mut outline.steps,
        &mut Vec::new(),
    );
    let is_usable = outline.faults.is_empty()
        && outline.steps.len() >= FEWEST_STEPS
        && has_own_ids(outline.steps.iter().map(|step| &step.id));
    let mut draft = Draft {
        page,
        id: PlaybookId::new(raw.path.stem()).ok()?,
        title: survey.titles[page].clone(),
        severity: Vec::new(),
        intro: outline.intro,
        phases: outline.phases,
        steps: outline.steps,
        fields,
        choice_lists: BTreeSet::new(),
        step_at: outline.step_at,
        tree: None,
    };
    if !is_usable {
        return None;
    }
    let found = own_choices(survey, &draft);
    if !found.is_empty() && is_sound(&draft, &found) {
        for (step, choices) in found {
            choices.settle(&mut draft, step);
        }
    }
    Some(draft)
}

fn has_own_ids<'s>(mut ids: impl Iterator<Item = &'s StepId>) -> bool {
    let mut known = BTreeSet::new();
    ids.all(|id| known.insert(id))
}

/// The lists of choices all of whose targets are sections of the page, by their steps.
fn own_choices(survey: &Survey<'_>, draft: &Draft<'_>) -> BTreeMap<usize, StepChoices> {
    let has_lists = |step: &usize| {
        let mut blocks = draft.steps[*step].blocks.iter();
        blocks.any(|block| matches!(block.raw, RawBlock::Choices(_)))
    };
    let with_lists: Vec<usize> = (0..draft.steps.len()).filter(has_lists).collect();
    if with_lists.is_empty() {
        return BTreeMap::new();
    }
    let levels = survey.scale.levels.iter();
    let levels: Vec<SeverityLevel> = levels.map(|severity| severity.level.clone()).collect();
    let known = Known {
        places: &survey.places,
        drafts: std::slice::from_ref(draft),
        names: &[StepNames::of(draft)],
        levels: &levels,
        by_page: &HashMap::from([(draft.page, 0)]),
    };
    let lists = with_lists.into_iter().filter_map(|step| {
        let mut faults = Vec::new();
        let found = choices::of_step(&known, 0, step, &mut faults);
        let leads = found
            .choices
            .iter()
            .all(|choice| matches!(choice.target, Some(Target::Step { .. })));
        let is_whole = !found.choices.is_empty() && leads && faults.is_empty();
        is_whole.then_some((step, found))
    });
    lists.collect()
}

/// Whether every section is reached from the first, and from every one the last that leads nowhere.
fn is_sound(draft: &Draft<'_>, found: &BTreeMap<usize, StepChoices>) -> bool {
    let places: HashMap<&StepId, usize> = draft
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| (&step.id, at))
        .collect();
    let count = draft.steps.len();
    let next: Vec<Vec<usize>> = (0..count)
        .map(|at| match found.get(&at) {
            Some(found) => found
                .choices
                .iter()
                .filter_map(|choice| match &choice.target {
                    Some(Target::Step { step }) => places.get(step).copied(),
                    _ => None,
                })
                .collect(),
            None => draft.steps[at].next.into_iter().collect(),
        })
        .collect();
    let mut before = vec![Vec::new(); count];
    for (at, targets) in next.iter().enumerate() {
        for &target in targets {
            before[target].push(at);
        }
    }
    let ends = (0..count).filter(|&at| next[at].is_empty()).collect();
    all_met(vec![0], &next) && all_met(ends, &before)
}

fn all_met(mut waiting: Vec<usize>, next: &[Vec<usize>]) -> bool {
    let mut met = vec![false; next.len()];
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut met[at], true) {
            waiting.extend(&next[at]);
        }
    }
    met.into_iter().all(|met| met)
}
