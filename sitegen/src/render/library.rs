//! The survey as the library that the app reads: every target known, every block as safe HTML.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Alert, AlertName, BUNDLE_FORMAT, Block, CalloutKind, Check, CheckId, Choice, ChoiceId, Command,
    CommandId, LONGEST_LABEL_BYTES, LabelName, Library, MOST_LABELS, Playbook, PlaybookId,
    Revision, Step, Target, WayOn,
};
use rayon::prelude::*;

use crate::check::alerts::Answer;
use crate::check::places::url;
use crate::check::survey::{Draft, DraftBlock, DraftChoice, DraftStep, Survey};
use crate::markup::{HtmlContext, Medium, to_html};
use crate::parse::{RawAlert, RawBlock, Unique, short_slug};
use crate::words::Language;

use super::asset::sha256;
use super::fingerprint::Fingerprint;
use super::generated::controls_page;
use super::memory::Memory;
use super::{block, destination, destructive};

/// The file that the app lives in: links in its content count from there.
const APP_PAGE: &str = "index.html";

/// The library of a survey without errors.
pub(crate) fn library(survey: &Survey<'_>) -> Library {
    library_kept(survey, None)
}

/// The same; playbooks that are in the memory are not written again.
pub(super) fn library_kept(survey: &Survey<'_>, memory: Option<&mut Memory>) -> Library {
    let before = memory.as_deref();
    let playbooks: Vec<(Fingerprint, Playbook)> = survey
        .drafts
        .par_iter()
        .filter_map(|draft| {
            let fingerprint = before.map_or(0, |memory| memory.body(draft.page));
            let kept = before.and_then(|memory| memory.playbook(&draft.id, fingerprint));
            Some((fingerprint, kept.or_else(|| playbook(survey, draft))?))
        })
        .collect();
    if let Some(memory) = memory {
        memory.keep_playbooks(&playbooks);
    }
    Library {
        format: BUNDLE_FORMAT,
        site: survey.site.clone(),
        severity: survey.scale.clone(),
        roles: survey.roles.clone(),
        escalation: survey.escalation.clone(),
        templates: survey.templates.clone(),
        playbooks: playbooks
            .into_iter()
            .map(|(_, playbook)| (playbook.id.clone(), playbook))
            .collect(),
    }
}

/// The alerts that people may arrive by. A name that no link could carry is left out.
pub(crate) fn alerts(survey: &Survey<'_>) -> Vec<Alert> {
    let playbooks: HashMap<usize, &PlaybookId> = survey
        .drafts
        .iter()
        .map(|draft| (draft.page, &draft.id))
        .collect();
    let alerts = survey.alerts.all.iter().filter_map(|alert| {
        let raw = survey.alerts.raw(alert);
        let playbook = match alert.answer {
            Answer::Page { page, .. } => playbooks.get(&page).map(|&id| id.clone()),
            Answer::Elsewhere | Answer::Nothing => None,
        };
        // What the monitoring fills in is no value yet.
        let labels = raw.labels.iter().filter(|(_, value)| {
            !value.contains("{{") && !value.is_empty() && value.len() <= LONGEST_LABEL_BYTES
        });
        let labels = labels.filter_map(|(name, value)| {
            let name = LabelName::new(name.as_str()).ok()?;
            Some((name, value.clone()))
        });
        Some(Alert {
            name: AlertName::new(raw.name.value.as_str()).ok()?,
            summary: summary(raw),
            severity: alert.severity.clone(),
            playbook,
            labels: labels.take(MOST_LABELS).collect(),
        })
    });
    alerts.collect()
}

/// What the rule says in a line, in the words that are used for that.
pub(super) fn summary(alert: &RawAlert) -> String {
    const LONGEST_CHARS: usize = 300;
    let said = ["summary", "message", "title", "description"]
        .iter()
        .find_map(|name| alert.annotation(name));
    let words = said
        .map_or("", |said| said.value.as_str())
        .split_whitespace();
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_CHARS).collect()
}

/// A draft as the app reads it.
pub(super) fn playbook(survey: &Survey<'_>, draft: &Draft<'_>) -> Option<Playbook> {
    let page = &survey.pages[draft.page];
    let lang = survey.lang(draft.page).to_owned();
    let link = |link: &str| destination(survey, draft.page, APP_PAGE, link);
    let context = HtmlContext {
        controls: controls_page(survey, APP_PAGE),
        ..HtmlContext::new(&link, &page.footnotes, Medium::Walk)
    };
    let writer = Writer {
        context: &context,
        language: Language::of(&lang),
    };
    let steps = draft.steps.iter();
    let steps: Vec<Step> = steps
        .map(|step| writer.step(step, step.next.map(|next| &draft.steps[next])))
        .collect();
    let leads_to: BTreeSet<PlaybookId> = steps
        .iter()
        .flat_map(Step::choices)
        .filter_map(|choice| match &choice.target {
            Target::Playbook { playbook, .. } => Some(playbook.clone()),
            Target::Step { .. } | Target::Outcome { .. } => None,
        })
        .collect();
    let mut playbook = Playbook {
        id: draft.id.clone(),
        title: draft.title.clone(),
        lang,
        revision: Revision::new("0").ok()?,
        severity: draft.severity.clone(),
        owner: page.front.owner.clone().unwrap_or_default(),
        page: url(survey.places.file(draft.page)),
        intro_html: block::blocks(&draft.intro, &context, &block::Ways::default()),
        phases: draft.phases.clone(),
        steps,
        fields: draft.fields.clone(),
        leads_to: leads_to.into_iter().collect(),
    };
    let hash = sha256(&serde_json::to_vec(&playbook).unwrap_or_default());
    playbook.revision = Revision::new(&hash[..12]).ok()?;
    Some(playbook)
}

struct Writer<'a> {
    context: &'a HtmlContext<'a>,
    language: Language,
}

impl Writer<'_> {
    fn step(&self, step: &DraftStep<'_>, next: Option<&DraftStep<'_>>) -> Step {
        let way_on = if step.choices.is_empty() {
            next.map_or(WayOn::End, |next| WayOn::Step(next.id.clone()))
        } else {
            let mut names = Unique::default();
            WayOn::Choices(
                step.choices
                    .iter()
                    .filter_map(|draft| choice(draft, &mut names))
                    .collect(),
            )
        };
        Step {
            id: step.id.clone(),
            phase: step.phase.clone(),
            title: step.title.clone(),
            budget: step.budget.clone(),
            role: step.role.clone(),
            milestone: step.milestone,
            blocks: self.blocks(&step.blocks),
            question: step.question.clone(),
            way_on,
        }
    }

    fn blocks(&self, blocks: &[DraftBlock<'_>]) -> Vec<Block> {
        let mut written: Vec<Block> = Vec::new();
        let (mut checks, mut commands) = (Unique::default(), 0);
        // Prose is joined first, so that HTML of the author that spans blocks stays balanced.
        let mut prose: Vec<&RawBlock> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            if block::is_prose(block.raw) {
                prose.push(block.raw);
                continue;
            }
            self.flush(&mut prose, &mut written);
            match block.raw {
                RawBlock::Check(check) => {
                    let id = checks.take(short_slug(&check.text, "check"), 2);
                    let Ok(id) = CheckId::new(id) else { continue };
                    written.push(Block::Check(Check {
                        id,
                        text: check.text.clone(),
                        html: to_html(&check.markup, self.context),
                        optional: check.optional,
                        due_seconds: check.due.as_ref().map(|&(_, seconds)| seconds),
                        field: block.field.clone(),
                    }));
                }
                RawBlock::Field(..) => written.extend(block.field.clone().map(Block::Field)),
                RawBlock::Command(command) => {
                    commands += 1;
                    let Ok(id) = CommandId::new(format!("command-{commands}")) else {
                        continue;
                    };
                    let before = at.checked_sub(1).map(|before| blocks[before].raw);
                    written.push(Block::Command(Command {
                        id,
                        language: command.language.clone(),
                        parts: command.parts.clone(),
                        caution: self.caution(before, &command.text),
                    }));
                }
                RawBlock::Callout { kind, markup } => {
                    written.push(Block::Callout {
                        kind: *kind,
                        html: to_html(markup, self.context),
                    });
                }
                RawBlock::Prose(_)
                | RawBlock::Table(_)
                | RawBlock::Choices(_)
                | RawBlock::Mermaid(_) => {}
            }
        }
        self.flush(&mut prose, &mut written);
        written
    }

    fn flush(&self, prose: &mut Vec<&RawBlock>, written: &mut Vec<Block>) {
        if !prose.is_empty() {
            written.push(Block::Prose(block::blocks(
                prose,
                self.context,
                &block::Ways::default(),
            )));
            prose.clear();
        }
    }

    /// The words of a caution right before a command; else what is known to be destructive in it.
    fn caution(&self, before: Option<&RawBlock>, command: &str) -> String {
        match before {
            Some(RawBlock::Callout {
                kind: CalloutKind::Caution,
                markup,
            }) => markup.text().trim().to_owned(),
            _ => destructive::caution(command, self.language).unwrap_or_default(),
        }
    }
}

fn choice(draft: &DraftChoice, names: &mut Unique) -> Option<Choice> {
    Some(Choice {
        id: ChoiceId::new(names.take(short_slug(&draft.label, "choice"), 2)).ok()?,
        label: draft.label.clone(),
        detail: draft.detail.clone(),
        severity: draft.severity.clone(),
        target: draft.target.clone()?,
    })
}
