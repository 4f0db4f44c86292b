//! What the compiler refuses or warns of: one file a rule, with its code, its words, its hints and its tests.

mod alert_claimed_twice;
mod alert_rules;
mod alert_twice;
mod alert_without_playbook;
mod bad_allowance;
mod bad_front_matter;
mod bad_settings;
mod bad_table;
mod bad_template;
mod broken_link;
mod broken_runbook_url;
mod dead_end;
mod duplicate_control;
mod duplicate_id;
mod empty_page;
mod escalation;
mod escaped_fence;
mod explanation;
mod field_default;
mod field_input;
mod field_never_used;
mod field_options;
mod field_setting;
mod field_setting_of_other_type;
mod field_severity;
mod flow_chart_missing;
mod flow_chart_unread;
mod flow_not_in_chart;
mod flow_other_ways;
mod foreign_syntax;
mod front_matter_key;
mod front_matter_value;
mod heading_attribute;
mod heading_jump;
mod include_cycle;
mod include_missing;
mod include_no_text;
mod include_outside;
mod include_part;
mod include_place;
mod include_too_much;
mod input_before_set;
mod late_notice;
mod left_out;
mod link_to_draft;
mod loop_without_exit;
mod map_too_large;
mod mermaid_kind;
mod mermaid_syntax;
mod missing_purpose;
mod missing_target;
mod nested_too_deep;
mod no_script;
mod no_steps;
mod not_utf8;
mod over_target;
mod page_collision;
mod page_too_large;
mod picture_without_words;
mod raw_html;
mod redirect;
mod repeated_choice;
mod report;
mod retry_without_limit;
mod review_overdue;
mod scenario_answer;
mod scenario_deed;
mod scenario_end;
mod scenario_playbook;
mod scenario_step;
mod scenario_too_long;
mod second_choices;
mod second_page_of_kind;
mod second_target;
mod too_many_checks;
mod translation;
mod unknown_alert;
mod unknown_hole;
mod unknown_milestone;
mod unknown_role;
mod unknown_severity;
mod unportable_name;
mod unreachable_step;
mod unusable_id;
mod unused_allowance;
mod unused_field_setting;
mod wiki_link;

use crate::diagnostic::{Code, Diagnostic, FaultKind};
use crate::markup::Span;

use super::allow;
use super::survey::{PageFault, Survey};
pub use explanation::{Example, Level, Told};
pub(crate) use map_too_large::fits_on_a_map;
use report::Report;

/// A rule: what it looks for, and what there is to say about it. Everything that is said is part of the rule, so
/// that a rule without an explanation does not compile.
pub struct Rule {
    /// Its number; a number is never given twice.
    code: Code,
    /// The worst that it reports.
    level: Level,
    /// What it is about, in one line.
    meaning: &'static str,
    /// What it means to a responder; one paragraph of Markdown.
    why: &'static str,
    /// Input that it reports.
    bad: Example,
    /// The same, mended: it does not report this.
    good: Example,
    /// Looks for what it is about.
    check: fn(&Survey<'_>, &mut Report<'_>),
}

impl Rule {
    /// Its number.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The worst that it reports.
    pub fn level(&self) -> Level {
        self.level
    }

    /// What it is about, in one line.
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// What it means to a responder; one paragraph of Markdown.
    pub fn why(&self) -> &'static str {
        self.why
    }

    /// Input that it reports.
    pub fn bad(&self) -> Example {
        self.bad
    }

    /// The same, mended.
    pub fn good(&self) -> Example {
        self.good
    }
}

/// The playbook that the examples of drill scripts walk.
const SMALL_PLAYBOOK: &str = "\
---
kind: playbook
---
# 缓存雪崩

## 确认 {#confirm}

- [ ] 命中率：____

缓存还活着吗？

- **活着** → 限流之后恢复
- **没有** → [确认](#confirm)
";

/// All of them, by code.
pub(crate) const RULES: &[Rule] = &[
    not_utf8::RULE,
    page_too_large::RULE,
    empty_page::RULE,
    nested_too_deep::RULE,
    escaped_fence::RULE,
    raw_html::RULE,
    bad_settings::RULE,
    page_collision::RULE,
    bad_front_matter::RULE,
    front_matter_key::RULE,
    front_matter_value::RULE,
    unused_field_setting::RULE,
    field_setting::RULE,
    heading_attribute::RULE,
    unknown_milestone::RULE,
    unknown_role::RULE,
    unknown_severity::RULE,
    unusable_id::RULE,
    duplicate_id::RULE,
    no_steps::RULE,
    missing_target::RULE,
    second_choices::RULE,
    repeated_choice::RULE,
    unreachable_step::RULE,
    dead_end::RULE,
    loop_without_exit::RULE,
    broken_link::RULE,
    bad_table::RULE,
    second_page_of_kind::RULE,
    escalation::RULE,
    missing_purpose::RULE,
    bad_template::RULE,
    unknown_hole::RULE,
    second_target::RULE,
    field_default::RULE,
    field_setting_of_other_type::RULE,
    field_options::RULE,
    field_input::RULE,
    field_severity::RULE,
    translation::RULE,
    input_before_set::RULE,
    field_never_used::RULE,
    over_target::RULE,
    late_notice::RULE,
    too_many_checks::RULE,
    review_overdue::RULE,
    retry_without_limit::RULE,
    duplicate_control::RULE,
    heading_jump::RULE,
    bad_allowance::RULE,
    unused_allowance::RULE,
    alert_rules::RULE,
    alert_without_playbook::RULE,
    broken_runbook_url::RULE,
    unknown_alert::RULE,
    alert_claimed_twice::RULE,
    alert_twice::RULE,
    scenario_playbook::RULE,
    scenario_step::RULE,
    scenario_answer::RULE,
    scenario_deed::RULE,
    scenario_end::RULE,
    no_script::RULE,
    scenario_too_long::RULE,
    mermaid_kind::RULE,
    mermaid_syntax::RULE,
    flow_not_in_chart::RULE,
    flow_other_ways::RULE,
    flow_chart_missing::RULE,
    flow_chart_unread::RULE,
    map_too_large::RULE,
    picture_without_words::RULE,
    link_to_draft::RULE,
    redirect::RULE,
    include_missing::RULE,
    include_outside::RULE,
    include_cycle::RULE,
    include_too_much::RULE,
    include_no_text::RULE,
    include_part::RULE,
    include_place::RULE,
    left_out::RULE,
    unportable_name::RULE,
    foreign_syntax::RULE,
    wiki_link::RULE,
];

/// The rule of that number.
pub(crate) fn of(code: Code) -> Option<&'static Rule> {
    RULES
        .binary_search_by_key(&code, |rule| rule.code)
        .ok()
        .map(|at| &RULES[at])
}

/// Everything that any rule finds and nobody allows.
pub(crate) fn apply_all(survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        let mut report = Report::new(survey, rule.code);
        (rule.check)(survey, &mut report);
        found.extend(report.into_found());
    }
    let unused = allow::take_out(&survey.allowed, survey.pages, &mut found);
    let mut report = Report::new(survey, unused_allowance::RULE.code);
    unused_allowance::say(&unused, &mut report);
    found.extend(report.into_found());
    found
}

/// The faults a rule is about.
fn faults<'s, T>(
    survey: &'s Survey<'_>,
    pick: impl Fn(&'s FaultKind) -> Option<T> + 's,
) -> impl Iterator<Item = (Option<usize>, Span, T)> + 's {
    survey
        .faults
        .iter()
        .filter_map(move |PageFault { page, fault }| {
            pick(&fault.kind).map(|picked| (*page, fault.span.clone(), picked))
        })
}

/// “there is a similar one”.
fn did_you_mean(nearest: Option<&str>) -> Option<String> {
    nearest.map(|nearest| format!("did you mean `{nearest}`?"))
}

#[cfg(test)]
mod testing {
    use crate::read::{Content, Source, SourcePath, Sources, WhyLeftOut};

    use super::Example;

    /// The day on which all tests live.
    const TODAY: &str = "2026-11-20T00:00:00Z";

    /// A folder with these files.
    pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
        let mut sources = Sources {
            now: TODAY.parse().ok(),
            ..Sources::default()
        };
        for (path, text) in files {
            // A symbolic link, as `ls -l` shows it.
            if let Some((link, _)) = path.split_once(" -> ") {
                let link = SourcePath::new(link).unwrap();
                sources.left_out.insert(link, WhyLeftOut::Link);
                continue;
            }
            let path = SourcePath::new(path).unwrap();
            let source = Source {
                path,
                content: Content::from_bytes(text.as_bytes().to_vec()),
            };
            if source.path.as_str() == crate::read::CONFIG_FILE {
                sources.config = Some(source);
            } else if source.path.file_name().starts_with('_') {
                sources.parts.insert(source.path.clone(), source);
            } else if source.path.extension() == "yml" {
                sources.rule_files.push(source);
            } else {
                sources.pages.push(source);
            }
        }
        sources.pages.sort_by(|a, b| a.path.cmp(&b.path));
        sources
    }

    /// The folder that an example shows.
    pub(super) fn sources_of(example: &Example) -> Sources {
        match example {
            Example::Told(told) => Sources {
                pages: vec![Source {
                    path: SourcePath::new("runbook.md").unwrap(),
                    content: (told.content)(),
                }],
                ..Sources::default()
            },
            Example::Page(_) | Example::Files(_) => sources(&example.files()),
        }
    }

    /// What the compiler says of these files: `BG0031 error a.md:3 message | label | hints`.
    pub(super) fn said(files: &[(&str, &str)]) -> Vec<String> {
        let sources = sources(files);
        let (sources, pages) = crate::parse::published(&sources);
        let (_, diagnostics) = crate::check::check(&sources, &pages);
        let all = || {
            let pages = sources.pages.iter().chain(&sources.config);
            pages
                .chain(&sources.rule_files)
                .chain(sources.parts.values())
        };
        let shown = diagnostics.iter().map(|d| {
            let text = all()
                .find(|source| source.path == d.path)
                .map_or("", Source::text);
            let line = d
                .span
                .as_ref()
                .map_or(0, |span| text[..span.start].matches('\n').count() + 1);
            let severity = format!("{:?}", d.severity).to_lowercase();
            let mut parts = vec![format!(
                "{} {severity} {}:{line} {}",
                d.code, d.path, d.message
            )];
            parts.extend((!d.label.is_empty()).then(|| d.label.clone()));
            parts.extend(d.hints.clone());
            parts.join(" | ")
        });
        shown.collect()
    }

    /// One page.
    pub(super) fn said_of(text: &str) -> Vec<String> {
        said(&[("a.md", text)])
    }

    /// The file `scenarios/s.md`, beside a small playbook.
    pub(super) fn said_of_script(text: &str) -> Vec<String> {
        const PLAYBOOK: &str = "---\nkind: playbook\ntitle: 支付手册\n---\n## 确认告警 {#a}\n\n- [ ] 通知值班\n- [ ] 受影响用户数：____\n\n```sh\nkubectl get <service>\n```\n\n- **是，真实故障** → 好了\n- **否** → [修复](#b)\n\n## 修复 {#b}\n";
        said(&[("p.md", PLAYBOOK), ("scenarios/s.md", text)])
    }

    /// A playbook with this body.
    pub(super) fn said_of_playbook(body: &str) -> Vec<String> {
        said_of(&format!("---\nkind: playbook\n---\n{body}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn every_rule_has_its_own_code_and_they_are_in_order() {
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(RULES.iter().all(|rule| !rule.meaning.is_empty()));
    }

    fn found_in(example: &Example) -> Vec<Diagnostic> {
        let sources = testing::sources_of(example);
        let (sources, pages) = crate::parse::published(&sources);
        crate::check::check(&sources, &pages).1
    }

    #[test]
    fn every_bad_example_is_reported_and_every_good_one_is_not() {
        for rule in RULES {
            let is_own = |found: &Diagnostic| found.code == rule.code;
            let bad = found_in(&rule.bad);
            assert!(
                bad.iter().any(is_own),
                "{}: the bad example passes: {bad:#?}",
                rule.code
            );
            let good = found_in(&rule.good);
            let is_wrong = |found: &Diagnostic| is_own(found) || found.severity == Severity::Error;
            assert!(
                !good.iter().any(is_wrong),
                "{}: the good example fails: {good:#?}",
                rule.code
            );
        }
    }

    #[test]
    fn every_rule_says_why_in_whole_sentences() {
        for rule in RULES {
            assert!(
                rule.why.ends_with('.') && rule.why.len() > 80,
                "{}: {}",
                rule.code,
                rule.why
            );
            assert!(!rule.meaning.ends_with('.'), "{}", rule.code);
        }
    }
}
