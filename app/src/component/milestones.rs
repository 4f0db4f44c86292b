//! The milestones: reached, corrected or withdrawn by hand.

use domain::{Act, Milestone, Timestamp};
use leptos::prelude::*;

use super::time_box::TimeBox;
use crate::{app::App, browser::clock, i18n::*, words};

/// All five, in order.
#[component]
pub fn Milestones() -> impl IntoView {
    let i18n = use_i18n();
    let rows = Milestone::ALL.map(|milestone| view! { <MilestoneRow milestone /> });
    view! {
        <section class="milestones" id="milestones" tabindex="-1" aria-labelledby="milestones-title">
            <h2 id="milestones-title">{t!(i18n, milestones.title)}</h2>
            <ol>{rows}</ol>
        </section>
    }
}

#[component]
fn MilestoneRow(milestone: Milestone) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let editing = RwSignal::new(false);
    let reached = app.derive(move |walk| walk.log.incident().milestones.get(&milestone).copied());
    let reached = Memo::new(move |_| reached.get().flatten());
    let name = move || words::milestone(i18n.get_locale(), milestone);
    let reach = move |time: Timestamp| {
        editing.set(false);
        if reached.get_untracked() != Some(time) {
            app.act(Act::MilestoneReached { milestone, time });
        }
    };
    let typed = Callback::new(move |time: Option<Timestamp>| match time {
        Some(time) => reach(time),
        None => editing.set(false),
    });
    let label = Signal::derive(move || {
        Some(t_string!(i18n, milestones.at_label, milestone = name()).to_string())
    });
    let edit = move || {
        view! {
            <span class="edit">
                <TimeBox value=reached on_commit=typed label />
                <button type="button" class="link" on:click=move |_| reach(clock::now())>
                    {t!(i18n, milestones.set_now)}
                </button>
                {move || reached.get().is_some().then(|| view! {
                    <button
                        type="button"
                        class="link"
                        on:click=move |_| {
                            editing.set(false);
                            app.act(Act::MilestoneWithdrawn { milestone });
                        }
                    >
                        {t!(i18n, milestones.withdraw)}
                    </button>
                })}
                <button type="button" class="link" on:click=move |_| editing.set(false)>
                    {t!(i18n, common.close)}
                </button>
            </span>
        }
    };
    view! {
        <li class:reached=move || reached.get().is_some() data-milestone=milestone.as_str()>
            <span class="name">{name}</span>
            <span class="num when">
                {move || match reached.get() {
                    Some(at) => at.local_minute(),
                    None => t_string!(i18n, milestones.unknown).to_owned(),
                }}
            </span>
            <span class="acts">
                {move || reached.get().is_none().then(|| view! {
                    <button
                        type="button"
                        aria-label=move || {
                            t_string!(i18n, milestones.set_now_label, milestone = name())
                        }
                        on:click=move |_| reach(clock::now())
                    >
                        {t!(i18n, milestones.set_now)}
                    </button>
                })}
                <button
                    type="button"
                    class="link"
                    aria-expanded=move || editing.get().to_string()
                    aria-label=move || t_string!(i18n, milestones.edit_label, milestone = name())
                    on:click=move |_| editing.update(|open| *open = !*open)
                >
                    {t!(i18n, milestones.set_time)}
                </button>
            </span>
            {move || editing.get().then(edit)}
        </li>
    }
}
