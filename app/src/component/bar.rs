//! The head of every screen of an incident: what it is, the clocks, and whether it is saved.

use domain::Milestone;
use leptos::prelude::*;

use super::{
    language_switch::LanguageSwitch,
    saved::Saved,
    severity_mark::{Mark, SeverityMark},
};
use crate::{app::App, i18n::*, route::Route, words};

/// Who, how long, what is due, saved.
#[component]
pub fn Bar() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let mark =
        app.derive(|walk| Mark::of(&walk.log.library().severity, &walk.log.incident().severity));
    let title = app.derive(|walk| walk.log.incident().title.clone());
    let id = app.derive(|walk| walk.log.incident().id.short());
    let drill = app.derive(|walk| walk.log.incident().drill);
    view! {
        <header class="bar">
            <a class="mark" href=Route::Home.to_string() aria-label=move || t_string!(i18n, common.home)>
                <Logo />
            </a>
            <div class="who">
                {move || mark.get().map(|mark| view! { <SeverityMark mark /> })}
                <strong>{title}</strong>
                <span class="id num">{id}</span>
                {move || (drill.get() == Some(true)).then(|| view! {
                    <span class="tag drill">{t!(i18n, common.drill)}</span>
                })}
            </div>
            <Clocks />
            <Saved />
            <Tabs />
        </header>
    }
}

/// The sign of the product: cracked glass.
#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <rect x="1.5" y="1.5" width="19" height="19" rx="3" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M11 11 4 4.5M11 11l7-5.5M11 11l-2 8M11 11l7 4.5" stroke="currentColor" stroke-width="1.5" />
        </svg>
    }
}

#[component]
fn Clocks() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let since = app.derive(|walk| {
        let incident = walk.log.incident();
        let started = incident.milestones.get(&Milestone::ImpactStarted).copied();
        let over = incident
            .closed_at
            .or(incident.milestones.get(&Milestone::Resolved).copied());
        (
            started.unwrap_or(incident.declared_at),
            started.is_some(),
            over,
        )
    });
    let elapsed = move || {
        let (from, _, over) = since.get()?;
        Some(words::stopwatch(
            over.unwrap_or_else(|| app.now.get()).seconds_since(from),
        ))
    };
    let label = move || match since.get() {
        Some((_, true, _)) => t!(i18n, walk.since_impact).into_any(),
        _ => t!(i18n, walk.since_declared).into_any(),
    };
    view! {
        <dl class="clocks">
            <div class="main">
                <dt>{label}</dt>
                <dd class="num" data-clock="elapsed">{elapsed}</dd>
            </div>
            <NextUpdate />
            <NextEscalation />
        </dl>
    }
}

#[component]
fn NextUpdate() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let due = app.derive(|walk| walk.log.next_update_at());
    move || {
        let left = due.get().flatten()?.seconds_since(app.now.get());
        let class = if left <= 120 { "due" } else { "" };
        Some(view! {
            <div class=class data-clock="update">
                <dt>{t!(i18n, walk.next_update)}</dt>
                <dd class="num">{move || words::due_in(i18n.get_locale(), left)}</dd>
            </div>
        })
    }
}

#[component]
fn NextEscalation() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let open = app.derive(|walk| walk.log.next_update_at().is_some());
    let next = Memo::new(move |_| {
        let elapsed = app.elapsed_seconds();
        let level = app.walk(|walk| walk.log.library().escalation.next_after(elapsed).cloned());
        level.flatten().filter(|_| open.get() == Some(true))
    });
    // A level that has come due stays in sight; the one that is due at once is whoever reads this.
    let due = Memo::new(move |_| {
        let elapsed = app.elapsed_seconds();
        let level = app.walk(|walk| walk.log.library().escalation.due_after(elapsed).cloned());
        let level = level.flatten().filter(|level| level.after_seconds > 0);
        level.filter(|_| open.get() == Some(true))
    });
    let next = move || {
        let level = next.get()?;
        let left = i64::from(level.after_seconds) - app.elapsed_seconds();
        let class = if left <= 120 { "due" } else { "" };
        let who = level.who;
        Some(view! {
            <div class=class data-clock="escalation">
                <dt>{move || t!(i18n, walk.escalate_to, who = who.clone())}</dt>
                <dd class="num">{move || words::due_in(i18n.get_locale(), left)}</dd>
            </div>
        })
    };
    let due = move || {
        let level = due.get()?;
        let contact = level.contact;
        Some(view! {
            <div class="due" data-clock="escalation-due">
                <dt>{move || t!(i18n, walk.escalate_due)}</dt>
                <dd title=contact>{level.who}</dd>
            </div>
        })
    };
    view! { {due} {next} }
}

/// The screens of the incident, and the language.
#[component]
fn Tabs() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let tabs = move || {
        let incident = app.walk(|walk| walk.log.incident().id)?;
        let here = app.route.get();
        let tab = |route: Route, words: AnyView| {
            let current = std::mem::discriminant(&route) == std::mem::discriminant(&here);
            view! { <a href=route.to_string() aria-current=current.then_some("page")>{words}</a> }
        };
        Some(view! {
            {tab(Route::Walk { incident, place: None }, t!(i18n, menu.walk).into_any())}
            {tab(Route::Notices { incident }, t!(i18n, menu.notices).into_any())}
            {tab(Route::Report { incident }, t!(i18n, menu.report).into_any())}
        })
    };
    view! {
        <nav class="tabs" aria-label=move || t_string!(i18n, menu.label)>
            {tabs}
            <LanguageSwitch />
        </nav>
    }
}
