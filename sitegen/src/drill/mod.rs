//! `breakglass test`: every drill script is walked through the compiled playbooks, by the code that the app runs.
//!
//! A script that parts from the walk is a result and not a fault of the sources: it is told at the script's own line,
//! with the step where the walk stands beside it. What the scripts that passed have taken adds up to the coverage.

mod human;
mod json;
mod parted;
mod script;

use std::collections::HashMap;

use domain::{Coverage, PlaybookCoverage, PlaybookId};
use rayon::prelude::*;

use crate::check;
use crate::check::survey::{Draft, Survey};
use crate::diagnostic::{Diagnostic, Paint, Severity};
use crate::parse::{self, Kind, RawPage};
use crate::read::{SourcePath, Sources};
use crate::render::library;

use parted::Parted;
pub(crate) use script::script;

/// What came of the scripts of a folder.
#[derive(Debug)]
pub struct Drilled {
    /// Every script that was walked, in the order of the files.
    scenarios: Vec<Walked>,
    /// What was taken of every playbook, in the order of the files.
    playbooks: Vec<Covered>,
    /// How many branches were taken, and how many there are.
    branches: (usize, usize),
}

/// One script, walked.
#[derive(Debug)]
struct Walked {
    /// Its file.
    path: String,
    title: String,
    /// How many answers it gives.
    answers: usize,
    parted: Option<Parted>,
}

/// What was taken of one playbook.
#[derive(Debug)]
struct Covered {
    id: PlaybookId,
    /// Its file.
    path: String,
    branches: usize,
    taken: usize,
    steps: usize,
    visited: usize,
    /// How many scripts came through it.
    scenarios: usize,
    /// The branches that no script takes, in reading order.
    open: Vec<OpenBranch>,
}

/// A branch that no script takes.
#[derive(Debug)]
struct OpenBranch {
    line: usize,
    step: String,
    choice: String,
}

/// Walks the scripts of a folder whose path or title holds `filter`.
///
/// # Errors
/// The folder does not compile; everything that is wrong with it.
pub fn drill(sources: &Sources, filter: Option<&str>) -> Result<Drilled, Vec<Diagnostic>> {
    let pages = parse::pages(sources);
    let (survey, diagnostics) = check::check(sources, &pages);
    if diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error)
    {
        return Err(diagnostics);
    }
    let library = library(&survey);
    let wanted = filter.map(str::to_lowercase);
    let chosen = survey.scenarios.par_iter().filter(|draft| {
        let said = |text: &str, wanted: &str| text.to_lowercase().contains(wanted);
        wanted.as_deref().is_none_or(|wanted| {
            said(survey.pages[draft.page].path.as_str(), wanted)
                || said(&survey.titles[draft.page], wanted)
        })
    });
    let runs = chosen.filter_map(|draft| {
        let scenario = script(&survey, &library, draft)?;
        let run = scenario.run(&library);
        let walked = Walked {
            path: survey.pages[draft.page].path.to_string(),
            title: scenario.title.clone(),
            answers: scenario
                .turns
                .iter()
                .filter(|turn| turn.answer.is_some())
                .count(),
            parted: parted::parted(&survey, &library, draft, &run),
        };
        Some((walked, run))
    });
    let runs: Vec<_> = runs.collect();
    let mut coverage = Coverage::new(&library);
    for (_, run) in runs.iter().filter(|(walked, _)| walked.parted.is_none()) {
        coverage.add(run);
    }
    let playbooks = covered(&survey, &coverage, sources);
    Ok(Drilled {
        scenarios: runs.into_iter().map(|(walked, _)| walked).collect(),
        branches: playbooks.iter().fold((0, 0), |(taken, of), playbook| {
            (taken + playbook.taken, of + playbook.branches)
        }),
        playbooks,
    })
}

/// A page that is only read may be walked too, but nobody owes it a drill.
fn covered(survey: &Survey<'_>, coverage: &Coverage, sources: &Sources) -> Vec<Covered> {
    let drafts = survey.drafts.iter();
    let found = drafts.filter_map(|draft| {
        let playbook = coverage.playbooks.get(&draft.id)?;
        let is_written_to_be_walked = survey.pages[draft.page].front.kind == Kind::Playbook;
        if !is_written_to_be_walked && playbook.scenarios == 0 {
            return None;
        }
        let (taken, branches) = playbook.taken();
        Some(Covered {
            id: draft.id.clone(),
            path: survey.pages[draft.page].path.to_string(),
            branches,
            taken,
            steps: playbook.steps,
            visited: playbook.visited.len(),
            scenarios: playbook.scenarios,
            open: open_branches(
                draft,
                playbook,
                &survey.pages[draft.page],
                sources.pages[draft.page].text(),
            ),
        })
    });
    found.collect()
}

fn open_branches(
    draft: &Draft<'_>,
    playbook: &PlaybookCoverage,
    page: &RawPage,
    text: &str,
) -> Vec<OpenBranch> {
    let steps: HashMap<_, _> = draft.steps.iter().map(|step| (&step.id, step)).collect();
    let mut lines = Lines::of(text);
    let mut open = Vec::new();
    // The choices of a step keep their order on the way into the library.
    for of_step in playbook.branches.chunk_by(|a, b| a.step == b.step) {
        let Some(step) = steps.get(&of_step[0].step) else {
            continue;
        };
        for (branch, choice) in of_step.iter().zip(&step.choices) {
            if !branch.is_taken {
                open.push(OpenBranch {
                    line: lines.line(page.place_in_file(&choice.span).start),
                    step: step.title.clone(),
                    choice: choice.label.clone(),
                });
            }
        }
    }
    open
}

/// The line numbers of a page, counted from 1; cheap while places are asked for from top to bottom.
struct Lines<'s> {
    text: &'s str,
    at: usize,
    line: usize,
}

impl<'s> Lines<'s> {
    fn of(text: &'s str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line of a place.
    fn line(&mut self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if at < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = &self.text.as_bytes()[self.at..at];
        self.line += between.split(|&byte| byte == b'\n').count() - 1;
        self.at = at;
        self.line
    }
}

/// The line of a place in a source.
fn line_in(sources: &Sources, path: &SourcePath, at: usize) -> usize {
    Lines::of(sources.text(path)).line(at)
}

impl Drilled {
    /// How many scripts were walked.
    pub fn len(&self) -> usize {
        self.scenarios.len()
    }

    /// Whether no script was walked.
    pub fn is_empty(&self) -> bool {
        self.scenarios.is_empty()
    }

    /// How many parted from the walk.
    pub fn failed(&self) -> usize {
        let parted = self
            .scenarios
            .iter()
            .filter(|walked| walked.parted.is_some());
        parted.count()
    }

    /// How many of a hundred branches were taken, rounded down; 100 when there is nothing to choose.
    pub fn percent(&self) -> usize {
        percent(self.branches)
    }

    /// For people.
    pub fn human(&self, sources: &Sources, paint: Paint) -> String {
        human::report(self, sources, paint)
    }

    /// For programs.
    pub fn json(&self, sources: &Sources) -> String {
        json::report(self, sources)
    }
}

fn percent((taken, of): (usize, usize)) -> usize {
    (taken * 100).checked_div(of).unwrap_or(100)
}
