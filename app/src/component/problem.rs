//! A screen that cannot be shown: why, and the way on. Never a blank page.

use leptos::prelude::*;

use crate::{
    i18n::*, message::StoredRecord, page::report::save_raw, route::Route, state::Problem, words,
};

/// What is wrong, in a heading and a sentence, with links to go on.
#[component]
pub fn ProblemScreen(
    /// What is wrong.
    problem: Problem,
    /// The record as it is stored, when that is what cannot be read.
    #[prop(optional_no_strip)]
    raw: Option<StoredRecord>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = Memo::new(move |_| words::problem(i18n.get_locale(), &problem));
    view! {
        <main class="problem" id="content" tabindex="-1">
            <h1>{move || words.get().title}</h1>
            <p class="lead">{move || words.get().advice}</p>
            {move || {
                let detail = words.get().detail;
                (!detail.is_empty()).then(|| view! { <pre class="detail">{detail}</pre> })
            }}
            {raw.map(|record| view! {
                <p class="row">
                    <button type="button" on:click=move |_| save_raw(&record)>
                        {t!(i18n, home.save_raw)}
                    </button>
                </p>
            })}
            <WaysOn />
        </main>
    }
}

/// An address that leads nowhere.
#[component]
pub fn UnknownAddress(
    /// As it was typed.
    address: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="problem" id="content" tabindex="-1">
            <h1>{t!(i18n, errors.unknown_address_title)}</h1>
            <p class="lead">{t!(i18n, errors.unknown_address, address = address.clone())}</p>
            <WaysOn />
        </main>
    }
}

#[component]
fn WaysOn() -> impl IntoView {
    let i18n = use_i18n();
    let declare = Route::Declare {
        playbook: None,
        alert: None,
    }
    .to_string();
    view! {
        <p class="row">
            <a class="go" href=Route::Home.to_string()>{t!(i18n, common.home)}</a>
            <a class="button" href=declare>{t!(i18n, home.declare)}</a>
            <button type="button" on:click=|_| crate::browser::page::reload()>
                {t!(i18n, storage.reload)}
            </button>
        </p>
    }
}
