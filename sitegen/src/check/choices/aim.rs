//! What the link of a choice aims at.

use crate::check::places::Place;
use crate::check::survey::Draft;

use super::Known;

/// What a link aims at, as far as a walk is concerned.
pub(super) enum Aim {
    /// A step of the same playbook.
    Step(usize),
    /// Another playbook, perhaps one of its steps.
    Playbook(usize, Option<usize>),
    /// A step or file that is not there.
    Missing,
    /// A page of this site that nobody can walk.
    Page,
    /// Outside this site.
    Elsewhere,
}

pub(super) fn aim(known: &Known<'_>, draft: usize, destination: &str) -> Aim {
    let here = &known.drafts[draft];
    match known.places.resolve(here.page, destination) {
        Place::Elsewhere => Aim::Elsewhere,
        Place::Attachment(_) => Aim::Page,
        Place::Broken(_) => Aim::Missing,
        Place::Page { page, anchor } => {
            let Some(target) = known.by_page.get(&page).copied() else {
                return Aim::Page;
            };
            let step = match anchor {
                None if target == draft => return Aim::Step(0),
                None => None,
                Some(anchor) => match known.drafts[target].step_at.get(anchor.as_str()).copied() {
                    None => return Aim::Missing,
                    step => step,
                },
            };
            match step {
                Some(step) if target == draft => Aim::Step(step),
                step => Aim::Playbook(target, step),
            }
        }
    }
}

/// `Step 3`, `步骤 3`, `转到第 3 步`: the heading with that number, else the third step.
pub(super) fn numbered_step(draft: &Draft<'_>, words: &str) -> Option<usize> {
    let words = words.trim().trim_end_matches(['。', '.']).to_lowercase();
    let bare = [
        "go to", "goto", "转到", "跳到", "前往", "执行", "回到", "返回", "见",
    ]
    .iter()
    .find_map(|verb| words.strip_prefix(verb))
    .unwrap_or(&words)
    .trim();
    let number = ["step", "步骤"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .or_else(|| {
            bare.strip_prefix('第')
                .and_then(|rest| rest.strip_suffix('步'))
        })?;
    let number: usize = number.trim().parse().ok()?;
    draft
        .steps
        .iter()
        .position(|step| heading_number(&step.title) == Some(number))
        .or_else(|| number.checked_sub(1).filter(|&at| at < draft.steps.len()))
}

/// 3 of `Step 3: …`, `步骤 3`, `3. …`, `3、…`.
fn heading_number(title: &str) -> Option<usize> {
    let title = title.to_lowercase();
    let named = ["step", "步骤"]
        .iter()
        .find_map(|word| title.strip_prefix(word));
    let rest = named.unwrap_or(&title).trim_start();
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let is_set_off =
        named.is_some() || rest[digits..].starts_with(['.', '、', ')', '）', ':', '：']);
    is_set_off.then(|| rest[..digits].parse().ok()).flatten()
}
