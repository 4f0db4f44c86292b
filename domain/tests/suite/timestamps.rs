//! Moments are read and written without loss, up to the edges of what RFC 3339 can say.

use domain::Timestamp;
use proptest::prelude::*;

fn same(one: Timestamp, other: Timestamp) -> bool {
    (one.milliseconds(), one.offset_minutes()) == (other.milliseconds(), other.offset_minutes())
}

fn survives_writing(moment: Timestamp) -> bool {
    let written = moment.to_string();
    let json = serde_json::to_string(&moment).unwrap();
    Timestamp::parse(&written).is_some_and(|read| same(read, moment) && read.to_string() == written)
        && serde_json::from_str(&json).is_ok_and(|read| same(read, moment))
}

#[test]
fn the_edges_of_time_survive_writing() {
    for milliseconds in [
        i64::MIN,
        -62_135_596_800_000,
        -1,
        0,
        253_402_300_799_999,
        i64::MAX,
    ] {
        for offset in [i32::MIN, -720, -1, 0, 345, 840, i32::MAX] {
            let moment = Timestamp::new(milliseconds, offset);
            assert!(survives_writing(moment), "{moment}");
            assert!(moment.plus_seconds(i64::MAX) >= moment.plus_seconds(i64::MIN));
        }
    }
}

#[test]
fn what_is_no_moment_is_not_read() {
    for text in [
        "",
        "2026-11-20",
        "2026-11-20T14:36",
        "2026-02-30T00:00:00Z",
        "+99999-01-01T00:00:00Z",
    ] {
        assert_eq!(Timestamp::parse(text), None, "{text}");
    }
}

#[test]
fn what_is_finer_than_a_millisecond_is_cut() {
    let moment = Timestamp::parse("2026-11-20T14:36:05.999999999+08:00").unwrap();
    assert_eq!(moment.to_string(), "2026-11-20T14:36:05.999+08:00");
    let leap = Timestamp::parse("2016-12-31T23:59:60Z").unwrap();
    assert!(survives_writing(leap), "{leap}");
}

#[test]
fn seconds_are_counted_in_whole_ones() {
    let (one, other) = (Timestamp::new(1_999, 0), Timestamp::new(1_000, 480));
    assert_eq!(one.seconds_since(other), 0);
    assert_eq!(one.plus_seconds(-3).milliseconds(), -1_001);
}

proptest! {
    #[test]
    fn any_moment_survives_writing(milliseconds in any::<i64>(), offset in any::<i32>()) {
        prop_assert!(survives_writing(Timestamp::new(milliseconds, offset)));
        prop_assert!(survives_writing(Timestamp::new(milliseconds % 4_000_000_000_000, offset % 900)));
    }

    #[test]
    fn any_text_can_be_tried(text in ".{0,40}", digits in "[0-9T:Z.+-]{0,40}") {
        for text in [text, digits] {
            if let Some(moment) = Timestamp::parse(&text) {
                prop_assert!(survives_writing(moment));
            }
        }
    }
}
