//! The language that the reader has chosen, and the words of reports in it.
//!
//! The page knows the language first (`<html data-ui>`, set before anything is shown); the app takes it over from there,
//! switches at once when another is chosen, and remembers it.

use domain::{Metric, Milestone, Pace, Phrasing, Status, TimelineKind, Timestamp};
use leptos::prelude::*;

use crate::{
    browser::{page, preferences},
    i18n::*,
};

/// Makes the words available to everything below, in the language that the page has, and follows the page's own
/// language switches. Called once, at the root.
pub fn provide() {
    let locale = at_start();
    let i18n = I18n::new(locale);
    provide_context(i18n);
    page::set_language(locale.as_str());
    let follow = move |tag: String| {
        if let Some(locale) = parse(&tag) {
            choose(i18n, locale);
        }
    };
    page::on_language_click(follow);
    preferences::on_language_change(follow);
}

/// Switches to a language and remembers it.
pub fn choose(i18n: I18n, locale: Locale) {
    preferences::set_language(locale.as_str());
    page::set_language(locale.as_str());
    i18n.set_locale(locale);
}

fn at_start() -> Locale {
    let asked = [
        page::language(),
        preferences::language(),
        page::browser_language(),
    ];
    let known = asked.into_iter().flatten().find_map(|tag| parse(&tag));
    known.unwrap_or(Locale::en)
}

/// The language of a tag such as `zh-Hans-CN`, if the app speaks it.
fn parse(tag: &str) -> Option<Locale> {
    match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
        "zh" => Some(Locale::zh),
        "en" => Some(Locale::en),
        _ => None,
    }
}

/// One language's words for what a report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    locale: Locale,
}

impl Words {
    /// The words of that language.
    pub fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The words of a template's or playbook's language; where the app does not speak it, of the reader's.
    pub fn of_tag(tag: &str, reader: Locale) -> Self {
        Self::new(parse(tag).unwrap_or(reader))
    }

    /// What a field or a command input was given; a time is kept as RFC 3339 but read as date and time.
    fn value(self, value: &str) -> String {
        Timestamp::parse(value).map_or_else(|| value.to_owned(), |moment| self.moment(moment))
    }

    fn chose(self, step: &str, question: &str, choice: &str) -> String {
        let locale = self.locale;
        if question.is_empty() {
            td_string!(locale, timeline.chose_at_step, step = step, choice = choice)
        } else {
            td_string!(locale, timeline.chose, question = question, choice = choice)
        }
    }
}

impl Phrasing for Words {
    fn timeline(&self, kind: &TimelineKind) -> String {
        let locale = self.locale;
        match kind {
            TimelineKind::Declared {
                title,
                severity,
                drill: false,
            } => {
                td_string!(
                    locale,
                    timeline.declared,
                    title = title,
                    severity = severity
                )
            }
            TimelineKind::Declared {
                title,
                severity,
                drill: true,
            } => {
                td_string!(
                    locale,
                    timeline.declared_drill,
                    title = title,
                    severity = severity
                )
            }
            TimelineKind::AlertReceived {
                alert,
                labels,
                since,
            } => {
                let mut told = td_string!(locale, timeline.alert_received, alert = alert);
                if let Some(since) = since {
                    let since = self.moment(*since);
                    told += &td_string!(locale, timeline.alert_since, time = since);
                }
                if !labels.is_empty() {
                    told += &td_string!(locale, timeline.alert_labels, labels = labels);
                }
                told
            }
            TimelineKind::Ticked { check } => td_string!(locale, timeline.ticked, check = check),
            TimelineKind::Cleared { check } => td_string!(locale, timeline.cleared, check = check),
            TimelineKind::Filled { label, value } => {
                td_string!(
                    locale,
                    timeline.filled,
                    label = label,
                    value = self.value(value)
                )
            }
            TimelineKind::Emptied { label } => td_string!(locale, timeline.emptied, label = label),
            TimelineKind::InputFilled { input, value } if value.is_empty() => {
                td_string!(locale, timeline.input_emptied, input = input)
            }
            TimelineKind::InputFilled { input, value } => {
                td_string!(locale, timeline.input_filled, input = input, value = value)
            }
            TimelineKind::Copied { text, .. } => td_string!(locale, timeline.copied, text = text),
            TimelineKind::Chose {
                step,
                question,
                choice,
            } => self.chose(step, question, choice),
            TimelineKind::ChangedAnswer { step, choice } => {
                td_string!(
                    locale,
                    timeline.changed_answer,
                    step = step,
                    choice = choice
                )
            }
            TimelineKind::Completed { step } => td_string!(locale, timeline.completed, step = step),
            TimelineKind::Noted { text } => td_string!(locale, timeline.noted, text = text),
            TimelineKind::Reached { milestone, time } => {
                let (milestone, time) = (self.milestone(*milestone), time.local_minute());
                td_string!(locale, timeline.reached, milestone = milestone, time = time)
            }
            TimelineKind::Withdrawn { milestone } => {
                td_string!(
                    locale,
                    timeline.withdrawn,
                    milestone = self.milestone(*milestone)
                )
            }
            TimelineKind::SeverityChanged { severity } => {
                td_string!(locale, timeline.severity_changed, severity = severity)
            }
            TimelineKind::NoticeCopied { title, .. } => {
                td_string!(locale, timeline.notice_copied, title = title)
            }
            TimelineKind::Stopped { reason } => {
                td_string!(locale, timeline.stopped, reason = reason)
            }
            TimelineKind::Resumed => td_string!(locale, timeline.resumed).to_owned(),
            TimelineKind::Closed => td_string!(locale, timeline.closed).to_owned(),
            TimelineKind::Reopened => td_string!(locale, timeline.reopened).to_owned(),
        }
    }

    /// The two largest units: seconds matter in the first hour, minutes in the first day.
    fn duration(&self, seconds: i64) -> String {
        let locale = self.locale;
        if seconds < 0 {
            let duration = self.duration(seconds.saturating_neg());
            return td_string!(locale, duration.minus, duration = duration);
        }
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
        match (days, hours, minutes) {
            (0, 0, 0) => td_string!(locale, duration.seconds, seconds = seconds),
            (0, 0, minutes) => match seconds % 60 {
                0 => td_string!(locale, duration.minutes, minutes = minutes),
                seconds => {
                    td_string!(
                        locale,
                        duration.minutes_seconds,
                        minutes = minutes,
                        seconds = seconds
                    )
                }
            },
            (0, hours, minutes) => match minutes % 60 {
                0 => td_string!(locale, duration.hours, hours = hours),
                minutes => {
                    td_string!(
                        locale,
                        duration.hours_minutes,
                        hours = hours,
                        minutes = minutes
                    )
                }
            },
            (days, hours, _) => match hours % 24 {
                0 => td_string!(locale, duration.days, days = days),
                hours => td_string!(locale, duration.days_hours, days = days, hours = hours),
            },
        }
    }

    fn unknown(&self) -> String {
        td_string!(self.locale, common.unknown).to_owned()
    }

    fn milestone(&self, milestone: Milestone) -> String {
        let locale = self.locale;
        match milestone {
            Milestone::ImpactStarted => td_string!(locale, milestones.impact_started),
            Milestone::Detected => td_string!(locale, milestones.detected),
            Milestone::Acknowledged => td_string!(locale, milestones.acknowledged),
            Milestone::Mitigated => td_string!(locale, milestones.mitigated),
            Milestone::Resolved => td_string!(locale, milestones.resolved),
        }
        .to_owned()
    }

    fn metric(&self, metric: Metric) -> (String, String) {
        let locale = self.locale;
        let (name, meaning) = match metric {
            Metric::Detect => (
                td_string!(locale, metric.detect),
                td_string!(locale, metric.detect_meaning),
            ),
            Metric::Acknowledge => (
                td_string!(locale, metric.acknowledge),
                td_string!(locale, metric.acknowledge_meaning),
            ),
            Metric::Mitigate => (
                td_string!(locale, metric.mitigate),
                td_string!(locale, metric.mitigate_meaning),
            ),
            Metric::Resolve => (
                td_string!(locale, metric.resolve),
                td_string!(locale, metric.resolve_meaning),
            ),
            Metric::Silence => (
                td_string!(locale, metric.silence),
                td_string!(locale, metric.silence_meaning),
            ),
        };
        (name.to_owned(), meaning.to_owned())
    }

    fn pace(&self, pace: Pace) -> String {
        let locale = self.locale;
        match pace {
            Pace::OnTime => td_string!(locale, pace.on_time),
            Pace::Due => td_string!(locale, pace.due),
            Pace::Over => td_string!(locale, pace.over),
        }
        .to_owned()
    }

    fn status(&self, status: Status) -> String {
        let locale = self.locale;
        match status {
            Status::Ongoing => td_string!(locale, status.ongoing),
            Status::Mitigated => td_string!(locale, status.mitigated),
            Status::Resolved => td_string!(locale, status.resolved),
            Status::Closed => td_string!(locale, status.closed),
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_their_two_largest_units() {
        let zh = Words::new(Locale::zh);
        let en = Words::new(Locale::en);
        let told = |seconds| (zh.duration(seconds), en.duration(seconds));
        let both = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        assert_eq!(told(0), both("0 秒", "0 s"));
        assert_eq!(told(462), both("7 分 42 秒", "7 min 42 s"));
        assert_eq!(told(900), both("15 分钟", "15 min"));
        assert_eq!(told(3_900), both("1 小时 5 分", "1 h 5 min"));
        assert_eq!(told(7_200), both("2 小时", "2 h"));
        assert_eq!(told(90_000), both("1 天 1 小时", "1 d 1 h"));
        assert_eq!(told(-5), both("−5 秒", "−5 s"));
        assert!(!zh.duration(i64::MIN).is_empty());
    }

    #[test]
    fn tags_of_both_languages() {
        assert_eq!(parse("zh-Hans-CN"), Some(Locale::zh));
        assert_eq!(parse("ZH_tw"), Some(Locale::zh));
        assert_eq!(parse("en"), Some(Locale::en));
        assert_eq!(parse("fr"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn a_time_in_the_timeline_reads_as_date_and_time() {
        let filled = TimelineKind::Filled {
            label: "故障发生时间".to_owned(),
            value: "2026-11-20T14:36:00.000+08:00".to_owned(),
        };
        assert_eq!(
            Words::new(Locale::zh).timeline(&filled),
            "故障发生时间：2026-11-20 14:36 (UTC+08:00)"
        );
    }
}
