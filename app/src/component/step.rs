//! One step of the walk: what to know, what to see to, and the way on.

use domain::{Block, CalloutKind, Milestone, Step, Visit};
use leptos::prelude::*;

use super::{
    check_row::CheckRow, choices::Choices, command_box::CommandBox, field_input::FieldInput,
};
use crate::{app::App, browser::clock, i18n::*, route::Route, words};

/// What stands above the step's heading.
#[derive(Clone, PartialEq)]
struct Eyebrow {
    playbook: String,
    phase: Option<String>,
    role: Option<String>,
    page: String,
    lang: String,
    /// What stands before the first step; only above that step.
    intro: Option<String>,
}

/// A step on the screen.
#[component]
pub fn StepView(
    /// Which visit.
    visit: Visit,
    /// Its place on the path, from 0.
    place: usize,
) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let found = app.walk_untracked(|walk| {
        let library = walk.log.library();
        let playbook = library.playbook(&visit.playbook)?;
        let step = playbook.step(&visit.step)?;
        let eyebrow = Eyebrow {
            playbook: playbook.title.clone(),
            phase: playbook.phase_of(step).map(|phase| phase.title.clone()),
            role: step.role.as_ref().map(|id| {
                library
                    .role(id)
                    .map_or_else(|| id.to_string(), |r| r.name.clone())
            }),
            page: format!("{}#{}", playbook.page, step.id),
            lang: playbook.lang.clone(),
            intro: playbook
                .steps
                .first()
                .filter(|first| first.id == step.id && visit.round == 1)
                .map(|_| playbook.intro_html.clone())
                .filter(|html| !html.is_empty()),
        };
        Some((step.clone(), eyebrow, walk.log.incident().id))
    });
    let (step, eyebrow, incident) = found.flatten()?;
    let earlier = {
        let path = app.path();
        Memo::new(move |_| {
            path.get()
                .is_some_and(|path| path.current().is_none() || place + 1 < path.visits.len())
        })
    };
    let back = (place > 0).then(|| {
        Route::Walk {
            incident,
            place: Some(place),
        }
        .to_string()
    });
    let now = Route::Walk {
        incident,
        place: None,
    }
    .to_string();
    Some(view! {
        <article class="step" data-step=step.id.to_string() data-round=visit.round.to_string()>
            {move || {
                let now = now.clone();
                earlier.get().then(|| view! {
                    <p class="earlier-step" role="note">
                        {t!(i18n, walk.earlier_step)} " "
                        <a href=now data-key="g">{t!(i18n, walk.back_to_current)} " " <kbd>"g"</kbd></a>
                    </p>
                })
            }}
            <p class="eyebrow">
                {eyebrow.phase.map_or(eyebrow.playbook, |phase| phase)}
                " · " {t!(i18n, walk.step_number, number = place + 1)}
                {eyebrow.role.map(|role| view! { " · " {t!(i18n, walk.role, role = role.clone())} })}
                {(visit.round > 1).then(|| view! {
                    " · " <strong>{t!(i18n, walk.round, round = visit.round)}</strong>
                })}
            </p>
            <h1 id="step-title" tabindex="-1" lang=eyebrow.lang.clone()>{step.title.clone()}</h1>
            {eyebrow.intro.map(|html| view! {
                <details class="intro">
                    <summary>{t!(i18n, walk.intro)}</summary>
                    <div class="prose" inner_html=html></div>
                </details>
            })}
            <Blocks visit=visit.clone() step=step.clone() lang=eyebrow.lang />
            {step.milestone.map(|milestone| view! { <MilestonePrompt milestone /> })}
            <Choices visit=visit.clone() step=step.clone() place />
            <footer class="aside">
                {back.map(|back| view! {
                    <a href=back data-key="b">{t!(i18n, walk.back)} " " <kbd>"b"</kbd></a>
                })}
                <a href=eyebrow.page target="_blank">{t!(i18n, walk.playbook_page)}</a>
                <StopWalk earlier />
            </footer>
        </article>
    })
}

#[component]
fn Blocks(visit: Visit, step: Step, lang: String) -> impl IntoView {
    let mut shown = Vec::new();
    let mut checks = Vec::new();
    for block in step.blocks {
        if let Block::Check(check) = block {
            let visit = visit.clone();
            checks.push(view! { <CheckRow visit check /> }.into_any());
            continue;
        }
        shown.extend(list_of(&mut checks));
        shown.push(match block {
            Block::Prose(html) => {
                view! { <div class="prose" lang=lang.clone() inner_html=html></div> }.into_any()
            }
            Block::Callout { kind, html } => view! { <Callout kind html /> }.into_any(),
            Block::Command(command) => {
                view! { <CommandBox visit=visit.clone() command /> }.into_any()
            }
            Block::Field(field) => view! { <FieldRow visit=visit.clone() field /> }.into_any(),
            // Taken out above.
            Block::Check(_) => ().into_any(),
        });
    }
    shown.extend(list_of(&mut checks));
    shown
}

/// Checks that stand together make one list.
fn list_of(checks: &mut Vec<AnyView>) -> Option<AnyView> {
    let rows = std::mem::take(checks);
    (!rows.is_empty()).then(|| view! { <ul class="checks">{rows}</ul> }.into_any())
}

#[component]
fn FieldRow(visit: Visit, field: domain::FieldId) -> impl IntoView {
    let app = App::get();
    let label = app.walk_untracked(|walk| {
        let playbook = walk.log.library().playbook(&visit.playbook)?;
        playbook.field(&field).map(|field| field.label.clone())
    });
    let label_id = format!("label-{field}");
    view! {
        <div class="field-row">
            <span class="text" id=label_id.clone()>{label.flatten()}</span>
            <FieldInput visit field labelled_by=label_id />
        </div>
    }
}

#[component]
fn Callout(kind: CalloutKind, html: String) -> impl IntoView {
    let i18n = use_i18n();
    let class = match kind {
        CalloutKind::Note | CalloutKind::Tip => "call calm",
        CalloutKind::Important | CalloutKind::Warning => "call warn",
        CalloutKind::Caution => "call",
    };
    view! {
        <aside class=class>
            <b>{move || words::callout(i18n.get_locale(), kind)}</b>
            <div inner_html=html></div>
        </aside>
    }
}

/// The step is about a milestone: one tap sets it. The responder says so, never the playbook.
#[component]
fn MilestonePrompt(milestone: Milestone) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let reached = app.derive(move |walk| walk.log.incident().milestones.get(&milestone).copied());
    let name = move || words::milestone(i18n.get_locale(), milestone);
    let reach = move |_| {
        app.act(domain::Act::MilestoneReached {
            milestone,
            time: clock::now(),
        });
    };
    view! {
        <p class="milestone-prompt">
            <span>{move || t!(i18n, milestones.this_step, milestone = name())}</span>
            {move || match reached.get().flatten() {
                Some(at) => view! { <b class="num">{at.local_time()}</b> }.into_any(),
                None => view! {
                    <button type="button" on:click=reach>{t!(i18n, milestones.set_now)}</button>
                }
                .into_any(),
            }}
        </p>
    }
}

/// Leaves the walk before its end, with a reason.
#[component]
fn StopWalk(earlier: Memo<bool>) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let asked = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let stop = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        app.act(domain::Act::WalkStopped {
            reason: reason.get_untracked().trim().to_owned(),
        });
    };
    move || {
        if earlier.get() {
            return ().into_any();
        }
        if !asked.get() {
            return view! {
                <button type="button" class="link" on:click=move |_| asked.set(true)>
                    {t!(i18n, walk.stop)}
                </button>
            }
            .into_any();
        }
        view! {
            <form class="stop" on:submit=stop>
                <label>
                    <span>{t!(i18n, walk.stop_reason)}</span>
                    <input
                        type="text"
                        class="field"
                        required
                        placeholder=move || t_string!(i18n, walk.stop_reason_placeholder)
                        on:input=move |event| reason.set(event_target_value(&event))
                    />
                </label>
                <button type="submit">{t!(i18n, walk.stop_confirm)}</button>
                <button type="button" class="link" on:click=move |_| asked.set(false)>
                    {t!(i18n, common.cancel)}
                </button>
            </form>
        }
        .into_any()
    }
}
