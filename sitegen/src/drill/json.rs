//! The results for programs.

use serde_json::{Value, json};

use crate::read::Sources;

use super::parted::Point;
use super::{Covered, Drilled, Walked, line_in, percent};

/// The format of these results; raised when a field changes its meaning.
const FORMAT: u32 = 1;

pub(super) fn report(drilled: &Drilled, sources: &Sources) -> String {
    let scenarios: Vec<Value> = drilled
        .scenarios
        .iter()
        .map(|walked| scenario(walked, sources))
        .collect();
    let playbooks: Vec<Value> = drilled.playbooks.iter().map(playbook).collect();
    let (taken, branches) = drilled.branches;
    let report = json!({
        "format": FORMAT,
        "passed": drilled.len() - drilled.failed(),
        "failed": drilled.failed(),
        "branches": branches,
        "taken": taken,
        "percent": drilled.percent(),
        "scenarios": scenarios,
        "playbooks": playbooks,
    });
    format!("{report:#}\n")
}

fn scenario(walked: &Walked, sources: &Sources) -> Value {
    let parted = walked.parted.as_ref().map(|parted| {
        json!({
            "message": parted.message,
            "expected": point(&parted.script, sources),
            "found": parted.playbook.as_ref().map(|found| point(found, sources)),
            "hints": parted.hints,
        })
    });
    json!({
        "path": walked.path,
        "title": walked.title,
        "answers": walked.answers,
        "passed": walked.parted.is_none(),
        "parted": parted,
    })
}

fn point(point: &Point, sources: &Sources) -> Value {
    json!({
        "path": point.path.as_str(),
        "line": line_in(sources, &point.path, point.span.start),
        "words": point.label,
    })
}

fn playbook(playbook: &Covered) -> Value {
    let open = playbook
        .open
        .iter()
        .map(|branch| json!({ "line": branch.line, "step": branch.step, "choice": branch.choice }));
    json!({
        "id": playbook.id.as_str(),
        "path": playbook.path,
        "scenarios": playbook.scenarios,
        "branches": playbook.branches,
        "taken": playbook.taken,
        "percent": (playbook.branches > 0).then(|| percent((playbook.taken, playbook.branches))),
        "steps": playbook.steps,
        "visited": playbook.visited,
        "open": open.collect::<Vec<_>>(),
    })
}
