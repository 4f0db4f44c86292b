//! Which screen is on, by the address.

use domain::IncidentId;
use leptos::{portal::Portal, prelude::*};

use crate::{
    app::App,
    browser::{clock, location, offline, page, preferences},
    component::{
        bar::Bar,
        keys_help::Keys,
        problem::{ProblemScreen, UnknownAddress},
    },
    i18n::*,
    message::Message,
    page::{
        declare::DeclareScreen, home::OpenIncidents, notices::NoticesScreen, report::ReportScreen,
        walk::WalkScreen,
    },
    route::{AlertCall, Route},
    state::{Opened, State, Unreadable},
};

/// A screen, without what only moves within it.
#[derive(Clone, PartialEq)]
enum Screen {
    Home,
    Declare(Option<domain::PlaybookId>, Option<AlertCall>),
    Incident(IncidentId, Room),
    Unknown(String),
}

/// A screen of one incident.
#[derive(Clone, Copy, PartialEq)]
enum Room {
    Walk,
    Notices,
    Report,
}

impl Screen {
    fn of(route: &Route) -> Self {
        match route {
            Route::Home => Self::Home,
            Route::Declare { playbook, alert } => Self::Declare(playbook.clone(), alert.clone()),
            Route::Walk { incident, .. } => Self::Incident(*incident, Room::Walk),
            Route::Notices { incident } => Self::Incident(*incident, Room::Notices),
            Route::Report { incident } => Self::Incident(*incident, Room::Report),
            Route::Unknown(address) => Self::Unknown(address.clone()),
        }
    }
}

/// The whole app.
#[component]
pub fn Screens() -> impl IntoView {
    let route = Route::parse(&location::hash());
    let app = App::new(State::new(preferences::actor()), route.clone());
    provide_context(app);
    listen(app);
    app.dispatch(Message::RouteChanged(route));
    let screen = Memo::new(move |_| Screen::of(&app.route.get()));
    Effect::new(move |_| {
        page::show_home(screen.get() == Screen::Home);
        page::set_title(&title(app));
    });
    Effect::new(move |_| {
        screen.track();
        page::mark_ready();
    });
    view! {
        {move || match screen.get() {
            Screen::Home => view! { <Shelf /> }.into_any(),
            Screen::Declare(playbook, alert) => view! { <DeclareScreen playbook alert /> }.into_any(),
            Screen::Incident(_, room) => view! { <IncidentScreen room /> }.into_any(),
            Screen::Unknown(address) => view! { <UnknownAddress address /> }.into_any(),
        }}
        <Keys />
    }
}

/// What the browser tells of its own accord.
fn listen(app: App) {
    location::on_hash_change(move |hash| {
        let route = Route::parse(&hash);
        app.route.set(route.clone());
        app.dispatch(Message::RouteChanged(route));
    });
    offline::on_change(move |now| app.offline.set(now));
    let ticking = clock::every_second(move || app.now.set(clock::now()));
    on_cleanup({
        let ticking = StoredValue::new_local(Some(ticking));
        move || ticking.dispose()
    });
}

fn title(app: App) -> String {
    let walked = app.walk(|walk| {
        let incident = walk.log.incident();
        format!(
            "{} {} · {}",
            incident.severity,
            incident.title,
            incident.id.short()
        )
    });
    walked
        .or_else(|| app.with(|state| state.index.ready().map(|index| index.site.name.clone())))
        .unwrap_or_default()
}

/// Puts the incidents kept here into the home page, which the generator has written.
#[component]
fn Shelf() -> impl IntoView {
    page::element("open-incidents").map(|place| {
        view! { <Portal mount=(*place).clone()><OpenIncidents /></Portal> }
    })
}

/// A screen of the incident that the address names.
#[component]
fn IncidentScreen(room: Room) -> impl IntoView {
    #[derive(Clone, PartialEq)]
    enum Standing {
        Reading,
        Here,
        Failed(Unreadable),
    }
    let app = App::get();
    let i18n = use_i18n();
    let standing = Memo::new(move |_| {
        app.with(|state| match state.opened() {
            Opened::Nothing | Opened::Reading => Standing::Reading,
            Opened::Here => Standing::Here,
            Opened::Failed(found) => Standing::Failed(found.clone()),
        })
    });
    move || match standing.get() {
        Standing::Reading => {
            view! { <main id="content"><p role="status">{t!(i18n, common.loading)}</p></main> }
                .into_any()
        }
        Standing::Failed(found) => {
            view! { <ProblemScreen problem=found.problem raw=found.raw /> }.into_any()
        }
        Standing::Here => {
            let inside = match room {
                Room::Walk => view! { <WalkScreen /> }.into_any(),
                Room::Notices => view! { <NoticesScreen /> }.into_any(),
                Room::Report => view! { <ReportScreen /> }.into_any(),
            };
            view! { <Bar /> {inside} }.into_any()
        }
    }
}
