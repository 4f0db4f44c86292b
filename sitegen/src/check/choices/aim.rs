//! What the link of a choice aims at.

use crate::check::places::Place;

use super::Known;

/// What a link aims at, as far as a walk is concerned.
pub(crate) enum Aim {
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

/// Tells what a link in a playbook aims at.
pub(crate) fn aim(known: &Known<'_>, draft: usize, destination: &str) -> Aim {
    let here = known.draft(draft);
    match known.places.resolve(here.page, destination) {
        Place::Elsewhere => Aim::Elsewhere,
        Place::Attachment(_) | Place::Section(_) => Aim::Page,
        Place::Broken(_) => Aim::Missing,
        Place::Page { page, anchor } => {
            let Some(target) = known.by_page.get(&page).copied() else {
                return Aim::Page;
            };
            let step = match anchor {
                None if target == draft => return Aim::Step(0),
                None => None,
                Some(anchor) => match known.draft(target).step_at.get(anchor.as_str()).copied() {
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
