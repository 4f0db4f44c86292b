//! When each page was last gone through, and when it is due again. What is overdue is counted from the day of the build:
//! a page cannot know what day it is read on.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use crate::parse::{Kind, interval};

use super::{Material, PageLink, page_link};

/// So many days before it is due, a review is soon.
const SOON_DAYS: i64 = 30;

#[derive(Serialize)]
struct Content {
    /// The day of the build.
    today: Option<String>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    key: &'static str,
    is_overdue: bool,
    rows: Vec<Row>,
}

#[derive(Clone, Serialize)]
struct Row {
    page: PageLink,
    owner: String,
    reviewed: Option<String>,
    every: Option<String>,
    due: Option<String>,
}

/// How urgent, in the order they are shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Overdue,
    Soon,
    Never,
    Later,
    Unplanned,
}

const GROUPS: [(Standing, &str); 5] = [
    (Standing::Overdue, "reviews.overdue"),
    (Standing::Soon, "reviews.soon"),
    (Standing::Never, "reviews.never"),
    (Standing::Later, "reviews.later"),
    (Standing::Unplanned, "reviews.unplanned"),
];

pub(super) fn content(material: &Material<'_>, file: &str) -> Option<Value> {
    let survey = material.survey;
    let fronts = || survey.pages.iter().map(|page| &page.front);
    // A folder that plans no reviews is not told that it never had one.
    if !fronts().any(|front| front.reviewed.is_some() || front.review_every.is_some()) {
        return None;
    }
    let mut rows: Vec<(Standing, Option<NaiveDate>, Row)> = Vec::new();
    for (page, front) in fronts().enumerate() {
        let reviewed = front.reviewed.as_deref();
        let day = reviewed.and_then(|day| day.parse::<NaiveDate>().ok());
        let every = front
            .review_every
            .as_ref()
            .map(|every| every.value.as_str());
        let due = day.and_then(|day| interval(every?)?.after(day));
        let Some(standing) = standing(survey.today, day, due, every.is_some(), front.kind) else {
            continue;
        };
        let row = Row {
            page: page_link(survey, file, page),
            owner: front.owner.clone().unwrap_or_default(),
            reviewed: reviewed.map(str::to_owned),
            every: every.map(str::to_owned),
            due: due.map(|due| due.to_string()),
        };
        rows.push((standing, due, row));
    }
    rows.sort_by_key(|&(standing, due, _)| (standing, due));
    let groups = GROUPS.into_iter().filter_map(|(standing, key)| {
        let of_group = rows.iter().filter(|(found, ..)| *found == standing);
        let rows: Vec<Row> = of_group.map(|(_, _, row)| row.clone()).collect();
        (!rows.is_empty()).then_some(Group {
            key,
            is_overdue: standing == Standing::Overdue,
            rows,
        })
    });
    let content = Content {
        today: survey.today.map(|day| day.to_string()),
        groups: groups.collect(),
    };
    serde_json::to_value(content).ok()
}

/// `None` for a page that nobody reviews, and nobody promised to.
fn standing(
    today: Option<NaiveDate>,
    reviewed: Option<NaiveDate>,
    due: Option<NaiveDate>,
    is_planned: bool,
    kind: Kind,
) -> Option<Standing> {
    let left = due
        .zip(today)
        .map(|(due, today)| due.signed_duration_since(today).num_days());
    match (reviewed, left) {
        (None, _) => (is_planned || kind == Kind::Playbook).then_some(Standing::Never),
        (Some(_), Some(left)) if left < 0 => Some(Standing::Overdue),
        (Some(_), Some(left)) if left <= SOON_DAYS => Some(Standing::Soon),
        (Some(_), _) if due.is_some() => Some(Standing::Later),
        (Some(_), _) => Some(Standing::Unplanned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_by_the_day_of_the_build() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let (today, reviewed) = (day("2026-11-20"), day("2026-01-01"));
        for (due, expected) in [
            (day("2026-11-19"), Standing::Overdue),
            (day("2026-11-20"), Standing::Soon),
            (day("2026-12-20"), Standing::Soon),
            (day("2026-12-21"), Standing::Later),
            (None, Standing::Unplanned),
        ] {
            let found = standing(today, reviewed, due, true, Kind::Page);
            assert!(found == Some(expected), "{due:?}");
        }
        assert!(standing(today, None, None, false, Kind::Playbook) == Some(Standing::Never));
        assert!(standing(today, None, None, true, Kind::Page) == Some(Standing::Never));
        assert!(standing(today, None, None, false, Kind::Page).is_none());
        // Without a clock nothing is overdue.
        assert!(
            standing(None, reviewed, day("2026-02-01"), true, Kind::Page) == Some(Standing::Later)
        );
    }
}
