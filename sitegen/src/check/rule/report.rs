//! Where the rules put what they find.

use std::collections::BTreeMap;

use crate::check::survey::Survey;
use crate::diagnostic::{Code, Diagnostic, Related, Severity};
use crate::markup::Span;
use crate::parse::Kind;
use crate::read::{CONFIG_FILE, SourcePath};

/// Where a rule puts what it finds.
pub(super) struct Report<'s> {
    survey: &'s Survey<'s>,
    code: Code,
    found: Vec<Diagnostic>,
    /// How many were found in each file.
    in_file: BTreeMap<SourcePath, usize>,
}

/// Enough of one rule on one page; more would say nothing new, and nobody would read it.
const MOST_PER_PAGE: usize = 50;

impl<'s> Report<'s> {
    /// For one rule.
    pub(super) fn new(survey: &'s Survey<'s>, code: Code) -> Self {
        Self {
            survey,
            code,
            found: Vec::new(),
            in_file: BTreeMap::new(),
        }
    }

    /// All that was found.
    pub(super) fn into_found(mut self) -> Vec<Diagnostic> {
        self.say_what_was_left_out();
        self.found
    }

    fn say_what_was_left_out(&mut self) {
        let crowded = std::mem::take(&mut self.in_file).into_iter();
        for (path, count) in crowded.filter(|&(_, count)| count > MOST_PER_PAGE) {
            let more = count - MOST_PER_PAGE;
            let last = self.found.iter().rev().find(|found| found.path == path);
            let Some(last) = last else { continue };
            let message = format!("and {more} more like this on this page");
            self.found.push(Diagnostic {
                message,
                label: String::new(),
                related: Vec::new(),
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
    pub(super) fn error(
        &mut self,
        page: Option<usize>,
        span: Span,
        message: impl Into<String>,
    ) -> Found<'_> {
        self.add(Severity::Error, page, span, message.into())
    }

    /// Adds a warning on a page.
    pub(super) fn warning(
        &mut self,
        page: Option<usize>,
        span: Span,
        message: impl Into<String>,
    ) -> Found<'_> {
        self.add(Severity::Warning, page, span, message.into())
    }

    /// Adds an error where people will walk, a warning where they only read.
    pub(super) fn by_kind(
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

    /// Adds an error or warning in a file of alerting rules.
    pub(super) fn in_rule_file(
        &mut self,
        severity: Severity,
        file: usize,
        span: Span,
        message: impl Into<String>,
    ) -> Found<'_> {
        let path = self.survey.alerts.files[file].path.clone();
        self.add_in(severity, path, span, message.into())
    }

    /// Adds what is wrong with a file or folder that is no page.
    pub(super) fn in_file(
        &mut self,
        severity: Severity,
        path: SourcePath,
        message: impl Into<String>,
    ) -> Found<'_> {
        self.add_in(severity, path, 0..0, message.into())
            .whole_file()
    }

    pub(super) fn is_playbook(&self, page: Option<usize>) -> bool {
        page.is_some_and(|page| self.survey.pages[page].front.kind == Kind::Playbook)
    }

    fn add(
        &mut self,
        severity: Severity,
        page: Option<usize>,
        span: Span,
        message: String,
    ) -> Found<'_> {
        match self.path(page) {
            Some(path) => self.add_in(severity, path, span, message),
            None => Found {
                found: None,
                survey: self.survey,
            },
        }
    }

    fn add_in(
        &mut self,
        severity: Severity,
        path: SourcePath,
        span: Span,
        message: String,
    ) -> Found<'_> {
        let count = self.in_file.entry(path.clone()).or_default();
        *count += 1;
        if *count > MOST_PER_PAGE {
            return Found {
                found: None,
                survey: self.survey,
            };
        }
        let at = self.found.len();
        self.found.push(Diagnostic {
            severity,
            code: self.code,
            message,
            path,
            span: Some(span),
            label: String::new(),
            related: Vec::new(),
            hints: Vec::new(),
        });
        Found {
            found: self.found.get_mut(at),
            survey: self.survey,
        }
    }
}

/// What was just added, to say more about it.
pub(super) struct Found<'r> {
    /// `None` when enough was said already.
    found: Option<&'r mut Diagnostic>,
    survey: &'r Survey<'r>,
}

impl Found<'_> {
    /// Words at the place itself.
    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        if let Some(found) = &mut self.found {
            found.label = label.into();
        }
        self
    }

    /// What to do about it.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(found) = &mut self.found {
            found.hints.push(hint.into());
        }
        self
    }

    /// What to do about it, if there is something; only looked for when it will be shown.
    pub(super) fn hint_if(self, hint: impl FnOnce() -> Option<String>) -> Self {
        match &self.found {
            Some(_) => match hint() {
                Some(hint) => self.hint(hint),
                None => self,
            },
            None => self,
        }
    }

    /// Another place that has to do with it.
    pub(super) fn related(mut self, page: usize, span: Span, message: impl Into<String>) -> Self {
        if let Some(found) = &mut self.found {
            found.related.push(Related {
                message: message.into(),
                path: self.survey.pages[page].path.clone(),
                span,
            });
        }
        self
    }

    /// The file as a whole is meant.
    pub(super) fn whole_file(mut self) -> Self {
        if let Some(found) = &mut self.found {
            found.span = None;
        }
        self
    }
}
