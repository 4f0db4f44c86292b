//! Ids are what records and links hold on to: an edit in one place may not change those of another.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use sitegen::read::Sources;
use sitegen::{Compiled, Paint, rendered};

use crate::soup::folder_of;
use crate::{compiled, runner};

/// What stands in a step; `#` becomes a number that nothing else on the page has.
const PIECES: &[&str] = &[
    "Words about #.\n",
    "- [ ] Look at graph #\n",
    "- [ ] 确认 # 已恢复\n",
    "- Errors #: ____\n",
    "- 受影响用户 #：____ %\n",
    "```sh\nkubectl logs <pod> --tail #\n```\n",
    "> [!NOTE]\n> Mind #.\n",
    "1. Call #\n2. Wait\n",
];

/// A step: the pieces under its heading, and whether it ends in choices.
#[derive(Clone, Debug)]
struct Step {
    pieces: Vec<&'static str>,
    has_choices: bool,
}

/// What is done somewhere else.
#[derive(Clone, Copy, Debug)]
enum Edit {
    AddWords,
    AddStep,
    RemoveStep,
    AddPage,
    RemovePage,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (vec(select(PIECES), 0..5), any::<bool>()).prop_map(|(pieces, has_choices)| Step {
        pieces,
        has_choices,
    });
    vec(step, 2..6)
}

/// The steps are numbered once, so that their words stay when one goes.
fn written(steps: &[(usize, &Step)], words_under: Option<usize>) -> String {
    let mut text = "---\nkind: playbook\n---\n# P\n\nFirst words.\n\n".to_owned();
    for (place, &(number, step)) in steps.iter().enumerate() {
        let _ = write!(text, "## Step number {number}\n\n");
        if words_under == Some(number) {
            text.push_str("Words that were not here before.\n\n");
        }
        for (at, piece) in step.pieces.iter().enumerate() {
            let _ = writeln!(text, "{}", piece.replace('#', &format!("{number}{at}")));
        }
        if step.has_choices {
            let on = steps.get(place + 1);
            let on = on.map_or_else(
                || "last".to_owned(),
                |(next, _)| format!("step-number-{next}"),
            );
            let _ = write!(
                text,
                "Is it over?\n\n- Yes → service restored\n- No → [on](#{on})\n\n"
            );
        }
    }
    text + "## The last {#last}\n\n- Over → service restored\n"
}

fn folder(first: String, second: Option<String>, third: bool) -> Sources {
    let third = third.then(|| "# Plain\n\nA page.\n".to_owned());
    let pages = [
        Some(("a.md", first)),
        second.map(|text| ("b.md", text)),
        third.map(|text| ("0.md", text)),
    ];
    folder_of(pages.into_iter().flatten())
}

/// Every id of the library, with the ids and keys that it stands under.
fn ids(sources: &Sources) -> BTreeSet<String> {
    let Compiled { site, diagnostics } = compiled(sources);
    let said = rendered(&diagnostics, sources, Paint::Plain);
    let site = site.unwrap_or_else(|| panic!("the folder is refused:\n{said}"));
    let mut found = BTreeSet::new();
    for (path, content) in &site.files {
        if path.starts_with("bundle/")
            && let Ok(value) = serde_json::from_slice(content)
        {
            collect(&value, "", &mut found);
        }
    }
    found
}

/// Whether a field of the first page belongs to another step than the one that went: its number begins with its step's.
fn is_field_of_another_step(id: &str, gone: usize) -> bool {
    let number = id.rsplit('-').next().unwrap_or_default();
    !id.starts_with(".playbook/a.") || !number.starts_with(&gone.to_string())
}

fn collect(value: &Value, above: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            let id = entries.get("id").and_then(Value::as_str);
            let here = id.map_or_else(|| above.to_owned(), |id| format!("{above}/{id}"));
            if id.is_some() {
                found.insert(here.clone());
            }
            for (key, value) in entries {
                let is_kept = value.is_object() || value.is_array();
                if is_kept {
                    collect(value, &format!("{here}.{key}"), found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, above, found)),
        _ => {}
    }
}

#[test]
fn ids_stay_when_something_else_is_edited() {
    let edits = [
        Edit::AddWords,
        Edit::AddStep,
        Edit::RemoveStep,
        Edit::AddPage,
        Edit::RemovePage,
    ];
    let input = (steps(), steps(), select(edits.to_vec()), any::<Index>());
    let outcome = runner(128).run(&input, |(a, b, edit, at)| {
        let numbered: Vec<(usize, &Step)> = a.iter().enumerate().collect();
        let of_b: Vec<(usize, &Step)> = b.iter().enumerate().collect();
        let other = Some(written(&of_b, None));
        let before = folder(written(&numbered, None), other.clone(), false);
        let at = at.index(a.len());
        let mut edited = numbered.clone();
        let after = match edit {
            Edit::AddWords => folder(written(&numbered, Some(at)), other, false),
            Edit::AddStep => {
                edited.insert(at, (99, &a[at]));
                folder(written(&edited, None), other, false)
            }
            Edit::RemoveStep => {
                edited.remove(at);
                folder(written(&edited, None), other, false)
            }
            Edit::AddPage => folder(written(&numbered, None), other, true),
            Edit::RemovePage => folder(written(&numbered, None), None, false),
        };
        let gone = format!("step-number-{at}");
        let (before, after) = (ids(&before), ids(&after));
        let lost: Vec<&String> = before
            .difference(&after)
            .filter(|id| match edit {
                // What stood in it goes with it; its fields are also listed by themselves, under their numbers.
                Edit::RemoveStep => {
                    let is_its_field = id.contains(".fields/") && !is_field_of_another_step(id, at);
                    !id.contains(&gone) && !is_its_field
                }
                Edit::RemovePage => ![".playbook/b", ".playbooks/b"]
                    .iter()
                    .any(|gone| id.starts_with(gone)),
                Edit::AddWords | Edit::AddStep | Edit::AddPage => true,
            })
            .collect();
        prop_assert!(lost.is_empty(), "{edit:?} at {at} changes {lost:#?}");
        prop_assert!(
            before.iter().any(|id| id.contains("step-number-")),
            "{before:?}"
        );
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
