//! The timeline beside the step, and the box for a note.

use domain::{Act, TimelineEntry, TimelineKind};
use leptos::prelude::*;

use super::{left_behind::LeftBehind, milestones::Milestones, severity_control::SeverityControl};
use crate::{app::App, browser::drafts, i18n::*, words};

/// So many lines are shown beside the step; the report has them all.
const LINES: usize = 60;

/// Note, timeline and milestones.
#[component]
pub fn LogColumn() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let lines = app.derive(|walk| {
        let mut told = walk.log.latest_timeline(LINES);
        let first = walk.log.events().len() - told.len();
        told.reverse();
        let last = first + told.len();
        told.into_iter()
            .enumerate()
            .map(|(back, entry)| (last - back, entry))
            .collect::<Vec<_>>()
    });
    view! {
        <aside class="log" aria-label=move || t_string!(i18n, walk.timeline)>
            <NoteBox />
            <section aria-labelledby="timeline-title">
                <h2 id="timeline-title">{t!(i18n, walk.timeline)}</h2>
                <ol class="timeline" tabindex="0" aria-labelledby="timeline-title">
                    <For
                        each=move || lines.get().unwrap_or_default()
                        key=|(number, entry)| (*number, entry.at.milliseconds())
                        children=move |(_, entry)| view! { <Line entry /> }
                    />
                </ol>
            </section>
            <LeftBehind />
            <SeverityControl />
            <Milestones />
        </aside>
    }
}

#[component]
fn Line(entry: TimelineEntry) -> impl IntoView {
    let i18n = use_i18n();
    let TimelineEntry { at, kind } = entry;
    let weight = match kind {
        TimelineKind::Ticked { .. }
        | TimelineKind::Cleared { .. }
        | TimelineKind::InputFilled { .. }
        | TimelineKind::Copied { guarded: false, .. } => "light",
        _ => "",
    };
    view! {
        <li class=weight>
            <time class="num" datetime=at.to_string()>{at.local_time()}</time>
            <p>{move || words::timeline(i18n.get_locale(), &kind)}</p>
        </li>
    }
}

#[component]
fn NoteBox() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let draft = app
        .walk_untracked(|walk| format!("{}/note", walk.log.incident().id))
        .unwrap_or_default();
    let text = RwSignal::new(drafts::recall(&draft).unwrap_or_default());
    let draft = StoredValue::new(draft);
    let typed = move |event| {
        text.set(event_target_value(&event));
        draft.with_value(|key| drafts::keep(key, &text.get_untracked()));
    };
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let note = text.get_untracked().trim().to_owned();
        if !note.is_empty() {
            // What was refused stays in the box, to be mended.
            if app.try_act(Act::NoteAdded { text: note }) {
                text.set(String::new());
                draft.with_value(|key| drafts::forget(key));
            }
        }
    };
    view! {
        <form class="note" on:submit=add>
            <input
                type="text"
                id="note"
                autocomplete="off"
                aria-label=move || t_string!(i18n, walk.note_label)
                placeholder=move || t_string!(i18n, walk.note_placeholder)
                prop:value=text
                on:input=typed
            />
            <kbd aria-hidden="true">"n"</kbd>
            <button type="submit" aria-label=move || t_string!(i18n, walk.note_add)>
                {t!(i18n, common.add)}
            </button>
        </form>
    }
}
