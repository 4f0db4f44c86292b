//! Acts made up from the state, legal and illegal ones, for property tests.

use domain::{Act, ActorId, Labels, Log, Milestone, Stamp, Visit};
use proptest::prelude::*;

use crate::sample::{declaration, id, moment, visit, visit_in};

/// What chance gives; [`Self::act`] makes an act of it that fits the state more often than not.
#[derive(Clone, Debug)]
pub(crate) struct Draw {
    kind: u8,
    place: u8,
    thing: u8,
    waits: i64,
    actor: bool,
}

pub(crate) fn draws(longest: usize) -> impl Strategy<Value = Vec<Draw>> {
    // The clock is set back now and then.
    let draw = (
        0..33_u8,
        any::<u8>(),
        any::<u8>(),
        -20..200_i64,
        any::<bool>(),
    );
    let draw = draw.prop_map(|(kind, place, thing, waits, actor)| Draw {
        kind,
        place,
        thing,
        waits,
        actor,
    });
    prop::collection::vec(draw, 0..longest)
}

/// Does what is legal, and hands back what was accepted.
pub(crate) fn act_all(log: &mut Log, draws: &[Draw]) -> Vec<Act> {
    let mut accepted = Vec::new();
    let mut seconds = 0;
    for draw in draws {
        seconds += draw.waits;
        let act = draw.act(log, seconds);
        if let Ok(event) = log.record(act.clone(), draw.stamp(seconds)) {
            log.push(event).unwrap();
            accepted.push(act);
        }
    }
    accepted
}

impl Draw {
    pub(crate) fn stamp(&self, seconds: i64) -> Stamp {
        Stamp {
            actor: ActorId::from_random([if self.actor { 7 } else { 8 }; 16]),
            now: moment(seconds),
        }
    }

    pub(crate) fn waits(&self) -> i64 {
        self.waits
    }

    pub(crate) fn act(&self, log: &Log, seconds: i64) -> Act {
        let path = log.path();
        let current = path.visits.last().cloned();
        match self.kind {
            0..=9 => self.answer(log, current.unwrap_or_else(|| visit("start", 1))),
            10 => self.answer(log, self.some_visit(log)),
            11..=21 => self.act_in_step(log, seconds),
            _ => self.act_anywhere(seconds),
        }
    }

    fn pick<'a>(&self, things: &[&'a str]) -> &'a str {
        things[usize::from(self.thing) % things.len()]
    }

    /// Mostly on the path, sometimes left behind, sometimes nowhere.
    fn some_visit(&self, log: &Log) -> Visit {
        let mut visits = log.path().visits;
        visits.extend(log.incident().answers.keys().cloned());
        visits.extend([
            visit("start", 2),
            visit("nowhere", 1),
            visit_in("no-book", "start", 1),
        ]);
        visits.swap_remove(usize::from(self.place) % visits.len())
    }

    fn answer(&self, log: &Log, at: Visit) -> Act {
        let choices = log.library().step(&at).map_or(&[][..], |s| s.choices());
        match usize::from(self.thing) % (choices.len() + 1) {
            0 => Act::StepCompleted { visit: at },
            n => Act::ChoiceMade {
                visit: at,
                choice: choices[n - 1].id.clone(),
            },
        }
    }

    fn act_in_step(&self, log: &Log, seconds: i64) -> Act {
        let visit = self.some_visit(log);
        let fields = ["affected", "impact_started", "data_loss", "detected_at"];
        let more = ["root_cause", "mitigated_at", "connections", "no_field"];
        let field = id(self.pick(&[fields, more].concat()));
        let check = id(self.pick(&["通知值班", "看过日志", "告警恢复", "连接数", "没有"]));
        match self.kind {
            11..=13 => Act::CheckTicked { visit, check },
            14 => Act::CheckCleared { visit, check },
            15..=18 => Act::FieldFilled {
                value: match self.place % 4 {
                    0 => "是".into(),
                    1 => String::new(),
                    _ => moment(seconds - i64::from(self.thing) * 4).to_string(),
                },
                visit,
                field,
            },
            19 => Act::FieldCleared { visit, field },
            _ => Act::CommandCopied {
                visit,
                command: id(self.pick(&["command-1", "command-9"])),
                text: self.pick(&["kubectl delete pod web-1", " "]).into(),
            },
        }
    }

    fn labels(&self) -> Labels {
        let values = ["web-1", "web-2", "$(id)", "", "a\nb", "-f"];
        let value = |at: u8| values[usize::from(at) % values.len()].to_owned();
        let labels = [("pod", value(self.place)), ("job", value(self.thing))];
        let kept = labels.into_iter().take(usize::from(self.place) % 3);
        kept.map(|(name, value)| (id(name), value)).collect()
    }

    fn act_anywhere(&self, seconds: i64) -> Act {
        let milestone = Milestone::ALL[usize::from(self.place) % 5];
        match self.kind {
            22 => Act::InputFilled {
                input: id(self.pick(&["pod", "no-input"])),
                value: ["web-1", "web-2", "", "a\nb"][usize::from(self.place) % 4].into(),
            },
            23 => Act::NoteAdded {
                text: self.pick(&["看到错误率下降", ""]).into(),
            },
            24 | 25 => Act::MilestoneReached {
                milestone,
                time: moment(seconds - 100 + i64::from(self.thing)),
            },
            26 => Act::MilestoneWithdrawn { milestone },
            27 => Act::SeverityChanged {
                severity: id(self.pick(&["P0", "P1", "P2", "P9"])),
            },
            28 => Act::NoticeCopied {
                template: id(self.pick(&["notice", "postmortem", "none"])),
                text: "通知".into(),
            },
            29 => Act::WalkStopped {
                reason: self.pick(&["交给别的团队", " "]).into(),
            },
            30 => Act::WalkResumed,
            31 => Act::AlertReceived {
                alert: id(self.pick(&["HighErrorRate", "ServiceDown"])),
                labels: self.labels(),
                since: (self.thing.is_multiple_of(2))
                    .then(|| moment(seconds - 100 + i64::from(self.thing))),
            },
            _ => match self.thing % 4 {
                0 => Act::IncidentClosed,
                1 => declaration(),
                _ => Act::IncidentReopened,
            },
        }
    }
}
