//! Whether the record is stored: said only when it is.

use leptos::prelude::*;

use crate::{
    app::App,
    i18n::*,
    message::Message,
    state::{StorageProblem, Walk},
    words,
};

#[derive(Clone, PartialEq)]
enum Standing {
    Saving,
    Saved(String),
    Trouble(StorageProblem),
}

fn standing(walk: &Walk) -> Standing {
    match (&walk.trouble, walk.unsaved.is_empty(), walk.saved_at) {
        (Some(problem), ..) => Standing::Trouble(problem.clone()),
        (None, true, Some(at)) => Standing::Saved(at.local_time()),
        (None, ..) => Standing::Saving,
    }
}

/// “Saved 14:37:42”, “saving”, or why not.
#[component]
pub fn Saved() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let standing = app.derive(standing);
    move || match standing.get()? {
        Standing::Saving => Some(
            view! { <p class="saved" data-saved="saving">{t!(i18n, walk.saving)}</p> }.into_any(),
        ),
        Standing::Saved(at) => Some(
            view! {
                <p class="saved yes" data-saved="yes">
                    {t!(i18n, walk.saved)} " " <span class="num">{at}</span>
                </p>
            }
            .into_any(),
        ),
        Standing::Trouble(_) => Some(
            view! { <p class="saved no" data-saved="no">{t!(i18n, walk.not_saved)}</p> }.into_any(),
        ),
    }
}

/// What to do when the record cannot be stored: nothing is lost while the tab stays open.
#[component]
pub fn StorageTrouble() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let trouble = app.derive(|walk| walk.trouble.clone());
    move || {
        let problem = trouble.get().flatten()?;
        Some(view! {
            <div class="trouble" role="alert">
                <p>
                    <strong>{t!(i18n, walk.not_saved)}</strong>
                    " "
                    {move || words::storage_problem(i18n.get_locale(), &problem)}
                </p>
                <p>{t!(i18n, walk.not_saved_hint)}</p>
                <p class="row">
                    <button type="button" on:click=move |_| app.dispatch(Message::RetryAsked)>
                        {t!(i18n, common.try_again)}
                    </button>
                    <button type="button" on:click=move |_| crate::page::report::save_json(app)>
                        {t!(i18n, walk.export_now)}
                    </button>
                </p>
            </div>
        })
    }
}
