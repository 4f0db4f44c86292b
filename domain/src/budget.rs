//! The time a heading or a check is given.

use serde::{Deserialize, Serialize};

/// A time window counted from the moment the incident was declared, in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Budget {
    /// The window as its author wrote it, brackets left out: `10-30分钟`.
    pub text: String,
    /// When it opens; 0 for “within 24 h” and for a plain “30 min”.
    pub from_seconds: u32,
    /// When it must be over; `None` for “as the case demands”.
    pub until_seconds: Option<u32>,
}

/// How a time window stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// There is time.
    OnTime,
    /// The last fifth of the window has begun.
    Due,
    /// The window is over.
    Over,
}

impl Budget {
    /// How the window stands so many seconds after declaring; `None` when it has no end.
    pub fn pace(&self, elapsed_seconds: i64) -> Option<Pace> {
        let until = i64::from(self.until_seconds?);
        let last_fifth = (until - i64::from(self.from_seconds)) / 5;
        Some(match elapsed_seconds {
            elapsed if elapsed > until => Pace::Over,
            elapsed if elapsed >= until - last_fifth => Pace::Due,
            _ => Pace::OnTime,
        })
    }

    /// Seconds left of the window, negative once it is over; `None` when it has no end.
    pub fn left_seconds(&self, elapsed_seconds: i64) -> Option<i64> {
        self.until_seconds
            .map(|until| i64::from(until) - elapsed_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_runs_from_on_time_to_over() {
        let budget = Budget {
            text: "5-10分钟".into(),
            from_seconds: 300,
            until_seconds: Some(600),
        };
        assert_eq!(budget.pace(0), Some(Pace::OnTime));
        assert_eq!(budget.pace(540), Some(Pace::Due));
        assert_eq!(budget.pace(600), Some(Pace::Due));
        assert_eq!(budget.pace(601), Some(Pace::Over));
        assert_eq!(budget.left_seconds(601), Some(-1));
    }
}
