//! The walk: where it goes, that it ends, and what a second round is.

use domain::{Act, Milestone, Path, Position, Refusal, Report, Visit};

use crate::sample::{act, choose, declared, fill, go_on, id, moment, stamp, visit, visit_in};

fn tick(at: Visit, check: &str) -> Act {
    Act::CheckTicked {
        visit: at,
        check: id(check),
    }
}

fn steps(path: &Path) -> Vec<String> {
    let visits = path.visits.iter();
    visits
        .map(|v| format!("{}/{}/{}", v.playbook, v.step, v.round))
        .collect()
}

#[test]
fn a_walk_goes_through_another_playbook_and_ends() {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    choose(&mut log, 20, visit("assess", 1), "pool");
    choose(&mut log, 30, visit_in("database", "pool", 1), "fixed");
    let path = log.path();
    assert_eq!(
        steps(&path),
        [
            "p0/start/1",
            "p0/assess/1",
            "database/pool/1",
            "p0/recover/1"
        ]
    );
    assert_eq!(path.current(), Some(&visit("recover", 1)));
    go_on(&mut log, 40, visit("recover", 1));
    let outcome = String::new();
    assert_eq!(log.path().position, Position::Ended { outcome });
    assert_eq!(log.path().current(), None);
}

#[test]
fn a_loop_gives_a_fresh_visit() {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    choose(&mut log, 20, visit("assess", 1), "yes");
    go_on(&mut log, 30, visit("war-room", 1));
    act(&mut log, 40, tick(visit("diagnose", 1), "看过日志")).unwrap();
    choose(&mut log, 50, visit("diagnose", 1), "known");
    choose(&mut log, 60, visit("fix", 1), "again");
    assert_eq!(log.path().current(), Some(&visit("diagnose", 2)));
    let library = log.library().clone();
    let step = library.step(&visit("diagnose", 2)).unwrap();
    let check = step.checks().next().unwrap();
    assert_eq!(
        log.incident().done_at(&visit("diagnose", 1), check),
        Some(moment(40))
    );
    assert_eq!(log.incident().done_at(&visit("diagnose", 2), check), None);
}

#[test]
fn what_was_filled_on_a_round_left_behind_gives_way_to_what_was_filled_on_the_path() {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    choose(&mut log, 20, visit("assess", 1), "yes");
    go_on(&mut log, 30, visit("war-room", 1));
    fill(&mut log, 40, visit("diagnose", 1), "root_cause", "连接池");
    choose(&mut log, 50, visit("diagnose", 1), "known");
    choose(&mut log, 60, visit("fix", 1), "again");
    fill(&mut log, 70, visit("diagnose", 2), "root_cause", "慢查询");
    let causes = |log: &domain::Log| {
        let fields = Report::draw_up(log, moment(100)).fields;
        fields.into_iter().map(|f| f.value).collect::<Vec<_>>()
    };
    assert_eq!(causes(&log), ["慢查询"]);
    choose(&mut log, 80, visit("fix", 1), "works");
    assert_eq!(causes(&log), ["连接池"]);
    choose(&mut log, 90, visit("assess", 1), "false-alarm");
    assert_eq!(causes(&log), [""; 0]);
}

#[test]
fn a_stopped_walk_takes_no_answer_until_it_is_resumed() {
    let mut log = declared();
    go_on(&mut log, 10, visit("start", 1));
    let reason = "交给数据库团队".to_owned();
    act(
        &mut log,
        20,
        Act::WalkStopped {
            reason: reason.clone(),
        },
    )
    .unwrap();
    assert_eq!(log.path().position, Position::Stopped { reason });
    let answer = Act::ChoiceMade {
        visit: visit("assess", 1),
        choice: id("yes"),
    };
    assert_eq!(act(&mut log, 30, answer.clone()), Err(Refusal::Stopped));
    // What was seen may still be written down.
    fill(&mut log, 40, visit("assess", 1), "data_loss", "否");
    act(&mut log, 50, Act::WalkResumed).unwrap();
    act(&mut log, 60, answer).unwrap();
    assert_eq!(log.path().current(), Some(&visit("war-room", 1)));
}

#[test]
fn a_stopped_walk_can_be_closed() {
    let mut log = declared();
    assert_eq!(
        act(&mut log, 10, Act::IncidentClosed),
        Err(Refusal::WalkNotOver)
    );
    act(
        &mut log,
        20,
        Act::WalkStopped {
            reason: "误报".into(),
        },
    )
    .unwrap();
    act(&mut log, 30, Act::IncidentClosed).unwrap();
    assert_eq!(act(&mut log, 40, Act::WalkResumed), Err(Refusal::Closed));
    act(&mut log, 50, Act::IncidentReopened).unwrap();
    act(&mut log, 60, Act::WalkResumed).unwrap();
    assert_eq!(log.path().position, Position::AtStep);
}

#[test]
fn clearing_a_field_takes_back_the_milestone_that_it_set() {
    let mut log = declared();
    let (at, field) = (visit("start", 1), "impact_started");
    fill(&mut log, 10, at.clone(), field, &moment(-60).to_string());
    assert_eq!(
        log.incident().milestones[&Milestone::ImpactStarted],
        moment(-60)
    );
    let clear = Act::FieldCleared {
        visit: at.clone(),
        field: id(field),
    };
    act(&mut log, 20, clear.clone()).unwrap();
    assert!(log.incident().milestones.is_empty());
    // Corrected by hand since: not the field's to take back.
    fill(&mut log, 30, at, field, &moment(-60).to_string());
    let corrected = Act::MilestoneReached {
        milestone: Milestone::ImpactStarted,
        time: moment(-90),
    };
    act(&mut log, 40, corrected).unwrap();
    act(&mut log, 50, clear).unwrap();
    assert_eq!(
        log.incident().milestones[&Milestone::ImpactStarted],
        moment(-90)
    );
}

#[test]
fn two_actors_write_one_record() {
    let mut log = declared();
    let other = domain::Stamp {
        actor: domain::ActorId::from_random([9; 16]),
        now: moment(-500),
    };
    let note = |text: &str| Act::NoteAdded { text: text.into() };
    let event = log.record(note("我也在"), other).unwrap();
    assert_eq!((event.sequence, event.previous), (1, None));
    assert_eq!(event.seen[&stamp(0).actor], 1);
    // Their clock is behind, yet what they write sorts after what they saw.
    assert!(event.clock > log.events()[0].clock);
    log.push(event.clone()).unwrap();
    let answer = log.record(note("收到"), stamp(5)).unwrap();
    assert_eq!(answer.seen[&other.actor], 1);
    assert!(answer.clock > event.clock);
    log.push(answer).unwrap();
}
