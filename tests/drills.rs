//! `breakglass test` from outside: every folder in `cases/run/` is a source folder beside what its scenarios give.
//!
//! `output.txt` is what people read, `output.json` what programs read; `SNAPSHOTS=overwrite` writes them.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::path::Path;

use breakglass_tests::{cases, difference};
use domain::{
    BundleIndex, ChoiceId, Coverage, Expected, ExpectedEnd, Library, PlaybookFile, PlaybookId,
    Scenario, StepId, Target, Turn, WayOn,
};
use sitegen::read::{self, Assets, Sources};
use sitegen::{Options, Paint, Site, compile, drill};

fn sources(folder: &Path) -> Sources {
    read::sources(folder).expect("a folder of sources can be read")
}

#[test]
fn scenarios_give_what_is_expected() {
    let cases = cases("run");
    assert!(!cases.is_empty());
    let mut wrong = String::new();
    for case in cases {
        let sources = sources(&case.join("input"));
        let drilled = drill(&sources, None).expect("the sources have no error");
        let human = drilled.human(&sources, Paint::Plain);
        let problems = [
            difference(&case.join("output.txt"), &human),
            difference(&case.join("output.json"), &drilled.json(&sources)),
        ];
        for problem in problems.into_iter().flatten() {
            let _ = writeln!(wrong, "{}: {problem}", case.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn only_some_scenarios_can_be_walked() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/run/parted/input"));
    let walked =
        |words| drill(&sources, Some(words)).map(|drilled| (drilled.len(), drilled.failed()));
    assert_eq!(walked("over-already").ok(), Some((1, 1)));
    assert_eq!(walked("第二次").ok(), Some((1, 1)));
    assert_eq!(walked("EARLY").ok(), Some((1, 1)));
    assert_eq!(walked("nothing is called so").ok(), Some((0, 0)));
}

#[test]
fn what_does_not_compile_is_not_walked() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/err/scenarios/input"));
    assert!(drill(&sources, None).is_err());
}

/// Where a walk stands.
type Place = (PlaybookId, StepId);

/// A way out of a step: by which choice, and to where; `Err` is an outcome.
type Way = (Option<ChoiceId>, Result<Place, String>);

/// Every choice of the playbooks that ship is taken by a walk that was found by machine, not written by hand.
#[test]
fn every_branch_of_the_shipped_playbooks_can_be_walked_to_an_outcome() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../playbooks");
    let compiled = compile(&sources(&folder), &Assets::default(), Options::default());
    let library = library(
        &compiled
            .expect("the layouts are sound")
            .site
            .expect("no errors"),
    );
    let mut coverage = Coverage::new(&library);
    for playbook in library
        .playbooks
        .values()
        .filter(|playbook| !playbook.steps.is_empty())
    {
        let start = (playbook.id.clone(), playbook.steps[0].id.clone());
        for scenario in covering(&library, &start) {
            let run = scenario.run(&library);
            assert_eq!(run.parting, None, "{scenario:#?}");
            coverage.add(&run);
        }
    }
    let (taken, branches) = coverage.branches();
    assert_eq!(taken, branches);
    assert!(
        branches > 50,
        "the playbooks that ship have decisions: {branches}"
    );
}

fn library(site: &Site) -> Library {
    let text = |path: &str| String::from_utf8_lossy(&site.files[path]).into_owned();
    let files = || site.files.keys().filter(|path| path.starts_with("bundle/"));
    let index = files().find(|path| path.starts_with("bundle/index-"));
    let index = BundleIndex::from_json(&text(index.expect("a bundle has an index")));
    let playbooks = files().filter_map(|path| PlaybookFile::from_json(&text(path)).ok());
    let playbooks: Vec<_> = playbooks.map(|file| file.playbook).collect();
    index
        .expect("the index can be read")
        .into_library(playbooks)
}

/// For each branch that can be come to from `start`, a walk that takes it and ends.
fn covering(library: &Library, start: &Place) -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    for (place, so_far) in walks_from(library, start) {
        for (choice, leads) in ways(library, &place) {
            let Some(choice) = choice else { continue };
            let mut turns = so_far.clone();
            turns.push(turn(&place, Some(choice)));
            let outcome = match leads {
                Err(outcome) => outcome,
                Ok(next) => way_out(library, &next, &mut turns),
            };
            scenarios.push(script(library, start, turns, outcome));
        }
    }
    scenarios
}

fn ways(library: &Library, (playbook, step): &Place) -> Vec<Way> {
    let found = library.playbooks[playbook]
        .step(step)
        .expect("a checked target");
    let here = |step: &StepId| Ok((playbook.clone(), step.clone()));
    match &found.way_on {
        WayOn::End => vec![(None, Err(String::new()))],
        WayOn::Step(next) => vec![(None, here(next))],
        WayOn::Choices(choices) => {
            let way = |choice: &domain::Choice| {
                let leads = match &choice.target {
                    Target::Outcome { text } => Err(text.clone()),
                    Target::Step { step } => here(step),
                    Target::Playbook { playbook, step } => {
                        let first = || library.playbooks[playbook].steps[0].id.clone();
                        Ok((playbook.clone(), step.clone().unwrap_or_else(first)))
                    }
                };
                (Some(choice.id.clone()), leads)
            };
            choices.iter().map(way).collect()
        }
    }
}

fn turn((playbook, step): &Place, answer: Option<ChoiceId>) -> Turn {
    Turn {
        playbook: playbook.clone(),
        step: step.clone(),
        elapsed_seconds: None,
        deeds: Vec::new(),
        answer,
    }
}

/// The shortest walk to every place, without the place itself.
fn walks_from(library: &Library, start: &Place) -> BTreeMap<Place, Vec<Turn>> {
    let mut found = BTreeMap::from([(start.clone(), Vec::new())]);
    let mut unread = VecDeque::from([start.clone()]);
    while let Some(place) = unread.pop_front() {
        for (choice, leads) in ways(library, &place) {
            let Ok(next) = leads else { continue };
            if found.contains_key(&next) {
                continue;
            }
            let mut turns = found[&place].clone();
            turns.push(turn(&place, choice));
            found.insert(next.clone(), turns);
            unread.push_back(next);
        }
    }
    found
}

/// Goes on from a place to the nearest outcome.
fn way_out(library: &Library, from: &Place, turns: &mut Vec<Turn>) -> String {
    let walks = walks_from(library, from);
    let ends = walks.iter().filter_map(|(place, so_far)| {
        let mut ways = ways(library, place).into_iter();
        let (choice, outcome) = ways.find_map(|(choice, leads)| Some((choice, leads.err()?)))?;
        Some((place, so_far, choice, outcome))
    });
    let nearest = ends.min_by_key(|(_, so_far, _, _)| so_far.len());
    let (place, so_far, choice, outcome) =
        nearest.expect("from every step an outcome can be reached");
    turns.extend_from_slice(so_far);
    turns.push(turn(place, choice));
    outcome
}

fn script(library: &Library, start: &Place, turns: Vec<Turn>, outcome: String) -> Scenario {
    Scenario {
        id: "found-by-machine"
            .to_owned()
            .try_into()
            .expect("a usable id"),
        title: "found by machine".into(),
        lang: "en".into(),
        page: String::new(),
        playbook: start.0.clone(),
        severity: library.severity.levels[0].level.clone(),
        alert: String::new(),
        inputs: BTreeMap::new(),
        turns,
        expected: Expected {
            end: ExpectedEnd::Outcome { text: outcome },
            severity: None,
        },
    }
}
