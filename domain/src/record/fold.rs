//! Events to state.

use std::collections::BTreeMap;

use super::incident::Ground;
use super::{
    Act, Answer, AnswerEntry, Event, FieldEntry, Incident, Milestone, NoteEntry, ReceivedAlert,
    Tick, Visit,
};
use crate::{
    ChoiceId, FieldId, InputName, Library, SeverityLevel, Timestamp, is_plain_value, label_fills,
};

impl Incident {
    /// The state after the first event; `None` when that is not a declaration.
    pub(super) fn declared(event: &Event) -> Option<Self> {
        let Act::IncidentDeclared {
            title,
            severity,
            playbook,
            revisions,
            drill,
            responder,
            impact_started,
            detected,
        } = &event.act
        else {
            return None;
        };
        let known = [
            (Milestone::ImpactStarted, *impact_started),
            (Milestone::Detected, *detected),
        ];
        let known = known.into_iter().filter_map(|(m, at)| Some((m, at?)));
        Some(Self {
            id: event.incident,
            title: title.clone(),
            severity: severity.clone(),
            drill: *drill,
            responder: responder.clone(),
            playbook: playbook.clone(),
            revisions: revisions.clone(),
            declared_at: event.at,
            last_act_at: event.at,
            answers: BTreeMap::new(),
            ticks: BTreeMap::new(),
            fields: BTreeMap::new(),
            inputs: BTreeMap::new(),
            from_alert: BTreeMap::new(),
            alerts: Vec::new(),
            milestones: known.collect(),
            notes: Vec::new(),
            severities: vec![(event.at, severity.clone())],
            last_notice_at: None,
            stopped: None,
            stopped_at: None,
            closed_at: None,
            grounds: vec![(Ground::Said, severity.clone())],
            next_order: 0,
        })
    }

    /// Takes in a later event. Total: what a checked log holds can always be taken in.
    pub(super) fn apply(&mut self, library: &Library, event: &Event) {
        let at = event.at;
        self.last_act_at = self.last_act_at.max(at);
        match &event.act {
            Act::IncidentDeclared { .. } | Act::CommandCopied { .. } => {}
            Act::AlertReceived {
                alert,
                labels,
                since,
            } => {
                let received = ReceivedAlert {
                    at,
                    alert: alert.clone(),
                    labels: labels.clone(),
                    since: *since,
                };
                self.receive(library, received);
            }
            Act::CheckTicked { visit, check } => {
                self.ticks
                    .insert((visit.clone(), check.clone()), Tick { at });
            }
            Act::CheckCleared { visit, check } => {
                self.ticks.remove(&(visit.clone(), check.clone()));
            }
            Act::FieldFilled {
                visit,
                field,
                value,
            } => self.fill(library, visit, field, value, at),
            Act::FieldCleared { visit, field } => self.clear(library, visit, field, at),
            Act::InputFilled { input, value } => self.fill_input(library, input, value, at),
            Act::ChoiceMade { visit, choice } => self.choose(library, visit, choice, at),
            Act::StepCompleted { visit } => self.answer(visit, Answer::Continued, at),
            Act::NoteAdded { text } => {
                let text = text.clone();
                self.notes.push(NoteEntry { at, text });
            }
            Act::MilestoneReached { milestone, time } => {
                self.milestones.insert(*milestone, *time);
            }
            Act::MilestoneWithdrawn { milestone } => {
                self.milestones.remove(milestone);
            }
            Act::SeverityChanged { severity } => {
                self.grounds = vec![(Ground::Said, severity.clone())];
                self.settle_severity(at);
            }
            Act::NoticeCopied { template, .. } => {
                let template = library.template_of_id(template);
                if template.is_some_and(|template| template.purpose.is_notice()) {
                    self.last_notice_at = Some(at);
                }
            }
            Act::WalkStopped { reason } => self.stop(Some((reason.clone(), at))),
            Act::WalkResumed => self.stop(None),
            Act::IncidentClosed => self.closed_at = Some(at),
            Act::IncidentReopened => self.closed_at = None,
        }
    }

    /// Fills the inputs that bear the name of a label and have no value yet: what somebody has typed stays.
    fn receive(&mut self, library: &Library, received: ReceivedAlert) {
        for input in library.inputs() {
            let mut labels = received.labels.iter();
            let value = labels.find(|(label, _)| label_fills(label, input));
            if let Some((_, value)) = value
                && is_plain_value(value)
                && !self.inputs.contains_key(input)
            {
                self.inputs.insert(input.clone(), value.clone());
                self.from_alert
                    .insert(input.clone(), received.alert.clone());
            }
        }
        self.alerts.push(received);
    }

    fn fill(
        &mut self,
        library: &Library,
        visit: &Visit,
        field: &FieldId,
        value: &str,
        at: Timestamp,
    ) {
        let meant = library
            .playbook(&visit.playbook)
            .and_then(|playbook| playbook.field(field));
        if let Some(input) = meant.and_then(|field| field.input.as_ref()) {
            self.fill_input(library, input, value, at);
        }
        if meant.is_some_and(|field| field.sets_severity)
            && let Ok(level) = SeverityLevel::new(value)
            && library.has_level(&level)
        {
            self.unground(visit, field);
            let ground = Ground::Blank(visit.clone(), field.clone());
            self.grounds.push((ground, level));
            self.settle_severity(at);
        }
        if let Some((milestone, time)) = bound(library, visit, field, value) {
            self.milestones.insert(milestone, time);
        }
        let entry = FieldEntry {
            value: value.to_owned(),
            at,
            order: self.next_order,
        };
        self.next_order += 1;
        self.fields.insert((visit.clone(), field.clone()), entry);
    }

    /// Empties a field, and withdraws the milestone that it set, unless that was corrected since.
    fn clear(&mut self, library: &Library, visit: &Visit, field: &FieldId, at: Timestamp) {
        let entry = self.fields.remove(&(visit.clone(), field.clone()));
        self.unground(visit, field);
        self.settle_severity(at);
        let meant = library
            .playbook(&visit.playbook)
            .and_then(|playbook| playbook.field(field));
        if let (Some(input), Some(entry)) = (meant.and_then(|field| field.input.as_ref()), &entry)
            && self.inputs.get(input) == Some(&entry.value)
        {
            self.from_alert.remove(input);
            self.inputs.remove(input);
        }
        let set = entry.and_then(|entry| bound(library, visit, field, &entry.value));
        if let Some((milestone, time)) = set
            && self.milestones.get(&milestone) == Some(&time)
        {
            self.milestones.remove(&milestone);
        }
    }

    /// An input, and every blank that was filled with it: they are one value.
    fn fill_input(&mut self, library: &Library, input: &InputName, value: &str, at: Timestamp) {
        let is_bound = |visit: &Visit, field: &FieldId| {
            let playbook = library.playbook(&visit.playbook);
            let field = playbook.and_then(|playbook| playbook.field(field));
            // A value that the blank cannot hold stays with the commands.
            field.is_some_and(|field| {
                field.input.as_ref() == Some(input)
                    && (value.is_empty() || field.kind.accepts(value))
            })
        };
        self.from_alert.remove(input);
        if value.is_empty() {
            self.inputs.remove(input);
            self.fields
                .retain(|(visit, field), _| !is_bound(visit, field));
            return;
        }
        self.inputs.insert(input.clone(), value.to_owned());
        let bound = self
            .fields
            .iter_mut()
            .filter(|((visit, field), entry)| entry.value != value && is_bound(visit, field));
        for (_, entry) in bound {
            value.clone_into(&mut entry.value);
            entry.at = at;
        }
    }

    fn unground(&mut self, visit: &Visit, field: &FieldId) {
        let ground = Ground::Blank(visit.clone(), field.clone());
        self.grounds.retain(|(from, _)| *from != ground);
    }

    fn answer(&mut self, visit: &Visit, answer: Answer, at: Timestamp) {
        let earlier = self.answers.get(visit);
        let first_at = earlier.map_or(at, |earlier| earlier.first_at);
        let entry = AnswerEntry {
            answer,
            first_at,
            at,
        };
        self.answers.insert(visit.clone(), entry);
    }

    /// Takes a branch. A level that the answer sets holds as long as the answer does: when it is changed, what the
    /// severity rested on before holds again.
    fn choose(&mut self, library: &Library, visit: &Visit, choice: &ChoiceId, at: Timestamp) {
        if self.answers.contains_key(visit) {
            self.grounds
                .retain(|(from, _)| *from != Ground::Answer(visit.clone()));
        }
        self.answer(visit, Answer::Chosen(choice.clone()), at);
        let chosen = library.step(visit).and_then(|step| step.choice(choice));
        if let Some(severity) = chosen.and_then(|choice| choice.severity.clone()) {
            self.grounds.push((Ground::Answer(visit.clone()), severity));
        }
        self.settle_severity(at);
    }

    fn settle_severity(&mut self, at: Timestamp) {
        let Some((_, severity)) = self.grounds.last() else {
            return;
        };
        if &self.severity != severity {
            let severity: SeverityLevel = severity.clone();
            self.severity = severity.clone();
            self.severities.push((at, severity));
        }
    }

    fn stop(&mut self, why: Option<(String, Timestamp)>) {
        (self.stopped, self.stopped_at) = why.unzip();
    }
}

/// The milestone that a field sets with this value.
fn bound(
    library: &Library,
    visit: &Visit,
    field: &FieldId,
    value: &str,
) -> Option<(Milestone, Timestamp)> {
    let field = library.playbook(&visit.playbook)?.field(field)?;
    Some((field.milestone?, Timestamp::parse(value)?))
}
