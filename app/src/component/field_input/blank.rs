//! A field on one visit: what is in it, how to fill it, and what is wrong with what was put in.

use domain::{Act, Field, FieldId, FieldKind, IncidentId, Visit};
use leptos::prelude::*;

use crate::{
    app::App,
    browser::drafts,
    message::Message,
    state::{Reason, Refused},
    words::Wrong,
};

/// A field on a visit.
#[derive(Clone, Copy)]
pub(super) struct Blank {
    pub(super) app: App,
    place: StoredValue<Place>,
    pub(super) kind: StoredValue<FieldKind>,
    pub(super) value: Memo<Option<String>>,
    /// What it most likely is, while it is blank: what it was filled with the last time the walk came here, what
    /// the command input of the same value holds, or its default. In the record only once the responder takes it.
    pub(super) offered: Memo<Option<String>>,
    /// Why what was put in is not in the record; said beside the box.
    pub(super) wrong: RwSignal<Option<Wrong>>,
}

impl Blank {
    pub(super) fn new(app: App, incident: IncidentId, visit: Visit, found: Field) -> Self {
        let Field {
            id: field,
            kind,
            default,
            input,
            ..
        } = found;
        let here = (visit.clone(), field.clone());
        let value = app.derive(move |walk| {
            let entry = walk.log.incident().filled(&here.0, &here.1);
            entry.map(|entry| entry.value.clone())
        });
        let there = (visit.clone(), field.clone());
        let offered = app.derive(move |walk| {
            let incident = walk.log.incident();
            if incident.filled(&there.0, &there.1).is_some() {
                return None;
            }
            let earlier = incident.latest(&there.0.playbook, &there.1);
            let earlier = earlier.map(|entry| entry.value.clone());
            let typed = || incident.inputs.get(input.as_ref()?).cloned();
            earlier.or_else(typed).or_else(|| default.clone())
        });
        Self {
            app,
            place: StoredValue::new(Place {
                incident,
                visit,
                field,
            }),
            kind: StoredValue::new(kind),
            value: Memo::new(move |_| value.get().flatten()),
            offered: Memo::new(move |_| offered.get().flatten()),
            wrong: RwSignal::new(None),
        }
    }

    /// Where it is, for what may outlive the step on the screen.
    pub(super) fn place(self) -> Place {
        self.place.get_value()
    }

    /// Fills the blank, or empties it; whether it now holds that value. What is refused stays in the box and in the
    /// draft, to be mended.
    pub(super) fn fill(self, value: &str) -> bool {
        let value = self
            .kind
            .with_value(|kind| kind.normalised(value).into_owned());
        let current = self.value.get_untracked().unwrap_or_default();
        let place = self.place();
        if value != current {
            self.app.act(place.act(value.clone()));
        }
        let taken = self.value.get_untracked().unwrap_or_default() == value;
        if taken {
            self.wrong.set(None);
            place.forget_draft();
        } else {
            self.explain(&place);
        }
        taken
    }

    /// Takes the reason for a refusal to the box that it is about.
    fn explain(self, place: &Place) {
        let reason = self.app.with_untracked(|state| {
            let Refused { act, reason } = state.refused.last()?;
            let about_this = match act {
                Act::FieldFilled { visit, field, .. } | Act::FieldCleared { visit, field } => {
                    *visit == place.visit && *field == place.field
                }
                _ => false,
            };
            match reason {
                Reason::Illegal(refusal) if about_this => Some(refusal.clone()),
                _ => None,
            }
        });
        if let Some(refusal) = reason {
            self.wrong.set(Some(Wrong::Refused(refusal)));
            self.app.dispatch(Message::RefusalRead);
        }
    }
}

/// Which blank it is: plain data that can be kept while the step that shows it goes away.
#[derive(Clone)]
pub(super) struct Place {
    incident: IncidentId,
    pub(super) visit: Visit,
    pub(super) field: FieldId,
}

impl Place {
    fn act(&self, value: String) -> Act {
        let (visit, field) = (self.visit.clone(), self.field.clone());
        if value.is_empty() {
            Act::FieldCleared { visit, field }
        } else {
            Act::FieldFilled {
                visit,
                field,
                value,
            }
        }
    }

    /// Fills it with one of its options, whether or not it is still on the screen.
    pub(super) fn choose(&self, app: App, option: String) {
        let held = app.walk_untracked(|walk| {
            let entry = walk.log.incident().filled(&self.visit, &self.field);
            entry.map(|entry| entry.value.clone())
        });
        if held.flatten().as_ref() != Some(&option) {
            app.act_in(self.incident, self.act(option));
        }
        self.forget_draft();
    }

    pub(super) fn draft(&self) -> Option<String> {
        drafts::recall(&self.draft_key())
    }

    pub(super) fn keep_draft(&self, text: &str) {
        drafts::keep(&self.draft_key(), text);
    }

    fn forget_draft(&self) {
        drafts::forget(&self.draft_key());
    }

    fn draft_key(&self) -> String {
        let Self {
            incident,
            visit,
            field,
        } = self;
        let Visit {
            playbook,
            step,
            round,
        } = visit;
        format!("{incident}/{playbook}/{step}/{round}/{field}")
    }
}
