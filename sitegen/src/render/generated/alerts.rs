//! The alerts by group: what calls, when, which playbook answers, and the line that sends people there.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;

use domain::CommandPart;
use serde::Serialize;
use serde_json::Value;

use crate::check::alerts::{Alert, Answer};
use crate::check::places::{relative, url};
use crate::check::survey::Survey;
use crate::parse::RawBlock;

use super::super::Scene;
use super::super::library::summary;
use super::super::page::{PageLink, SeverityMark, marks, query_value};
use super::Material;

/// Stands for the address of the site as long as the settings do not say it.
const NO_BASE_URL: &str = "https://…";

#[derive(Serialize)]
struct Content {
    count: usize,
    /// Those that nothing answers, first and by themselves.
    unanswered: Vec<Row>,
    groups: Vec<Group>,
    has_base_url: bool,
    /// What an Alertmanager template adds: only it knows since when an alert fires.
    at: &'static str,
}

#[derive(Serialize)]
struct Group {
    name: String,
    file: String,
    rows: Vec<Row>,
}

#[derive(Clone, Serialize)]
struct Row {
    /// Unique on the page.
    anchor: String,
    name: String,
    severity: Vec<SeverityMark>,
    /// The label as the rule has it.
    severity_label: Option<String>,
    condition: String,
    holds_for: Option<String>,
    summary: String,
    playbook: Option<PageLink>,
    /// Somebody else's page.
    elsewhere: Option<String>,
    declare: Option<String>,
    runbook_url: String,
    file: String,
}

/// What the page shows.
pub(super) fn content(material: &Material<'_>, file: &str) -> Option<Value> {
    let survey = material.survey;
    let alerts = &survey.alerts;
    if alerts.all.is_empty() {
        return None;
    }
    let anchors = anchors(survey);
    let rows = alerts.all.iter().zip(anchors);
    let rows: Vec<(&Alert, Row)> = rows
        .map(|(alert, anchor)| (alert, row(material, alert, anchor, file)))
        .collect();
    let unanswered = rows
        .iter()
        .filter(|(alert, _)| alert.answer == Answer::Nothing);
    let answered: Vec<&(&Alert, Row)> = rows
        .iter()
        .filter(|(alert, _)| alert.answer != Answer::Nothing)
        .collect();
    let group = |alert: &Alert| (alert.at.0, &alerts.raw(alert).group);
    let groups = answered
        .chunk_by(|(a, _), (b, _)| group(a) == group(b))
        .map(|rows| Group {
            name: alerts.raw(rows[0].0).group.clone(),
            file: alerts.files[rows[0].0.at.0].path.to_string(),
            rows: rows.iter().map(|(_, row)| row.clone()).collect(),
        });
    let content = Content {
        count: alerts.all.len(),
        groups: groups.collect(),
        unanswered: unanswered.map(|(_, row)| row.clone()).collect(),
        has_base_url: survey.base_url.is_some(),
        at: "{{ .Annotations.runbook_url }}&at={{ .StartsAt.UTC.Format \"2006-01-02T15:04:05Z\" }}",
    };
    serde_json::to_value(content).ok()
}

/// The name of each alert; rules that share one are counted.
fn anchors(survey: &Survey<'_>) -> Vec<String> {
    let mut names = crate::parse::Unique::default();
    let alerts = survey.alerts.all.iter();
    alerts
        .map(|alert| {
            let name = &survey.alerts.raw(alert).name.value;
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
            let name: String = name
                .chars()
                .map(|c| if plain(c) { c } else { '-' })
                .collect();
            names.take(format!("alert-{name}"), 2)
        })
        .collect()
}

fn row(material: &Material<'_>, alert: &Alert, anchor: String, file: &str) -> Row {
    let survey = material.survey;
    let raw = survey.alerts.raw(alert);
    let playbook = match &alert.answer {
        Answer::Page { page, anchor, .. } => Some(PageLink {
            href: format!(
                "{}{}",
                relative(file, survey.places.file(*page)),
                anchor.as_ref().map_or(String::new(), |anchor| format!(
                    "#{}",
                    url(&survey.places.id(*page, anchor))
                ))
            ),
            title: survey.titles[*page].clone(),
            here: false,
        }),
        Answer::Elsewhere | Answer::Nothing => None,
    };
    let is_elsewhere = alert.answer == Answer::Elsewhere;
    let elsewhere = raw.annotation("runbook_url").filter(|_| is_elsewhere);
    let levels: Vec<_> = alert.severity.iter().cloned().collect();
    Row {
        anchor,
        name: raw.name.value.clone(),
        severity: marks(&survey.scale, &levels),
        severity_label: raw.label("severity").map(str::to_owned),
        condition: raw.condition.clone(),
        holds_for: raw.holds_for.clone(),
        summary: summary(raw),
        playbook,
        elsewhere: elsewhere
            .map(|url| url.value.trim().to_owned())
            .filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        declare: material.has_app.then(|| {
            format!(
                "{}{}",
                relative(file, "index.html"),
                declare(raw_name(survey, alert))
            )
        }),
        runbook_url: runbook_url(survey, alert),
        file: survey.alerts.files[alert.at.0].path.to_string(),
    }
}

fn raw_name<'s>(survey: &'s Survey<'_>, alert: &Alert) -> &'s str {
    &survey.alerts.raw(alert).name.value
}

/// The route that declares an incident for an alert.
fn declare(name: &str) -> String {
    format!("#/declare?alert={}", query_value(name))
}

/// The annotation as it is pasted into the rule: Prometheus fills in what it knows of the thing that is wrong.
fn runbook_url(survey: &Survey<'_>, alert: &Alert) -> String {
    let base = survey.base_url.as_deref().unwrap_or(NO_BASE_URL);
    let name = raw_name(survey, alert);
    let mut address = format!("{}/index.html{}", base.trim_end_matches('/'), declare(name));
    let inputs = inputs(survey, alert);
    let inputs = inputs.iter().filter(|name| !alert.labels.contains(name));
    for label in alert.labels.iter().chain(inputs) {
        let _ = write!(address, "&{label}={{{{ $labels.{label} | urlquery }}}}");
    }
    format!("runbook_url: '{}'", address.replace('\'', "%27"))
}

/// What the commands of its playbook ask for under a name that Prometheus gives to whatever it watches. A label that the
/// alert turns out not to have is empty in the link, and fills nothing.
fn inputs(survey: &Survey<'_>, alert: &Alert) -> Vec<String> {
    const COMMON: [&str; 10] = [
        "cluster",
        "container",
        "datname",
        "deployment",
        "device",
        "instance",
        "job",
        "namespace",
        "node",
        "pod",
    ];
    let Answer::Page { page, .. } = alert.answer else {
        return Vec::new();
    };
    let drafts = survey.drafts.iter().filter(|draft| draft.page == page);
    let blocks = drafts.flat_map(|draft| draft.steps.iter().flat_map(|step| &step.blocks));
    let parts = blocks.flat_map(|block| match block.raw {
        RawBlock::Command(command) => &command.parts[..],
        _ => &[],
    });
    let asked: BTreeSet<String> = parts
        .filter_map(|part| match part {
            CommandPart::Input(name) => Some(name.as_str().to_lowercase()),
            CommandPart::Text(_) => None,
        })
        .filter(|name| COMMON.contains(&name.as_str()))
        .collect();
    asked.into_iter().collect()
}

/// An alert as other pages link to it.
#[derive(Serialize)]
pub(crate) struct AlertLink {
    pub(crate) name: String,
    pub(crate) href: String,
    /// What answers it.
    pub(crate) playbook: Option<String>,
    severity: Vec<SeverityMark>,
}

/// The first alerts of each name, worst first, as the home page links to them: to the form that declares an incident,
/// or to what answers them where nothing can be walked.
pub(in crate::render) fn links(scene: &Scene<'_>, register: &str) -> Vec<AlertLink> {
    let survey = scene.survey;
    let has_app = scene.assets.app.is_some();
    let mut seen = HashSet::new();
    let mut found: Vec<(usize, AlertLink)> = Vec::new();
    for (alert, anchor) in survey.alerts.all.iter().zip(anchors(survey)) {
        let name = raw_name(survey, alert);
        if alert.answer == Answer::Nothing || !seen.insert(name) {
            continue;
        }
        let page = match alert.answer {
            Answer::Page { page, .. } => Some(page),
            Answer::Elsewhere | Answer::Nothing => None,
        };
        let href = match page {
            Some(_) if has_app => declare(name),
            Some(page) => relative("index.html", survey.places.file(page)),
            None => format!("{}#{}", relative("index.html", register), url(&anchor)),
        };
        let rank = alert
            .severity
            .as_ref()
            .and_then(|level| survey.scale.rank(level));
        let levels: Vec<_> = alert.severity.iter().cloned().collect();
        let link = AlertLink {
            name: name.to_owned(),
            href,
            playbook: page.map(|page| survey.titles[page].clone()),
            severity: marks(&survey.scale, &levels),
        };
        found.push((rank.unwrap_or(usize::MAX), link));
    }
    found.sort_by_key(|&(rank, _)| rank);
    found.into_iter().map(|(_, link)| link).collect()
}

/// The alerts that each page answers: their names, each once, and where they stand on the register.
pub(crate) type ByPage = BTreeMap<usize, Vec<(String, String)>>;

/// Looks once, for all pages.
pub(in crate::render) fn by_page(survey: &Survey<'_>) -> ByPage {
    let mut found = ByPage::new();
    for (alert, anchor) in survey.alerts.all.iter().zip(anchors(survey)) {
        let Answer::Page { page, .. } = alert.answer else {
            continue;
        };
        found
            .entry(page)
            .or_default()
            .push((raw_name(survey, alert).to_owned(), anchor));
    }
    for names in found.values_mut() {
        let mut seen = HashSet::new();
        names.retain(|(name, _)| seen.insert(name.clone()));
    }
    found
}

/// The alerts that a page answers, as it links to them.
pub(in crate::render) fn links_of_page(
    scene: &Scene<'_>,
    page: usize,
    file: &str,
) -> Vec<PageLink> {
    let (Some(register), Some(names)) = (
        scene.register("register.alerts"),
        scene.alerts_of.get(&page),
    ) else {
        return Vec::new();
    };
    let links = names.iter().map(|(name, anchor)| PageLink {
        href: format!("{}#{}", relative(file, &register.file), url(anchor)),
        title: name.clone(),
        here: false,
    });
    links.collect()
}
