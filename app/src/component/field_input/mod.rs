//! One blank, filled as its kind asks. What is typed is kept as a draft until it is in the record.

mod blank;
mod options;

use domain::{FieldId, FieldKind, Timestamp, Visit};
use leptos::prelude::*;

use self::{blank::Blank, options::Options};
use super::time_box::TimeBox;
use crate::{
    app::App,
    browser::clock,
    i18n::*,
    words::{self, Wrong},
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
        let found = playbook.field(&field).cloned()?;
        Some((walk.log.incident().id, found))
    });
    let (incident, found) = found.flatten()?;
    let kind = found.kind.clone();
    let blank = Blank::new(app, incident, visit, found);
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

/// Why what was put in is not in the record, beside the box that holds it.
#[component]
fn WrongNote(blank: Blank, labelled_by: String) -> impl IntoView {
    let i18n = use_i18n();
    let id = wrong_id(&labelled_by);
    move || {
        let wrong = blank.wrong.get()?;
        Some(view! {
            <p class="wrong" role="alert" id=id.clone()>
                <b>{move || words::wrong(i18n.get_locale(), &wrong)}</b> " " {t!(i18n, walk.not_recorded)}
            </p>
        })
    }
}

/// The id of what is said to be wrong, for the box that it is about.
fn wrong_id(labelled_by: &str) -> String {
    format!("{labelled_by}-wrong")
}

/// Offers what it most likely is, so that it need not be typed: one key takes it over.
#[component]
fn Offer(blank: Blank) -> impl IntoView {
    let i18n = use_i18n();
    let settled = blank.app.settled();
    move || {
        let offered = blank.offered.get()?;
        let length = blank.kind.with_value(|kind| kind.seconds(&offered));
        let shown = match (Timestamp::parse(&offered), length) {
            (Some(time), _) => time.local_minute(),
            (None, Some(seconds)) => words::duration(i18n.get_locale(), seconds.into()),
            (None, None) => blank.kind.with_value(|kind| kind.shown(&offered)),
        };
        Some(view! {
            <button type="button" class="earlier" disabled=settled on:click=move |_| {
                blank.fill(&offered);
            }>
                {t!(i18n, walk.use_offered)} " " <span>{shown}</span>
            </button>
        })
    }
}

#[component]
fn TextInput(blank: Blank, labelled_by: String, long: bool) -> impl IntoView {
    let settled = blank.app.settled();
    let place = StoredValue::new(blank.place());
    let shown = RwSignal::new(blank.place().draft());
    let commit = move |text: &str| {
        // What was refused stays in the box, to be mended.
        let taken = blank.fill(text);
        shown.set((!taken).then(|| text.to_owned()));
    };
    // A draft left by a tab that went away goes into the record as soon as its blank is on the screen again.
    Effect::new(move |_| {
        if let Some(text) = shown.get_untracked() {
            commit(&text);
        }
    });
    // Whatever else fills the blank, such as what it is offered, takes the place of what was refused.
    Effect::new(move |before: Option<Option<String>>| {
        let value = blank.value.get();
        if before.is_some_and(|before| before != value) {
            shown.set(None);
        }
        value
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
            commit(&offered);
        }
    };
    let keep = move |event| place.with_value(|place| place.keep_draft(&event_target_value(&event)));
    let wrong = move || blank.wrong.get().is_some();
    let said_at = wrong_id(&labelled_by);
    let describe = move || wrong().then(|| said_at.clone());
    let invalid = move || wrong().then_some("true");
    let named = labelled_by.clone();
    let input = if long {
        view! {
            <textarea
                class="field long"
                rows="3"
                aria-labelledby=named
                aria-invalid=invalid
                aria-describedby=describe
                disabled=settled
                prop:value=value
                on:input=keep
                on:change=move |event| commit(&event_target_value(&event))
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
                aria-labelledby=named
                aria-invalid=invalid
                aria-describedby=describe
                disabled=settled
                prop:value=value
                on:keydown=take_offer
                on:input=keep
                on:change=move |event| commit(&event_target_value(&event))
            />
        }
        .into_any()
    };
    let unit = (!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> });
    view! { {input} {unit} <WrongNote blank labelled_by /> <Offer blank /> }
}

#[component]
fn TimeInput(blank: Blank, labelled_by: String) -> impl IntoView {
    let i18n = use_i18n();
    let settled = blank.app.settled();
    let value =
        Signal::derive(move || blank.value.get().and_then(|value| Timestamp::parse(&value)));
    let fill = Callback::new(move |time: Option<Timestamp>| {
        blank.fill(&time.map(|time| time.to_string()).unwrap_or_default());
    });
    let set_now = move |_| {
        blank.fill(&clock::now().to_string());
    };
    let wrong = Signal::derive(move || blank.wrong.get().is_some());
    view! {
        <span class="time">
            <TimeBox
                value
                on_commit=fill
                on_half=Callback::new(move |half: bool| blank.wrong.set(half.then_some(Wrong::HalfTime)))
                labelled_by=labelled_by.clone()
                described_by=wrong_id(&labelled_by)
                wrong
            />
            <button type="button" disabled=settled on:click=set_now>{t!(i18n, walk.set_now)}</button>
        </span>
        <WrongNote blank labelled_by />
        <Offer blank />
    }
}
