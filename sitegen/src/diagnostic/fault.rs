//! What is wrong, as data. The words for it stand in `check/rule/`, one file a rule.

use crate::markup::Span;
use crate::read::WhyLeftOut;

use super::{IncludeFault, ScenarioFault};

/// Something wrong in one file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    /// Where, in bytes of the file's text.
    pub(crate) span: Span,
    /// What.
    pub(crate) kind: FaultKind,
}

/// What can be wrong with a page by itself, or with what it refers to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FaultKind {
    NotUtf8 {
        valid_up_to: usize,
    },
    Utf16,
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    Empty,
    TooDeep {
        limit: usize,
    },
    EscapedFences {
        count: usize,
    },
    RawHtml {
        removed: String,
    },
    /// What other generators understand, each kind once.
    ForeignSyntax {
        found: Vec<ForeignSyntax>,
    },
    /// `[[Page|words]]`, the first of so many.
    WikiLink {
        page: String,
        words: String,
        count: usize,
    },

    /// Something that is not included.
    Include(IncludeFault),

    /// An old address that cannot lead anywhere else.
    Redirect {
        from: String,
        reason: &'static str,
    },
    RedirectNowhere {
        written: String,
    },

    ConfigSyntax {
        message: String,
    },
    UnknownTimeZone {
        written: String,
    },
    ConfigLanguage {
        written: String,
        near: Option<String>,
    },
    ConfigKey {
        key: String,
        known: &'static [&'static str],
    },
    FrontMatterSyntax {
        message: String,
    },
    FrontMatterNoMap,
    FrontMatterKey {
        key: String,
        known: &'static [&'static str],
    },
    FrontMatterValue {
        key: String,
        expected: String,
    },
    FrontMatterWord {
        key: String,
        written: String,
        known: Vec<&'static str>,
    },
    UnusedFieldSetting {
        id: String,
        label: String,
    },
    FieldSettingMismatch {
        id: String,
        reason: &'static str,
    },
    /// A default that the field could not hold.
    FieldDefault {
        id: String,
        written: String,
        /// What it could hold, in words.
        expected: String,
    },
    /// A setting that means nothing for a field of that type.
    FieldSettingOfOtherType {
        id: String,
        setting: &'static str,
        kind: &'static str,
        /// The types that take it.
        takes: &'static str,
    },
    /// Too few options, or one twice.
    FieldOptions {
        id: String,
        reason: &'static str,
    },
    /// A field that is to have the value of an input which no command has.
    FieldInput {
        id: String,
        input: String,
    },
    /// A field that is to set the severity, with an option that is no level.
    FieldSeverity {
        id: String,
        option: String,
    },

    HeadingAttribute {
        key: String,
    },
    UnknownMilestone {
        written: String,
    },
    UnknownRole {
        written: String,
    },
    UnknownSeverity {
        written: String,
    },
    BadId {
        written: String,
    },

    NoSteps,
    MissingTarget {
        destination: String,
    },
    TargetIsNoPlaybook {
        destination: String,
    },
    /// A choice that names more than one place to go on at.
    SecondTarget {
        destination: String,
    },
    SecondChoices,
    /// Of a flowchart that is to be the tree.
    Flow(FlowFault),
    RepeatedChoice {
        label: String,
    },

    Table {
        reason: TableFault,
    },
    SecondPageOfKind {
        kind: &'static str,
        first: String,
    },
    EscalationWithoutTime {
        who: String,
    },
    EscalationMissing,

    /// A file of alerting rules.
    AlertRules {
        reason: RuleFault,
    },
    /// Of a drill script.
    Scenario(ScenarioFault),

    TemplatePurposeMissing,
    TemplateTooLarge {
        limit: usize,
    },
    /// In the words of the template parser and checker.
    Template(domain::FaultKind),
}

impl FaultKind {
    /// What is wrong with a drill script, if it is about one.
    pub(crate) fn scenario(&self) -> Option<&ScenarioFault> {
        match self {
            Self::Scenario(fault) => Some(fault),
            _ => None,
        }
    }

    /// Why something is not included, if it is about that.
    pub(crate) fn include(&self) -> Option<&IncludeFault> {
        match self {
            Self::Include(fault) => Some(fault),
            _ => None,
        }
    }

    /// Whether it leaves a page without content, so that nothing else is worth saying about it.
    pub(crate) fn leaves_nothing(&self) -> bool {
        matches!(
            self,
            Self::NotUtf8 { .. }
                | Self::Utf16
                | Self::TooLarge { .. }
                | Self::Empty
                | Self::TooDeep { .. }
        )
    }
}

/// What is wrong with a flowchart that is to be the tree of a playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FlowFault {
    /// There is none.
    NoChart,
    /// It cannot be read.
    Unread { reason: &'static str },
    /// A heading that no box stands for.
    NotInChart {
        title: String,
        /// Whether there is something to do under it.
        asks: bool,
    },
    /// A list of choices that leads elsewhere than the chart: the label of the choice that the chart has not, or
    /// `None` when only ways are left out.
    OtherWays { label: Option<String> },
}

/// Syntax of other generators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ForeignSyntax {
    /// `:::note` and `!!! note`.
    Admonition,
    /// `{{< … >}}` and `{% … %}`.
    Shortcode,
    /// `import … from "…"`.
    Import,
    /// `=== "Tab"`.
    Tab,
    /// `{: .class }`, `[TOC]`.
    Directive,
    /// `--8<-- "path"`, `!include path`, `include::path[]`.
    Include,
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LinkFault {
    /// No such file.
    NoFile,
    /// No such heading on that page.
    NoAnchor { page: usize, anchor: String },
    /// The page is a draft, and is left out.
    Draft,
    /// It leaves the source folder.
    Outside,
    /// A scheme such as `javascript:`.
    Scheme { scheme: String },
    /// It is there, and is no part of the site.
    LeftOut { why: WhyLeftOut },
    /// A folder without a page of its own.
    Folder,
    /// A path on the author's own computer, such as `C:\docs`.
    LocalPath,
}

/// What is wrong with the severity, roles or escalation table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TableFault {
    /// The page holds no table with the column that makes it one.
    Missing {
        kind: &'static str,
        column: &'static str,
    },
    /// A row without its first word.
    EmptyCell { column: &'static str },
    /// More rows than anybody can keep apart.
    TooManyRows { most: usize },
    /// The same level or role twice.
    Twice { name: String },
    /// A time with a number in it that is no time.
    NoDuration { written: String },
}

/// What is wrong with a file of alerting rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RuleFault {
    /// It is no YAML; the parser's words.
    Syntax { message: String },
    /// A rule whose `alert` is no name.
    NoName,
    /// A rule without `expr`.
    NoCondition { alert: String },
    /// Something other than texts where labels or annotations stand.
    NoMap { key: &'static str },
}
