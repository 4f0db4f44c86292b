//! A box for date and time that can be typed into.
//!
//! Browsers tell of a change at every keystroke that happens to leave a date (the year 2, 20, 202 on the way to 2026), so
//! the box is read when it is left or Enter is pressed, and never written to while somebody is in it.

use domain::Timestamp;
use leptos::prelude::*;

use crate::browser::{clock, page};

/// The box.
#[component]
pub fn TimeBox(
    /// What it holds.
    #[prop(into)]
    value: Signal<Option<Timestamp>>,
    /// Told when something else was put in, `None` when it was emptied.
    on_commit: Callback<Option<Timestamp>>,
    /// Its id, for a label.
    #[prop(optional, into)]
    id: Option<String>,
    /// The id of the element that names it.
    #[prop(optional, into)]
    labelled_by: Option<String>,
    /// Told whenever it is left whether it is half filled, which is neither a time nor none.
    #[prop(optional)]
    on_half: Option<Callback<bool>>,
    /// The id of the element that says what is wrong with it, when something is.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Whether something is.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// Its name, where nothing on the screen gives one.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
) -> impl IntoView {
    let entered = RwSignal::new(false);
    // What was left half filled, or was refused, stands in the box until it is mended or something else is put in.
    let to_mend = StoredValue::new(false);
    let shown = RwSignal::new(String::new());
    Effect::new(move |_| {
        let text = written(value.get());
        if !entered.get() || to_mend.get_value() {
            shown.set(text);
        }
    });
    let commit = move |typed: &str| {
        let current = value.get_untracked();
        // To the minute, as the box shows it: leaving it as it was changes nothing.
        if typed == written(current) {
            return;
        }
        match clock::from_input(typed) {
            Some(time) => on_commit.run(Some(time)),
            None if typed.is_empty() => on_commit.run(None),
            None => {}
        }
    };
    view! {
        <input
            type="datetime-local"
            class="field num"
            id=id
            aria-labelledby=labelled_by
            aria-label=label
            aria-invalid=move || wrong.get().then_some("true")
            aria-describedby=move || described_by.clone().filter(|_| wrong.get())
            prop:value=shown
            on:focus=move |_| {
                entered.set(true);
                to_mend.set_value(false);
            }
            on:keydown=move |event| {
                if event.key() == "Enter" {
                    commit(&event_target_value(&event));
                }
            }
            on:blur=move |event| {
                // Half a date says nothing at all, which must not be taken for “emptied”.
                let is_half = page::is_half_typed(&event);
                if let Some(tell) = on_half {
                    tell.run(is_half);
                }
                if !is_half {
                    commit(&event_target_value(&event));
                }
                if is_half && on_half.is_some() || wrong.get_untracked() {
                    to_mend.set_value(true);
                } else {
                    entered.set(false);
                }
            }
        />
        {clock::foreign_zone().map(|zone| view! { <small class="zone">{zone}</small> })}
    }
}

/// A time as it is typed: on the clock by which it will be read.
fn written(time: Option<Timestamp>) -> String {
    time.map(|time| clock::here(time).input_value())
        .unwrap_or_default()
}
