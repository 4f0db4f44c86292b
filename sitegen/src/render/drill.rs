//! What a drill script says of itself at the top of its page.

use serde::Serialize;

use domain::SeverityLevel;

use crate::check::places::relative;
use crate::check::scenarios::{DraftEnd, DraftScenario};
use crate::check::survey::Survey;

use super::Scene;
use super::page::PageLink;

/// The facts of a drill script.
#[derive(Hash, Serialize)]
pub(crate) struct DrillFacts {
    /// The playbook that it walks.
    playbook: PageLink,
    /// The alert that it begins with.
    alert: Option<String>,
    /// How many answers it gives.
    answers: usize,
    /// How it should end; empty when the last step simply is the last.
    outcome: String,
}

/// The script on a page.
pub(crate) fn script_of<'s>(survey: &'s Survey<'_>, page: usize) -> Option<&'s DraftScenario> {
    let found = survey
        .scenarios
        .binary_search_by_key(&page, |scenario| scenario.page);
    found.ok().map(|at| &survey.scenarios[at])
}

/// The level that a script is declared with.
pub(crate) fn severity_of(survey: &Survey<'_>, page: usize) -> Vec<SeverityLevel> {
    let script = script_of(survey, page);
    script
        .map(|script| script.severity.clone())
        .into_iter()
        .collect()
}

impl DrillFacts {
    /// Those of the script on a page that is written to `file`.
    pub(crate) fn of(scene: &Scene<'_>, page: usize, file: &str) -> Option<Self> {
        let survey = scene.survey;
        let script = script_of(survey, page)?;
        let playbook = &survey.drafts[script.start];
        Some(Self {
            playbook: PageLink {
                href: relative(file, survey.places.file(playbook.page)),
                title: playbook.title.clone(),
                here: false,
            },
            alert: Some(script.alert.clone()).filter(|alert| !alert.is_empty()),
            answers: script
                .turns
                .iter()
                .filter(|turn| turn.choice.is_some())
                .count(),
            outcome: match &script.end {
                DraftEnd::Outcome(words) => words.clone(),
                &DraftEnd::Step(draft, step) => survey.drafts[draft].steps[step].title.clone(),
            },
        })
    }
}
