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
    let found = found.flatten()?;
    let kind = found.kind.clone();
    let blank = Blank::new(app, visit, found);
    Some(match kind {
        FieldKind::Choice { .. } | FieldKind::YesNo { .. } => {
            let options = kind.options();
            view! { <Options blank options labelled_by /> }.into_any()
        }
        FieldKind::Time => view! { <TimeInput blank labelled_by /> }.into_any(),
        FieldKind::LongText => view! { <TextInput blank labelled_by long=true /> }.into_any(),
        FieldKind::Text | FieldKind::Number { .. } | FieldKind::Duration => {
            view! { <TextInput blank labelled_by long=false /> }.into_any()
        }
    })
}

/// A field on a visit: what is in it, and how to fill it.
#[derive(Clone, Copy)]
struct Blank {
    app: App,
    place: StoredValue<(Visit, FieldId, String)>,
    kind: StoredValue<FieldKind>,
    value: Memo<Option<String>>,
    /// What it most likely is, while it is blank: what it was filled with the last time the walk came here, what
    /// the command input of the same value holds, or its default. In the record only once the responder takes it.
    offered: Memo<Option<String>>,
}

impl Blank {
    fn new(app: App, visit: Visit, found: Field) -> Self {
        let Field {
            id: field,
            kind,
            default,
            input,
            ..
        } = found;
        let here = (visit.clone(), field.clone());
        let value = app.derive(move |walk| {
            let entry = walk.log.incident().filled(&here.0, &here.1);
            entry.map(|entry| entry.value.clone())
        });
        let there = (visit.clone(), field.clone());
        let offered = app.derive(move |walk| {
            let incident = walk.log.incident();
            if incident.filled(&there.0, &there.1).is_some() {
                return None;
            }
            let earlier = incident.latest(&there.0.playbook, &there.1);
            let earlier = earlier.map(|entry| entry.value.clone());
            let typed = || incident.inputs.get(input.as_ref()?).cloned();
            earlier.or_else(typed).or_else(|| default.clone())
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
            kind: StoredValue::new(kind),
            value: Memo::new(move |_| value.get().flatten()),
            offered: Memo::new(move |_| offered.get().flatten()),
        }
    }

    fn fill(self, value: &str) {
        self.try_fill(value);
    }

    /// Fills the blank; whether it now holds that value.
    fn try_fill(self, value: &str) -> bool {
        let value = self
            .kind
            .with_value(|kind| kind.normalised(value).into_owned());
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

/// Offers what it most likely is, so that it need not be typed: one key takes it over.
#[component]
fn Offer(blank: Blank) -> impl IntoView {
    let i18n = use_i18n();
    let settled = blank.app.settled();
    move || {
        let offered = blank.offered.get()?;
        let shown = Timestamp::parse(&offered).map_or_else(
            || blank.kind.with_value(|kind| kind.shown(&offered)),
            Timestamp::local_minute,
        );
        Some(view! {
            <button type="button" class="earlier" disabled=settled on:click=move |_| blank.fill(&offered)>
                {t!(i18n, walk.use_offered)} " " <span>{shown}</span>
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
    let (mode, unit) = blank.kind.with_value(|kind| match kind {
        FieldKind::Number { unit } => ("decimal", unit.clone()),
        _ => ("text", String::new()),
    });
    // What is offered stands in the empty box, greyed; Enter takes it.
    let hint = move || {
        let offered = blank.offered.get().unwrap_or_default();
        Timestamp::parse(&offered).map_or(offered, Timestamp::local_minute)
    };
    let take_offer = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter"
            && event_target_value(&event).is_empty()
            && let Some(offered) = blank.offered.get_untracked()
        {
            blank.fill(&offered);
        }
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
                inputmode=mode
                placeholder=hint
                aria-labelledby=labelled_by
                disabled=settled
                prop:value=value
                on:keydown=take_offer
                on:input=move |event| blank.keep_draft(&event_target_value(&event))
                on:change=move |event| blank.fill(&event_target_value(&event))
            />
        }
        .into_any()
    };
    let unit = (!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> });
    view! { {input} {unit} <Offer blank /> }
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
        <Offer blank />
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
        <Offer blank />
    }
}
