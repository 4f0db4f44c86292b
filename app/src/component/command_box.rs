//! A command to copy, its inputs filled everywhere at once.

use domain::{Act, Command, CommandPart, InputName, Visit};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    app::App,
    browser::{clipboard, page},
    i18n::*,
};

#[derive(Clone, Copy, PartialEq)]
enum Copying {
    Idle,
    /// A guarded command was asked for once; the second time copies it.
    Asked,
    Copied,
    Failed,
}

/// A command.
#[component]
pub fn CommandBox(
    /// The visit it belongs to.
    visit: Visit,
    /// The command.
    command: Command,
) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let copying = RwSignal::new(Copying::Idle);
    let inputs: Vec<InputName> = command.inputs().into_iter().cloned().collect();
    let element = format!("{}-{}", visit.step, command.id);
    let command = StoredValue::new(command);
    let guarded = command.with_value(|command| !command.caution.is_empty());
    let missing = {
        let inputs = inputs.clone();
        app.derive(move |walk| {
            let filled = &walk.log.incident().inputs;
            inputs
                .iter()
                .find(|input| !filled.contains_key(*input))
                .cloned()
        })
    };
    let missing = move || missing.get().flatten();
    let copy = {
        let (visit, element) = (visit.clone(), element.clone());
        move |_| {
            if let Some(input) = missing() {
                page::focus(&input_id(&element, &input));
                return;
            }
            if guarded && copying.get_untracked() != Copying::Asked {
                copying.set(Copying::Asked);
                return;
            }
            let text = filled(app, command);
            let id = command.with_value(|command| command.id.clone());
            let visit = visit.clone();
            let Some(incident) = app.incident() else {
                return;
            };
            spawn_local(async move {
                if clipboard::copy(&text).await.is_ok() {
                    copying.set(Copying::Copied);
                    app.act_in(
                        incident,
                        Act::CommandCopied {
                            visit,
                            command: id,
                            text,
                        },
                    );
                } else {
                    copying.set(Copying::Failed);
                }
            });
        }
    };
    let words = move || match (missing(), copying.get()) {
        (Some(input), _) => t!(i18n, walk.fill_inputs_first, names = input.to_string()).into_any(),
        (None, Copying::Idle) => t!(i18n, common.copy).into_any(),
        (None, Copying::Asked) => t!(i18n, walk.copy_anyway).into_any(),
        (None, Copying::Copied) => t!(i18n, common.copied).into_any(),
        (None, Copying::Failed) => t!(i18n, common.copy_failed).into_any(),
    };
    let asked = inputs.into_iter().map(|input| {
        let id = input_id(&element, &input);
        view! { <InputBox input id /> }
    });
    view! {
        <figure
            class="cmd"
            class:guarded=guarded
            data-copied=move || (copying.get() == Copying::Copied).then_some("true")
        >
            <figcaption>
                <span class="language">{command.with_value(|command| command.language.clone())}</span>
                {asked.collect_view()}
                <button
                    type="button"
                    class="copy"
                    class:ask=move || copying.get() == Copying::Asked
                    on:click=copy
                >
                    <span role="status">{words}</span> " " <kbd>"c"</kbd>
                </button>
            </figcaption>
            <pre tabindex="0"><code>{move || shown(app, command)}</code></pre>
        </figure>
    }
}

fn input_id(element: &str, input: &InputName) -> String {
    format!("input-{element}-{input}")
}

/// The box for one input, the same value in every command.
#[component]
fn InputBox(input: InputName, id: String) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let value = {
        let input = input.clone();
        app.derive(move |walk| {
            walk.log
                .incident()
                .inputs
                .get(&input)
                .cloned()
                .unwrap_or_default()
        })
    };
    let value = move || value.get().unwrap_or_default();
    let alert = {
        let input = input.clone();
        app.derive(move |walk| {
            let alert = walk.log.incident().from_alert.get(&input);
            alert.map(ToString::to_string)
        })
    };
    let from_alert = move || {
        let name = alert.get().flatten()?;
        Some(view! { <small class="from-alert">{t!(i18n, walk.from_alert, alert = name)}</small> })
    };
    let name = input.to_string();
    let fill = move |event| {
        let typed = event_target_value(&event).trim().to_owned();
        if typed != value() {
            app.act(Act::InputFilled {
                input: input.clone(),
                value: typed,
            });
        }
    };
    view! {
        <label class="input" for=id.clone()>
            <span>{name.clone()}</span>
            <input
                type="text"
                id=id.clone()
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=name
                prop:value=value
                on:change=fill
            />
        </label>
        // Beside the label: the name of the box stays the name of the input.
        {from_alert}
    }
}

fn filled(app: App, command: StoredValue<Command>) -> String {
    let text = app.walk_untracked(|walk| {
        let inputs = &walk.log.incident().inputs;
        command.with_value(|c| c.filled(|name| inputs.get(name).map(String::as_str)))
    });
    text.unwrap_or_default()
}

fn shown(app: App, command: StoredValue<Command>) -> Vec<AnyView> {
    let inputs = app
        .walk(|walk| walk.log.incident().inputs.clone())
        .unwrap_or_default();
    let parts = command.with_value(|command| command.parts.clone());
    let part = |part| match part {
        CommandPart::Text(text) => text.into_any(),
        CommandPart::Input(name) => match inputs.get(&name) {
            Some(value) => view! { <mark class="filled">{value.clone()}</mark> }.into_any(),
            None => view! { <mark>{format!("<{name}>")}</mark> }.into_any(),
        },
    };
    parts.into_iter().map(part).collect()
}
