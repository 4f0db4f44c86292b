//! A blank that is chosen from. Arrow keys choose every option on their way, so only the one that is settled on goes into
//! the record.

use leptos::prelude::*;

use super::{Blank, Offer, WrongNote, blank::Place};
use crate::{
    app::App,
    browser::{page, timer},
};

/// How long the arrow keys must rest before the option that they stopped at counts.
const SETTLES_AFTER_MILLISECONDS: i32 = 800;

/// The option that the arrow keys have come to, not in the record yet. It outlives the step on the screen: whoever goes on
/// at once has still chosen.
#[derive(Clone)]
struct Passing {
    app: App,
    place: Place,
    option: ArcRwSignal<Option<String>>,
}

impl Passing {
    /// Comes to an option.
    fn come_to(&self, option: &str) {
        // A tab that goes away now has the choice in its draft.
        self.place.keep_draft(option);
        self.option.set(Some(option.to_owned()));
    }

    /// The option under the keys is the one that is meant.
    fn settle(&self) {
        if let Some(option) = self.option.try_update(Option::take).flatten() {
            self.place.choose(self.app, option);
        }
    }

    /// Settles unless the keys have gone on by then.
    fn settle_later(&self) {
        let passing = self.clone();
        let here = self.option.get_untracked();
        timer::later(SETTLES_AFTER_MILLISECONDS, move || {
            if passing.option.get_untracked() == here {
                passing.settle();
            }
        });
    }
}

/// The options, side by side.
#[component]
pub(super) fn Options(blank: Blank, options: Vec<String>, labelled_by: String) -> impl IntoView {
    let place = blank.place();
    let settled = blank.app.settled();
    let group = format!("{}-{}-{}", place.visit.step, place.visit.round, place.field);
    // A draft is left by a tab that went away before the keys had rested.
    if let Some(option) = place.draft() {
        Effect::new(move |_| {
            blank.fill(&option);
        });
    }
    let passing = Passing {
        app: blank.app,
        place,
        option: ArcRwSignal::new(None),
    };
    let left = passing.clone();
    on_cleanup(move || left.settle());
    let by_arrow = StoredValue::new(false);
    let radios = options.into_iter().map(|option| {
        let passing = passing.clone();
        let chosen = {
            let (option, passing) = (option.clone(), passing.option.clone());
            move || passing.get().or_else(|| blank.value.get()).as_ref() == Some(&option)
        };
        let words = option.clone();
        let choose = move |_| {
            passing.come_to(&option);
            if by_arrow.get_value() {
                passing.settle_later();
            } else {
                passing.settle();
            }
        };
        view! {
            <label class="option">
                <input type="radio" name=group.clone() disabled=settled prop:checked=chosen on:change=choose />
                <span>{words}</span>
            </label>
        }
    });
    let radios = radios.collect_view();
    let keys = passing.clone();
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let is_arrow = event.key().starts_with("Arrow");
        by_arrow.set_value(is_arrow);
        if !is_arrow {
            keys.settle();
        }
    };
    let leave = move |event: leptos::ev::FocusEvent| {
        if !page::stays_within(&event) {
            passing.settle();
        }
    };
    view! {
        <span
            class="seg"
            role="radiogroup"
            aria-labelledby=labelled_by.clone()
            on:keydown=pressed
            on:pointerdown=move |_| by_arrow.set_value(false)
            on:focusout=leave
        >
            {radios}
        </span>
        <WrongNote blank labelled_by />
        <Offer blank />
    }
}
