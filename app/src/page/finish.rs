//! The end of the walk: what came out, what is still open, and closing.

use domain::{Act, Milestone, Position};
use leptos::prelude::*;

use crate::{app::App, i18n::*, route::Route, words};

/// The end of the walk.
#[component]
pub fn Finish() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let path = app.path();
    let position = Memo::new(move |_| path.get().map(|path| path.position));
    let incident = app.derive(|walk| walk.log.incident().id);
    let closed = app.derive(|walk| walk.log.incident().closed_at);
    let closed = Memo::new(move |_| closed.get().flatten());
    let last = move || {
        let (incident, place) = (incident.get()?, path.get()?.visits.len());
        Some(
            Route::Walk {
                incident,
                place: Some(place),
            }
            .to_string(),
        )
    };
    let link = move |route: fn(domain::IncidentId) -> Route| {
        incident.get().map(|id| route(id).to_string())
    };
    view! {
        <article class="step finish">
            <p class="eyebrow">{t!(i18n, walk.outcome)}</p>
            <h1 id="step-title" tabindex="-1">{move || match position.get() {
                Some(Position::Ended { outcome }) if !outcome.is_empty() => outcome.into_any(),
                Some(Position::Stopped { reason }) => reason.into_any(),
                _ => t!(i18n, walk.outcome_last_step).into_any(),
            }}</h1>
            <p class="lead">{move || match position.get() {
                Some(Position::Stopped { .. }) => t!(i18n, walk.stopped).into_any(),
                _ => t!(i18n, walk.finished).into_any(),
            }}</p>
            <h2 class="ask">{t!(i18n, walk.finish_next)}</h2>
            <UnknownMilestones />
            <OpenChecks />
            <p class="row">
                <a class="go" href=move || link(|incident| Route::Report { incident })>
                    {t!(i18n, walk.open_report)} " " <kbd>"r"</kbd>
                </a>
                <a class="button" href=move || link(|incident| Route::Notices { incident })>
                    {t!(i18n, walk.open_notices)} " " <kbd>"u"</kbd>
                </a>
            </p>
            {move || match closed.get() {
                None => view! {
                    <p class="row">
                        <button type="button" class="close" on:click=move |_| app.act(Act::IncidentClosed)>
                            {t!(i18n, walk.close_incident)}
                        </button>
                        <span class="hint">{t!(i18n, walk.close_hint)}</span>
                    </p>
                }
                .into_any(),
                Some(at) => view! {
                    <p class="row closed">
                        <strong>{t!(i18n, walk.closed_at, time = at.local_minute())}</strong>
                        <button type="button" on:click=move |_| app.act(Act::IncidentReopened)>
                            {t!(i18n, walk.reopen)}
                        </button>
                    </p>
                }
                .into_any(),
            }}
            <footer class="aside">
                <a href=last data-key="b">{t!(i18n, walk.back)} " " <kbd>"b"</kbd></a>
                {move || matches!(position.get(), Some(Position::Stopped { .. })).then(|| view! {
                    <button type="button" on:click=move |_| app.act(Act::WalkResumed)>
                        {t!(i18n, walk.resume)}
                    </button>
                })}
            </footer>
        </article>
    }
}

#[component]
fn UnknownMilestones() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let unknown = app.derive(|walk| {
        let known = &walk.log.incident().milestones;
        Milestone::ALL
            .into_iter()
            .filter(|m| !known.contains_key(m))
            .collect::<Vec<_>>()
    });
    move || {
        let unknown = unknown.get().filter(|unknown| !unknown.is_empty())?;
        Some(view! {
            <div class="open-items">
                <p>{t!(i18n, walk.finish_milestones)}</p>
                <ul>
                    {unknown
                        .into_iter()
                        .map(|m| view! { <li><a href="#milestones" on:click=move |event| {
                            event.prevent_default();
                            crate::browser::page::focus("milestones");
                        }>{move || words::milestone(i18n.get_locale(), m)}</a></li> })
                        .collect_view()}
                </ul>
            </div>
        })
    }
}

#[component]
fn OpenChecks() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let open = app.derive(|walk| {
        let incident = walk.log.incident().id;
        let open = walk.log.open_checks(&walk.path).into_iter();
        let line = |check: domain::OpenCheck| {
            let place = walk.path.place(&check.visit).map(|place| place + 1);
            (
                Route::Walk { incident, place }.to_string(),
                check.step,
                check.text,
            )
        };
        open.map(line).collect::<Vec<_>>()
    });
    move || {
        let open = open.get().filter(|open| !open.is_empty())?;
        let rows = open.into_iter().map(|(href, step, text)| {
            view! { <li><a href=href>{step}</a> " · " {text}</li> }
        });
        Some(view! {
            <div class="open-items">
                <p>{t!(i18n, walk.finish_open_checks)}</p>
                <ul>{rows.collect_view()}</ul>
            </div>
        })
    }
}
