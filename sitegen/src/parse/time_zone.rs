//! Time zones by their names in the IANA database, a copy of which is compiled in: a build is the same on every machine.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use jiff::{Timestamp, tz};

/// A zone of the IANA database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeZone(tz::TimeZone);

impl TimeZone {
    /// The zone of that name, in whatever case it is written.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let zone = tz::TimeZoneDatabase::bundled().get(name).ok()?;
        // A placeholder for zones that are not known, which no clock tells the time in.
        (!zone.is_unknown()).then_some(Self(zone))
    }

    /// Its name, as the database writes it.
    pub(crate) fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// The day that it is there.
    pub(crate) fn day(&self, now: DateTime<Utc>) -> NaiveDate {
        let offset = Timestamp::from_second(now.timestamp())
            .map_or(0, |moment| self.0.to_offset(moment).seconds());
        now.checked_add_signed(TimeDelta::seconds(offset.into()))
            .unwrap_or(now)
            .date_naive()
    }
}

/// The names of all zones.
pub(crate) fn zone_names() -> Vec<String> {
    let database = tz::TimeZoneDatabase::bundled();
    database.available().map(|name| name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_name() {
        let name = |written| TimeZone::named(written).map(|zone| zone.name().to_owned());
        assert_eq!(name("Asia/Shanghai").as_deref(), Some("Asia/Shanghai"));
        assert_eq!(name("asia/shanghai").as_deref(), Some("Asia/Shanghai"));
        assert_eq!(name("UTC").as_deref(), Some("UTC"));
        for unknown in ["", "Asia/Beijing", "UTC+8", "Etc/Unknown", "../etc/passwd"] {
            assert_eq!(name(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn the_day_turns_at_midnight_there() {
        let day = |zone, now: &str| {
            let day = TimeZone::named(zone).unwrap().day(now.parse().unwrap());
            day.to_string()
        };
        assert_eq!(day("Asia/Shanghai", "2026-11-20T15:59:59Z"), "2026-11-20");
        assert_eq!(day("Asia/Shanghai", "2026-11-20T16:00:00Z"), "2026-11-21");
        assert_eq!(
            day("America/New_York", "2026-11-20T04:59:59Z"),
            "2026-11-19"
        );
        // An hour earlier in summer.
        assert_eq!(
            day("America/New_York", "2026-07-20T04:00:00Z"),
            "2026-07-20"
        );
    }
}
