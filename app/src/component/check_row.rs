//! One check: a box to tick, or a blank whose filling ticks it.

use domain::{Act, Check, Visit};
use leptos::prelude::*;

use super::field_input::FieldInput;
use crate::{app::App, i18n::*, words};

/// A row of the list of checks.
#[component]
pub fn CheckRow(
    /// The visit it belongs to.
    visit: Visit,
    /// The check.
    check: Check,
) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let settled = app.settled();
    let box_id = format!("check-{}", check.id);
    let done_at = {
        let (visit, check) = (visit.clone(), check.clone());
        app.derive(move |walk| walk.log.incident().done_at(&visit, &check))
    };
    let done_at = move || done_at.get().flatten();
    let due = check.due_seconds.map(i64::from);
    let late = move || done_at().is_none() && due.is_some_and(|due| app.elapsed_seconds() > due);
    let marks = view! {
        {check.optional.then(|| view! { <span class="tag">{t!(i18n, walk.check_optional)}</span> })}
        {due.map(|due| view! {
            <span class="tag" class:late=late>
                {move || words::due(i18n.get_locale(), due)}
            </span>
        })}
        <span class="at num">{move || done_at().map(domain::Timestamp::local_time)}</span>
    };
    let row = if let Some(field) = check.field.clone() {
        let label_id = format!("label-{field}");
        view! {
            <span class="box" class:on=move || done_at().is_some() aria-hidden="true"></span>
            <span class="text" id=label_id.clone() inner_html=check.html></span>
            {marks}
            <FieldInput visit=visit field=field labelled_by=label_id />
        }
        .into_any()
    } else {
        let toggle = move |_| {
            let (visit, check) = (visit.clone(), check.id.clone());
            app.act(if done_at().is_some() {
                Act::CheckCleared { visit, check }
            } else {
                Act::CheckTicked { visit, check }
            });
        };
        view! {
            <input
                type="checkbox"
                id=box_id.clone()
                disabled=settled
                prop:checked=move || done_at().is_some()
                on:change=toggle
            />
            <label class="text" for=box_id inner_html=check.html></label>
            {marks}
        }
        .into_any()
    };
    view! { <li class:ticked=move || done_at().is_some()>{row}</li> }
}
