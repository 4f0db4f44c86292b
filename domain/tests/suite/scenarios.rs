//! Scripts written from walks through playbooks made up by chance: they pass, and a changed answer parts where it should.

use std::collections::BTreeSet;

use domain::{
    Choice, Coverage, Cue, Deed, Difference, Expected, ExpectedEnd, Library, PlaybookId, Refusal,
    Scenario, SeverityLevel, Step, StepId, Target, Turn, Visit, WayOn,
};
use proptest::prelude::*;

use crate::library::library;
use crate::sample::{id, visit};

/// What chance gives for one step: its choices, each as (where to, how, severity).
type StepDraw = Vec<(u8, u8, u8)>;

/// Playbooks made up by chance. From every step an outcome can be reached: the first choice leads on.
fn made_up(draws: &[Vec<StepDraw>]) -> Library {
    let sample = library();
    let blank = sample.playbooks[&id::<PlaybookId>("p0")].clone();
    let playbooks = draws.iter().enumerate().map(|(book, steps)| {
        let mut playbook = blank.clone();
        playbook.id = id(&format!("book-{book}"));
        playbook.phases.clear();
        playbook.leads_to = (0..draws.len())
            .map(|other| id(&format!("book-{other}")))
            .collect();
        let numbered = steps.iter().enumerate();
        playbook.steps = numbered
            .map(|(at, draw)| step(draws, book, at, draw))
            .collect();
        (playbook.id.clone(), playbook)
    });
    Library {
        playbooks: playbooks.collect(),
        ..sample
    }
}

fn step(draws: &[Vec<StepDraw>], book: usize, at: usize, draw: &StepDraw) -> Step {
    let mut step = library().playbooks[&id::<PlaybookId>("p0")].steps[0].clone();
    step.id = id(&format!("step-{at}"));
    step.blocks.clear();
    let is_last = at + 1 == draws[book].len();
    let next = || id(&format!("step-{}", at + 1));
    step.way_on = match (draw.is_empty(), is_last) {
        (true, true) => WayOn::End,
        (true, false) => WayOn::Step(next()),
        (false, _) => WayOn::Choices(
            draw.iter()
                .enumerate()
                .map(|(number, &(to, how, severity))| Choice {
                    id: id(&format!("choice-{number}")),
                    label: format!("choice {number}"),
                    detail: String::new(),
                    severity: (severity % 4 == 0)
                        .then(|| id(["P0", "P1", "P2"][usize::from(severity) % 3])),
                    target: if number == 0 && !is_last {
                        Target::Step { step: next() }
                    } else if number == 0 || how % 8 == 0 {
                        let text = format!("end {book} {at} {number}");
                        Target::Outcome { text }
                    } else {
                        far_target(draws, book, to, how)
                    },
                })
                .collect(),
        ),
    };
    step
}

fn far_target(draws: &[Vec<StepDraw>], book: usize, to: u8, how: u8) -> Target {
    let other = usize::from(how) % draws.len();
    let at = |book: usize| id(&format!("step-{}", usize::from(to) % draws[book].len()));
    match how % 3 {
        0 => Target::Step { step: at(book) },
        1 => Target::Playbook {
            playbook: id(&format!("book-{other}")),
            step: None,
        },
        _ => Target::Playbook {
            playbook: id(&format!("book-{other}")),
            step: Some(at(other)),
        },
    }
}

fn graphs() -> impl Strategy<Value = Vec<Vec<StepDraw>>> {
    let choice = (any::<u8>(), any::<u8>(), any::<u8>());
    let step = prop::collection::vec(choice, 0..4);
    prop::collection::vec(prop::collection::vec(step, 1..8), 1..4)
}

/// Where a walk stands, reckoned without the record.
#[derive(Clone, Debug, PartialEq)]
enum Stand {
    At(PlaybookId, StepId),
    Over(String),
}

fn way_on<'l>(library: &'l Library, playbook: &PlaybookId, step: &StepId) -> &'l WayOn {
    &library.playbooks[playbook].step(step).unwrap().way_on
}

fn follow(library: &Library, playbook: &PlaybookId, target: &Target) -> Stand {
    match target {
        Target::Step { step } => Stand::At(playbook.clone(), step.clone()),
        Target::Playbook {
            playbook,
            step: Some(step),
        } => Stand::At(playbook.clone(), step.clone()),
        Target::Playbook {
            playbook,
            step: None,
        } => Stand::At(
            playbook.clone(),
            library.playbooks[playbook].steps[0].id.clone(),
        ),
        Target::Outcome { text } => Stand::Over(text.clone()),
    }
}

/// A script that names every step of a walk, and the level that it ends with.
fn script(library: &Library, picks: &[u8]) -> Scenario {
    let playbook: PlaybookId = id("book-0");
    let mut severity: SeverityLevel = id("P1");
    let mut turns = Vec::new();
    let mut stand = Stand::At(playbook.clone(), id("step-0"));
    let outcome = loop {
        let (playbook, step) = match stand {
            Stand::Over(outcome) => break outcome,
            Stand::At(playbook, step) => (playbook, step),
        };
        let mut answer = None;
        stand = match way_on(library, &playbook, &step) {
            WayOn::End => Stand::Over(String::new()),
            WayOn::Step(next) => Stand::At(playbook.clone(), next.clone()),
            WayOn::Choices(choices) => {
                // Once chance has nothing more to say, the first choice leads out.
                let pick = picks.get(turns.len()).map_or(0, |pick| usize::from(*pick));
                let choice = &choices[pick % choices.len()];
                severity = choice.severity.clone().unwrap_or(severity);
                answer = Some(choice.id.clone());
                follow(library, &playbook, &choice.target)
            }
        };
        turns.push(Turn {
            playbook,
            step,
            elapsed_seconds: None,
            deeds: Vec::new(),
            answer,
        });
    };
    Scenario {
        id: id("scenarios/made-up"),
        title: "made up".into(),
        lang: "en".into(),
        page: "scenarios/made-up.html".into(),
        playbook,
        severity: id("P1"),
        alert: String::new(),
        inputs: [].into(),
        turns,
        expected: Expected {
            end: ExpectedEnd::Outcome { text: outcome },
            severity: Some(severity),
        },
    }
}

/// Passes steps without choices; stops early at the step that is named next.
fn pass(library: &Library, mut stand: Stand, next: Option<&Turn>) -> Stand {
    while let Stand::At(playbook, step) = &stand {
        if next.is_some_and(|next| (&next.playbook, &next.step) == (playbook, step)) {
            return stand;
        }
        stand = match way_on(library, playbook, step) {
            WayOn::Choices(_) => return stand,
            WayOn::Step(next) => Stand::At(playbook.clone(), next.clone()),
            WayOn::End => Stand::Over(String::new()),
        };
    }
    stand
}

/// Where a script parts whose answer at `at` was changed; `None` when both answers lead alike.
fn expected_parting(library: &Library, scenario: &Scenario, at: usize) -> Option<(Cue, Stand)> {
    let turn = &scenario.turns[at];
    let step = library.playbooks[&turn.playbook].step(&turn.step).unwrap();
    let choice = step.choice(turn.answer.as_ref().unwrap()).unwrap();
    let next = scenario.turns.get(at + 1);
    let stand = follow(library, &turn.playbook, &choice.target);
    let stand = pass(library, stand, next);
    match (next, &scenario.expected.end) {
        (Some(next), _) => {
            let is_there = stand == Stand::At(next.playbook.clone(), next.step.clone());
            (!is_there).then_some((Cue::Turn(at + 1), stand))
        }
        (None, ExpectedEnd::Outcome { text }) => {
            let ends = stand == Stand::Over(text.clone());
            (!ends).then_some((Cue::End, stand))
        }
        (None, ExpectedEnd::Step { .. }) => {
            unreachable!("scripts made up here end with an outcome")
        }
    }
}

fn last_severity(library: &Library, scenario: &Scenario) -> SeverityLevel {
    let mut choices = scenario.turns.iter().filter_map(|turn| {
        let step = library.playbooks[&turn.playbook].step(&turn.step)?;
        step.choice(turn.answer.as_ref()?)?.severity.clone()
    });
    choices.next_back().unwrap_or(scenario.severity.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_script_written_from_a_walk_passes_and_covers_what_it_took(
        draws in graphs(),
        picks in prop::collection::vec(any::<u8>(), 0..30),
    ) {
        let library = made_up(&draws);
        let scenario = script(&library, &picks);
        let run = scenario.run(&library);
        prop_assert_eq!(&run.parting, &None);
        let took = scenario.turns.iter().filter_map(|turn| {
            Some((&turn.playbook, &turn.step, turn.answer.as_ref()?))
        });
        prop_assert_eq!(run.choices(), took.collect::<BTreeSet<_>>());
        let mut coverage = Coverage::new(&library);
        coverage.add(&run);
        prop_assert_eq!(coverage.branches().0, run.choices().len());
    }

    #[test]
    fn steps_without_choices_may_be_left_out(
        draws in graphs(),
        picks in prop::collection::vec(any::<u8>(), 0..30),
    ) {
        let library = made_up(&draws);
        let mut scenario = script(&library, &picks);
        let whole = scenario.run(&library);
        scenario.turns.retain(|turn| turn.answer.is_some());
        prop_assert_eq!(scenario.run(&library), whole);
    }

    #[test]
    fn a_changed_answer_parts_where_it_leads_elsewhere(
        draws in graphs(),
        picks in prop::collection::vec(any::<u8>(), 0..30),
        which in any::<prop::sample::Index>(),
        other in 1..4_usize,
    ) {
        let library = made_up(&draws);
        let mut scenario = script(&library, &picks);
        let answered: Vec<usize> = (0..scenario.turns.len())
            .filter(|&at| scenario.turns[at].answer.is_some())
            .collect();
        prop_assume!(!answered.is_empty());
        let at = answered[which.index(answered.len())];
        let turn = &mut scenario.turns[at];
        let step = library.playbooks[&turn.playbook].step(&turn.step).unwrap();
        let here = step.choices().iter().position(|choice| Some(&choice.id) == turn.answer.as_ref());
        let choice = &step.choices()[(here.unwrap() + other) % step.choices().len()];
        prop_assume!(Some(&choice.id) != turn.answer.as_ref());
        turn.answer = Some(choice.id.clone());

        let parting = scenario.run(&library).parting;
        if let Some((cue, stand)) = expected_parting(&library, &scenario, at) {
                let parting = parting.unwrap();
                prop_assert_eq!(parting.cue, cue);
                match stand {
                    Stand::At(playbook, step) => {
                        let stands = parting.stands.unwrap();
                        prop_assert_eq!((stands.playbook, stands.step), (playbook, step));
                    }
                    Stand::Over(outcome) => {
                        let found = match parting.difference {
                            Difference::OverAlready { outcome } => outcome,
                            Difference::OtherOutcome { found } => found,
                            other => panic!("{other:?}"),
                        };
                        prop_assert_eq!(found, outcome);
                    }
                }
            } else {
            let found = last_severity(&library, &scenario);
            let parting = parting.map(|parting| (parting.cue, parting.difference));
            let is_same = scenario.expected.severity == Some(found.clone());
            let other = (!is_same).then_some((Cue::End, Difference::OtherSeverity { found }));
            prop_assert_eq!(parting, other);
        }
    }
}

/// The sample playbook's way through the war room.
pub(crate) fn by_hand() -> Scenario {
    let turn = |step: &str, answer: Option<&str>| Turn {
        playbook: id("p0"),
        step: id(step),
        elapsed_seconds: None,
        deeds: Vec::new(),
        answer: answer.map(id),
    };
    Scenario {
        id: id("scenarios/by-hand"),
        title: String::new(),
        lang: "zh".into(),
        page: "scenarios/by-hand.html".into(),
        playbook: id("p0"),
        severity: id("P1"),
        alert: String::new(),
        inputs: [(id("pod"), "web-1".to_owned())].into(),
        turns: vec![
            turn("start", None),
            turn("assess", Some("yes")),
            turn("diagnose", Some("known")),
            turn("fix", Some("works")),
        ],
        expected: Expected {
            end: ExpectedEnd::Outcome {
                text: String::new(),
            },
            severity: Some(id("P0")),
        },
    }
}

#[test]
fn deeds_are_done_where_the_walk_stands() {
    let mut scenario = by_hand();
    let fill = |field: &str, value: &str| Deed::Fill {
        field: id(field),
        value: value.into(),
    };
    let check = id("通知值班");
    scenario.turns[0].deeds = vec![Deed::Tick { check }, fill("impact_started", "14:31")];
    scenario.turns[1].deeds = vec![fill("data_loss", "否")];
    assert_eq!(scenario.run(&library()).parting, None);

    scenario.turns[1].deeds = vec![fill("data_loss", "不知道")];
    let parting = scenario.run(&library()).parting.unwrap();
    assert_eq!(parting.cue, Cue::Deed(1, 0));
    assert_eq!(parting.stands, Some(visit("assess", 1)));
    assert_eq!(parting.difference, Difference::Refused(Refusal::NotAValue));
}

#[test]
fn a_script_that_stops_early_says_where_the_walk_waits() {
    let mut scenario = by_hand();
    scenario.turns.truncate(3);
    let parting = scenario.run(&library()).parting.unwrap();
    assert_eq!(
        (parting.cue, parting.difference, parting.stands),
        (Cue::End, Difference::NotOver, Some(visit("fix", 1)))
    );
    scenario.expected.end = ExpectedEnd::Step {
        playbook: id("p0"),
        step: id("fix"),
    };
    assert_eq!(scenario.run(&library()).parting, None);
    scenario.turns.truncate(1);
    scenario.expected.severity = None;
    scenario.expected.end = ExpectedEnd::Step {
        playbook: id("p0"),
        step: id("start"),
    };
    assert_eq!(scenario.run(&library()).parting, None);
}

#[test]
fn a_second_visit_to_a_step_without_choices_is_a_visit_of_its_own() {
    let mut scenario = by_hand();
    let start = scenario.turns[0].clone();
    scenario.turns.insert(1, start);
    let parting = scenario.run(&library()).parting.unwrap();
    assert_eq!(parting.cue, Cue::Turn(1));
    assert_eq!(parting.stands, Some(visit("assess", 1)));
}

#[test]
fn what_cannot_begin_says_so() {
    for (scenario, refusal) in [
        (
            Scenario {
                playbook: id("no-book"),
                ..by_hand()
            },
            Refusal::NoSuchPlaybook,
        ),
        (
            Scenario {
                severity: id("P9"),
                ..by_hand()
            },
            Refusal::NoSuchSeverity,
        ),
        (
            Scenario {
                inputs: [(id("no-input"), "a".to_owned())].into(),
                ..by_hand()
            },
            Refusal::NoSuchThing,
        ),
    ] {
        let run = scenario.run(&library());
        let parting = run.parting.unwrap();
        assert_eq!(parting.difference, Difference::Refused(refusal));
        assert_eq!((parting.cue, parting.stands), (Cue::Start, None::<Visit>));
    }
}

#[test]
fn a_circle_without_choices_is_left() {
    let mut library = library();
    let book = library.playbooks.get_mut(&id::<PlaybookId>("p0")).unwrap();
    book.steps[5].way_on = WayOn::Step(id("start"));
    book.steps[1].way_on = WayOn::Step(id("recover"));
    let mut scenario = by_hand();
    scenario.turns.clear();
    let parting = scenario.run(&library).parting.unwrap();
    assert_eq!(parting.difference, Difference::Endless);
}
