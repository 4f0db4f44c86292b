//! Headings to steps and phases.
//!
//! A heading that holds no other is a step. An outermost heading that holds others is a phase. What a holder
//! says itself stands before its first step, or is a step of its own when there is something to do in it.

use std::collections::HashMap;

use domain::{Milestone, Phase, StepId};

use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{Going, RawBlock, RawChoices, RawPage, RawSection, slug};

use super::survey::{DraftBlock, DraftStep};

/// The steps and phases of a page.
pub(crate) struct Outline<'a> {
    /// What stands before the first step.
    pub(crate) intro: Vec<&'a RawBlock>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) steps: Vec<DraftStep<'a>>,
    pub(crate) faults: Vec<Fault>,
    /// The steps that headings lead to: each its own, and what comes before the first step under it.
    pub(crate) step_at: HashMap<&'a str, usize>,
}

/// Reads the outline of a playbook.
pub(crate) fn outline(page: &RawPage) -> Outline<'_> {
    let mut outline = Outline {
        intro: page.intro.iter().collect(),
        phases: Vec::new(),
        steps: Vec::new(),
        faults: Vec::new(),
        step_at: HashMap::new(),
    };
    let mut open = Open {
        levels: Vec::new(),
        phase: None,
        prose: Vec::new(),
        anchors: Vec::new(),
    };
    open.anchors
        .extend(page.title.iter().map(|title| title.anchor.as_str()));
    for (at, section) in page.sections.iter().enumerate() {
        let level = section.heading.level;
        open.close_down_to(level);
        let holds_more = page
            .sections
            .get(at + 1)
            .is_some_and(|next| next.heading.level > level);
        if holds_more {
            outline.holder(section, &mut open);
        } else if is_table_of_contents(section) {
            open.anchors.push(&section.heading.anchor);
        } else {
            outline.step(section, &mut open, section.heading.budget.clone());
        }
    }
    outline.milestones_of_phases(page);
    outline.in_reading_order();
    outline
}

/// What is open while going through the headings.
struct Open<'a> {
    levels: Vec<u8>,
    phase: Option<&'a RawSection>,
    /// Prose of holders, waiting for the first step under them.
    prose: Vec<&'a RawBlock>,
    /// Headings without a step of their own, waiting for the next step.
    anchors: Vec<&'a str>,
}

impl Open<'_> {
    fn close_down_to(&mut self, level: u8) {
        while self.levels.last().is_some_and(|&open| open >= level) {
            self.levels.pop();
        }
        if self.levels.is_empty() {
            self.phase = None;
        }
    }
}

impl<'a> Outline<'a> {
    fn holder(&mut self, section: &'a RawSection, open: &mut Open<'a>) {
        if open.levels.is_empty() {
            open.phase = Some(section);
            let id = self.step_id(section);
            self.phases.push(Phase {
                id,
                title: section.heading.title.clone(),
                budget: section.heading.budget.clone(),
            });
        }
        open.levels.push(section.heading.level);
        if section.blocks.iter().any(asks_for_something) {
            self.step(section, open, None);
        } else {
            open.prose.extend(&section.blocks);
            open.anchors.push(&section.heading.anchor);
        }
    }

    fn step(
        &mut self,
        section: &'a RawSection,
        open: &mut Open<'a>,
        budget: Option<domain::Budget>,
    ) {
        let heading = &section.heading;
        let id = self.step_id(section);
        let blocks = open.prose.drain(..).chain(&section.blocks);
        for anchor in open.anchors.drain(..).chain([heading.anchor.as_str()]) {
            self.step_at.entry(anchor).or_insert(self.steps.len());
        }
        let phase = open.phase.map(|phase| self.step_id(phase));
        let inherited_role = open.phase.and_then(|phase| phase.heading.role.clone());
        self.steps.push(DraftStep {
            id,
            title: heading.title.clone(),
            span: heading.span.clone(),
            has_heading: true,
            phase,
            budget,
            written_role: heading.role.clone().or(inherited_role),
            role: None,
            milestone: heading.milestone,
            blocks: blocks.map(|raw| DraftBlock { raw, field: None }).collect(),
            choices: Vec::new(),
            next: None,
            question: String::new(),
        });
    }

    fn step_id(&mut self, section: &RawSection) -> StepId {
        let heading = &section.heading;
        StepId::new(heading.anchor.as_str()).unwrap_or_else(|_| {
            let fault = Fault {
                span: heading.span.clone(),
                kind: FaultKind::BadId {
                    written: heading.anchor.chars().take(40).collect(),
                },
            };
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
            // Stands in until the author has given a shorter one; the fault keeps it from being written.
            #[expect(clippy::unwrap_used, reason = "a constant that is a good id")]
            StepId::new("step").unwrap()
        })
    }

    /// A step without choices leads to the step below it.
    fn in_reading_order(&mut self) {
        let count = self.steps.len();
        for (at, step) in self.steps.iter_mut().enumerate() {
            step.next = Some(at + 1).filter(|&next| next < count);
        }
    }

    /// A milestone on a phase that is no step itself is reached with its last step.
    fn milestones_of_phases(&mut self, page: &RawPage) {
        let of_headings = page.sections.iter().map(|section| &section.heading);
        let mut milestones: HashMap<&str, Milestone> = of_headings
            .filter_map(|heading| Some((heading.anchor.as_str(), heading.milestone?)))
            .collect();
        for step in &self.steps {
            milestones.remove(step.id.as_str());
        }
        for step in self.steps.iter_mut().rev() {
            let phase = step.phase.as_ref().map(StepId::as_str);
            if let Some(milestone) = phase.and_then(|phase| milestones.remove(phase)) {
                step.milestone.get_or_insert(milestone);
            }
        }
    }
}

/// Whether there is anything to do, to fill in or to decide in a block.
pub(super) fn asks_for_something(block: &RawBlock) -> bool {
    match block {
        RawBlock::Check(_) | RawBlock::Field(..) | RawBlock::Command(_) => true,
        RawBlock::Choices(choices) => leads_somewhere(choices),
        RawBlock::Prose(_)
        | RawBlock::Callout { .. }
        | RawBlock::Table(_)
        | RawBlock::Mermaid(_) => false,
    }
}

fn leads_somewhere(choices: &RawChoices) -> bool {
    choices
        .items
        .iter()
        .filter(|item| item.has_arrow)
        .flat_map(|item| &item.goes)
        .any(|going| match going {
            Going::Link { .. } | Going::Bold(_) => true,
            Going::Words(_) => false,
        })
}

/// A list of the page's own headings is for readers of the page; nobody walks it.
fn is_table_of_contents(section: &RawSection) -> bool {
    let name = slug(&section.heading.title);
    let is_named =
        ["目录", "contents", "table-of-contents", "toc"].contains(&name.trim_matches('-'));
    is_named
        && !section
            .blocks
            .iter()
            .any(|block| matches!(block, RawBlock::Check(_) | RawBlock::Field(..)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::page;
    use crate::read::{Content, Source, SourcePath};

    fn shown(text: &str) -> String {
        let path = SourcePath::new("a.md").unwrap();
        let page = page(&Source {
            path,
            content: Content::Text(text.into()),
        });
        let outline = outline(&page);
        let steps = outline.steps.iter().map(|step| {
            let phase = step
                .phase
                .as_ref()
                .map_or(String::new(), |phase| format!("{phase}/"));
            format!("{phase}{}:{}", step.id, step.blocks.len())
        });
        steps.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn leaves_are_steps_and_holders_are_phases() {
        assert_eq!(
            shown("# T\n\n## a\n\n### b\n\n### c\n\n## d\n"),
            "a/b:0 a/c:0 d:0"
        );
        assert_eq!(
            shown("# T\n\n## a\n\nprose\n\n### b\n\nown\n\n## c\n"),
            "a/b:2 c:0"
        );
        assert_eq!(shown("# T\n\n## a\n\n- [ ] do\n\n### b\n"), "a/a:1 a/b:0");
        assert_eq!(
            shown("# T\n\n## a\n\n### b\n\np\n\n#### c\n\n#### d\n"),
            "a/c:1 a/d:0"
        );
        assert_eq!(shown("## a\n\n## b\n"), "a:0 b:0");
    }

    #[test]
    fn a_table_of_contents_is_no_step() {
        assert_eq!(shown("# T\n\n## 目录\n\n- [a](#a)\n\n## a\n"), "a:0");
    }
}
