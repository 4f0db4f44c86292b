//! Metrics, silence, phases and timers: unknown is not zero, and a clock set back is not a negative time.

use domain::{Act, Log, Milestone, Pace, Report, ReportPhase, Status};
use proptest::prelude::*;

use crate::acts::{act_all, draws};
use crate::sample::{act, choose, declared, go_on, id, moment, visit};

fn reach(log: &mut Log, seconds: i64, milestone: Milestone, time: i64) {
    let time = moment(time);
    act(log, seconds, Act::MilestoneReached { milestone, time }).unwrap();
}

fn copy(log: &mut Log, seconds: i64, template: &str) {
    let (template, text) = (id(template), "正文".into());
    act(log, seconds, Act::NoticeCopied { template, text }).unwrap();
}

fn note(log: &mut Log, seconds: i64) {
    act(log, seconds, Act::NoteAdded { text: "x".into() }).unwrap();
}

fn phases(log: &Log, seconds: i64) -> Vec<ReportPhase> {
    log.phases(&id("p0"), &log.path(), moment(seconds))
}

fn silence(log: &Log, seconds: i64) -> i64 {
    Report::draw_up(log, moment(seconds))
        .metrics
        .longest_silence
}

#[test]
fn a_missing_milestone_is_unknown() {
    let mut log = declared();
    let metrics = Report::draw_up(&log, moment(60)).metrics;
    assert_eq!(metrics.time_to_detect, None);
    assert_eq!(metrics.time_to_acknowledge, None);
    assert_eq!(metrics.time_to_mitigate, None);
    assert_eq!(metrics.time_to_resolve, None);

    reach(&mut log, 10, Milestone::Detected, -240);
    reach(&mut log, 20, Milestone::Acknowledged, -180);
    reach(&mut log, 600, Milestone::Mitigated, 600);
    let metrics = Report::draw_up(&log, moment(700)).metrics;
    assert_eq!(metrics.time_to_detect, None);
    assert_eq!(metrics.time_to_acknowledge, Some(60));
    assert_eq!(metrics.time_to_mitigate, None);

    reach(&mut log, 800, Milestone::ImpactStarted, -300);
    let report = Report::draw_up(&log, moment(900));
    assert_eq!(report.metrics.time_to_detect, Some(60));
    assert_eq!(report.metrics.time_to_mitigate, Some(900));
    assert_eq!(report.metrics.time_to_resolve, None);
    assert_eq!(report.status, Status::Mitigated);
    let milestone = Milestone::Mitigated;
    act(&mut log, 910, Act::MilestoneWithdrawn { milestone }).unwrap();
    assert_eq!(
        Report::draw_up(&log, moment(920)).metrics.time_to_mitigate,
        None
    );
}

#[test]
fn silence_lasts_from_act_to_act_until_it_is_resolved() {
    let mut log = declared();
    assert_eq!(silence(&log, 100), 100);
    note(&mut log, 120);
    note(&mut log, 420);
    assert_eq!(silence(&log, 430), 300);
    assert_eq!(silence(&log, 900), 480);
    reach(&mut log, 440, Milestone::Resolved, 430);
    assert_eq!(silence(&log, 90_000), 300);
    // Resolved before anybody declared it.
    let mut late = declared();
    reach(&mut late, 60, Milestone::Resolved, -600);
    assert_eq!(silence(&late, 90), 0);
}

#[test]
fn a_phase_is_judged_when_it_is_left() {
    let mut log = declared();
    go_on(&mut log, 100, visit("start", 1));
    let [respond, mitigate, _] = phases(&log, 200).try_into().unwrap();
    assert_eq!((respond.spent_seconds, respond.left_at), (Some(200), None));
    assert_eq!(respond.pace, Some(Pace::OnTime));
    assert_eq!((mitigate.spent_seconds, mitigate.pace), (None, None));
    choose(&mut log, 310, visit("assess", 1), "yes");
    let [respond, mitigate, last] = phases(&log, 1_700).try_into().unwrap();
    assert_eq!(
        (respond.spent_seconds, respond.left_at),
        (Some(310), Some(moment(310)))
    );
    assert_eq!(respond.pace, Some(Pace::Over));
    assert_eq!(
        (mitigate.entered_at, mitigate.pace),
        (Some(moment(310)), Some(Pace::Due))
    );
    assert_eq!((last.entered_at, last.pace), (None, None));
}

#[test]
fn a_changed_answer_does_not_backdate_the_phase_it_leads_to() {
    let mut log = declared();
    go_on(&mut log, 100, visit("start", 1));
    choose(&mut log, 200, visit("assess", 1), "false-alarm");
    // It was none: the war room opens at the eighth hundredth second, not the second.
    choose(&mut log, 800, visit("assess", 1), "yes");
    let [respond, mitigate, _] = phases(&log, 900).try_into().unwrap();
    assert_eq!(mitigate.entered_at, Some(moment(800)));
    assert_eq!(mitigate.spent_seconds, Some(100));
    // The first answer is when the step was left; correcting it later is not time spent in it.
    assert_eq!(respond.left_at, Some(moment(200)));
}

#[test]
fn a_changed_answer_that_is_changed_back_keeps_what_was_spent() {
    let mut log = declared();
    go_on(&mut log, 100, visit("start", 1));
    choose(&mut log, 200, visit("assess", 1), "yes");
    go_on(&mut log, 500, visit("war-room", 1));
    choose(&mut log, 600, visit("assess", 1), "false-alarm");
    choose(&mut log, 700, visit("assess", 1), "yes");
    let mitigate = &phases(&log, 800)[1];
    assert_eq!(mitigate.entered_at, Some(moment(200)));
    assert_eq!(mitigate.spent_seconds, Some(600));
}

#[test]
fn a_stopped_walk_spends_nothing_more() {
    let mut log = declared();
    act(
        &mut log,
        120,
        Act::WalkStopped {
            reason: "误报".into(),
        },
    )
    .unwrap();
    let respond = &phases(&log, 9_000)[0];
    assert_eq!(
        (respond.spent_seconds, respond.left_at),
        (Some(120), Some(moment(120)))
    );
    assert_eq!(respond.pace, Some(Pace::OnTime));
    act(&mut log, 200, Act::WalkResumed).unwrap();
    assert_eq!(phases(&log, 250)[0].left_at, None);
}

#[test]
fn a_clock_set_back_gives_nothing_negative() {
    let mut log = declared();
    go_on(&mut log, 100, visit("start", 1));
    choose(&mut log, -3_600, visit("assess", 1), "yes");
    note(&mut log, -3_500);
    for phase in phases(&log, -3_400) {
        assert!(
            phase.spent_seconds.is_none_or(|spent| spent >= 0),
            "{phase:?}"
        );
    }
    assert_eq!(log.incident().elapsed_seconds(moment(-3_400)), 0);
    assert_eq!(log.incident().last_act_at, moment(100));
    assert!(silence(&log, -3_400) >= 0);
    // The order is the order of acting, whatever the wall said.
    let events = log.events();
    assert!(events.windows(2).all(|pair| pair[0].clock < pair[1].clock));
}

#[test]
fn updates_come_due_by_the_level_and_stop_when_resolved() {
    let mut log = declared();
    assert_eq!(log.next_update_at(), Some(moment(1_800)));
    act(&mut log, 10, Act::SeverityChanged { severity: id("P0") }).unwrap();
    assert_eq!(log.next_update_at(), Some(moment(900)));
    copy(&mut log, 600, "notice");
    assert_eq!(log.next_update_at(), Some(moment(1_500)));
    // A draft of the postmortem tells the parties nothing.
    copy(&mut log, 650, "postmortem");
    assert_eq!(log.next_update_at(), Some(moment(1_500)));
    reach(&mut log, 700, Milestone::Resolved, 700);
    assert_eq!(log.next_update_at(), None);
}

proptest! {
    #[test]
    fn no_number_is_ever_negative(draws in draws(120), now in -5_000..50_000_i64) {
        let mut log = declared();
        act_all(&mut log, &draws);
        let report = Report::draw_up(&log, moment(now));
        let metrics = report.metrics;
        let known = [metrics.time_to_detect, metrics.time_to_acknowledge, metrics.time_to_mitigate, metrics.time_to_resolve];
        let spent = report.phases.iter().map(|phase| phase.spent_seconds);
        for number in known.into_iter().chain(spent).flatten() {
            prop_assert!(number >= 0);
        }
        prop_assert!(metrics.longest_silence >= 0);
        for phase in &report.phases {
            prop_assert!(phase.left_at.is_none_or(|left| Some(left) >= phase.entered_at));
        }
    }
}
