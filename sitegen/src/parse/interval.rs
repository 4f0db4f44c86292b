//! How often a page is reviewed: `90天`, `3 months`, `半年`, `quarterly`.

use chrono::{Days, Months, NaiveDate};

/// A span of days or of months; months are as long as the calendar says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interval {
    Days(u32),
    Months(u32),
}

impl Interval {
    /// The day that comes so long after another; `None` beyond the calendar.
    pub(crate) fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => day.checked_add_days(Days::new(days.into())),
            Self::Months(months) => day.checked_add_months(Months::new(months)),
        }
    }
}

const NAMED: [(&str, Interval); 17] = [
    ("半年", Interval::Months(6)),
    ("每半年", Interval::Months(6)),
    ("每年", Interval::Months(12)),
    ("每季度", Interval::Months(3)),
    ("每季", Interval::Months(3)),
    ("每月", Interval::Months(1)),
    ("每周", Interval::Days(7)),
    ("季度", Interval::Months(3)),
    ("weekly", Interval::Days(7)),
    ("week", Interval::Days(7)),
    ("monthly", Interval::Months(1)),
    ("month", Interval::Months(1)),
    ("quarterly", Interval::Months(3)),
    ("quarter", Interval::Months(3)),
    ("yearly", Interval::Months(12)),
    ("annually", Interval::Months(12)),
    ("year", Interval::Months(12)),
];

const UNITS: [(&[&str], Interval); 5] = [
    (&["天", "日", "d", "day", "days"], Interval::Days(1)),
    (
        &["周", "个星期", "星期", "w", "week", "weeks"],
        Interval::Days(7),
    ),
    (
        &["个月", "月", "mo", "month", "months"],
        Interval::Months(1),
    ),
    (
        &["季度", "个季度", "quarter", "quarters"],
        Interval::Months(3),
    ),
    (&["年", "y", "year", "years"], Interval::Months(12)),
];

const CHINESE_NUMBERS: [&str; 12] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];

/// The text as an interval, if nothing else is in it.
pub(crate) fn interval(text: &str) -> Option<Interval> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("every ").unwrap_or(&text).trim();
    if let Some(&(_, interval)) = NAMED.iter().find(|(name, _)| *name == text) {
        return Some(interval);
    }
    let text = text.strip_prefix('每').unwrap_or(text).trim();
    let (number, unit) = number_of(text)?;
    let (_, one) = UNITS
        .iter()
        .find(|(names, _)| names.contains(&unit.trim()))?;
    let many = |one: u32| {
        one.checked_mul(number)
            .filter(|&many| (1..=36_500).contains(&many))
    };
    match *one {
        Interval::Days(days) => many(days).map(Interval::Days),
        Interval::Months(months) => many(months).map(Interval::Months),
    }
}

fn number_of(text: &str) -> Option<(u32, &str)> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, &text[digits..]));
    }
    if let Some(rest) = text.strip_prefix('两') {
        return Some((2, rest));
    }
    // The longest first: `十一` begins with `十`.
    let numbers = (1u32..).zip(CHINESE_NUMBERS).collect::<Vec<_>>();
    numbers
        .into_iter()
        .rev()
        .find_map(|(number, word)| Some((number, text.strip_prefix(word)?)))
}

#[cfg(test)]
mod tests {
    use super::Interval::{Days, Months};
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("90天", Days(90)),
            ("90d", Days(90)),
            ("90 days", Days(90)),
            ("every 2 weeks", Days(14)),
            ("3 months", Months(3)),
            ("3个月", Months(3)),
            ("每三个月", Months(3)),
            ("两周", Days(14)),
            ("十二个月", Months(12)),
            ("半年", Months(6)),
            ("一年", Months(12)),
            ("1 year", Months(12)),
            ("Quarterly", Months(3)),
            ("每季度", Months(3)),
        ] {
            assert_eq!(interval(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "0 days",
            "days",
            "90",
            "1h",
            "99999999999 d",
            "每次",
        ] {
            assert_eq!(interval(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_as_long_as_the_calendar_says() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(Months(1).after(day("2026-01-31")), Some(day("2026-02-28")));
        assert_eq!(Days(90).after(day("2026-11-20")), Some(day("2027-02-18")));
        assert_eq!(Days(36_500).after(NaiveDate::MAX), None);
    }
}
