//! The third stage: raw pages to what they mean together, and everything that is wrong with them.
//!
//! First the pages are surveyed: places, severity scale, roles, outlines, fields, choices, templates. What does
//! not fit is kept as a fault and the survey goes on. Then every rule of [`rule::RULES`] looks at the survey
//! and finds the words. Nothing here touches the disk.

pub(crate) mod alerts;
pub(crate) mod allow;
mod choices;
pub(crate) mod controls;
mod fields;
pub(crate) mod flow;
mod graph;
pub(crate) mod inputs;
pub(crate) mod language;
pub(crate) mod longest;
mod opening;
#[cfg(test)]
mod oracle;
mod origin;
mod outline;
pub(crate) mod places;
pub(crate) mod plain;
pub(crate) mod redirect;
pub(crate) mod rule;
pub(crate) mod scenarios;
mod site;
pub(crate) mod spelling;
pub(crate) mod survey;
mod tables;
mod templates;
pub(crate) mod translation;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::{EscalationPath, FieldId, PlaybookId, Role, RoleId, SeverityLevel, SeverityScale};
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Fault, FaultKind};
use crate::parse::{Allowance, Config, Kind, RawPage, rule_files};
use crate::read::Sources;
use crate::words::Language;

use allow::Allowed;
use graph::Graph;
use language::{Languages, Translations};
use places::{Place, Places};
use survey::{Draft, PageFault, Survey};

/// Surveys the pages and tells what is wrong with them.
pub(crate) fn check<'a>(sources: &Sources, pages: &'a [RawPage]) -> (Survey<'a>, Vec<Diagnostic>) {
    let survey = survey(sources, pages);
    let mut diagnostics = rule::apply_all(&survey);
    sources.strictness.apply(&mut diagnostics);
    origin::point_to_files(pages, &mut diagnostics);
    Diagnostic::sort(&mut diagnostics);
    (survey, diagnostics)
}

fn survey<'a>(sources: &Sources, pages: &'a [RawPage]) -> Survey<'a> {
    let mut faults: Vec<PageFault> = pages
        .iter()
        .enumerate()
        .flat_map(|(at, page)| {
            page.faults.iter().map(move |fault| PageFault {
                page: Some(at),
                fault: fault.clone(),
            })
        })
        .collect();
    let titles: Vec<String> = pages.iter().map(title).collect();
    let (site, settings) = site::site(sources, pages, &mut faults);
    let languages = Languages::new(&settings.languages, &site.lang);
    let translations = Translations::new(pages, languages);
    let places = Places::new(pages, sources, &translations).with_drafts(&sources.drafts);
    let redirects = redirect::redirects(pages, &settings, &places, &mut faults);
    let scale = severity_scale(pages, &site.lang, &mut faults);
    let (files, base) = (
        rule_files(&sources.rule_files),
        settings.base_url.as_deref(),
    );
    let alerts = alerts::alerts(files, pages, &titles, &places, &scale, base);
    let roles = roles(pages, &mut faults);
    let escalation = escalation(pages, &mut faults);
    let mut drafts = drafts(pages, &titles, &places, &site.lang, &mut faults);
    resolve_roles(&roles, &mut drafts, &mut faults);
    resolve_severities(pages, &scale, &mut drafts, &mut faults);
    fields::resolve(pages, &scale, &mut drafts, &mut faults);
    resolve_choices(&places, &scale, &mut drafts, &mut faults);
    let scenarios = scenarios::scenarios(pages, &places, &drafts, &scale, &mut faults);
    let fields: BTreeSet<FieldId> = drafts
        .iter()
        .flat_map(|draft| draft.fields.iter().map(|field| field.id.clone()))
        .collect();
    let templates = templates::templates(
        pages,
        &sources.pages,
        &titles,
        &site.lang,
        &fields,
        &mut faults,
    );
    Survey {
        pages,
        titles,
        site,
        links: links(pages, &places),
        graph: Graph::new(&drafts),
        redirects,
        changed: sources.changed.clone(),
        translations,
        base_url: settings.base_url.clone(),
        allowed: allowed(pages, settings.allow.clone()),
        today: sources.now.map(|now| today(now, &settings)),
        settings,
        places,
        scale,
        roles,
        escalation,
        templates,
        alerts,
        drafts,
        controls: controls::controls(&sources.pages, pages),
        scenarios,
        faults,
    }
}

/// The day that it is where the site's people are, or in UTC.
fn today(now: DateTime<Utc>, settings: &Config) -> NaiveDate {
    let zone = settings.time_zone.as_ref();
    zone.map_or_else(|| now.date_naive(), |zone| zone.day(now))
}

/// Where the links of every page lead, found once for all who ask.
fn links(pages: &[RawPage], places: &Places) -> Vec<Vec<Place>> {
    pages
        .par_iter()
        .enumerate()
        .map(|(at, page)| {
            let links = page.links.iter();
            links
                .map(|link| places.resolve(at, &link.destination))
                .collect()
        })
        .collect()
}

/// What the site allows, then what its pages do.
fn allowed(pages: &[RawPage], of_site: Vec<Allowance>) -> Vec<Allowed> {
    let of_site = of_site.into_iter().map(|written| Allowed {
        page: None,
        written,
    });
    let of_pages = pages.iter().enumerate().flat_map(|(at, page)| {
        page.front.allow.iter().map(move |written| Allowed {
            page: Some(at),
            written: written.clone(),
        })
    });
    of_site.chain(of_pages).collect()
}

/// The page's own title, else its file name.
fn title(page: &RawPage) -> String {
    page.written_title()
        .filter(|title| !title.is_empty())
        .map_or_else(
            || {
                let stem = page.path.stem();
                stem.rsplit('/').next().unwrap_or(stem).to_owned()
            },
            str::to_owned,
        )
}

fn with_page(page: usize, found: Vec<Fault>, faults: &mut Vec<PageFault>) {
    faults.extend(found.into_iter().map(|fault| PageFault {
        page: Some(page),
        fault,
    }));
}

fn severity_scale(pages: &[RawPage], lang: &str, faults: &mut Vec<PageFault>) -> SeverityScale {
    let Some(at) = tables::page_of_kind(pages, Kind::Severity, "severity", faults) else {
        return site::default_scale(lang);
    };
    let mut found = Vec::new();
    let scale = tables::severity(&pages[at], &mut found);
    with_page(at, found, faults);
    scale
}

fn roles(pages: &[RawPage], faults: &mut Vec<PageFault>) -> Vec<Role> {
    let Some(at) = tables::page_of_kind(pages, Kind::Roles, "roles", faults) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let roles = tables::roles(&pages[at], &mut found);
    with_page(at, found, faults);
    roles
}

fn escalation(pages: &[RawPage], faults: &mut Vec<PageFault>) -> EscalationPath {
    let Some(at) = tables::page_of_kind(pages, Kind::Escalation, "escalation", faults) else {
        return EscalationPath::default();
    };
    let mut found = Vec::new();
    let path = tables::escalation(&pages[at], &mut found);
    with_page(at, found, faults);
    path
}

fn drafts<'a>(
    pages: &'a [RawPage],
    titles: &[String],
    places: &Places,
    lang: &str,
    faults: &mut Vec<PageFault>,
) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    for (at, page) in pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.front.kind == Kind::Playbook)
    {
        let mut outline = outline::outline(page);
        let tree = flow::arrange(pages, at, places, &mut outline);
        let fields = fields::fields(
            &page.front,
            Language::of(page.front.lang.as_deref().unwrap_or(lang)),
            &mut outline.steps,
            &mut outline.faults,
        );
        let has_text = !page.faults.iter().any(|fault| fault.kind.leaves_nothing());
        if outline.steps.is_empty() && has_text {
            let span = page
                .title
                .as_ref()
                .map_or(page.body_start..page.body_start, |title| title.span.clone());
            outline.faults.push(Fault {
                span,
                kind: FaultKind::NoSteps,
            });
        }
        match PlaybookId::new(page.path.stem()) {
            Ok(id) => drafts.push(Draft {
                page: at,
                id,
                title: titles[at].clone(),
                severity: Vec::new(),
                intro: outline.intro,
                phases: outline.phases,
                steps: outline.steps,
                fields,
                choice_lists: BTreeSet::new(),
                step_at: outline.step_at,
                tree,
            }),
            Err(_) => outline.faults.push(Fault {
                span: 0..0,
                kind: FaultKind::BadId {
                    written: page.path.stem().chars().take(40).collect(),
                },
            }),
        }
        with_page(at, outline.faults, faults);
    }
    drafts
}

fn resolve_roles(roles: &[Role], drafts: &mut [Draft<'_>], faults: &mut Vec<PageFault>) {
    let known: HashMap<&str, &RoleId> = roles
        .iter()
        .map(|role| (role.id.as_str(), &role.id))
        .collect();
    for draft in drafts {
        let mut reported = BTreeSet::new();
        for step in &mut draft.steps {
            let Some(written) = &step.written_role else {
                continue;
            };
            step.role = known.get(written.value.as_str()).map(|&id| id.clone());
            // Steps take the role of their phase, whose heading is reported once.
            if step.role.is_none() && reported.insert(written.span.start) {
                let kind = FaultKind::UnknownRole {
                    written: written.value.clone(),
                };
                let fault = Fault {
                    span: written.span.clone(),
                    kind,
                };
                faults.push(PageFault {
                    page: Some(draft.page),
                    fault,
                });
            }
        }
    }
}

fn resolve_severities(
    pages: &[RawPage],
    scale: &SeverityScale,
    drafts: &mut [Draft<'_>],
    faults: &mut Vec<PageFault>,
) {
    for draft in drafts {
        for written in &pages[draft.page].front.severity {
            let known = scale.levels.iter().find(|severity| {
                choices::level_key(severity.level.as_str()) == choices::level_key(&written.value)
            });
            if let Some(severity) = known {
                draft.severity.push(severity.level.clone());
                continue;
            }
            let kind = FaultKind::UnknownSeverity {
                written: written.value.clone(),
            };
            faults.push(PageFault {
                page: Some(draft.page),
                fault: Fault {
                    span: written.span.clone(),
                    kind,
                },
            });
        }
    }
}

fn resolve_choices(
    places: &Places,
    scale: &SeverityScale,
    drafts: &mut [Draft<'_>],
    faults: &mut Vec<PageFault>,
) {
    let levels: Vec<SeverityLevel> = scale
        .levels
        .iter()
        .map(|severity| severity.level.clone())
        .collect();
    let by_page = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| (draft.page, at))
        .collect();
    let names: Vec<choices::StepNames> = drafts.iter().map(choices::StepNames::of).collect();
    let known = choices::Known {
        places,
        drafts,
        names: &names,
        levels: &levels,
        by_page: &by_page,
    };
    let mut found = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        let mut of_draft = Vec::new();
        let tree = draft.tree.as_ref();
        let exits = tree.map(|tree| flow::exits(&known, at, tree, &mut of_draft));
        for step in 0..draft.steps.len() {
            let choices = match (tree, &exits) {
                (Some(tree), Some(exits)) => {
                    flow::of_step(&known, at, step, (tree, exits), &mut of_draft)
                }
                _ => choices::of_step(&known, at, step, &mut of_draft),
            };
            found.push((at, step, choices));
        }
        with_page(draft.page, of_draft, faults);
    }
    for (draft, step, choices) in found {
        choices.settle(&mut drafts[draft], step);
    }
}
