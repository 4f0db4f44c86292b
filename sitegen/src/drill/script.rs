//! A script as the library knows it: places become ids.

use domain::{Deed, Expected, ExpectedEnd, Library, PlaybookId, Scenario, ScenarioId, Step, Turn};

use crate::check::places::url;
use crate::check::scenarios::{DraftAct, DraftEnd, DraftScenario, DraftTurn};
use crate::check::survey::Survey;

/// The script of a page. `None` only when the survey has an error elsewhere.
pub(crate) fn script(
    survey: &Survey<'_>,
    library: &Library,
    draft: &DraftScenario,
) -> Option<Scenario> {
    let page = &survey.pages[draft.page];
    let turns = draft
        .turns
        .iter()
        .map(|turn| of_turn(survey, library, turn));
    let lang = page.front.lang.clone();
    let step_at = |playbook: usize, step: usize| {
        let id = &survey.drafts[playbook].id;
        Some((id, library.playbook(id)?.steps.get(step)?))
    };
    Some(Scenario {
        id: ScenarioId::new(page.path.stem()).ok()?,
        title: survey.titles[draft.page].clone(),
        lang: lang.unwrap_or_else(|| survey.site.lang.clone()),
        page: url(survey.places.file(draft.page)),
        playbook: survey.drafts[draft.start].id.clone(),
        severity: draft.severity.clone(),
        alert: draft.alert.clone(),
        inputs: draft.inputs.iter().cloned().collect(),
        turns: turns.collect::<Option<_>>()?,
        expected: Expected {
            end: match &draft.end {
                DraftEnd::Outcome(text) => ExpectedEnd::Outcome { text: text.clone() },
                &DraftEnd::Step(playbook, step) => {
                    let (playbook, step) = step_at(playbook, step)?;
                    ExpectedEnd::Step {
                        playbook: playbook.clone(),
                        step: step.id.clone(),
                    }
                }
            },
            severity: draft.expected_severity.clone(),
        },
    })
}

fn of_turn(survey: &Survey<'_>, library: &Library, turn: &DraftTurn) -> Option<Turn> {
    let playbook: &PlaybookId = &survey.drafts[turn.draft].id;
    let step: &Step = library.playbook(playbook)?.steps.get(turn.step)?;
    let deeds = turn.deeds.iter().map(|deed| match &deed.act {
        DraftAct::Tick(check) => Some(Deed::Tick {
            check: step.checks().nth(*check)?.id.clone(),
        }),
        DraftAct::Fill(field, value) => Some(Deed::Fill {
            field: field.clone(),
            value: value.clone(),
        }),
    });
    let answer = match turn.choice {
        Some(choice) => Some(step.choices().get(choice)?.id.clone()),
        None => None,
    };
    Some(Turn {
        playbook: playbook.clone(),
        step: step.id.clone(),
        elapsed_seconds: turn.elapsed_seconds,
        deeds: deeds.collect::<Option<_>>()?,
        answer,
    })
}
