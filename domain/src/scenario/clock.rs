//! The clock of a drill: it stands where it was put, so that a run gives the same result whenever it is made.

use crate::{ActorId, Stamp, Timestamp};

/// 2026-01-01T23:59Z: late enough that an hour and minute without a date fall on the same day.
const DECLARED_AT_MILLISECONDS: i64 = 1_767_311_940_000;

/// A clock that only the script moves.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    elapsed_seconds: u32,
}

impl Clock {
    /// Moves on to so many seconds after declaring; never back.
    pub(super) fn move_to(&mut self, elapsed_seconds: u32) {
        self.elapsed_seconds = self.elapsed_seconds.max(elapsed_seconds);
    }

    /// Who writes, and now.
    pub(super) fn stamp(self) -> Stamp {
        Stamp {
            actor: ActorId::from_random([0; 16]),
            now: self.now(),
        }
    }

    fn now(self) -> Timestamp {
        Timestamp::new(DECLARED_AT_MILLISECONDS, 0).plus_seconds(i64::from(self.elapsed_seconds))
    }

    /// A time as a field takes it: `14:31` is the last 14:31 there was. Anything else stays as it is, for the record to
    /// judge.
    pub(super) fn time(self, written: &str) -> String {
        let Some((hour, minute)) = hour_and_minute(written) else {
            return written.to_owned();
        };
        let today = self.now().local_date();
        let at = Timestamp::parse(&format!("{today}T{hour:02}:{minute:02}:00Z"));
        let at = at.map(|at| {
            if at > self.now() {
                at.plus_seconds(-24 * 60 * 60)
            } else {
                at
            }
        });
        at.map_or_else(|| written.to_owned(), |at| at.to_string())
    }
}

fn hour_and_minute(written: &str) -> Option<(u32, u32)> {
    let (hour, minute) = written.trim().split_once([':', '：'])?;
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_and_minute_are_the_last_there_were() {
        let mut clock = Clock::default();
        assert_eq!(clock.time("14:31"), "2026-01-01T14:31:00.000+00:00");
        assert_eq!(clock.time(" 9：05 "), "2026-01-01T09:05:00.000+00:00");
        clock.move_to(600);
        assert_eq!(clock.time("0:05"), "2026-01-02T00:05:00.000+00:00");
        assert_eq!(clock.time("14:31"), "2026-01-01T14:31:00.000+00:00");
        for other in ["soon", "25:00", "14:31:05", "2026-01-01T00:00:00Z", ":"] {
            assert_eq!(clock.time(other), other);
        }
    }

    #[test]
    fn it_never_goes_back() {
        let mut clock = Clock::default();
        clock.move_to(600);
        clock.move_to(60);
        assert_eq!(clock.elapsed_seconds, 600);
    }
}
