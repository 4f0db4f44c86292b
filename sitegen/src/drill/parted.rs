//! A parting in words, at the script's own line, with the step where the walk stands beside it.

use domain::{Cue, Difference, Library, Parting, Refusal, Run, Visit};

use crate::check::scenarios::{DraftEnd, DraftScenario, DraftTurn};
use crate::check::survey::Survey;
use crate::markup::Span;
use crate::read::SourcePath;

/// Where a script and the walk parted, in words.
#[derive(Debug)]
pub(super) struct Parted {
    /// What happened, in one line.
    pub(super) message: String,
    /// The script's line, and what it expects.
    pub(super) script: Point,
    /// The step where the walk stands, and what is found there.
    pub(super) playbook: Option<Point>,
    /// What may help.
    pub(super) hints: Vec<String>,
}

/// A place, and words for it.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) path: SourcePath,
    pub(super) span: Span,
    pub(super) label: String,
}

/// Tells where a run parted; `None` when it did not.
pub(super) fn parted(
    survey: &Survey<'_>,
    library: &Library,
    draft: &DraftScenario,
    run: &Run,
) -> Option<Parted> {
    let parting = run.parting.as_ref()?;
    let teller = Teller {
        survey,
        library,
        draft,
        parting,
    };
    let (message, expected, found) = teller.words();
    let playbook = parting
        .stands
        .as_ref()
        .and_then(|visit| teller.heading(visit, found));
    Some(Parted {
        message,
        script: teller.script(expected),
        playbook,
        hints: teller.hints(),
    })
}

struct Teller<'a> {
    survey: &'a Survey<'a>,
    library: &'a Library,
    draft: &'a DraftScenario,
    parting: &'a Parting,
}

impl Teller<'_> {
    fn script(&self, label: String) -> Point {
        let (path, span) = self.survey.pages[self.draft.page].origin(&self.span());
        Point {
            path: path.clone(),
            span,
            label,
        }
    }

    fn span(&self) -> Span {
        match self.parting.cue {
            Cue::Start => self.draft.start_span.clone(),
            Cue::Turn(turn) => self.draft.turns[turn].span.clone(),
            Cue::Deed(turn, deed) => self.draft.turns[turn].deeds[deed].span.clone(),
            Cue::End => match self.parting.difference {
                Difference::OtherSeverity { .. } => self.draft.severity_span.clone(),
                _ => self.draft.end_span.clone(),
            },
        }
    }

    /// What happened; what the script expects; what is found instead.
    fn words(&self) -> (String, String, String) {
        let expected = self.expected();
        let stands = self.stands();
        match &self.parting.difference {
            Difference::OtherStep => (
                format!("the walk does not come to {expected}: it waits at “{stands}”"),
                format!("expected: {expected}"),
                "found: the walk waits here for an answer".to_owned(),
            ),
            Difference::OverAlready { outcome } => (
                format!("the walk is over before {expected}"),
                format!("expected: {expected}"),
                format!("found: the walk ended here with {}", ending(outcome)),
            ),
            Difference::NotOver => (
                format!("the walk is not over: it waits at “{stands}”"),
                format!("expected: {expected}"),
                "found: the walk waits here for an answer".to_owned(),
            ),
            Difference::OtherOutcome { found } => (
                format!("the walk ends with {}, not with {expected}", ending(found)),
                format!("expected: {expected}"),
                format!("found: the walk ended here with {}", ending(found)),
            ),
            Difference::OtherSeverity { found } => {
                let level = self.draft.expected_severity.as_ref();
                let level = level.map(ToString::to_string).unwrap_or_default();
                (
                    format!("the walk ends as {found}, not as {level}"),
                    format!("expected: {level}"),
                    format!("found: {found} where the walk ended"),
                )
            }
            Difference::Refused(refusal) => (
                format!("the record refuses this: {}", reason(refusal)),
                "refused".to_owned(),
                "at this step".to_owned(),
            ),
            Difference::Endless => (
                "the walk goes round in a circle without a question".to_owned(),
                format!("expected: {expected}"),
                "found: it comes by here again and again".to_owned(),
            ),
        }
    }

    fn expected(&self) -> String {
        match self.parting.cue {
            Cue::Start => "to begin".to_owned(),
            Cue::Turn(turn) | Cue::Deed(turn, _) => {
                let turn = &self.draft.turns[turn];
                self.step_name(turn.draft, turn.step)
            }
            Cue::End => match &self.draft.end {
                DraftEnd::Outcome(text) => ending(text),
                &DraftEnd::Step(draft, step) => self.step_name(draft, step),
            },
        }
    }

    fn step_name(&self, draft: usize, step: usize) -> String {
        format!("“{}”", self.survey.drafts[draft].steps[step].title)
    }

    fn stands(&self) -> String {
        let step = self
            .parting
            .stands
            .as_ref()
            .and_then(|visit| self.library.step(visit));
        step.map(|step| step.title.clone()).unwrap_or_default()
    }

    fn heading(&self, visit: &Visit, label: String) -> Option<Point> {
        let mut drafts = self.survey.drafts.iter();
        let draft = drafts.find(|draft| draft.id == visit.playbook)?;
        let step = draft.steps.iter().find(|step| step.id == visit.step)?;
        let label = if visit.round > 1 {
            format!("{label} (for the {} time)", ordinal(visit.round))
        } else {
            label
        };
        let (path, span) = self.survey.pages[draft.page].origin(&step.span);
        Some(Point {
            path: path.clone(),
            span,
            label,
        })
    }

    /// The last answer before, and what could be answered where the walk waits.
    fn hints(&self) -> Vec<String> {
        let before = match self.parting.cue {
            Cue::Start => 0,
            Cue::Turn(turn) | Cue::Deed(turn, _) => turn,
            Cue::End => self.draft.turns.len(),
        };
        let is_about_the_way = !matches!(
            self.parting.difference,
            Difference::Refused(_) | Difference::OtherSeverity { .. }
        );
        let mut turns = self.draft.turns[..before].iter().rev();
        let last = turns.find_map(|turn| self.answered(turn));
        let mut hints: Vec<String> = last.filter(|_| is_about_the_way).into_iter().collect();
        let waits = matches!(
            self.parting.difference,
            Difference::OtherStep | Difference::NotOver
        );
        let step = self
            .parting
            .stands
            .as_ref()
            .and_then(|visit| self.library.step(visit));
        if let Some(step) = step.filter(|_| waits) {
            let labels = step
                .choices()
                .iter()
                .map(|choice| format!("`{}`", choice.label));
            let labels: Vec<String> = labels.collect();
            hints.push(format!("“{}” offers: {}", step.title, labels.join(", ")));
        }
        hints
    }

    fn answered(&self, turn: &DraftTurn) -> Option<String> {
        let step = &self.survey.drafts[turn.draft].steps[turn.step];
        let choice = &step.choices[turn.choice?];
        Some(format!(
            "the last answer was `{}` at “{}”",
            choice.label, step.title
        ))
    }
}

fn ending(outcome: &str) -> String {
    match outcome {
        "" => "the last step".to_owned(),
        words => format!("“{words}”"),
    }
}

fn ordinal(round: u32) -> String {
    match (round % 10, round % 100) {
        (1, rest) if rest != 11 => format!("{round}st"),
        (2, rest) if rest != 12 => format!("{round}nd"),
        (3, rest) if rest != 13 => format!("{round}rd"),
        _ => format!("{round}th"),
    }
}

/// Why the record refuses an act of a script; what a script cannot do has the plain words.
fn reason(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotAValue => "the field does not take this value",
        Refusal::InTheFuture => "the time is still to come",
        Refusal::OutOfOrder { .. } => "the milestones would be out of order",
        Refusal::AlreadySo => "it is so already",
        Refusal::Empty => "there is nothing in it",
        Refusal::TooLong => "it is longer than 64 KiB",
        Refusal::NoSuchPlaybook => "the playbook, or one that it leads to, cannot be walked",
        Refusal::NoSuchSeverity => "the severity is not in the scale",
        Refusal::NoSuchThing => "no playbook on this walk has such a thing",
        _ => "it is not possible now",
    }
}
