//! Changing the severity by hand: it is worse, or less bad, than it looked.

use domain::{Act, SeverityLevel};
use leptos::prelude::*;

use crate::{app::App, i18n::*};

/// The levels of the scale, to choose from.
#[component]
pub fn SeverityControl() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let settled = app.settled();
    let level = app.derive(|walk| walk.log.incident().severity.to_string());
    let scale = app.walk_untracked(|walk| walk.log.library().severity.levels.clone());
    let options = scale.unwrap_or_default().into_iter().map(|severity| {
        let name = format!("{} {}", severity.level, severity.name);
        view! { <option value=severity.level.to_string()>{name}</option> }
    });
    let change = move |event| {
        if let Ok(severity) = SeverityLevel::new(event_target_value(&event)) {
            app.act(Act::SeverityChanged { severity });
        }
    };
    view! {
        <label class="severity-control">
            <span>{t!(i18n, walk.severity_change)}</span>
            <select
                class="field"
                disabled=settled
                prop:value=move || level.get().unwrap_or_default()
                on:change=change
            >
                {options.collect_view()}
            </select>
        </label>
    }
}
