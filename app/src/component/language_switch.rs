//! The other language, one tap away.

use leptos::prelude::*;

use crate::i18n::*;

/// Names the other language in its own words. The click itself is taken by [`crate::language::provide`], which also
/// hears the switches of the pages that the generator writes.
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
            data-set-language=move || other.get().as_str()
            lang=move || other.get().as_str()
        >
            {move || td_string!(other.get(), common.language_name)}
        </button>
    }
}
