//! The way on from a step: one gesture, and reversible.

use domain::{Act, Answer, Choice, SeverityScale, Step, Visit, WayOn};
use leptos::prelude::*;

use super::severity_mark::{Mark, SeverityMark};
use crate::{app::App, i18n::*, route::Route};

/// The question and its branches, or the button that goes on.
#[component]
pub fn Choices(
    /// The visit it belongs to.
    visit: Visit,
    /// The step.
    step: Step,
    /// The place of the visit on the path, from 0.
    place: usize,
) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let answer = {
        let visit = visit.clone();
        app.derive(move |walk| {
            walk.log
                .incident()
                .answers
                .get(&visit)
                .map(|entry| entry.answer.clone())
        })
    };
    let answer = Memo::new(move |_| answer.get().flatten());
    let scale = app
        .walk_untracked(|walk| walk.log.library().severity.clone())
        .unwrap_or_default();
    let WayOn::Choices(choices) = step.way_on else {
        return view! { <StillBlank visit=visit.clone() /> <GoOn visit place answer /> }.into_any();
    };
    let asked = visit.clone();
    let buttons = choices.into_iter().enumerate().map(|(index, choice)| {
        let visit = visit.clone();
        view! { <ChoiceButton index choice visit place answer scale=scale.clone() /> }
    });
    view! {
        <StillBlank visit=asked />
        <section class="way-on" aria-labelledby="question">
            <h2 class="ask" id="question">
                {if step.question.is_empty() {
                    t!(i18n, walk.choose).into_any()
                } else {
                    step.question.into_any()
                }}
            </h2>
            <div class="choices">{buttons.collect_view()}</div>
        </section>
    }
    .into_any()
}

/// The required blanks that are empty, said right before going on; they never keep anybody from it.
#[component]
fn StillBlank(visit: Visit) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let names = app.derive(move |walk| {
        let blank = walk.log.blank_fields(&visit).into_iter();
        blank.map(|field| field.label.clone()).collect::<Vec<_>>()
    });
    move || {
        let names = names.get().filter(|names| !names.is_empty())?;
        let names = names.join(" · ");
        Some(view! {
            <p class="still-blank" role="status">{t!(i18n, walk.still_blank, names = names.clone())}</p>
        })
    }
}

#[component]
fn ChoiceButton(
    index: usize,
    choice: Choice,
    visit: Visit,
    place: usize,
    answer: Memo<Option<Answer>>,
    scale: SeverityScale,
) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let chosen = {
        let id = choice.id.clone();
        Memo::new(move |_| answer.get() == Some(Answer::Chosen(id.clone())))
    };
    let mark = choice
        .severity
        .as_ref()
        .map(|level| Mark::of(&scale, level));
    let choose = move |_| {
        if chosen.get_untracked() {
            return follow(app, place);
        }
        app.act(Act::ChoiceMade {
            visit: visit.clone(),
            choice: choice.id.clone(),
        });
    };
    view! {
        <button
            type="button"
            class="choice"
            class:chosen=chosen
            aria-pressed=move || answer.get().map(|_| chosen.get().to_string())
            data-key=(index + 1).to_string()
            on:click=choose
        >
            <kbd>{index + 1}</kbd>
            <span>
                <b>{choice.label} {mark.map(|mark| view! { " " <SeverityMark mark /> })}</b>
                <small>{choice.detail}</small>
            </span>
            {move || chosen.get().then(|| view! { <em>{t!(i18n, walk.chosen)}</em> })}
        </button>
    }
}

#[component]
fn GoOn(visit: Visit, place: usize, answer: Memo<Option<Answer>>) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let go = move |_| {
        if answer.get_untracked().is_some() {
            return follow(app, place);
        }
        app.act(Act::StepCompleted {
            visit: visit.clone(),
        });
    };
    view! {
        <section class="way-on">
            <button type="button" class="go" data-key="1" on:click=go>
                {t!(i18n, walk.go_on)} " " <kbd>"1"</kbd>
            </button>
        </section>
    }
}

/// Goes to the next place of the path without answering anew.
fn follow(app: App, place: usize) {
    let Some((incident, last)) =
        app.walk_untracked(|walk| (walk.log.incident().id, walk.path.visits.len()))
    else {
        return;
    };
    let next = place + 2;
    let place = (next < last).then_some(next);
    app.go(Route::Walk { incident, place });
}
