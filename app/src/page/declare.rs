//! Declaring: a few words, how bad it is, where to start.

use domain::{
    Alert, BundleIndex, PlaybookEntry, PlaybookId, Severity, SeverityLevel, Timestamp,
    is_plain_value,
};
use leptos::prelude::*;

use crate::{
    app::App,
    browser::{clock, preferences},
    component::{
        language_switch::LanguageSwitch,
        problem::ProblemScreen,
        refusal::RefusalNotice,
        severity_mark::{Mark, SeverityMark},
        time_box::TimeBox,
    },
    i18n::*,
    message::{Declaration, Message},
    route::{AlertCall, Route},
    state::{Declaring, Loading, Problem},
    words,
};

/// The form, once the site's index is here.
#[component]
pub fn DeclareScreen(
    /// The playbook that the visitor came from.
    playbook: Option<PlaybookId>,
    /// The alert that called.
    alert: Option<AlertCall>,
) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let index = Memo::new(move |_| app.with(|state| state.index.clone()));
    move || match index.get() {
        Loading::Pending => {
            view! { <main id="content"><p role="status">{t!(i18n, common.loading)}</p></main> }
                .into_any()
        }
        Loading::Failed(problem) => view! { <ProblemScreen problem /> }.into_any(),
        Loading::Ready(index) => {
            let has = |id: &PlaybookId| index.playbooks.iter().any(|playbook| &playbook.id == id);
            let (known, unknown): (Option<_>, Option<_>) = match playbook.clone() {
                Some(id) if has(&id) => (Some(id), None),
                other => (None, other),
            };
            // Whoever was called by an alert is not turned away for what its link got wrong.
            if let (Some(id), None) = (unknown, &alert) {
                return view! { <ProblemScreen problem=Problem::UnknownPlaybook(id) /> }.into_any();
            }
            view! { <Form index asked=known call=alert.clone() /> }.into_any()
        }
    }
}

/// What has been put into the form.
#[derive(Clone, Copy)]
struct Draft {
    title: RwSignal<String>,
    severity: RwSignal<Option<SeverityLevel>>,
    playbook: RwSignal<Option<PlaybookId>>,
    drill: RwSignal<bool>,
    responder: RwSignal<String>,
    impact_started: RwSignal<Option<Timestamp>>,
    detected: RwSignal<Option<Timestamp>>,
    call: StoredValue<Option<AlertCall>>,
}

/// What an alert says about the incident that it called for.
#[derive(Default)]
struct Prefilled {
    title: String,
    severity: Option<SeverityLevel>,
    playbook: Option<PlaybookId>,
    impact_started: Option<Timestamp>,
}

impl Prefilled {
    fn new(index: &BundleIndex, call: &AlertCall, now: Timestamp) -> Self {
        let known = index.alert(&call.alert, &call.labels);
        let summary = known.map(|alert| alert.summary_with(&call.labels));
        let title = summary
            .filter(|summary| !summary.is_empty())
            .unwrap_or_else(|| call.alert.to_string());
        let mut labels = call.labels.iter();
        let label = labels.find(|(name, _)| name.as_str() == "severity");
        let severity = label.and_then(|(_, value)| index.severity.level_of_label(value).cloned());
        let begun = call.at.filter(|at| *at <= now);
        Self {
            title: title.chars().take(LONGEST_TITLE_CHARS).collect(),
            severity: severity.or_else(|| known?.severity.clone()),
            playbook: known.and_then(|alert| alert.playbook.clone()),
            // On this computer's clock, as every other time of the form.
            impact_started: begun.map(|at| Timestamp::new(at.milliseconds(), now.offset_minutes())),
        }
    }
}

/// What the box for it takes.
const LONGEST_TITLE_CHARS: usize = 200;

impl Draft {
    fn new(index: &BundleIndex, asked: Option<PlaybookId>, call: Option<AlertCall>) -> Self {
        let offered = in_order(index, asked.as_ref());
        let first = offered.first().map(|playbook| playbook.id.clone());
        let now = clock::now();
        let prefilled = call.as_ref().map(|call| Prefilled::new(index, call, now));
        let prefilled = prefilled.unwrap_or_default();
        Self {
            title: RwSignal::new(prefilled.title),
            severity: RwSignal::new(prefilled.severity),
            playbook: RwSignal::new(asked.or(prefilled.playbook).or(first)),
            drill: RwSignal::new(false),
            responder: RwSignal::new(preferences::responder()),
            impact_started: RwSignal::new(prefilled.impact_started),
            detected: RwSignal::new(Some(now)),
            call: StoredValue::new(call),
        }
    }

    /// `None` while something that must be there is missing; the form says what.
    fn declaration(self) -> Option<Declaration> {
        Some(Declaration {
            title: Some(self.title.get_untracked().trim().to_owned()).filter(|t| !t.is_empty())?,
            severity: self.severity.get_untracked()?,
            playbook: self.playbook.get_untracked()?,
            drill: self.drill.get_untracked(),
            responder: self.responder.get_untracked().trim().to_owned(),
            impact_started: self.impact_started.get_untracked(),
            detected: self.detected.get_untracked(),
            alert: self.call.get_value(),
        })
    }
}

/// The playbooks as a responder needs them: those for the worst levels first, and of these the ones made for the fewest.
/// Ordinary pages, of which there may be thousands, only where nothing is declared, or the one that was asked for.
fn in_order(index: &BundleIndex, asked: Option<&PlaybookId>) -> Vec<PlaybookEntry> {
    let has_declared = index.playbooks.iter().any(|playbook| playbook.declared);
    let offered = index
        .playbooks
        .iter()
        .filter(|playbook| playbook.declared || !has_declared || asked == Some(&playbook.id));
    let mut playbooks: Vec<PlaybookEntry> = offered.cloned().collect();
    playbooks.sort_by_key(|playbook| {
        let ranks = playbook
            .severity
            .iter()
            .filter_map(|level| index.severity.rank(level));
        let rank = ranks.min().unwrap_or(usize::MAX);
        (playbook.declared, rank, playbook.severity.len())
    });
    playbooks
}

#[component]
fn Form(index: BundleIndex, asked: Option<PlaybookId>, call: Option<AlertCall>) -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let playbooks = in_order(&index, asked.as_ref());
    let called = call.clone().map(|call| {
        let known = index.alert(&call.alert, &call.labels).cloned();
        view! { <Called call known /> }
    });
    let draft = Draft::new(&index, asked, call);
    let busy = Memo::new(move |_| app.with(|state| state.declaring == Declaring::Fetching));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(declaration) = draft.declaration() {
            preferences::set_responder(&declaration.responder);
            app.dispatch(Message::DeclarationSubmitted(declaration));
        }
    };
    view! {
        <header class="bar plain">
            <a class="home" href=Route::Home.to_string()>{index.site.name.clone()}</a>
            <nav class="tabs"><LanguageSwitch /></nav>
        </header>
        <main id="content" class="declare" tabindex="-1">
            <h1 id="step-title" tabindex="-1">{t!(i18n, declare.title)}</h1>
            <p class="lead">{t!(i18n, declare.lead)}</p>
            <RefusalNotice />
            <FetchTrouble />
            {called}
            <form on:submit=submit>
                <label class="line">
                    <span>{t!(i18n, declare.what)}</span>
                    <input
                        type="text"
                        id="title"
                        class="field"
                        required
                        maxlength="200"
                        autocomplete="off"
                        placeholder=move || t_string!(i18n, declare.what_placeholder)
                        prop:value=draft.title
                        on:input=move |event| draft.title.set(event_target_value(&event))
                    />
                </label>
                <SeverityChoice draft index=index.clone() />
                <PlaybookChoice draft playbooks />
                <Kind draft />
                <div class="times">
                    <TimeLine time=draft.impact_started id="impact-started">
                        {t!(i18n, declare.impact_started)}
                    </TimeLine>
                    <TimeLine time=draft.detected id="detected">{t!(i18n, declare.detected)}</TimeLine>
                    <p class="hint">{t!(i18n, declare.time_unknown)}</p>
                    {clock::foreign_zone().map(|zone| view! {
                        <p class="hint">{t!(i18n, declare.zone, zone = zone.clone())}</p>
                    })}
                </div>
                <label class="line">
                    <span>{t!(i18n, declare.responder)}</span>
                    <input
                        type="text"
                        id="responder"
                        class="field"
                        maxlength="80"
                        autocomplete="name"
                        prop:value=draft.responder
                        on:input=move |event| draft.responder.set(event_target_value(&event))
                    />
                    <small>{t!(i18n, declare.responder_hint)}</small>
                </label>
                <p class="row">
                    <button type="submit" class="go" disabled=busy>
                        {move || if draft.drill.get() {
                            t!(i18n, declare.submit_drill).into_any()
                        } else {
                            t!(i18n, declare.submit).into_any()
                        }}
                    </button>
                </p>
            </form>
        </main>
    }
}

/// What the link of an alert said: it stands there before it goes into the record and into commands.
#[component]
fn Called(call: AlertCall, known: Option<Alert>) -> impl IntoView {
    let i18n = use_i18n();
    let name = call.alert.to_string();
    let left_out = call.left_out;
    let has_playbook = known.as_ref().is_some_and(|alert| alert.playbook.is_some());
    let is_known = known.is_some();
    let labels = call.labels.into_iter().map(|(name, value)| {
        let sly = !is_plain_value(&value);
        view! {
            <div>
                <dt>{name.to_string()}</dt>
                <dd>
                    <span>{value}</span>
                    {sly.then(|| view! { <small>{t!(i18n, declare.alert_not_plain)}</small> })}
                </dd>
            </div>
        }
    });
    view! {
        <section class="called" class:unknown=!is_known id="called" aria-labelledby="called-title">
            <h2 id="called-title">{t!(i18n, declare.alert_title)} " " <code>{name}</code></h2>
            <p>
                {match (is_known, has_playbook) {
                    (true, true) => t!(i18n, declare.alert_known).into_any(),
                    (true, false) => t!(i18n, declare.alert_without_playbook).into_any(),
                    (false, _) => t!(i18n, declare.alert_unknown).into_any(),
                }}
            </p>
            <dl>{labels.collect_view()}</dl>
            {(left_out > 0).then(|| view! { <p>{t!(i18n, declare.alert_left_out, count = left_out)}</p> })}
        </section>
    }
}

/// The playbooks could not be fetched: the form keeps what was put in, to be handed in again.
#[component]
fn FetchTrouble() -> impl IntoView {
    let app = App::get();
    let i18n = use_i18n();
    let declaring = Memo::new(move |_| app.with(|state| state.declaring.clone()));
    move || {
        let Declaring::Failed(problem) = declaring.get() else {
            return None;
        };
        let told = Memo::new(move |_| words::problem(i18n.get_locale(), &problem));
        Some(view! {
            <div class="trouble" role="alert">
                <p><strong>{move || told.get().title}</strong></p>
                <p>{move || told.get().advice}</p>
            </div>
        })
    }
}

#[component]
fn SeverityChoice(draft: Draft, index: BundleIndex) -> impl IntoView {
    let i18n = use_i18n();
    let scale = index.severity.clone();
    let options = index.severity.levels.into_iter().map(|severity| {
        let mark = Mark::of(&scale, &severity.level);
        view! { <SeverityOption draft severity mark /> }
    });
    view! {
        <fieldset class="severities">
            <legend>{t!(i18n, declare.severity)}</legend>
            <p class="hint">{t!(i18n, declare.severity_unsure)}</p>
            {options.collect_view()}
        </fieldset>
    }
}

#[component]
fn SeverityOption(draft: Draft, severity: Severity, mark: Mark) -> impl IntoView {
    let i18n = use_i18n();
    let level = severity.level.clone();
    let chosen = {
        let level = level.clone();
        move || draft.severity.get().as_ref() == Some(&level)
    };
    let every = i64::from(severity.update_every_seconds);
    view! {
        <label class="card">
            <input
                type="radio"
                name="severity"
                required
                value=severity.level.to_string()
                prop:checked=chosen
                on:change=move |_| draft.severity.set(Some(level.clone()))
            />
            <span>
                <SeverityMark mark />
                <b>{severity.definition}</b>
                {(!severity.example.is_empty())
                    .then(|| view! { <small>{t!(i18n, declare.example, example = severity.example.clone())}</small> })}
                <small class="targets">
                    {t!(i18n, declare.respond, target = severity.response.text.clone())} " · "
                    {t!(i18n, declare.resolve, target = severity.resolve.text.clone())} " · "
                    {move || words::update_every(i18n.get_locale(), every)}
                </small>
            </span>
        </label>
    }
}

#[component]
fn PlaybookChoice(draft: Draft, playbooks: Vec<PlaybookEntry>) -> impl IntoView {
    let i18n = use_i18n();
    if playbooks.is_empty() {
        return view! { <p role="alert">{t!(i18n, declare.no_playbooks)}</p> }.into_any();
    }
    let options = playbooks.into_iter().map(|playbook| {
        let id = playbook.id.clone();
        let chosen = {
            let id = playbook.id.clone();
            move || draft.playbook.get().as_ref() == Some(&id)
        };
        let levels: Vec<_> = playbook.severity.iter().map(ToString::to_string).collect();
        view! {
            <label class="card">
                <input
                    type="radio"
                    name="playbook"
                    value=playbook.id.to_string()
                    prop:checked=chosen
                    on:change=move |_| draft.playbook.set(Some(id.clone()))
                />
                <span>
                    <b>{playbook.title}</b>
                    <small>
                        {t!(i18n, declare.playbook_steps, count = playbook.steps)}
                        {(!levels.is_empty()).then(|| format!(" · {}", levels.join(" ")))}
                    </small>
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="playbooks">
            <legend>{t!(i18n, declare.playbook)}</legend>
            {options.collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Kind(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="check">
            <input
                type="checkbox"
                id="drill"
                on:change=move |event| draft.drill.set(event_target_checked(&event))
            />
            <span><b>{t!(i18n, common.drill)}</b> <small>{t!(i18n, declare.drill_hint)}</small></span>
        </label>
    }
}

/// A time that may be unknown.
#[component]
fn TimeLine(
    /// The time.
    time: RwSignal<Option<Timestamp>>,
    /// The id of its box.
    #[prop(into)]
    id: String,
    /// Its label.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = Callback::new(move |typed| time.set(typed));
    view! {
        <div class="line">
            <label for=id.clone()>{children()}</label>
            <span class="time">
                <TimeBox value=time on_commit=typed id=id.clone() />
                <button type="button" on:click=move |_| time.set(None)>
                    {t!(i18n, declare.unknown)}
                </button>
            </span>
        </div>
    }
}
