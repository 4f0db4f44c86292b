//! A playbook that promises more time than the severity allows.

use domain::SeverityLevel;

use crate::check::longest::{Longest, Stop};
use crate::check::survey::Survey;
use crate::diagnostic::Code;

use super::{Example, Level, Report, Rule};

pub(super) const RULE: Rule = Rule {
    code: Code(83),
    level: Level::Warning,
    meaning: "the longest path takes longer than the severity's target",
    why: "The severity table promises when the service is back; the budgets in the headings say how long the playbook takes. When the longest way through them is longer than the promise, following the playbook to the letter breaks it. The way is counted over phases (a phase's window covers its steps) and steps, every step of a loop once, on into other playbooks, along choices that do not set another level, up to a step with the milestone `mitigated` or `resolved`.",
    bad: Example::Files(&[
        (
            "runbook.md",
            "\
---
kind: playbook
severity: P0
---
## Confirm (10 min)

## Restore the backup (2 h) {milestone=mitigated}
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
## Confirm (10 min)

## Fail over (30 min) {milestone=mitigated}
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

/// More would say where the time goes no better.
const MOST_STOPS: usize = 8;

fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for severity in &survey.scale.levels {
        let Some(target) = severity.resolve.within_seconds else {
            continue;
        };
        let named = |levels: &[SeverityLevel]| levels.contains(&severity.level);
        if !survey.drafts.iter().any(|draft| named(&draft.severity)) {
            continue;
        }
        let longest = Longest::new(&survey.drafts, &severity.level);
        for (at, draft) in survey
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| named(&draft.severity))
        {
            let Some(seconds) = longest
                .seconds(at)
                .filter(|&seconds| seconds > target.into())
            else {
                continue;
            };
            let level = &severity.level;
            let message = format!(
                "the longest path takes {}, but {level} is to be resolved within {}",
                time(seconds),
                time(target.into())
            );
            report
                .warning(Some(draft.page), draft.steps[0].span.clone(), message)
                .label("it begins here")
                .hint(format!("the path: {}", path(&longest.stops(at, MOST_STOPS + 1))))
                .hint("shorten the budgets, or mark the step after which the service is back with `{milestone=mitigated}`");
        }
    }
}

fn path(stops: &[Stop]) -> String {
    let mut shown: Vec<String> = stops
        .iter()
        .take(MOST_STOPS)
        .map(|stop| format!("{} ({})", stop.title, time(stop.seconds)))
        .collect();
    shown.extend((stops.len() > MOST_STOPS).then(|| "…".to_owned()));
    shown.join(" → ")
}

/// `1 h 30 min`.
pub(super) fn time(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let shown: Vec<String> = parts
        .iter()
        .filter(|(amount, _)| *amount > 0)
        .map(|(amount, unit)| format!("{amount} {unit}"))
        .collect();
    if shown.is_empty() {
        "no time".to_owned()
    } else {
        shown.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    const SCALE: (&str, &str) = (
        "severity.md",
        "---\nkind: severity\n---\n|等级|响应|恢复|\n|-|-|-|\n|P0|5分钟|1小时|\n|P1|15分钟|4小时|\n",
    );

    fn said_of(body: &str) -> Vec<String> {
        let page = format!("---\nkind: playbook\nseverity: [P0, P1]\n---\n{body}");
        said(&[("a.md", &page), SCALE])
    }

    #[test]
    fn the_path_is_told() {
        let said = said_of("## 一（20 分钟）\n\n## 二（0-50分钟）\n");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("BG0083 warning a.md:5 the longest path takes 1 h 10 min, but P0 is to be resolved within 1 h")
                && said[0].contains("一 (20 min) → 二 (50 min)"),
            "{said:?}"
        );
    }

    #[test]
    fn a_phase_covers_its_steps_and_the_outage_ends_at_a_milestone() {
        let body = "## 止损（10-60分钟）\n\n### 一（40分钟）\n\n### 二（40分钟） {milestone=mitigated}\n\n## 复盘（24小时内）\n";
        assert_eq!(said_of(body), Vec::<String>::new());
    }

    #[test]
    fn a_choice_that_sets_another_level_leaves_this_one() {
        let body = "## 一（10分钟）\n\n- 轻 → **P1** → [二](#two)\n- 重 → **P0** → [三](#three)\n\n## 二（3小时） {#two milestone=mitigated}\n\n## 三（10分钟） {#three}\n";
        assert_eq!(said_of(body), Vec::<String>::new());
    }
}
