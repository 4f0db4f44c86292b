//! The walker.
//!
//! [`browser`] tells what happened outside → a [`message`] → [`update`] gives new [`state`] and effects →
//! [`effect`] runs them; the [`page`]s and [`component`]s show the state. Only `browser` calls the browser.

#![allow(
    clippy::needless_pass_by_value,
    reason = "components take their properties by value"
)]
#![allow(
    unreachable_pub,
    reason = "nothing of a binary can be reached from outside; `pub` says what is meant for other modules"
)]

mod app;
mod browser;
mod component;
mod effect;
mod i18n;
mod language;
mod markdown;
mod message;
mod page;
mod route;
mod screens;
mod state;
mod update;
mod words;

use leptos::prelude::*;

fn main() {
    std::panic::set_hook(Box::new(|broken| {
        console_error_panic_hook::hook(broken);
        browser::page::break_down();
    }));
    let Some(root) = browser::page::element("app") else {
        return;
    };
    mount_to(root, || {
        language::provide();
        view! { <screens::Screens /> }
    })
    .forget();
}
