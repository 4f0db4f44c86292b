//! The words of the app, checked at build time: `t!(i18n, walk.saved)` in a view, `td_string!(locale, walk.saved)`
//! anywhere else.

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

pub use generated::i18n::*;
