//! What the compiler refuses or warns of: one file a rule, with its code, its words, its hints and its tests.

mod bad_front_matter;
mod bad_settings;
mod bad_table;
mod bad_template;
mod broken_link;
mod dead_end;
mod duplicate_id;
mod empty_page;
mod escalation;
mod escaped_fence;
mod field_setting;
mod front_matter_key;
mod front_matter_value;
mod heading_attribute;
mod loop_without_exit;
mod missing_purpose;
mod missing_target;
mod nested_too_deep;
mod no_steps;
mod not_utf8;
mod page_collision;
mod page_too_large;
mod raw_html;
mod repeated_choice;
mod second_choices;
mod second_page_of_kind;
mod unknown_hole;
mod unknown_milestone;
mod unknown_role;
mod unknown_severity;
mod unreachable_step;
mod unusable_id;
mod unused_field_setting;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, FaultKind, Severity};
use crate::markup::Span;
use crate::parse::Kind;
use crate::read::{CONFIG_FILE, SourcePath};

use super::survey::{PageFault, Survey};

/// A rule.
pub(crate) struct Rule {
    /// Its number; a number is never given twice.
    pub(crate) code: Code,
    /// What it is about, in one line.
    pub(crate) meaning: &'static str,
    /// Looks for what it is about.
    pub(crate) check: fn(&Survey<'_>, &mut Report<'_>),
}

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
];

/// The number of every rule and what it is about.
pub(crate) fn meanings() -> impl Iterator<Item = (Code, &'static str)> {
    RULES.iter().map(|rule| (rule.code, rule.meaning))
}

/// Everything that any rule finds.
pub(crate) fn apply_all(survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        let mut report = Report {
            survey,
            code: rule.code,
            found: Vec::new(),
            on_page: BTreeMap::new(),
        };
        (rule.check)(survey, &mut report);
        report.say_what_was_left_out();
        found.append(&mut report.found);
    }
    found
}

/// Where a rule puts what it finds.
pub(crate) struct Report<'s> {
    survey: &'s Survey<'s>,
    code: Code,
    found: Vec<Diagnostic>,
    /// How many were found on each page.
    on_page: BTreeMap<Option<usize>, usize>,
}

/// Enough of one rule on one page; more would say nothing new, and nobody would read it.
const MOST_PER_PAGE: usize = 50;

impl Report<'_> {
    fn say_what_was_left_out(&mut self) {
        let crowded: Vec<(Option<usize>, usize)> = self
            .on_page
            .iter()
            .filter(|&(_, &count)| count > MOST_PER_PAGE)
            .map(|(&page, &count)| (page, count - MOST_PER_PAGE))
            .collect();
        for (page, more) in crowded {
            let path = self.path(page);
            let last = self
                .found
                .iter()
                .rev()
                .find(|found| Some(&found.path) == path.as_ref());
            let Some(last) = last else { continue };
            let message = format!("and {more} more like this on this page");
            self.found.push(Diagnostic {
                message,
                label: String::new(),
                hints: Vec::new(),
                ..last.clone()
            });
        }
    }

    fn path(&self, page: Option<usize>) -> Option<SourcePath> {
        match page {
            Some(page) => Some(self.survey.pages[page].path.clone()),
            None => SourcePath::new(CONFIG_FILE),
        }
    }

    /// Adds an error on a page; `None` is the settings file.
    fn error(&mut self, page: Option<usize>, span: Span, message: impl Into<String>) -> Found<'_> {
        self.add(Severity::Error, page, span, message.into())
    }

    /// Adds a warning on a page.
    fn warning(
        &mut self,
        page: Option<usize>,
        span: Span,
        message: impl Into<String>,
    ) -> Found<'_> {
        self.add(Severity::Warning, page, span, message.into())
    }

    /// Adds an error where people will walk, a warning where they only read.
    fn by_kind(
        &mut self,
        page: Option<usize>,
        span: Span,
        message: impl Into<String>,
    ) -> Found<'_> {
        let severity = if self.is_playbook(page) {
            Severity::Error
        } else {
            Severity::Warning
        };
        self.add(severity, page, span, message.into())
    }

    fn is_playbook(&self, page: Option<usize>) -> bool {
        page.is_some_and(|page| self.survey.pages[page].front.kind == Kind::Playbook)
    }

    fn add(
        &mut self,
        severity: Severity,
        page: Option<usize>,
        span: Span,
        message: String,
    ) -> Found<'_> {
        let count = self.on_page.entry(page).or_default();
        *count += 1;
        if *count > MOST_PER_PAGE {
            return Found(None);
        }
        let path = self.path(page);
        let at = self.found.len();
        if let Some(path) = path {
            self.found.push(Diagnostic {
                severity,
                code: self.code,
                message,
                path,
                span: Some(span),
                label: String::new(),
                hints: Vec::new(),
            });
        }
        Found(self.found.get_mut(at))
    }
}

/// What was just added, to say more about it.
struct Found<'r>(Option<&'r mut Diagnostic>);

impl Found<'_> {
    /// Words at the place itself.
    fn label(mut self, label: impl Into<String>) -> Self {
        if let Some(found) = &mut self.0 {
            found.label = label.into();
        }
        self
    }

    /// What to do about it.
    fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(found) = &mut self.0 {
            found.hints.push(hint.into());
        }
        self
    }

    /// What to do about it, if there is something; only looked for when it will be shown.
    fn hint_if(self, hint: impl FnOnce() -> Option<String>) -> Self {
        match &self.0 {
            Some(_) => match hint() {
                Some(hint) => self.hint(hint),
                None => self,
            },
            None => self,
        }
    }

    /// The file as a whole is meant.
    fn whole_file(mut self) -> Self {
        if let Some(found) = &mut self.0 {
            found.span = None;
        }
        self
    }
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
    use crate::read::{Content, Source, SourcePath, Sources};

    /// What the compiler says of these files: `BG0031 error a.md:3 message | label | hints`.
    pub(super) fn said(files: &[(&str, &str)]) -> Vec<String> {
        let mut sources = Sources::default();
        for (path, text) in files {
            let path = SourcePath::new(path).unwrap();
            let source = Source {
                path,
                content: Content::from_bytes(text.as_bytes().to_vec()),
            };
            if source.path.as_str() == crate::read::CONFIG_FILE {
                sources.config = Some(source);
            } else {
                sources.pages.push(source);
            }
        }
        let pages = crate::parse::pages(&sources);
        let (_, diagnostics) = crate::check::check(&sources, &pages);
        let all = || sources.pages.iter().chain(&sources.config);
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

    /// A playbook with this body.
    pub(super) fn said_of_playbook(body: &str) -> Vec<String> {
        said_of(&format!("---\nkind: playbook\n---\n{body}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_own_code_and_they_are_in_order() {
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(RULES.iter().all(|rule| !rule.meaning.is_empty()));
    }
}
