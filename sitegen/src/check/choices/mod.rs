//! Which lists are a step's choices, and where they lead.
//!
//! A list is choices when every item has an arrow or is one link to a step, and at least one item surely leads
//! to a step, a playbook or a severity: by a link, a bold level, a step's number, or a title after “go to”.
//! A bare title or level could be a word of a sentence, so it counts only when every item of the list names a
//! step, a level, the next step or the end. A list of other words after arrows is choices only as the last thing
//! of its step with every label bold; otherwise it is prose, and never an edge.

mod aim;
mod named;

use std::collections::{HashMap, HashSet};

use domain::{SeverityLevel, Target};

use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{Going, RawBlock, RawChoice, RawChoices, trimmed};

pub(crate) use aim::{Aim, aim};
use named::Named;

pub(crate) use named::{StepNames, bare_title};

use super::places::Places;
use super::survey::{Draft, DraftChoice};

/// What choices are resolved against.
pub(crate) struct Known<'a> {
    pub(crate) places: &'a Places,
    pub(crate) drafts: &'a [Draft<'a>],
    /// The names of the steps of each draft.
    pub(crate) names: &'a [StepNames],
    pub(crate) levels: &'a [SeverityLevel],
    /// The draft of each page that is a playbook.
    pub(crate) by_page: &'a HashMap<usize, usize>,
}

impl Known<'_> {
    fn draft(&self, at: usize) -> &Draft<'_> {
        &self.drafts[at]
    }
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

impl StepChoices {
    /// Gives a step its choices, and takes out the blocks that they now say.
    pub(crate) fn settle(self, draft: &mut Draft<'_>, step: usize) {
        draft.choice_lists.extend(self.list_at);
        let step = &mut draft.steps[step];
        let mut place = 0;
        step.blocks.retain(|_| {
            place += 1;
            !self.taken.contains(&(place - 1))
        });
        step.choices = self.choices;
        step.question = self.question;
    }
}

/// Finds the choices of a step.
pub(crate) fn of_step(
    known: &Known<'_>,
    draft: usize,
    step: usize,
    faults: &mut Vec<Fault>,
) -> StepChoices {
    let blocks = &known.draft(draft).steps[step].blocks;
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

/// Reports labels that two choices of a step have.
pub(crate) fn repeated_labels(choices: &[DraftChoice], faults: &mut Vec<Fault>) {
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
        self.known.draft(self.draft)
    }

    fn aim(&self, destination: &str) -> Aim {
        aim(self.known, self.draft, destination)
    }

    fn is_choices(&self, list: &RawChoices, is_last: bool) -> bool {
        let fits = |item: &RawChoice| item.has_arrow || self.is_link_to_step(item);
        if !list.items.iter().all(fits) {
            return false;
        }
        let only_words = || {
            is_last
                && list
                    .items
                    .iter()
                    .all(|item| item.label_is_bold && !item.goes.is_empty())
        };
        list.items.iter().any(|item| self.leads(item)) || self.all_named(list) || only_words()
    }

    /// Whether all items name something by a bare word, and one of them a step, the next one or a level.
    fn all_named(&self, list: &RawChoices) -> bool {
        let named = |item: &RawChoice| match &item.goes[..] {
            [Going::Words(words)] if self.level(trimmed_remark(words)).is_some() => Some(true),
            [Going::Words(words)] => match self.named(trimmed_remark(words))? {
                Named::Step { .. } | Named::Next => Some(true),
                Named::End => Some(false),
                Named::Missing => None,
            },
            _ => None,
        };
        let found: Option<Vec<bool>> = list.items.iter().map(named).collect();
        found.is_some_and(|found| found.contains(&true))
    }

    fn named(&self, words: &str) -> Option<Named> {
        self.known.names[self.draft].find(words)
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
        let by_mark = item.goes.iter().any(|going| match going {
            Going::Link { destination, .. } => match self.aim(destination) {
                Aim::Step(_) | Aim::Playbook(..) => true,
                Aim::Missing => destination.starts_with('#'),
                Aim::Page | Aim::Elsewhere => false,
            },
            Going::Bold(words) => self.level(words).is_some(),
            Going::Words(_) => false,
        });
        by_mark
            || matches!(
                self.named(trimmed_remark(&words_of(item))),
                Some(Named::Step { surely: true, .. })
            )
    }

    /// The level that is meant: `SEV-1` and `sev1` are the same to a reader.
    fn level(&self, words: &str) -> Option<SeverityLevel> {
        let wanted = level_key(words);
        let mut levels = self.known.levels.iter();
        levels
            .find(|level| level_key(level.as_str()) == wanted)
            .cloned()
    }

    fn choice(&self, item: &RawChoice, faults: &mut Vec<Fault>) -> DraftChoice {
        let mut reading = Reading::default();
        for going in &item.goes {
            self.read(item, going, &mut reading, faults);
        }
        if reading.severity.is_none()
            && let Some(level) = self.level(trimmed_remark(&reading.before))
        {
            reading.severity = Some(level);
            reading.before.clear();
        }
        let words = trimmed_remark(&reading.before).to_owned();
        let mut remark = trimmed_remark(&reading.after).to_owned();
        let (target, own_title) = match reading.target.take() {
            Some((target, title)) => (Some(target), title),
            None if reading.has_link => (None, String::new()),
            None if words.is_empty() && reading.severity.is_some() => self.next(&reading, &words),
            None => self.in_words(item, &words, &reading, faults),
        };
        if !item.under.is_empty() {
            let joint = if remark.is_empty() { "" } else { " · " };
            remark = remark + joint + &item.under;
        }
        DraftChoice {
            label: label(item),
            detail: if remark.is_empty() { own_title } else { remark },
            severity: reading.severity,
            target,
            span: item.span.clone(),
        }
    }

    /// Where words lead: to the step they name, else out of the walk.
    fn in_words(
        &self,
        item: &RawChoice,
        words: &str,
        reading: &Reading,
        faults: &mut Vec<Fault>,
    ) -> (Option<Target>, String) {
        match self.named(words) {
            Some(Named::Step { step, .. }) => {
                let (target, title) = self.step_target(step);
                (Some(target), title)
            }
            Some(Named::Missing) => {
                let kind = FaultKind::MissingTarget {
                    destination: words.to_owned(),
                };
                faults.push(Fault {
                    span: item.span.clone(),
                    kind,
                });
                (None, String::new())
            }
            Some(Named::Next) => self.next(reading, words),
            Some(Named::End) | None => {
                let text = words.to_owned();
                (Some(Target::Outcome { text: text.clone() }), text)
            }
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
            Going::Link {
                destination,
                text,
                span,
            } => {
                if let Aim::Step(_) | Aim::Playbook(..) = self.aim(destination) {
                    let kind = FaultKind::SecondTarget {
                        destination: destination.clone(),
                    };
                    faults.push(Fault {
                        span: span.clone(),
                        kind,
                    });
                }
                reading.words(text);
            }
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
        step_target(self.known, self.draft, step)
    }

    fn playbook_target(&self, draft: usize, step: Option<usize>) -> (Target, String) {
        playbook_target(self.known, draft, step)
    }

    /// `→ **P2**` alone, or `→ 继续`: the walk goes on, and after the last step it is over.
    fn next(&self, reading: &Reading, words: &str) -> (Option<Target>, String) {
        if let Some(next) = self.here().steps[self.step].next {
            let (target, title) = self.step_target(next);
            return (Some(target), title);
        }
        let level = reading.severity.as_ref().map(ToString::to_string);
        let text = match level {
            Some(level) if words.is_empty() => level,
            _ => words.to_owned(),
        };
        (Some(Target::Outcome { text: text.clone() }), text)
    }
}

/// A step of the playbook itself, and its title.
pub(crate) fn step_target(known: &Known<'_>, draft: usize, step: usize) -> (Target, String) {
    let step = &known.draft(draft).steps[step];
    (
        Target::Step {
            step: step.id.clone(),
        },
        step.title.clone(),
    )
}

/// Another playbook or a step in it, and its title.
pub(crate) fn playbook_target(
    known: &Known<'_>,
    draft: usize,
    step: Option<usize>,
) -> (Target, String) {
    let playbook = known.draft(draft);
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

/// What stands after the arrow, up to a link.
fn words_of(item: &RawChoice) -> String {
    let words = item.goes.iter().map_while(|going| match going {
        Going::Bold(words) | Going::Words(words) => Some(words.as_str()),
        Going::Link { .. } => None,
    });
    words.collect()
}

/// Levels are compared without regard to case, spaces and hyphens.
pub(crate) fn level_key(words: &str) -> String {
    let kept = words.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::read::{Content, Source, SourcePath, Sources};

    /// Words of prose, none of which names a step, a level or what ends a walk.
    fn words() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "重启",
            "日志",
            "If the pool is full",
            "CPU > 90%",
            "Step by step",
            "scale out",
            "P 级",
            "**注意**",
            "`a -> b`",
            "下游",
            "见上",
            "[wiki](https://example.com)",
            "再试一次",
            "to step back",
        ]);
        prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn a_list_of_prose_is_never_an_edge(
            items in prop::collection::vec((words(), prop::option::of(words())), 1..6),
            numbered in any::<bool>(),
        ) {
            let mark = if numbered { "1." } else { "-" };
            let list: String = items
                .iter()
                .map(|(label, after)| match after {
                    // A label that is all bold with an outcome after it is a choice in words.
                    Some(after) => format!("{mark} x {label} → {after}\n"),
                    None => format!("{mark} {label}\n"),
                })
                .collect();
            let text = format!("---\nkind: playbook\n---\n## 甲\n\n{list}\n## 乙\n\nb\n");
            let mut sources = Sources::default();
            sources.pages.push(Source {
                path: SourcePath::new("a.md").unwrap(),
                content: Content::Text(text.into()),
            });
            let pages = crate::parse::pages(&sources);
            let (survey, _) = crate::check::check(&sources, &pages);
            prop_assert!(survey.drafts[0].steps.iter().all(|step| step.choices.is_empty()), "{list}");
        }
    }
}
