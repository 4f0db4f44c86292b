//! Why the last act was refused.

use leptos::prelude::*;

use crate::{app::App, i18n::*, message::Message, words};

/// Shown until it has been read, or the next act is legal.
#[component]
pub fn RefusalNotice() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let refused = Memo::new(move |_| app.with(|state| state.refused.clone()));
    move || {
        let refused = Some(refused.get()).filter(|refused| !refused.is_empty())?;
        let told = refused.into_iter().map(|refused| {
            view! { <p>{move || words::refused(i18n.get_locale(), &refused)}</p> }
        });
        Some(view! {
            <div class="refused" role="alert">
                <div>{told.collect_view()}</div>
                <button type="button" on:click=move |_| app.dispatch(Message::RefusalRead)>
                    {t!(i18n, common.close)}
                </button>
            </div>
        })
    }
}
