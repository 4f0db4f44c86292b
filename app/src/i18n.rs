//! The words of the app, checked at build time against both languages.
//!
//! In a view: `let i18n = use_i18n();` and `{t!(i18n, walk.saved)}`, which follows the language; in an attribute or a
//! closure that is reactive anyway: `t_string!(i18n, walk.left, duration = spent)`; without a view:
//! `td_string!(locale, walk.saved)`.
//!
//! `leptos_i18n` makes the words; its context is not used, since it brings cookies, headers and locale matching, which
//! more than double what the words weigh.

use leptos::prelude::*;

#[allow(
    missing_docs,
    unreachable_pub,
    unused_imports,
    dead_code,
    clippy::all,
    clippy::pedantic,
    reason = "generated from locales/*.json"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

pub use generated::i18n::{Locale, td_string};
// For `as_str`.
pub use leptos_i18n::Locale as _;

/// The language that the words are in.
#[derive(Clone, Copy, Debug)]
pub struct I18n(RwSignal<Locale>);

impl I18n {
    /// Words in that language.
    pub fn new(locale: Locale) -> Self {
        Self(RwSignal::new(locale))
    }

    /// The language now; whoever asks is told when it changes.
    pub fn get_locale(self) -> Locale {
        self.0.get()
    }

    /// Changes the language; see [`crate::language::choose`] for a change that lasts.
    pub fn set_locale(self, locale: Locale) {
        self.0.set(locale);
    }
}

/// The language that was provided at the root.
pub fn use_i18n() -> I18n {
    expect_context()
}

/// A word as a view that follows the language: `t!(i18n, walk.role, role = name)`.
macro_rules! t {
    ($i18n:expr, $screen:ident . $word:ident $(, $name:ident = $value:expr)* $(,)?) => {{
        let i18n: $crate::i18n::I18n = $i18n;
        $(let $name = $value;)*
        move || ::leptos_i18n::td_string!(i18n.get_locale(), $screen.$word $(, $name = &$name)*)
    }};
}

/// A word as a string, in the language now: `t_string!(i18n, walk.role, role = name)`.
macro_rules! t_string {
    ($i18n:expr, $($word:tt)+) => {
        ::leptos_i18n::td_string!($crate::i18n::I18n::get_locale($i18n), $($word)+)
    };
}

pub(crate) use {t, t_string};
