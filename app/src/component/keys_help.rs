//! The keyboard: what each key does, told with `?`.

use leptos::prelude::*;

use crate::{
    app::App,
    browser::{
        keyboard::{self, Key},
        page,
    },
    i18n::*,
    route::Route,
};

/// Listens to the keys for as long as the app lives, and shows them on `?`.
#[component]
pub fn Keys() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    keyboard::on_key(move |key| pressed(app, shown, key));
    let rows = move || {
        [
            ("1–9", t!(i18n, keys.choice).into_any()),
            ("j k", t!(i18n, keys.check).into_any()),
            ("b", t!(i18n, keys.back).into_any()),
            ("g", t!(i18n, keys.current).into_any()),
            ("c", t!(i18n, keys.copy).into_any()),
            ("n", t!(i18n, keys.note).into_any()),
            ("m", t!(i18n, keys.milestone).into_any()),
            ("u", t!(i18n, keys.notices).into_any()),
            ("r", t!(i18n, keys.report).into_any()),
            ("?", t!(i18n, keys.help).into_any()),
            ("Esc", t!(i18n, keys.escape).into_any()),
        ]
        .into_iter()
        .map(|(key, words)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div> })
        .collect_view()
    };
    move || {
        shown.get().then(|| view! {
            <div class="veil" on:click=move |_| shown.set(false)>
                <section class="keys" role="dialog" aria-modal="true" aria-labelledby="keys-title" id="keys" tabindex="-1">
                    <h2 id="keys-title">{t!(i18n, keys.title)}</h2>
                    <dl>{rows}</dl>
                    <p>{t!(i18n, keys.while_typing)}</p>
                    <button type="button" id="keys-close" on:click=move |_| shown.set(false)>
                        {t!(i18n, common.close)} " " <kbd>"Esc"</kbd>
                    </button>
                </section>
            </div>
        })
    }
}

/// Whether the key was ours.
fn pressed(app: App, shown: RwSignal<bool>, key: Key) -> bool {
    if shown.get_untracked() {
        shown.set(false);
        return key == Key::Escape;
    }
    let Key::Character(character) = key else {
        return key == Key::Escape && page::leave_field();
    };
    match character {
        '?' => {
            shown.set(true);
            page::focus_soon("keys-close");
            true
        }
        'j' => page::focus_next(CHECKS, 1),
        'k' => page::focus_next(CHECKS, -1),
        'c' => copy_next(),
        'n' => page::focus("note"),
        'm' => page::focus("milestones"),
        'u' => go(app, |incident| Route::Notices { incident }),
        'r' => go(app, |incident| Route::Report { incident }),
        character if character.is_ascii_alphanumeric() => {
            page::click_first(&format!("[data-key=\"{character}\"]"))
        }
        _ => false,
    }
}

/// Copies the command that has the focus, else the first that was not copied yet, else the first.
fn copy_next() -> bool {
    page::click_around_focus(".cmd", ".copy")
        || page::click_first(".cmd:not([data-copied]) .copy")
        || page::click_first(".cmd .copy")
}

/// What `j` and `k` move between: boxes to tick and blanks to fill.
const CHECKS: &str = ".step .checks input, .step .checks textarea, .step .field-row input";

fn go(app: App, route: impl Fn(domain::IncidentId) -> Route) -> bool {
    let Some(incident) = app.incident() else {
        return false;
    };
    app.go(route(incident));
    true
}
