//! A first notice that comes after the response target.

use pulldown_cmark::{Event, Tag};

use crate::check::longest::arrivals;
use crate::check::places::Place;
use crate::check::survey::{Draft, Survey};
use crate::diagnostic::Code;
use crate::markup::Span;
use crate::parse::{RawBlock, RawCheck};

use super::over_target::time;
use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(84),
    level: Level::Warning,
    meaning: "the first notice comes after the response target",
    why: "The response target says when somebody must be on it and others must know. A check notifies when its words say so (通知, 通报, notify, announce, page …) or it links to a template for notices. Its time is its own deadline (`（5分钟内）`), or else the budgets on the shortest way to its step. When even the earliest of a playbook comes too late for a level that the playbook names, the promise is broken by following it. A playbook without any such check is not reported.",
    bad: Example::Files(&[
        (
            "runbook.md",
            "\
---
kind: playbook
severity: P0
---
## Confirm (15 min)

## Tell the others

- [ ] Notify the incident commander
",
        ),
        (
            "severity.md",
            "\
---
kind: severity
---
# Severity

| Level | Response | Resolve |
|---|---|---|
| P0 | 5 min | 1 hour |
",
        ),
    ]),
    good: Example::Files(&[
        (
            "runbook.md",
            "\
---
kind: playbook
severity: P0
---
## Confirm (15 min)

- [ ] Notify the incident commander (within 5 min)

## Fail over
",
        ),
        (
            "severity.md",
            "\
---
kind: severity
---
# Severity

| Level | Response | Resolve |
|---|---|---|
| P0 | 5 min | 1 hour |
",
        ),
    ]),
    check,
};

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for draft in survey
        .drafts
        .iter()
        .filter(|draft| !draft.severity.is_empty())
    {
        let Some((seconds, span)) = first_notice(survey, draft) else {
            continue;
        };
        let strictest = survey
            .scale
            .levels
            .iter()
            .filter(|severity| draft.severity.contains(&severity.level))
            .filter_map(|severity| {
                Some((
                    u64::from(severity.response.within_seconds?),
                    &severity.level,
                ))
            })
            .min_by_key(|&(target, _)| target);
        let Some((target, level)) = strictest.filter(|&(target, _)| seconds > target) else {
            continue;
        };
        report
            .warning(
                Some(draft.page),
                span,
                format!(
                    "the first notice comes after {}, but {level} is to be responded to within {}",
                    time(seconds),
                    time(target)
                ),
            )
            .hint("notify in an earlier step, or give the check a deadline: `（5分钟内）`, `(within 5 min)`");
    }
}

/// When the earliest check that notifies is due, and where it stands.
fn first_notice(survey: &Survey<'_>, draft: &Draft<'_>) -> Option<(u64, Span)> {
    let mut at_step = None;
    let mut first: Option<(u64, Span)> = None;
    for (place, step) in draft.steps.iter().enumerate() {
        let checks = step.blocks.iter().filter_map(|block| match block.raw {
            RawBlock::Check(check) => Some(check),
            _ => None,
        });
        for check in checks.filter(|check| notifies(survey, draft.page, check)) {
            let arrival = || at_step.get_or_insert_with(|| arrivals(draft))[place];
            let due = check.due.as_ref().map(|(_, seconds)| u64::from(*seconds));
            let Some(seconds) = due.or_else(arrival) else {
                continue;
            };
            if first
                .as_ref()
                .is_none_or(|(earliest, _)| seconds < *earliest)
            {
                first = Some((seconds, check.span.clone()));
            }
        }
    }
    first
}

const WORDS: [&str; 10] = [
    "通知", "通报", "告知", "公告", "上报", "叫醒", "呼叫", "notify", "announce", "inform",
];

/// Verbs that say it when the check begins with them, and mean much else in the middle.
const FIRST_WORDS: [&str; 5] = ["page", "tell", "call", "alert", "wake"];

/// What is looked at or set up, and tells nobody anything.
const THINGS: [&str; 8] = [
    "规则", "渠道", "模板", "配置", "设置", "列表", "名单", "记录",
];

fn notifies(survey: &Survey<'_>, page: usize, check: &RawCheck) -> bool {
    let text = check.text.to_lowercase();
    let says = WORDS.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let rest = &text[at + word.len()..];
            !THINGS.iter().any(|thing| rest.starts_with(thing))
        })
    });
    let first = text.split_whitespace().next().unwrap_or_default();
    says || FIRST_WORDS.contains(&first) || links_to_notice(survey, page, check)
}

fn links_to_notice(survey: &Survey<'_>, page: usize, check: &RawCheck) -> bool {
    check.markup.0.iter().any(|(event, _)| {
        let Event::Start(Tag::Link { dest_url, .. }) = event else {
            return false;
        };
        match survey.places.resolve(page, dest_url) {
            Place::Page { page, .. } => survey.pages[page]
                .front
                .purpose
                .is_some_and(domain::TemplatePurpose::is_notice),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    const SCALE: (&str, &str) = (
        "severity.md",
        "---\nkind: severity\n---\n|等级|响应|恢复|\n|-|-|-|\n|P0|5分钟|4小时|\n|P1|15分钟|8小时|\n",
    );

    fn said_of(severity: &str, body: &str) -> Vec<String> {
        let page = format!("---\nkind: playbook\nseverity: {severity}\n---\n{body}");
        let notice = "---\nkind: template\npurpose: internal-notice\n---\n# {{title}}\n";
        said(&[("a.md", &page), ("notice.md", notice), SCALE])
    }

    #[test]
    fn the_earliest_notice_counts() {
        let late = "## 一（10分钟）\n\n- [ ] 核对通知规则\n\n## 二\n\n- [ ] 通知业务负责人\n";
        assert_eq!(
            said_of("[P1, P0]", late),
            [
                "BG0084 warning a.md:11 the first notice comes after 10 min, but P0 is to be responded to within 5 min | \
              notify in an earlier step, or give the check a deadline: `（5分钟内）`, `(within 5 min)`"
            ]
        );
        assert_eq!(said_of("P1", late), Vec::<String>::new());
        let early = "## 一（10分钟）\n\n- [ ] 发出 [首份通报](notice.md)\n\n## 二\n\n- [ ] 通知业务负责人\n";
        assert_eq!(said_of("P0", early), Vec::<String>::new());
    }

    #[test]
    fn its_own_deadline_counts_first() {
        let body = "## One (2 min)\n\n- [ ] Page the lead (within 10 min)\n";
        assert!(said_of("P0", body)[0].contains("after 10 min"));
        assert_eq!(
            said_of("P0", "## One (30 min)\n\n- [ ] Look at the pager\n"),
            Vec::<String>::new()
        );
    }
}
