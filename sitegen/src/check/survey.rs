//! All that the rules look at: the raw pages and what they mean together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{
    EscalationPath, Field, FieldId, Milestone, Phase, PlaybookId, Role, RoleId, SeverityLevel,
    SeverityScale, StepId, Target, Template,
};

use crate::diagnostic::Fault;
use crate::markup::Span;
use crate::parse::{Config, Located, RawBlock, RawLink, RawPage};

use super::alerts::Alerts;
use super::allow::Allowed;
use super::controls::Control;
use super::flow::Tree;
use crate::read::SourcePath;

use super::graph::Graph;
use super::language::Translations;
use super::places::{Place, Places};
use super::redirect::Redirect;
use super::scenarios::DraftScenario;

/// The whole folder, surveyed.
pub(crate) struct Survey<'a> {
    /// As parsed.
    pub(crate) pages: &'a [RawPage],
    /// The title of every page.
    pub(crate) titles: Vec<String>,
    /// What the site says of itself.
    pub(crate) site: domain::Site,
    /// What `breakglass.toml` says.
    pub(crate) settings: Config,
    /// The same pages in other languages.
    pub(crate) translations: Translations,
    /// When pages were last changed, where that is known.
    pub(crate) changed: BTreeMap<SourcePath, String>,
    /// Addresses that pages had before.
    pub(crate) redirects: Vec<Redirect>,
    /// Where everything stands.
    pub(crate) places: Places,
    /// Where every link of every page leads, in their order there.
    pub(crate) links: Vec<Vec<Place>>,
    /// Worst first.
    pub(crate) scale: SeverityScale,
    /// In the order of their table.
    pub(crate) roles: Vec<Role>,
    /// Earliest first.
    pub(crate) escalation: EscalationPath,
    /// Sorted by id.
    pub(crate) templates: Vec<Template>,
    /// What the monitoring calls for, and who answers it.
    pub(crate) alerts: Alerts,
    /// Where the site will be, if that is known.
    pub(crate) base_url: Option<String>,
    /// Every playbook, in the order of the pages.
    pub(crate) drafts: Vec<Draft<'a>>,
    /// All of them as one graph.
    pub(crate) graph: Graph,
    /// Every control marker, in the order of the pages.
    pub(crate) controls: Vec<Control>,
    /// Every drill script that can be walked, in the order of the pages.
    pub(crate) scenarios: Vec<DraftScenario>,
    /// The day on which the reviews are looked at; `None` leaves them alone.
    pub(crate) today: Option<NaiveDate>,
    /// What is allowed, and why: for the site, then page by page.
    pub(crate) allowed: Vec<Allowed>,
    /// Everything that was found wrong on the way, with its page; the settings file has none.
    pub(crate) faults: Vec<PageFault>,
}

impl<'a> Survey<'a> {
    /// The playbook that a page is.
    pub(crate) fn draft(&self, page: usize) -> Option<&Draft<'a>> {
        let at = self.drafts.binary_search_by_key(&page, |draft| draft.page);
        at.ok().map(|at| &self.drafts[at])
    }
}

impl Survey<'_> {
    /// The links of a page, and where they lead.
    pub(crate) fn links_of(&self, page: usize) -> impl Iterator<Item = (&RawLink, &Place)> {
        self.pages[page].links.iter().zip(&self.links[page])
    }

    /// The language of a page: what it says, else what its name says, else the site's.
    pub(crate) fn lang(&self, page: usize) -> &str {
        let said = self.pages[page].front.lang.as_deref();
        said.or_else(|| self.translations.lang(page))
            .unwrap_or(&self.site.lang)
    }

    /// Whether a reader of this language is shown another page in place of this one: the same in their language.
    pub(crate) fn is_for_others(&self, page: usize, reader: &str) -> bool {
        let first = |tag: &'_ str| tag.split('-').next().unwrap_or_default().to_owned();
        let speaks = |page: usize| {
            let lang = self.lang(page);
            lang == reader || first(lang).eq_ignore_ascii_case(&first(reader))
        };
        let same = self.translations.of(page);
        !same.is_empty() && !speaks(page) && same.iter().any(|&other| speaks(other))
    }
}

/// A fault and the page it stands on; `None` for `breakglass.toml`.
#[derive(Clone, Debug)]
pub(crate) struct PageFault {
    pub(crate) page: Option<usize>,
    pub(crate) fault: Fault,
}

/// A playbook whose targets may still lead nowhere.
pub(crate) struct Draft<'a> {
    /// The number of its page.
    pub(crate) page: usize,
    pub(crate) id: PlaybookId,
    pub(crate) title: String,
    pub(crate) severity: Vec<SeverityLevel>,
    /// What stands before the first step.
    pub(crate) intro: Vec<&'a RawBlock>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) steps: Vec<DraftStep<'a>>,
    pub(crate) fields: Vec<Field>,
    /// The lists that are choices, by where they stand on the page.
    pub(crate) choice_lists: BTreeSet<usize>,
    /// The steps that headings lead to.
    pub(crate) step_at: HashMap<&'a str, usize>,
    /// The flowchart that says where the steps lead, when that is what the author wants.
    pub(crate) tree: Option<Tree>,
}

/// A step whose targets may still lead nowhere.
pub(crate) struct DraftStep<'a> {
    pub(crate) id: StepId,
    pub(crate) title: String,
    /// Its heading, or its box where a flowchart is the tree.
    pub(crate) span: Span,
    /// Whether there is a heading to link to.
    pub(crate) has_heading: bool,
    pub(crate) phase: Option<StepId>,
    pub(crate) budget: Option<domain::Budget>,
    pub(crate) written_role: Option<Located<String>>,
    pub(crate) role: Option<RoleId>,
    pub(crate) milestone: Option<Milestone>,
    pub(crate) blocks: Vec<DraftBlock<'a>>,
    /// Empty when the walk just goes on.
    pub(crate) choices: Vec<DraftChoice>,
    /// Where the walk goes on when there is nothing to choose, by its place; `None` is the end of the walk.
    pub(crate) next: Option<usize>,
    pub(crate) question: String,
}

impl DraftStep<'_> {
    /// Where the walk goes on from here without a choice.
    pub(crate) fn way_on(&self) -> Option<usize> {
        self.next.filter(|_| self.choices.is_empty())
    }

    /// Whether the walk is over after this step.
    pub(crate) fn is_last(&self) -> bool {
        self.choices.is_empty() && self.next.is_none()
    }
}

/// A block, and the field in it.
pub(crate) struct DraftBlock<'a> {
    pub(crate) raw: &'a RawBlock,
    pub(crate) field: Option<FieldId>,
}

/// A choice; its target is `None` when it leads nowhere, which is a fault of its own.
pub(crate) struct DraftChoice {
    pub(crate) label: String,
    pub(crate) detail: String,
    pub(crate) severity: Option<SeverityLevel>,
    pub(crate) target: Option<Target>,
    pub(crate) span: Span,
}
