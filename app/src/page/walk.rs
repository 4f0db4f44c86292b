//! The walk: one step at a time, with what must always be visible around it.

use domain::{Position, Visit};
use leptos::prelude::*;

use super::finish::Finish;
use crate::{
    app::App,
    browser::page,
    component::{
        log_column::LogColumn, phase_rail::PhaseRail, refusal::RefusalNotice,
        saved::StorageTrouble, step::StepView,
    },
    i18n::*,
    route::Route,
    words,
};

/// What is in the middle of the screen.
#[derive(Clone, PartialEq)]
enum Middle {
    Step(Visit, usize),
    End,
}

/// The rail, the step (or the end), and the record.
#[component]
pub fn WalkScreen() -> impl IntoView {
    let app = App::get();
    let path = app.path();
    let middle = Memo::new(move |_| {
        let path = path.get()?;
        let asked = match app.route.get() {
            Route::Walk { place, .. } => place.map(|place| place - 1),
            _ => None,
        };
        // A place that the path does not have is answered with where the walk stands.
        let asked = asked.filter(|place| *place < path.visits.len());
        let over = !matches!(path.position, Position::AtStep);
        let place = match asked {
            None if over => return Some(Middle::End),
            None => path.visits.len().checked_sub(1)?,
            Some(place) => place,
        };
        Some(Middle::Step(path.visits[place].clone(), place))
    });
    let viewed = Memo::new(move |_| match middle.get() {
        Some(Middle::Step(_, place)) => Some(place),
        Some(Middle::End) | None => None,
    });
    // Whoever comes to another step begins at its heading.
    Effect::new(move |before: Option<Option<Middle>>| {
        let now = middle.get();
        if before.is_none_or(|before| before != now) {
            page::begin_at("step-title");
        }
        now
    });
    view! {
        <div class="room">
            <PhaseRail viewed />
            <main id="content" tabindex="-1">
                <StorageTrouble />
                <Damage />
                <RefusalNotice />
                {move || match middle.get()? {
                    Middle::Step(visit, place) => Some(view! { <StepView visit place /> }.into_any()),
                    Middle::End => Some(view! { <Finish /> }.into_any()),
                }}
            </main>
            <LogColumn />
        </div>
    }
}

/// The stored record was sound only up to a point: said, with what to do.
#[component]
pub fn Damage() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let damage = app.derive(|walk| walk.damage.clone());
    move || {
        let (damage, raw) = damage.get().flatten()?;
        Some(view! {
            <div class="trouble" role="alert">
                <p><strong>{t!(i18n, replay.title)}</strong></p>
                <p>{move || words::replay_error(i18n.get_locale(), &damage)}</p>
                <p>{t!(i18n, replay.sound_before)} " " {t!(i18n, replay.read_only)}</p>
                <button type="button" on:click=move |_| super::report::save_raw(&raw)>
                    {t!(i18n, replay.export_raw)}
                </button>
            </div>
        })
    }
}
