//! How a script should end: with an outcome that a playbook on its way has, or at a step.

use std::collections::BTreeSet;

use domain::Target;

use crate::check::survey::DraftStep;
use crate::diagnostic::ScenarioFault;
use crate::parse::{Located, RawEnd, RawScenario};

use super::wording::{folded, meant};
use super::{DraftEnd, Reader};

/// Words for an end without words: the last step simply is the last.
const JUST_THE_END: [&str; 12] = [
    "走完",
    "走到最后",
    "结束",
    "完成",
    "全部完成",
    "手册走完",
    "end",
    "the end",
    "done",
    "finished",
    "completed",
    "end of the playbook",
];

impl Reader<'_, '_> {
    /// What it says of the end.
    pub(super) fn end(&mut self, start: usize, script: &RawScenario) -> Option<DraftEnd> {
        if let Some(second) = script.ends.get(1) {
            let span = match second {
                RawEnd::Outcome(written) => written.span.clone(),
                RawEnd::Step(_, span) => span.clone(),
            };
            self.fault(span, ScenarioFault::SecondEnd);
        }
        match script.ends.first() {
            Some(RawEnd::Outcome(written)) => self.outcome(start, written),
            Some(RawEnd::Step(place, span)) => {
                let found = self.find(start, start, place);
                if found.is_none() {
                    self.unknown_step(start, place, span.clone());
                }
                found.map(|(draft, step)| DraftEnd::Step(draft, step))
            }
            None => {
                let last = script.turns.last().map(|turn| turn.span.clone());
                let span = last.unwrap_or_else(|| self.top());
                self.fault(span, ScenarioFault::NoEnd);
                None
            }
        }
    }

    fn outcome(&mut self, start: usize, written: &Located<String>) -> Option<DraftEnd> {
        let (outcomes, can_just_end) = self.outcomes(start);
        if let Some(at) = meant(&written.value, outcomes.iter().copied()) {
            return Some(DraftEnd::Outcome(outcomes[at].to_owned()));
        }
        let said = folded(&written.value);
        if can_just_end && JUST_THE_END.iter().any(|words| folded(words) == said) {
            return Some(DraftEnd::Outcome(String::new()));
        }
        let mut known: Vec<String> = outcomes.into_iter().map(str::to_owned).collect();
        if can_just_end {
            known.push(JUST_THE_END[usize::from(said.is_ascii()) * 6].to_owned());
        }
        let fault = ScenarioFault::UnknownEnd {
            written: written.value.clone(),
            known,
        };
        self.fault(written.span.clone(), fault);
        None
    }

    /// The outcomes of every playbook that a walk from there can come to, and whether one of them just ends.
    fn outcomes(&self, start: usize) -> (Vec<&str>, bool) {
        let drafts = self.known.drafts;
        let mut reached = BTreeSet::from([start]);
        let mut unread = vec![start];
        let (mut outcomes, mut can_just_end) = (BTreeSet::new(), false);
        while let Some(at) = unread.pop() {
            let draft = &drafts[at];
            can_just_end |= draft.steps.iter().any(DraftStep::is_last);
            let choices = draft.steps.iter().flat_map(|step| &step.choices);
            for target in choices.filter_map(|choice| choice.target.as_ref()) {
                if let Target::Outcome { text } = target {
                    outcomes.insert(text.as_str());
                }
            }
            unread.extend(self.leads_to(at).filter(|&other| reached.insert(other)));
        }
        (outcomes.into_iter().collect(), can_just_end)
    }
}
