//! Which lists are a step's choices, and where they lead.
//!
//! A list is choices when every item has an arrow or is one link to a step, and at least one item leads to a
//! step, a playbook or a severity. A list of words after arrows is choices only as the last thing of its step
//! with every label bold; otherwise it is prose, and never an edge.

mod aim;

use std::collections::{HashMap, HashSet};

use domain::{SeverityLevel, Target};

use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{Going, RawBlock, RawChoice, RawChoices, trimmed};

use aim::{Aim, aim, numbered_step};

use super::places::Places;
use super::survey::{Draft, DraftChoice};

/// What choices are resolved against.
pub(crate) struct Known<'a> {
    pub(crate) places: &'a Places,
    pub(crate) drafts: &'a [Draft<'a>],
    pub(crate) levels: &'a [SeverityLevel],
    /// The draft of each page that is a playbook.
    pub(crate) by_page: &'a HashMap<usize, usize>,
}

/// What was found in one step.
pub(crate) struct StepChoices {
    pub(crate) choices: Vec<DraftChoice>,
    pub(crate) question: String,
    /// Where the list stands on the page.
    pub(crate) list_at: Option<usize>,
    /// The places of the blocks that are now said by the choices.
    pub(crate) taken: Vec<usize>,
}

/// Finds the choices of a step.
pub(crate) fn of_step(
    known: &Known<'_>,
    draft: usize,
    step: usize,
    faults: &mut Vec<Fault>,
) -> StepChoices {
    let blocks = &known.drafts[draft].steps[step].blocks;
    let mut found = StepChoices {
        choices: Vec::new(),
        question: String::new(),
        list_at: None,
        taken: Vec::new(),
    };
    for (at, block) in blocks.iter().enumerate() {
        let RawBlock::Choices(list) = block.raw else {
            continue;
        };
        let is_last = at + 1 == blocks.len();
        let resolver = Resolver { known, draft, step };
        if !resolver.is_choices(list, is_last) {
            continue;
        }
        if !found.choices.is_empty() {
            faults.push(Fault {
                span: list.markup.span(),
                kind: FaultKind::SecondChoices,
            });
            continue;
        }
        found.choices = list
            .items
            .iter()
            .map(|item| resolver.choice(item, faults))
            .collect();
        found.taken.push(at);
        found.list_at = Some(list.markup.span().start);
        if let Some(RawBlock::Prose(before)) = at.checked_sub(1).map(|before| blocks[before].raw)
            && crate::markup::is_paragraph(before)
        {
            before.text().trim().clone_into(&mut found.question);
            // A question is words only: one with a link in it is said above as well, to be followed there.
            if !crate::markup::has_link(before) {
                found.taken.push(at - 1);
            }
        }
    }
    repeated_labels(&found.choices, faults);
    found
}

fn repeated_labels(choices: &[DraftChoice], faults: &mut Vec<Fault>) {
    let mut labels = HashSet::new();
    for choice in choices {
        if !labels.insert(&choice.label) {
            let kind = FaultKind::RepeatedChoice {
                label: choice.label.clone(),
            };
            faults.push(Fault {
                span: choice.span.clone(),
                kind,
            });
        }
    }
}

struct Resolver<'a> {
    known: &'a Known<'a>,
    draft: usize,
    step: usize,
}

impl Resolver<'_> {
    fn here(&self) -> &Draft<'_> {
        &self.known.drafts[self.draft]
    }

    fn aim(&self, destination: &str) -> Aim {
        aim(self.known, self.draft, destination)
    }

    fn is_choices(&self, list: &RawChoices, is_last: bool) -> bool {
        let fits = |item: &RawChoice| item.has_arrow || self.is_link_to_step(item);
        if !list.items.iter().all(fits) {
            return false;
        }
        let leads = list.items.iter().any(|item| self.leads(item));
        let only_words = || {
            is_last
                && list
                    .items
                    .iter()
                    .all(|item| item.label_is_bold && !item.goes.is_empty())
        };
        leads || only_words()
    }

    fn is_link_to_step(&self, item: &RawChoice) -> bool {
        item.goes.iter().any(|going| match going {
            Going::Link { destination, .. } => match self.aim(destination) {
                Aim::Step(_) | Aim::Playbook(_, Some(_)) => true,
                Aim::Missing => destination.starts_with('#'),
                Aim::Playbook(_, None) | Aim::Page | Aim::Elsewhere => false,
            },
            _ => false,
        })
    }

    fn leads(&self, item: &RawChoice) -> bool {
        item.goes.iter().any(|going| match going {
            Going::Link { destination, .. } => match self.aim(destination) {
                Aim::Step(_) | Aim::Playbook(..) => true,
                Aim::Missing => destination.starts_with('#'),
                Aim::Page | Aim::Elsewhere => false,
            },
            Going::Bold(words) => self.level(words).is_some(),
            Going::Words(words) => numbered_step(self.here(), words).is_some(),
        })
    }

    fn level(&self, words: &str) -> Option<SeverityLevel> {
        let words = words.trim();
        self.known
            .levels
            .iter()
            .find(|level| level.as_str() == words)
            .cloned()
    }

    fn choice(&self, item: &RawChoice, faults: &mut Vec<Fault>) -> DraftChoice {
        let mut reading = Reading::default();
        for going in &item.goes {
            self.read(item, going, &mut reading, faults);
        }
        let words = trimmed_remark(&reading.before);
        let remark = trimmed_remark(&reading.after).to_owned();
        if !reading.has_link
            && let Some(step) = numbered_step(self.here(), words)
        {
            reading.target = Some(self.step_target(step));
            reading.has_link = true;
        }
        let (target, own_title) = match reading.target {
            Some((target, title)) => (Some(target), title),
            None if reading.has_link => (None, String::new()),
            None if words.is_empty() && reading.severity.is_some() => self.next(&reading),
            None => (
                Some(Target::Outcome {
                    text: words.to_owned(),
                }),
                words.to_owned(),
            ),
        };
        DraftChoice {
            label: label(item),
            detail: if remark.is_empty() { own_title } else { remark },
            severity: reading.severity,
            target,
            span: item.span.clone(),
        }
    }

    fn read(
        &self,
        item: &RawChoice,
        going: &Going,
        reading: &mut Reading,
        faults: &mut Vec<Fault>,
    ) {
        match going {
            Going::Link {
                destination,
                text,
                span,
            } if !reading.has_link => {
                reading.has_link = true;
                match self.aim(destination) {
                    Aim::Step(step) => reading.target = Some(self.step_target(step)),
                    Aim::Playbook(draft, step) => {
                        reading.target = Some(self.playbook_target(draft, step));
                    }
                    Aim::Missing => {
                        let kind = FaultKind::MissingTarget {
                            destination: destination.clone(),
                        };
                        faults.push(Fault {
                            span: span.clone(),
                            kind,
                        });
                    }
                    Aim::Page => {
                        let kind = FaultKind::TargetIsNoPlaybook {
                            destination: destination.clone(),
                        };
                        faults.push(Fault {
                            span: span.clone(),
                            kind,
                        });
                    }
                    Aim::Elsewhere => {
                        reading.has_link = false;
                        reading.words(text);
                    }
                }
            }
            Going::Link { text, .. } => reading.words(text),
            Going::Bold(words) => match self.level(words) {
                Some(level) if reading.severity.is_none() => reading.severity = Some(level),
                None if looks_like_level(words) => {
                    let kind = FaultKind::UnknownSeverity {
                        written: words.clone(),
                    };
                    faults.push(Fault {
                        span: item.span.clone(),
                        kind,
                    });
                    reading.words(words);
                }
                _ => reading.words(words),
            },
            Going::Words(words) => reading.words(words),
        }
    }

    fn step_target(&self, step: usize) -> (Target, String) {
        let step = &self.here().steps[step];
        (
            Target::Step {
                step: step.id.clone(),
            },
            step.title.clone(),
        )
    }

    fn playbook_target(&self, draft: usize, step: Option<usize>) -> (Target, String) {
        let playbook = &self.known.drafts[draft];
        let step = step.map(|step| &playbook.steps[step]);
        let title = step.map_or_else(|| playbook.title.clone(), |step| step.title.clone());
        (
            Target::Playbook {
                playbook: playbook.id.clone(),
                step: step.map(|step| step.id.clone()),
            },
            title,
        )
    }

    /// `→ **P2**` alone: the level is set and the walk goes on.
    fn next(&self, reading: &Reading) -> (Option<Target>, String) {
        if self.step + 1 < self.here().steps.len() {
            let (target, title) = self.step_target(self.step + 1);
            return (Some(target), title);
        }
        let text = reading
            .severity
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        (Some(Target::Outcome { text: text.clone() }), text)
    }
}

/// What has been read after the arrow so far.
#[derive(Default)]
struct Reading {
    severity: Option<SeverityLevel>,
    target: Option<(Target, String)>,
    has_link: bool,
    before: String,
    after: String,
}

impl Reading {
    fn words(&mut self, words: &str) {
        if self.has_link {
            &mut self.after
        } else {
            &mut self.before
        }
        .push_str(words);
    }
}

fn label(item: &RawChoice) -> String {
    if !item.label.is_empty() {
        return item.label.clone();
    }
    let link = item.goes.iter().find_map(|going| match going {
        Going::Link { text, .. } | Going::Bold(text) => Some(text.clone()),
        Going::Words(_) => None,
    });
    link.unwrap_or_else(|| "→".to_owned())
}

fn trimmed_remark(words: &str) -> &str {
    trimmed(words)
        .trim_start_matches(['—', '–', '-', '。'])
        .trim()
}

/// `P7` in a scale of P0 to P3 is a slip; `重要` is just bold.
fn looks_like_level(words: &str) -> bool {
    let words = words.trim();
    let digits = words.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    let letters = words.len() - digits.len();
    (1..=4).contains(&letters)
        && !digits.is_empty()
        && digits.len() <= 2
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && ["p", "s", "sev", "sev-", "l"].contains(&words[..letters].to_lowercase().as_str())
}
