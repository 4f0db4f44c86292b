//! Notices: drawn from the record as it stands, ready to copy.

use domain::{Act, Template, TemplatePurpose};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    app::App,
    browser::clipboard,
    component::{refusal::RefusalNotice, saved::StorageTrouble},
    i18n::*,
    page::report::{Drawn, Letterhead, draw},
};

/// All notices that the site has templates for.
#[component]
pub fn NoticesScreen() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let templates = app.walk_untracked(|walk| {
        let templates = &walk.log.library().templates;
        let notices = templates
            .iter()
            .filter(|t| t.purpose != TemplatePurpose::Postmortem);
        notices.cloned().collect::<Vec<_>>()
    });
    let mut templates = templates.unwrap_or_default();
    templates.sort_by_key(|template| template.purpose);
    let none = templates.is_empty();
    let notices = templates
        .into_iter()
        .map(|template| view! { <Notice template /> });
    view! {
        <main id="content" class="papers" tabindex="-1">
            <StorageTrouble />
            <RefusalNotice />
            <Letterhead />
            <h1 id="step-title" tabindex="-1">{t!(i18n, notices.title)}</h1>
            <p class="lead">{t!(i18n, notices.lead)}</p>
            {none.then(|| view! { <p>{t!(i18n, notices.none)}</p> })}
            {notices.collect_view()}
        </main>
    }
}

#[component]
fn Notice(template: Template) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let title = template.title.clone();
    let id = template.id.clone();
    let purpose = template.purpose.as_str();
    let copied = RwSignal::new(None::<bool>);
    // To the minute: the clock in a notice must not redraw it every second.
    let minute = Memo::new(move |_| app.now.get().local_minute());
    let drawn = Memo::new(move |_| {
        minute.track();
        app.walk(|walk| draw(walk, &template, i18n.get_locale()))
    });
    let copy = move |_| {
        let Some(Drawn::Paper { markdown, .. }) = drawn.get_untracked() else {
            return;
        };
        let template = id.clone();
        let Some(incident) = app.incident() else {
            return;
        };
        spawn_local(async move {
            let done = clipboard::copy(&markdown).await.is_ok();
            copied.set(Some(done));
            if done {
                app.act_in(
                    incident,
                    Act::NoticeCopied {
                        template,
                        text: markdown,
                    },
                );
            }
        });
    };
    view! {
        <section class="notice" data-purpose=purpose>
            <header class="row">
                <h2>{title}</h2>
                <button type="button" class="go" on:click=copy>{t!(i18n, notices.copy)}</button>
                <span role="status">{move || copied.get().map(|done| if done {
                    t!(i18n, notices.copied).into_any()
                } else {
                    t!(i18n, common.copy_failed).into_any()
                })}</span>
            </header>
            {move || match drawn.get() {
                Some(Drawn::Paper { html, lang, .. }) => {
                    Some(view! { <div class="paper" lang=lang inner_html=html></div> }.into_any())
                }
                Some(Drawn::Broken(detail)) => Some(
                    view! { <p role="alert">{t!(i18n, report.template_broken, detail = detail.clone())}</p> }
                        .into_any(),
                ),
                None => None,
            }}
        </section>
    }
}
