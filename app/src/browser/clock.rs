//! The wall clock: the only place that reads it.

use domain::Timestamp;
use js_sys::Date;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The time now, with the offset of this computer's clock.
pub fn now() -> Timestamp {
    timestamp_of(&Date::new_0()).unwrap_or_else(|| Timestamp::new(0, 0))
}

/// The moment that a date-and-time input holds (`2026-11-20T14:36`, on this computer's clock, with the offset that
/// holds on that day); `None` for anything else.
pub fn from_input(value: &str) -> Option<Timestamp> {
    // `Date` reads a date without a time as UTC, and many other things besides.
    let has_time =
        value.len() >= "2026-11-20T14:36".len() && value.as_bytes().get(10) == Some(&b'T');
    let has_zone = value.ends_with('Z') || value.get(11..)?.contains(['+', '-']);
    if !has_time || has_zone {
        return None;
    }
    timestamp_of(&Date::new(&JsValue::from_str(value)))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a Date counts whole milliseconds and minutes within ±2^53"
)]
fn timestamp_of(date: &Date) -> Option<Timestamp> {
    let milliseconds = date.get_time();
    // JavaScript counts the offset west of UTC.
    let minutes_west = date.get_timezone_offset();
    (milliseconds.is_finite() && minutes_west.is_finite())
        .then(|| Timestamp::new(milliseconds as i64, -(minutes_west as i32)))
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
