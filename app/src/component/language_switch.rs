//! The other language, one tap away.

use leptos::prelude::*;

use crate::{i18n::*, language};

/// Names the other language in its own words.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let other = Memo::new(move |_| match i18n.get_locale() {
        Locale::zh => Locale::en,
        Locale::en => Locale::zh,
    });
    view! {
        <button
            type="button"
            class="language"
            lang=move || other.get().as_str()
            on:click=move |_| language::choose(i18n, other.get_untracked())
        >
            {move || td_string!(other.get(), common.language_name)}
        </button>
    }
}
