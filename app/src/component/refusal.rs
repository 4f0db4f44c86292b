//! Why the last act was refused.

use leptos::prelude::*;

use crate::{app::App, i18n::*, message::Message, words};

/// Shown until it has been read, or the next act is legal.
#[component]
pub fn RefusalNotice() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let reason = Memo::new(move |_| {
        app.with(|state| state.refused.as_ref().map(|refused| refused.reason.clone()))
    });
    move || {
        let reason = reason.get()?;
        Some(view! {
            <div class="refused" role="alert">
                <p>{move || words::refusal(i18n.get_locale(), &reason)}</p>
                <button type="button" on:click=move |_| app.dispatch(Message::RefusalRead)>
                    {t!(i18n, common.close)}
                </button>
            </div>
        })
    }
}
