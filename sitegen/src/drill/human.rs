//! The results for people: a line a script, what parted, then the branches of every playbook.

use std::fmt::Write as _;

use crate::diagnostic::{Paint, Pointed, pointed};
use crate::read::Sources;

use super::parted::Parted;
use super::{Covered, Drilled, Walked, line_in, percent};

/// Fewer than this are all named; more would bury what matters.
const MOST_OPEN_NAMED: usize = 40;

pub(super) fn report(drilled: &Drilled, sources: &Sources, paint: Paint) -> String {
    let mut text = String::new();
    for walked in &drilled.scenarios {
        line(walked, sources, &mut text);
    }
    for parted in drilled
        .scenarios
        .iter()
        .filter_map(|walked| walked.parted.as_ref())
    {
        let _ = write!(text, "\n{}\n", told(parted, sources, paint));
    }
    if drilled.is_empty() {
        text.push_str("no scenarios: write one in `scenarios/`\n");
    }
    coverage(drilled, &mut text);
    let _ = writeln!(
        text,
        "\n{} passed, {} failed; {} % of all branches ({} of {})",
        drilled.len() - drilled.failed(),
        drilled.failed(),
        drilled.percent(),
        drilled.branches.0,
        drilled.branches.1,
    );
    text
}

fn line(walked: &Walked, sources: &Sources, text: &mut String) {
    let Walked {
        path,
        title,
        answers,
        parted,
    } = walked;
    let _ = match parted {
        None => writeln!(
            text,
            "ok      {path}  {title} ({answers} {})",
            plural(*answers, "answer")
        ),
        Some(parted) => {
            let script = &parted.script;
            let line = line_in(sources, &script.path, script.span.start);
            writeln!(text, "FAILED  {path}:{line}  {title}: {}", parted.message)
        }
    };
}

fn told(parted: &Parted, sources: &Sources, paint: Paint) -> String {
    let script = &parted.script;
    let mut points = vec![Pointed {
        path: &script.path,
        span: script.span.clone(),
        label: &script.label,
    }];
    points.extend(parted.playbook.as_ref().map(|point| Pointed {
        path: &point.path,
        span: point.span.clone(),
        label: &point.label,
    }));
    pointed(&parted.message, &points, &parted.hints, sources, paint)
}

fn coverage(drilled: &Drilled, text: &mut String) {
    if drilled.playbooks.is_empty() {
        return;
    }
    text.push_str("\nbranches taken\n");
    for playbook in &drilled.playbooks {
        let Covered {
            path,
            branches,
            taken,
            steps,
            visited,
            ..
        } = playbook;
        let percent = if *branches == 0 {
            "   –".to_owned()
        } else {
            format!("{:>3} %", percent((*taken, *branches)))
        };
        let none = if playbook.scenarios == 0 {
            "; no scenario comes here"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{percent:>6}  {path}  {taken} of {branches} {}, {visited} of {steps} {}{none}",
            plural(*branches, "branch"),
            plural(*steps, "step"),
        );
    }
    for playbook in drilled
        .playbooks
        .iter()
        .filter(|playbook| playbook.scenarios > 0)
    {
        open(playbook, text);
    }
}

fn open(playbook: &Covered, text: &mut String) {
    if playbook.open.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nnot taken in {}", playbook.path);
    for branch in playbook.open.iter().take(MOST_OPEN_NAMED) {
        let _ = writeln!(
            text,
            "  {}:{}  {} → {}",
            playbook.path, branch.line, branch.step, branch.choice
        );
    }
    if let more @ 1.. = playbook.open.len().saturating_sub(MOST_OPEN_NAMED) {
        let _ = writeln!(text, "  … and {more} more");
    }
}

fn plural(count: usize, word: &str) -> String {
    match (count, word) {
        (1, _) => word.to_owned(),
        (_, "branch") => "branches".to_owned(),
        _ => format!("{word}s"),
    }
}
