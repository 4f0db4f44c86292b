//! What a changed answer has led away from.

use leptos::prelude::*;

use crate::{app::App, i18n::*};

/// Answers that a changed answer has led away from: kept, and told.
#[component]
pub fn LeftBehind() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let titles = app.derive(|walk| {
        let left = walk.path.left_behind(walk.log.incident());
        let title = |visit| Some(walk.log.library().step(visit)?.title.clone());
        left.filter_map(title).collect::<Vec<_>>()
    });
    move || {
        let titles = titles.get().filter(|titles| !titles.is_empty())?;
        let items = titles.into_iter().map(|title| view! { <li>{title}</li> });
        Some(view! {
            <div class="left-behind">
                <p>{t!(i18n, walk.left_behind)}</p>
                <ul>{items.collect_view()}</ul>
            </div>
        })
    }
}
