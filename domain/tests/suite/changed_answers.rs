//! An earlier answer can be changed: nothing given later is lost, and changing it back brings the walk back.

use domain::{Act, Refusal};
use proptest::prelude::*;

use crate::acts::{act_all, draws};
use crate::sample::{act, choose, declared, go_on, id, visit};

#[test]
fn later_answers_are_kept_and_named_as_left_behind() {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    choose(&mut log, 20, visit("assess", 1), "yes");
    go_on(&mut log, 30, visit("war-room", 1));
    choose(&mut log, 40, visit("diagnose", 1), "known");
    let before = log.path();
    assert_eq!(before.left_behind(log.incident()).count(), 0);

    choose(&mut log, 50, visit("assess", 1), "minor");
    let path = log.path();
    let behind: Vec<_> = path.left_behind(log.incident()).cloned().collect();
    assert_eq!(behind, [visit("diagnose", 1), visit("war-room", 1)]);

    choose(&mut log, 60, visit("assess", 1), "yes");
    assert_eq!(log.path(), before);
    let again = Act::ChoiceMade {
        visit: visit("assess", 1),
        choice: id("yes"),
    };
    assert_eq!(act(&mut log, 70, again), Err(Refusal::AlreadySo));
}

#[test]
fn a_level_set_by_an_answer_goes_with_it() {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    choose(&mut log, 20, visit("assess", 1), "yes");
    assert_eq!(log.incident().severity, id("P0"));
    choose(&mut log, 30, visit("assess", 1), "minor");
    assert_eq!(log.incident().severity, id("P2"));
    // Neither answer holds now: it is as bad as it was said to be before both.
    choose(&mut log, 40, visit("assess", 1), "false-alarm");
    assert_eq!(log.incident().severity, id("P1"));
    let levels = log.incident().severities.iter();
    let levels: Vec<_> = levels.map(|(_, level)| level.to_string()).collect();
    assert_eq!(levels, ["P1", "P0", "P2", "P1"]);
}

#[test]
fn a_level_set_by_hand_outlasts_the_answer() {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    choose(&mut log, 20, visit("assess", 1), "minor");
    act(&mut log, 30, Act::SeverityChanged { severity: id("P0") }).unwrap();
    choose(&mut log, 40, visit("assess", 1), "false-alarm");
    assert_eq!(log.incident().severity, id("P0"));
}

proptest! {
    #[test]
    fn changing_an_answer_back_restores_the_path(draws in draws(120), which in any::<prop::sample::Index>()) {
        let mut log = declared();
        act_all(&mut log, &draws);
        let (path, answers) = (log.path(), log.incident().answers.clone());
        let library = log.library().clone();
        // Every visit on the path with an answer by choice, and every other choice there.
        let changes: Vec<_> = path.visits.iter().filter_map(|visit| Some((visit, answers.get(visit)?)))
            .flat_map(|(visit, entry)| {
                let choices = library.step(visit).unwrap().choices();
                choices.iter().filter_map(move |choice| match &entry.answer {
                    domain::Answer::Chosen(given) if given != &choice.id => Some((visit, choice.id.clone(), given.clone())),
                    _ => None,
                })
            })
            .collect();
        prop_assume!(!changes.is_empty());
        let (visit, other, given) = which.get(&changes).clone();
        let chosen = |choice| Act::ChoiceMade { visit: visit.clone(), choice };
        if act(&mut log, 20_000, chosen(other)).is_ok() {
            for (answered, entry) in &answers {
                let now = &log.incident().answers[answered].answer;
                prop_assert!(answered == visit || now == &entry.answer);
            }
            act(&mut log, 20_001, chosen(given)).unwrap();
            prop_assert_eq!(log.path(), path);
        }
    }
}
