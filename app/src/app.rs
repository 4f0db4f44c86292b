//! What every component is given: the state, the address, the clock, and the way to say what has happened.

use domain::{Act, IncidentId, Path, Timestamp};
use leptos::prelude::*;

use crate::{
    browser::{
        clock,
        offline::{self, Offline},
        random,
    },
    effect,
    message::Message,
    route::Route,
    state::{State, Walk},
    update::{Surroundings, update},
};

/// The app's signals. Cheap to copy.
#[derive(Clone, Copy)]
pub struct App {
    /// Everything the app knows. Written by [`App::dispatch`] only.
    state: RwSignal<State>,
    /// Where the visitor is.
    pub route: RwSignal<Route>,
    /// The clock, to the second.
    pub now: RwSignal<Timestamp>,
    /// Whether the site is kept for use without a network.
    pub offline: RwSignal<Offline>,
}

impl App {
    /// An app that knows nothing yet.
    pub fn new(state: State, route: Route) -> Self {
        Self {
            state: RwSignal::new(state),
            route: RwSignal::new(route),
            now: RwSignal::new(clock::now()),
            offline: RwSignal::new(offline::readiness()),
        }
    }

    /// The app that this component belongs to.
    pub fn get() -> Self {
        expect_context()
    }

    /// Says what has happened: the state takes it in, and what follows is done.
    pub fn dispatch(self, message: Message) {
        let world = Surroundings {
            now: clock::now(),
            fresh: IncidentId::from_random(random::bits()),
        };
        let effects = self.state.try_update(|state| {
            let effects = update(state, message, world);
            // Before anybody looks at the state: what they draw tells the time.
            clock::set_zone(state.site().map_or("", |site| &site.time_zone));
            effects
        });
        for effect in effects.unwrap_or_default() {
            effect::run(self, effect);
        }
    }

    /// Says that the responder did something.
    pub fn act(self, act: Act) {
        self.try_act(act);
    }

    /// Says that the responder did something; whether it went into the record.
    pub fn try_act(self, act: Act) -> bool {
        let events = || self.walk_untracked(|walk| walk.log.events().len());
        let before = events();
        if let Some(incident) = self.incident() {
            self.dispatch(Message::Acted(incident, act));
        }
        events() > before
    }

    /// Says that the responder did something in that incident, whatever is on the screen by now.
    pub fn act_in(self, incident: IncidentId, act: Act) {
        self.dispatch(Message::Acted(incident, act));
    }

    /// Goes to another screen.
    pub fn go(self, route: Route) {
        self.dispatch(Message::GoAsked(route));
    }

    /// Which incident is on the screen, without being run again.
    pub fn incident(self) -> Option<IncidentId> {
        self.state.with_untracked(|state| state.shown)
    }

    /// Whether nothing more can be done in the incident on the screen.
    pub fn settled(self) -> Memo<bool> {
        Memo::new(move |_| self.walk(Walk::is_settled).unwrap_or_default())
    }

    /// Looks at the state; whoever asks is run again when it changes.
    pub fn with<T>(self, look: impl FnOnce(&State) -> T) -> T {
        self.state.with(look)
    }

    /// Looks at the state without being run again.
    pub fn with_untracked<T>(self, look: impl FnOnce(&State) -> T) -> T {
        self.state.with_untracked(look)
    }

    /// Looks at the incident on the screen, if there is one.
    pub fn walk<T>(self, look: impl FnOnce(&Walk) -> T) -> Option<T> {
        self.state.with(|state| state.walk().map(look))
    }

    /// Looks at the incident on the screen without being run again.
    pub fn walk_untracked<T>(self, look: impl FnOnce(&Walk) -> T) -> Option<T> {
        self.state.with_untracked(|state| state.walk().map(look))
    }

    /// Derives something from the incident on the screen, computed anew when the state changes and passed on when
    /// it is different.
    pub fn derive<T>(self, look: impl Fn(&Walk) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.walk(&look))
    }

    /// The path of the incident on the screen.
    pub fn path(self) -> Memo<Option<Path>> {
        self.derive(|walk| walk.path.clone())
    }

    /// Seconds since the incident on the screen was declared; 0 when there is none.
    pub fn elapsed_seconds(self) -> i64 {
        let now = self.now.get();
        self.walk(|walk| {
            let incident = walk.log.incident();
            incident
                .elapsed_seconds(incident.closed_at.unwrap_or(now))
                .max(0)
        })
        .unwrap_or_default()
    }
}
