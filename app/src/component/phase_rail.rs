//! Where the walk stands among the phases, and how their windows do.

use std::collections::BTreeSet;

use domain::{Pace, Path, PlaybookId, ReportPhase, StepId};
use leptos::prelude::*;

use crate::{app::App, i18n::*, route::Route, state::Walk, words};

/// A phase, or a playbook without phases, with its steps.
#[derive(Clone, PartialEq)]
struct Stretch {
    title: String,
    state: &'static str,
    steps: Vec<StepLine>,
}

#[derive(Clone, PartialEq)]
struct StepLine {
    title: String,
    state: &'static str,
    /// From 1, when the walk came there.
    place: Option<usize>,
}

/// The rail of the playbook that the walk stands in.
#[component]
pub fn PhaseRail(
    /// The place that is on the screen, from 0; `None` for the end.
    viewed: Memo<Option<usize>>,
) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let playbook = app.derive(move |walk| standing_in(walk, viewed.get()));
    let playbook = Memo::new(move |_| playbook.get().flatten());
    let stretches =
        app.derive(move |walk| playbook.get().map(|id| stretches(walk, &id, viewed.get())));
    let stretches = move || stretches.get().flatten().unwrap_or_default();
    let incident = app.derive(|walk| walk.log.incident().id);
    let rows = move || {
        let link = move |place| {
            incident.get().map(|incident| {
                Route::Walk {
                    incident,
                    place: Some(place),
                }
                .to_string()
            })
        };
        let stretches = stretches().into_iter().enumerate();
        let rows = stretches.map(|(index, stretch)| {
            view! {
                <li class=stretch.state aria-current=(stretch.state == "now").then_some("step")>
                    <b>{stretch.title}</b>
                    <PhaseClock playbook index />
                    {(stretch.state == "now").then(|| {
                        let lines = stretch.steps.into_iter().map(|line| {
                            view! { <li class=line.state>{match line.place.and_then(link) {
                                Some(href) => view! { <a href=href>{line.title}</a> }.into_any(),
                                None => line.title.into_any(),
                            }}</li> }
                        });
                        view! { <ul>{lines.collect_view()}</ul> }
                    })}
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <nav class="phases" aria-label=move || t_string!(i18n, walk.phases)>
            <ol>{rows}</ol>
        </nav>
    }
}

/// The playbook on the screen; at the end, the one that the walk ended in.
fn standing_in(walk: &Walk, viewed: Option<usize>) -> Option<PlaybookId> {
    let visits = &walk.path.visits;
    let visit = viewed
        .and_then(|place| visits.get(place))
        .or(visits.last())?;
    Some(visit.playbook.clone())
}

fn stretches(walk: &Walk, id: &PlaybookId, viewed: Option<usize>) -> Vec<Stretch> {
    let Some(playbook) = walk.log.library().playbook(id) else {
        return Vec::new();
    };
    let path = &walk.path;
    let here = viewed
        .and_then(|place| path.visits.get(place))
        .filter(|visit| &visit.playbook == id);
    let line = |step: &domain::Step| {
        let place = last_place(path, id, &step.id);
        let current = here.is_some_and(|visit| visit.step == step.id);
        let standing = path
            .current()
            .is_some_and(|v| &v.playbook == id && v.step == step.id);
        let state = match (current, place) {
            (true, _) => "here",
            (false, Some(_)) if standing => "",
            (false, Some(_)) => "done",
            (false, None) => "",
        };
        StepLine {
            title: step.title.clone(),
            state,
            place,
        }
    };
    if playbook.phases.is_empty() {
        let steps = playbook.steps.iter().map(line).collect();
        return vec![Stretch {
            title: playbook.title.clone(),
            state: "now",
            steps,
        }];
    }
    let visited: BTreeSet<_> = path
        .visits
        .iter()
        .filter(|visit| &visit.playbook == id)
        .filter_map(|visit| playbook.step(&visit.step)?.phase.as_ref())
        .collect();
    let now = here.and_then(|visit| playbook.step(&visit.step)?.phase.as_ref());
    let stretch = |phase: &domain::Phase| Stretch {
        title: phase.title.clone(),
        state: match visited.contains(&phase.id) {
            _ if now == Some(&phase.id) => "now",
            true => "done",
            false => "",
        },
        steps: playbook
            .steps
            .iter()
            .filter(|step| step.phase.as_ref() == Some(&phase.id))
            .map(line)
            .collect(),
    };
    playbook.phases.iter().map(stretch).collect()
}

/// The last place of a step on the path, from 1.
fn last_place(path: &Path, playbook: &PlaybookId, step: &StepId) -> Option<usize> {
    let found = path
        .visits
        .iter()
        .rposition(|v| &v.playbook == playbook && &v.step == step);
    found.map(|place| place + 1)
}

/// The window of a phase: in words as well as in colour.
#[component]
fn PhaseClock(playbook: Memo<Option<PlaybookId>>, index: usize) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let phase = Memo::new(move |_| {
        let now = app.now.get();
        app.walk(|walk| {
            let playbook = playbook.get()?;
            walk.log
                .phases(&playbook, &walk.path, now)
                .into_iter()
                .nth(index)
        })
        .flatten()
    });
    move || {
        let phase = phase.get()?;
        let elapsed = app.elapsed_seconds();
        let class = match (&phase.left_at, phase.pace) {
            (_, Some(Pace::Over)) => "clock over",
            (None, Some(Pace::Due)) => "clock due",
            _ => "clock",
        };
        let words = words::phase_clock(i18n.get_locale(), &phase, elapsed);
        Some(view! { <span class=class data-pace=pace_name(&phase)>{words}</span> })
    }
}

fn pace_name(phase: &ReportPhase) -> &'static str {
    match phase.pace {
        Some(Pace::OnTime) => "on-time",
        Some(Pace::Due) => "due",
        Some(Pace::Over) => "over",
        None => "none",
    }
}
