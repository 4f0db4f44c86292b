//! One blank, filled as its kind asks. What is typed is kept as a draft until it is in the record.

use domain::{Act, Field, FieldId, FieldKind, Timestamp, Visit};
use leptos::prelude::*;

use super::time_box::TimeBox;
use crate::{
    app::App,
    browser::{clock, drafts},
    i18n::*,
};

/// The blank of a field on one visit.
#[component]
pub fn FieldInput(
    /// The visit it belongs to.
    visit: Visit,
    /// Which field.
    field: FieldId,
    /// The id of the element that names it.
    labelled_by: String,
) -> impl IntoView {
    let app = App::get();
    let found = app.walk_untracked(|walk| {
        let playbook = walk.log.library().playbook(&visit.playbook)?;
        playbook.field(&field).cloned()
    });
    let Field { kind, .. } = found.flatten()?;
    let blank = Blank::new(app, visit, field);
    Some(match kind {
        FieldKind::Choice { options } => view! { <Options blank options labelled_by /> }.into_any(),
        FieldKind::Time => view! { <TimeInput blank labelled_by /> }.into_any(),
        FieldKind::Text => view! { <TextInput blank labelled_by long=false /> }.into_any(),
        FieldKind::LongText => view! { <TextInput blank labelled_by long=true /> }.into_any(),
    })
}

/// A field on a visit: what is in it, and how to fill it.
#[derive(Clone, Copy)]
struct Blank {
    app: App,
    place: StoredValue<(Visit, FieldId, String)>,
    value: Memo<Option<String>>,
    /// What it was filled with the last time the walk came here.
    earlier: Memo<Option<String>>,
}

impl Blank {
    fn new(app: App, visit: Visit, field: FieldId) -> Self {
        let here = (visit.clone(), field.clone());
        let value = app.derive(move |walk| {
            let entry = walk.log.incident().filled(&here.0, &here.1);
            entry.map(|entry| entry.value.clone())
        });
        let there = (visit.clone(), field.clone());
        let earlier = app.derive(move |walk| {
            let entry = walk.log.incident().latest(&there.0.playbook, &there.1);
            entry.map(|entry| entry.value.clone())
        });
        let draft = app.walk_untracked(|walk| {
            let incident = walk.log.incident().id;
            format!(
                "{incident}/{}/{}/{}/{field}",
                visit.playbook, visit.step, visit.round
            )
        });
        Self {
            app,
            place: StoredValue::new((visit, field, draft.unwrap_or_default())),
            value: Memo::new(move |_| value.get().flatten()),
            earlier: Memo::new(move |_| earlier.get().flatten()),
        }
    }

    fn fill(self, value: &str) {
        self.try_fill(value);
    }

    /// Fills the blank; whether it now holds that value.
    fn try_fill(self, value: &str) -> bool {
        let value = value.trim().to_owned();
        let current = self.value.get_untracked().unwrap_or_default();
        let (visit, field, draft) = self.place.get_value();
        if value != current {
            self.app.act(if value.is_empty() {
                Act::FieldCleared { visit, field }
            } else {
                Act::FieldFilled {
                    visit,
                    field,
                    value: value.clone(),
                }
            });
        }
        // A value that was refused stays in the box and in the draft, to be mended.
        let taken = self.value.get_untracked().unwrap_or_default() == value;
        if taken {
            drafts::forget(&draft);
        }
        taken
    }

    fn draft(self) -> Option<String> {
        drafts::recall(&self.place.get_value().2)
    }

    fn keep_draft(self, text: &str) {
        drafts::keep(&self.place.get_value().2, text);
    }
}

/// Offers the value of the last time, so that a form need not be typed twice.
#[component]
fn UseEarlier(blank: Blank) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let earlier = blank
            .earlier
            .get()
            .filter(|_| blank.value.get().is_none())?;
        let shown = Timestamp::parse(&earlier).map_or(earlier.clone(), Timestamp::local_minute);
        Some(view! {
            <button type="button" class="earlier" on:click=move |_| blank.fill(&earlier)>
                {t!(i18n, walk.use_last_value)} " " <span>{shown}</span>
            </button>
        })
    }
}

#[component]
fn TextInput(blank: Blank, labelled_by: String, long: bool) -> impl IntoView {
    let settled = blank.app.settled();
    let shown = RwSignal::new(blank.draft());
    // A draft left by a tab that went away goes into the record as soon as its blank is on the screen again.
    Effect::new(move |_| {
        if let Some(text) = shown.get_untracked() {
            // What was refused stays in the box, to be mended.
            if blank.try_fill(&text) {
                shown.set(None);
            }
        }
    });
    let value = move || {
        shown
            .get()
            .or_else(|| blank.value.get())
            .unwrap_or_default()
    };
    let input = if long {
        view! {
            <textarea
                class="field long"
                rows="3"
                aria-labelledby=labelled_by
                disabled=settled
                prop:value=value
                on:input=move |event| blank.keep_draft(&event_target_value(&event))
                on:change=move |event| blank.fill(&event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                type="text"
                class="field"
                autocomplete="off"
                aria-labelledby=labelled_by
                disabled=settled
                prop:value=value
                on:input=move |event| blank.keep_draft(&event_target_value(&event))
                on:change=move |event| blank.fill(&event_target_value(&event))
            />
        }
        .into_any()
    };
    view! { {input} <UseEarlier blank /> }
}

#[component]
fn TimeInput(blank: Blank, labelled_by: String) -> impl IntoView {
    let i18n = use_i18n();
    let value =
        Signal::derive(move || blank.value.get().and_then(|value| Timestamp::parse(&value)));
    let fill = Callback::new(move |time: Option<Timestamp>| {
        blank.fill(&time.map(|time| time.to_string()).unwrap_or_default());
    });
    view! {
        <span class="time">
            <TimeBox value on_commit=fill labelled_by />
            <button type="button" on:click=move |_| blank.fill(&clock::now().to_string())>
                {t!(i18n, walk.set_now)}
            </button>
        </span>
        <UseEarlier blank />
    }
}

#[component]
fn Options(blank: Blank, options: Vec<String>, labelled_by: String) -> impl IntoView {
    let (visit, field, _) = blank.place.get_value();
    let settled = blank.app.settled();
    let group = format!("{}-{}-{field}", visit.step, visit.round);
    let radios = options.into_iter().map(|option| {
        let chosen = {
            let option = option.clone();
            move || blank.value.get().as_deref() == Some(&option)
        };
        let fill = {
            let option = option.clone();
            move |_| blank.fill(&option)
        };
        view! {
            <label class="option">
                <input type="radio" name=group.clone() disabled=settled prop:checked=chosen on:change=fill />
                <span>{option}</span>
            </label>
        }
    });
    view! {
        <span class="seg" role="radiogroup" aria-labelledby=labelled_by>
            {radios.collect_view()}
        </span>
        <UseEarlier blank />
    }
}
