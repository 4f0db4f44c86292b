//! The report: read, exported, printed.

use domain::{Mustache, Report, Template, TemplatePurpose, Timestamp};
use leptos::prelude::*;

use crate::{
    app::App,
    browser::{clock, download, print},
    component::{refusal::RefusalNotice, saved::StorageTrouble},
    i18n::*,
    language::Words,
    markdown,
    message::StoredRecord,
    state::Walk,
};

/// A template filled from a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Filled.
    Paper {
        /// What is exported.
        markdown: String,
        /// The same, to look at and to print.
        html: String,
        /// The language it is in.
        lang: String,
    },
    /// The template cannot be read, and why.
    Broken(String),
}

/// Fills a template from the record, in one language.
pub fn draw(walk: &Walk, template: &Template, locale: Locale) -> Drawn {
    draw_at(walk, template, locale, clock::now())
}

fn draw_at(walk: &Walk, template: &Template, locale: Locale, now: Timestamp) -> Drawn {
    match Mustache::parse(&template.source) {
        Ok(parsed) => {
            // A paper speaks one language: its template's, whatever the screen speaks.
            let words = Words::of_tag(&template.lang, locale);
            let view = Report::draw_up(&walk.log, now).view(&words);
            let markdown = parsed.render(&view, markdown::fill);
            let html = markdown::to_html(&markdown);
            Drawn::Paper {
                markdown,
                html,
                lang: template.lang.clone(),
            }
        }
        // The compiler has checked it; a bundle that was changed by hand still must not break the screen.
        Err(faults) => Drawn::Broken(format!("{:?}", faults.first())),
    }
}

/// The postmortem, with its exports.
#[component]
pub fn ReportScreen() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let template = app.walk_untracked(|walk| {
        let library = walk.log.library();
        let lang = library
            .playbook(&walk.log.incident().playbook)
            .map(|playbook| playbook.lang.clone());
        library
            .template(TemplatePurpose::Postmortem, &lang.unwrap_or_default())
            .cloned()
    });
    let template = StoredValue::new(template.flatten());
    let minute = Memo::new(move |_| app.now.get().local_minute());
    let drawn = Memo::new(move |_| {
        minute.track();
        let locale = i18n.get_locale();
        app.walk(|walk| template.with_value(|t| t.as_ref().map(|t| draw(walk, t, locale))))
            .flatten()
    });
    let save_markdown = move |_| {
        if let (Some(Drawn::Paper { markdown, .. }), Some(name)) =
            (drawn.get_untracked(), file_name(app))
        {
            save(&format!("{name}.md"), "text/markdown", &markdown);
        }
    };
    let running = app.derive(|walk| walk.log.incident().closed_at.is_none());
    view! {
        <main id="content" class="papers report" tabindex="-1">
            <StorageTrouble />
            <super::walk::Damage />
            <RefusalNotice />
            <Letterhead />
            <header class="row screen-only">
                <h1 id="step-title" tabindex="-1">{t!(i18n, report.title)}</h1>
                <button type="button" class="go" on:click=|_| print::print()>{t!(i18n, report.print)}</button>
                <button type="button" data-export="markdown" on:click=save_markdown>
                    {t!(i18n, report.export_markdown)}
                </button>
                <button type="button" data-export="json" on:click=move |_| save_json(app)>
                    {t!(i18n, report.export_json)}
                </button>
            </header>
            {move || (running.get() == Some(true)).then(|| view! {
                <p class="hint screen-only">{t!(i18n, report.still_open)}</p>
            })}
            {move || match drawn.get() {
                Some(Drawn::Paper { html, lang, .. }) => view! {
                    <article class="paper" lang=lang inner_html=html></article>
                }
                .into_any(),
                Some(Drawn::Broken(detail)) => view! {
                    <p role="alert">{t!(i18n, report.template_broken, detail = detail.clone())}</p>
                }
                .into_any(),
                None => view! { <p>{t!(i18n, report.no_template)}</p> }.into_any(),
            }}
        </main>
    }
}

/// Whose paper it is, at the top of what is printed.
#[component]
pub fn Letterhead() -> impl IntoView {
    let organisation = App::get()
        .walk_untracked(|walk| walk.log.library().site.organisation.clone())
        .filter(|organisation| !organisation.is_empty());
    organisation.map(|organisation| view! { <p class="letterhead">{organisation}</p> })
}

/// Saves report and record as JSON; also the way out when nothing can be stored.
pub fn save_json(app: App) {
    let json = app.walk_untracked(|walk| {
        serde_json::to_string_pretty(&Report::draw_up(&walk.log, clock::now())).ok()
    });
    if let (Some(json), Some(name)) = (json.flatten(), file_name(app)) {
        save(&format!("{name}.json"), "application/json", &json);
    }
}

/// Saves a record as it is stored, for somebody who can mend it.
pub fn save_raw(record: &StoredRecord) {
    let raw =
        serde_json::json!({ "id": record.id, "library": record.library, "events": record.events });
    save(
        &format!("incident-{}-raw.json", record.id),
        "application/json",
        &format!("{raw:#}"),
    );
}

/// A download that the browser refuses has nowhere else to go: its own words are in its own window.
fn save(name: &str, mime: &str, text: &str) {
    let _ = download::save(name, mime, text);
}

/// `incident-A1B2C3-20261120`.
fn file_name(app: App) -> Option<String> {
    app.walk_untracked(|walk| {
        let incident = walk.log.incident();
        let day = incident.declared_at.local_minute()[..10].replace('-', "");
        format!("incident-{}-{day}", incident.id.short())
    })
}
