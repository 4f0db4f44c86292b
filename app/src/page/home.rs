//! The one part of the home page that the generator cannot write: the incidents kept in this browser.

use domain::{Log, Position};
use leptos::prelude::*;

use crate::{
    app::App,
    browser::offline::Offline,
    component::severity_mark::{Mark, SeverityMark},
    i18n::*,
    route::Route,
    state::{Loading, Shelved, Unreadable},
    words,
};

/// The incidents, open ones first.
#[component]
pub fn OpenIncidents() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let list = move || {
        app.with(|state| match &state.shelf {
            Loading::Pending => t!(i18n, common.loading).into_any(),
            Loading::Failed(problem) => {
                let problem = problem.clone();
                view! { <p role="alert">{move || words::problem(i18n.get_locale(), &problem).advice}</p> }
                    .into_any()
            }
            Loading::Ready(shelf) if shelf.is_empty() && state.walks.is_empty() => {
                view! { <p class="none">{t!(i18n, home.none_open)}</p> }.into_any()
            }
            Loading::Ready(shelf) => {
                let rows = shelf.iter().map(|shelved| row(shelved, i18n));
                view! { <ul class="incidents">{rows.collect_view()}</ul> }.into_any()
            }
        })
    };
    // What could not be stored is only in this tab, and still within reach.
    let unsaved = move || {
        app.with(|state| {
            let walks = state.walks.values().filter(|walk| walk.row_unsaved);
            let rows = walks.map(|walk| open_row(&walk.log, i18n));
            let rows: Vec<_> = rows.collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <p class="hint">{t!(i18n, walk.not_saved)}</p>
                    <ul class="incidents">{rows}</ul>
                }
            })
        })
    };
    view! {
        <h2>{t!(i18n, home.open_title)}</h2>
        {unsaved}
        {list}
        <p class="hint">{t!(i18n, home.kept_here)}</p>
        <p class="hint">
            {move || match app.offline.get() {
                Offline::Ready => t!(i18n, offline.ready).into_any(),
                Offline::Preparing => t!(i18n, offline.preparing).into_any(),
                Offline::Unavailable => t!(i18n, offline.unavailable).into_any(),
            }}
        </p>
    }
}

fn row(shelved: &Shelved, i18n: I18n) -> AnyView {
    match &shelved.log {
        Ok(log) => open_row(log, i18n),
        Err(found) => unreadable(shelved.id.clone(), found.clone(), i18n).into_any(),
    }
}

fn open_row(log: &Log, i18n: I18n) -> AnyView {
    let incident = log.incident();
    let mark = Mark::of(&log.library().severity, &incident.severity);
    let path = log.path();
    let step = match path.position {
        Position::AtStep => path.current().and_then(|visit| log.library().step(visit)),
        Position::Ended { .. } | Position::Stopped { .. } => None,
    };
    let step = step.map(|step| step.title.clone());
    let closed = incident.closed_at.is_some();
    let id = incident.id;
    let href = if closed {
        Route::Report { incident: id }.to_string()
    } else {
        Route::Walk {
            incident: id,
            place: None,
        }
        .to_string()
    };
    let declared = incident.declared_at.local_minute();
    view! {
        <li class:closed=closed data-incident=id.to_string()>
            <a href=href>
                <SeverityMark mark />
                <b>{incident.title.clone()}</b>
                {incident.drill.then(|| view! { <span class="tag">{t!(i18n, common.drill)}</span> })}
                <small>
                    <span class="num">{declared}</span>
                    " · "
                    {match step {
                        _ if closed => t!(i18n, status.closed).into_any(),
                        Some(step) => step.into_any(),
                        None => t!(i18n, home.walk_over).into_any(),
                    }}
                </small>
            </a>
        </li>
    }
    .into_any()
}

fn unreadable(id: String, found: Unreadable, i18n: I18n) -> impl IntoView {
    let Unreadable { problem, raw } = found;
    view! {
        <li class="unreadable">
            <p>
                <b>{t!(i18n, home.unreadable)}</b> " " <code>{id}</code>
            </p>
            <p>{move || words::problem(i18n.get_locale(), &problem).advice}</p>
            <p>{t!(i18n, home.unreadable_hint)}</p>
            {raw.map(|record| view! {
                <button type="button" on:click=move |_| super::report::save_raw(&record)>
                    {t!(i18n, home.save_raw)}
                </button>
            })}
        </li>
    }
}
