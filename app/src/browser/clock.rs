//! The wall clock: the only place that reads it.
//!
//! It tells the time in the zone that the site asks for, and in this computer's own where the site asks for none or
//! the browser does not know the one it asks for.

use std::cell::RefCell;

use domain::Timestamp;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

thread_local! {
    static ZONE: RefCell<Zone> = const { RefCell::new(Zone { name: String::new(), format: None }) };
}

/// The zone that the site asks for.
struct Zone {
    /// Its IANA name; empty when none is asked for.
    name: String,
    /// Writes a moment so that it ends in the zone's offset; `None` where the browser does not know the zone.
    format: Option<Function>,
}

/// From now on the time is told in that zone; an empty name stands for this computer's own.
pub fn set_zone(name: &str) {
    ZONE.with_borrow_mut(|zone| {
        if zone.name != name {
            *zone = Zone {
                name: name.to_owned(),
                format: formatter(name),
            };
        }
    });
}

/// The name of the zone that times are told in, when it is another than this computer's now.
pub fn foreign_zone() -> Option<String> {
    let now = milliseconds_of(&Date::new_0())?;
    (offset_at(now) != own_offset_at(now)).then(|| ZONE.with_borrow(|zone| zone.name.clone()))
}

/// The time now.
pub fn now() -> Timestamp {
    told(milliseconds_of(&Date::new_0()).unwrap_or_default())
}

/// The same moment as this clock tells it, whichever clock it was read from.
pub fn here(moment: Timestamp) -> Timestamp {
    told(moment.milliseconds())
}

/// The moment that a date-and-time input holds (`2026-11-20T14:36`, on this clock, with the offset that holds on that
/// day); `None` for anything else.
pub fn from_input(value: &str) -> Option<Timestamp> {
    // `Date` reads a date without a time as UTC, and many other things besides.
    let has_time =
        value.len() >= "2026-11-20T14:36".len() && value.as_bytes().get(10) == Some(&b'T');
    let has_zone = value.ends_with('Z') || value.get(11..)?.contains(['+', '-']);
    if !has_time || has_zone {
        return None;
    }
    let as_utc = Date::new(&JsValue::from_str(&format!("{value}Z")));
    Some(told(instant(milliseconds_of(&as_utc)?, offset_at)))
}

fn told(milliseconds: i64) -> Timestamp {
    Timestamp::new(milliseconds, offset_at(milliseconds))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a Date counts whole milliseconds within ±2^53"
)]
fn milliseconds_of(date: &Date) -> Option<i64> {
    let milliseconds = date.get_time();
    milliseconds.is_finite().then_some(milliseconds as i64)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a Date counts whole milliseconds within ±2^53"
)]
fn js_number(milliseconds: i64) -> JsValue {
    JsValue::from_f64(milliseconds as f64)
}

/// Minutes east of UTC in the zone that the site asks for.
fn offset_at(milliseconds: i64) -> i32 {
    let shown = ZONE.with_borrow(|zone| {
        let shown = zone.format.as_ref()?;
        let shown = shown.call1(&JsValue::UNDEFINED, &js_number(milliseconds));
        shown.ok()?.as_string()
    });
    shown
        .and_then(|shown| offset_in(&shown))
        .unwrap_or_else(|| own_offset_at(milliseconds))
}

/// Minutes east of UTC on this computer's clock.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a Date counts whole minutes of less than a day"
)]
fn own_offset_at(milliseconds: i64) -> i32 {
    // JavaScript counts the offset west of UTC.
    -(Date::new(&js_number(milliseconds)).get_timezone_offset() as i32)
}

/// `new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).format`, caught: a browser throws at a
/// zone that it does not know.
fn formatter(zone: &str) -> Option<Function> {
    if zone.is_empty() {
        return None;
    }
    let options = Object::new();
    for (key, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
    let class: Function = class.dyn_into().ok()?;
    let arguments = Array::of2(&"en-US".into(), &options);
    let format = Reflect::construct(&class, &arguments).ok()?;
    Reflect::get(&format, &"format".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// The offset that a written moment ends in: `11/20/2026, GMT+08:00`, and `GMT` alone for none.
fn offset_in(shown: &str) -> Option<i32> {
    let (_, offset) = shown.rsplit_once("GMT")?;
    let (sign, clock) = match offset.chars().next() {
        None => return Some(0),
        Some('+') => (1, offset.get(1..)?),
        Some(minus) => (-1, offset.get(minus.len_utf8()..)?),
    };
    // Before zones were agreed on, offsets had seconds.
    let mut parts = clock.split(':').map(str::parse::<i32>);
    let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(sign * (hours * 60 + minutes))
}

/// The instant at which a clock shows `shown`, both counted in milliseconds as if of UTC. As `Date` does it: of two
/// such instants the earlier, and a time that the clock skips is counted on from before.
fn instant(shown: i64, offset_at: impl Fn(i64) -> i32) -> i64 {
    let less = |offset: i32| shown - i64::from(offset) * MINUTE;
    let around = [shown - DAY, shown + DAY].map(&offset_at);
    let found = around
        .into_iter()
        .find(|&offset| offset_at(less(offset)) == offset);
    less(found.unwrap_or(around[0]))
}

/// A callback that is called every second until this is dropped.
#[must_use = "dropping it stops the ticking"]
pub struct Ticking {
    interval: Option<i32>,
    _callback: Closure<dyn FnMut()>,
}

/// Calls back every second, less often while the page is hidden: read the clock, do not count the calls.
pub fn every_second(callback: impl FnMut() + 'static) -> Ticking {
    let callback = Closure::<dyn FnMut()>::new(callback);
    let interval = web_sys::window().and_then(|window| {
        window
            .set_interval_with_callback_and_timeout_and_arguments_0(
                callback.as_ref().unchecked_ref(),
                1000,
            )
            .ok()
    });
    Ticking {
        interval,
        _callback: callback,
    }
}

impl Drop for Ticking {
    fn drop(&mut self) {
        if let (Some(window), Some(interval)) = (web_sys::window(), self.interval) {
            window.clear_interval_with_handle(interval);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_from_written_moments() {
        for (shown, minutes) in [
            ("11/20/2026, GMT+08:00", Some(480)),
            ("11/20/2026, GMT-03:30", Some(-210)),
            ("11/20/2026, GMT\u{2212}05:00", Some(-300)),
            ("11/20/2026, GMT", Some(0)),
            ("1/1/1900, GMT+08:05:43", Some(485)),
            ("11/20/2026, CST", None),
            ("11/20/2026, GMT+8", None),
        ] {
            assert_eq!(offset_in(shown), minutes, "{shown}");
        }
    }

    #[test]
    fn typed_times_are_read_through_daylight_saving() {
        // London in 2026: an hour ahead from 29 March to 25 October, each at 01:00 in UTC.
        let at = |text: &str| Timestamp::parse(text).unwrap().milliseconds();
        let (begins, ends) = (at("2026-03-29T01:00:00Z"), at("2026-10-25T01:00:00Z"));
        let london = |instant: i64| {
            if (begins..ends).contains(&instant) {
                60
            } else {
                0
            }
        };
        for (shown, meant) in [
            ("2026-03-29T00:59:00Z", "2026-03-29T00:59:00Z"),
            ("2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z"),
            // Skipped: half an hour after the change.
            ("2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"),
            ("2026-07-01T12:00:00Z", "2026-07-01T11:00:00Z"),
            // Shown twice: the first time.
            ("2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z"),
            ("2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"),
        ] {
            assert_eq!(instant(at(shown), london), at(meant), "{shown}");
        }
    }
}
