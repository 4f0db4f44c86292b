//! Points in time as people and the record write them.

use std::fmt;

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// A point in time to the millisecond, with the offset of the clock it was read from.
///
/// Written as RFC 3339 (`2026-11-20T14:36:05.000+08:00`). Two are equal, and ordered, by the instant alone.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date-time")))]
pub struct Timestamp {
    milliseconds: i64,
    offset_minutes: i32,
}

impl Timestamp {
    /// From milliseconds since 1970-01-01T00:00Z and the clock's offset east of UTC in minutes.
    /// Values outside what a calendar can show are brought to its edge.
    pub fn new(milliseconds: i64, offset_minutes: i32) -> Self {
        // Year 1 to 9999: what RFC 3339 can write.
        Self {
            milliseconds: milliseconds.clamp(-62_135_596_800_000, 253_402_214_400_000),
            offset_minutes: offset_minutes.clamp(-23 * 60, 23 * 60),
        }
    }

    /// Reads RFC 3339.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self::new(
            moment.timestamp_millis(),
            moment.offset().local_minus_utc() / 60,
        ))
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub fn milliseconds(self) -> i64 {
        self.milliseconds
    }

    /// The clock's offset east of UTC, in minutes.
    pub fn offset_minutes(self) -> i32 {
        self.offset_minutes
    }

    /// Whole seconds from `earlier` to this; negative when this is the earlier one.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.milliseconds - earlier.milliseconds).div_euclid(1000)
    }

    /// This point in time moved by so many seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::new(
            self.milliseconds
                .saturating_add(seconds.saturating_mul(1000)),
            self.offset_minutes,
        )
    }

    /// Date and time on the clock it was read from: `2026-11-20 14:36`.
    pub fn local_minute(self) -> String {
        self.local().format("%Y-%m-%d %H:%M").to_string()
    }

    /// Date on the clock it was read from: `2026-11-20`.
    pub fn local_date(self) -> String {
        self.local().format("%Y-%m-%d").to_string()
    }

    /// Date in UTC: `2026-11-20`.
    pub fn utc_date(self) -> String {
        self.utc().format("%Y-%m-%d").to_string()
    }

    /// Time on the clock it was read from: `14:36:05`.
    pub fn local_time(self) -> String {
        self.local().format("%H:%M:%S").to_string()
    }

    /// The form a browser's date-and-time input takes: `2026-11-20T14:36`.
    pub fn input_value(self) -> String {
        self.local().format("%Y-%m-%dT%H:%M").to_string()
    }

    /// Date and time in UTC: `2026-11-20 06:36`.
    pub fn utc_minute(self) -> String {
        self.utc().format("%Y-%m-%d %H:%M").to_string()
    }

    /// Time in UTC: `06:36:05`.
    pub fn utc_time(self) -> String {
        self.utc().format("%H:%M:%S").to_string()
    }

    /// The clock's offset as people write it: `UTC+08:00`.
    pub fn zone(self) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.abs();
        format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.milliseconds).unwrap_or_default()
    }

    fn local(self) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(self.offset_minutes * 60)
            .or_else(|| FixedOffset::east_opt(0))
            .map(|offset| offset.from_utc_datetime(&self.utc().naive_utc()));
        offset.unwrap_or_default()
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.milliseconds == other.milliseconds
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.milliseconds.cmp(&other.milliseconds)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.local().to_rfc3339_opts(SecondsFormat::Millis, false))
    }
}

/// The text is not an RFC 3339 date and time.
#[derive(Debug)]
pub struct NotATimestamp;

impl fmt::Display for NotATimestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not an RFC 3339 date and time")
    }
}

impl TryFrom<String> for Timestamp {
    type Error = NotATimestamp;
    fn try_from(text: String) -> Result<Self, NotATimestamp> {
        Self::parse(&text).ok_or(NotATimestamp)
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> String {
        timestamp.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        let written = Timestamp::new(1_795_156_565_123, 480).to_string();
        assert_eq!(written, "2026-11-20T14:36:05.123+08:00");
        let read = Timestamp::parse(&written).unwrap();
        assert_eq!(read.to_string(), written);
    }

    #[test]
    fn shows_both_clocks() {
        let moment = Timestamp::parse("2026-11-20T23:30:00-02:30").unwrap();
        assert_eq!(moment.local_minute(), "2026-11-20 23:30");
        assert_eq!(moment.utc_minute(), "2026-11-21 02:00");
        assert_eq!(moment.zone(), "UTC-02:30");
    }

    #[test]
    fn extremes_stay_writable() {
        for milliseconds in [i64::MIN, i64::MAX] {
            let written = Timestamp::new(milliseconds, 100_000).to_string();
            assert!(Timestamp::parse(&written).is_some(), "{written}");
        }
    }
}
