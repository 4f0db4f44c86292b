//! The checks of the graph against brute force, on random playbooks that go through the whole compiler.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::SeverityLevel;
use proptest::prelude::*;

use super::longest::Longest;
use crate::diagnostic::Diagnostic;
use crate::read::{Content, Source, SourcePath, Sources};

/// A step of a random playbook: where its choices lead (`None` ends the walk); without choices the walk goes on.
#[derive(Clone, Debug)]
struct Step {
    choices: Vec<Option<usize>>,
    minutes: u64,
    ends_the_outage: bool,
}

fn playbooks() -> impl Strategy<Value = Vec<Step>> {
    (1usize..=12).prop_flat_map(|steps| {
        let target = prop_oneof![4 => (0..steps).prop_map(Some), 1 => Just(None)];
        let step = (
            prop::collection::vec(target, 0..=3),
            0u64..=30,
            prop::bool::weighted(0.1),
        );
        let step = step.prop_map(|(choices, minutes, ends_the_outage)| Step {
            choices,
            minutes,
            ends_the_outage,
        });
        prop::collection::vec(step, steps)
    })
}

fn markdown(steps: &[Step]) -> String {
    let mut text = "---\nkind: playbook\nseverity: P0\n---\n# Random\n".to_owned();
    for (at, step) in steps.iter().enumerate() {
        let budget = if step.minutes > 0 {
            format!(" ({} min)", step.minutes)
        } else {
            String::new()
        };
        let milestone = if step.ends_the_outage {
            " milestone=mitigated"
        } else {
            ""
        };
        let _ = write!(text, "\n## s{at}{budget} {{#s{at}{milestone}}}\n\n");
        for (number, target) in step.choices.iter().enumerate() {
            let _ = match target {
                Some(target) => writeln!(text, "- **c{number}** → [s{target}](#s{target})"),
                None => writeln!(text, "- **c{number}** → all is well {number}"),
            };
        }
    }
    text
}

fn sources(steps: &[Step]) -> Sources {
    sources_of(markdown(steps))
}

fn sources_of(text: String) -> Sources {
    let path = SourcePath::new("a.md").unwrap();
    let content = Content::Text(text.into());
    Sources {
        pages: vec![Source { path, content }],
        ..Sources::default()
    }
}

/// The graph by itself: which step leads where, and which may end the walk.
fn edges(steps: &[Step]) -> (Vec<BTreeSet<usize>>, Vec<bool>) {
    let next = steps.iter().enumerate().map(|(at, step)| {
        let below = (step.choices.is_empty() && at + 1 < steps.len()).then_some(at + 1);
        step.choices
            .iter()
            .flatten()
            .copied()
            .chain(below)
            .collect()
    });
    let ends = steps.iter().enumerate().map(|(at, step)| {
        step.choices.contains(&None) || (step.choices.is_empty() && at + 1 == steps.len())
    });
    (next.collect(), ends.collect())
}

/// Whether a walk of any length, even of no step, leads from one step to another: tried step by step.
fn leads(next: &[BTreeSet<usize>]) -> Vec<Vec<bool>> {
    let count = next.len();
    let mut leads: Vec<Vec<bool>> = (0..count)
        .map(|from| (0..count).map(|to| from == to).collect())
        .collect();
    for _ in 0..count {
        for reached in &mut leads {
            for middle in 0..count {
                if reached[middle] {
                    next[middle].iter().for_each(|&to| reached[to] = true);
                }
            }
        }
    }
    leads
}

/// The steps that diagnostics of a code name first: `s3` of “no walk from `s3` ever ends”.
fn named(found: &[Diagnostic], code: u16) -> BTreeSet<usize> {
    let of_code = found.iter().filter(|found| found.code.0 == code);
    let named = of_code.filter_map(|found| {
        let words = format!("{} {}", found.message, found.label);
        let (_, rest) = words.split_once("`s")?;
        rest.split('`').next()?.parse().ok()
    });
    named.collect()
}

/// The worst walk by trying all: a group of steps that lead to each other counts each of them once.
fn worst(at: usize, next: &[BTreeSet<usize>], leads: &[Vec<bool>], minutes: &[u64]) -> u64 {
    let group: Vec<usize> = (0..next.len())
        .filter(|&to| leads[at][to] && leads[to][at])
        .collect();
    let own: u64 = group.iter().map(|&step| minutes[step]).sum();
    let out = group
        .iter()
        .flat_map(|&step| &next[step])
        .filter(|to| !group.contains(to));
    own + out
        .map(|&to| worst(to, next, leads, minutes))
        .max()
        .unwrap_or(0)
}

/// The same playbook with a flowchart for its tree; only some boxes have a heading, and those stand in another order.
fn drawn(steps: &[Step], headings: u16) -> String {
    let mut text =
        "---\nkind: playbook\nflow: mermaid\n---\n# Random\n\n```mermaid\nflowchart TD\n"
            .to_owned();
    for (at, step) in steps.iter().enumerate() {
        let _ = writeln!(text, "  s{at}");
        for (number, target) in step.choices.iter().enumerate() {
            let _ = match target {
                Some(target) => writeln!(text, "  s{at} -->|c{number}| s{target}"),
                None => writeln!(
                    text,
                    "  s{at} -- c{number} --> e{at}.{number}([all is well {number}])"
                ),
            };
        }
        if step.choices.is_empty() && at + 1 < steps.len() {
            let _ = writeln!(text, "  s{at} --> s{}", at + 1);
        }
    }
    text.push_str("```\n");
    for at in (0..steps.len()).rev().filter(|at| headings >> at & 1 == 1) {
        let _ = write!(text, "\n## s{at} {{#s{at}}}\n");
    }
    text
}

/// Every step and where it leads, as the app reads it; and where the walk begins.
fn graph(text: String) -> (Option<String>, BTreeSet<String>) {
    let sources = sources_of(text);
    let pages = crate::parse::pages(&sources);
    let survey = super::survey(&sources, &pages);
    let library = crate::render::library(&survey);
    let Some(playbook) = library.playbooks.into_values().next() else {
        return (None, BTreeSet::new());
    };
    let first = playbook.steps.first().map(|step| step.id.to_string());
    let shown = playbook
        .steps
        .iter()
        .map(|step| format!("{} {:?}", step.id, step.way_on));
    (first, shown.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_said_of_the_graph_is_true(steps in playbooks()) {
        let sources = sources(&steps);
        let pages = crate::parse::pages(&sources);
        let (_, found) = super::check(&sources, &pages);
        let (next, ends) = edges(&steps);
        let leads = leads(&next);
        let all = || 0..steps.len();

        let unreached: BTreeSet<usize> = all().filter(|&at| !leads[0][at]).collect();
        let heads = named(&found, 34);
        prop_assert!(heads.is_subset(&unreached), "{heads:?} of {unreached:?}");
        let behind: BTreeSet<usize> =
            unreached.iter().copied().filter(|&at| heads.iter().any(|&head| leads[head][at])).collect();
        prop_assert_eq!(&behind, &unreached, "every step that is cut off stands behind one that is named");

        let endless: BTreeSet<usize> =
            all().filter(|&at| !all().any(|to| leads[at][to] && ends[to])).collect();
        let in_loops: BTreeSet<usize> = endless
            .iter()
            .copied()
            .filter(|&at| next[at].iter().any(|&to| leads[to][at]))
            .collect();
        prop_assert_eq!(named(&found, 35), endless.difference(&in_loops).copied().collect::<BTreeSet<_>>());
        let first_of_loops: BTreeSet<usize> = in_loops
            .iter()
            .copied()
            .filter(|&at| !(0..at).any(|before| leads[at][before] && leads[before][at]))
            .collect();
        prop_assert_eq!(named(&found, 36), first_of_loops);
    }

    #[test]
    fn the_longest_path_is_the_worst_of_all(steps in playbooks()) {
        let sources = sources(&steps);
        let pages = crate::parse::pages(&sources);
        let survey = super::survey(&sources, &pages);
        let level = SeverityLevel::new("P0").unwrap();
        let longest = Longest::new(&survey.drafts, &level);

        let (mut next, _) = edges(&steps);
        for (step, next) in steps.iter().zip(&mut next) {
            if step.ends_the_outage {
                next.clear();
            }
        }
        let minutes: Vec<u64> = steps.iter().map(|step| step.minutes).collect();
        let worst = worst(0, &next, &leads(&next), &minutes);
        prop_assert_eq!(longest.seconds(0), Some(worst * 60));
        let told: u64 = longest.stops(0, usize::MAX).iter().map(|stop| stop.seconds).sum();
        prop_assert_eq!(told, worst * 60, "the parts of the path are the path");
    }

    #[test]
    fn a_drawn_tree_is_the_tree_of_its_lists(mut steps in playbooks(), headings: u16) {
        // Every step is reached: from the one above it, if from no other.
        for at in 1..steps.len() {
            let choices = &mut steps[at - 1].choices;
            if !choices.is_empty() && !choices.contains(&Some(at)) {
                choices.push(Some(at));
            }
        }
        let listed = graph(markdown(&steps));
        prop_assert_eq!(listed.1.len(), steps.len());
        prop_assert_eq!(graph(drawn(&steps, headings)), listed);
    }
}
