//! A page of documentation: side bar, facts, body, contents, what comes next.

use serde::Serialize;

use crate::check::places::{relative, url};
use crate::check::survey::Survey;
use crate::markup::escape;
use crate::parse::{Duration, Kind, duration_in};
use crate::read::Sources;
use crate::words::{Language, words};

use super::drill::{DrillFacts, severity_of};
use super::folder::{self, Crumb, Row};
use super::generated;
use super::layout::Layouts;
use super::section::{Body, Entry, body};
use super::side::{Here, SideBar, reader};
use super::{CONTENT_SECURITY_POLICY, Scene, destination};

/// What every layout needs.
#[derive(Hash, Serialize)]
pub(crate) struct Frame {
    /// The way from this page to the site's root: empty or `../`.
    pub(crate) root: String,
    pub(crate) lang: String,
    /// The language of the interface until somebody chooses.
    pub(crate) ui: &'static str,
    pub(crate) title: String,
    pub(crate) site_name: String,
    pub(crate) organisation: String,
    pub(crate) policy: &'static str,
    pub(crate) style: String,
    pub(crate) preferences: Option<String>,
    pub(crate) live: Option<String>,
    /// The links of the header.
    pub(crate) header: Vec<HeaderLink>,
    pub(crate) version: String,
}

/// A link of the header.
#[derive(Hash, Serialize)]
pub(crate) struct HeaderLink {
    pub(crate) key: &'static str,
    pub(crate) href: String,
    pub(crate) here: bool,
}

impl Frame {
    /// The frame of the page that is written to `file`.
    pub(crate) fn new(scene: &Scene<'_>, file: &str, lang: String, title: String) -> Self {
        let survey = scene.survey;
        Self {
            root: "../".repeat(file.matches('/').count()),
            lang,
            ui: crate::words::Language::of(&survey.site.lang).code(),
            title,
            site_name: survey.site.name.clone(),
            organisation: survey.site.organisation.clone(),
            policy: CONTENT_SECURITY_POLICY,
            style: scene.assets.style.clone(),
            preferences: scene.assets.preferences.clone(),
            live: scene.assets.live.clone(),
            header: header(scene, file),
            version: scene.version.clone(),
        }
    }
}

/// The playbooks, and the pages that an incident is run by.
fn header(scene: &Scene<'_>, file: &str) -> Vec<HeaderLink> {
    let survey = scene.survey;
    let mut links = Vec::new();
    if !survey.drafts.is_empty() {
        links.push(HeaderLink {
            key: "nav.playbooks",
            href: format!("{}#playbooks", relative(file, "index.html")),
            here: false,
        });
    }
    if let Some(register) = scene.register("register.alerts") {
        links.push(HeaderLink {
            key: "nav.alerts",
            href: relative(file, &register.file),
            here: register.file == file,
        });
    }
    for &(key, page) in &scene.navigation.header {
        let target = survey.places.file(page);
        links.push(HeaderLink {
            key,
            href: relative(file, target),
            here: target == file,
        });
    }
    links
}

/// A link with its words.
#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct PageLink {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) here: bool,
}

/// A level as a mark: told by shape and word.
#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct SeverityMark {
    pub(crate) level: String,
    pub(crate) name: String,
    /// 0 is the worst; 3 and beyond look the same.
    pub(crate) rank: usize,
}

#[derive(Hash, Serialize)]
struct Walk {
    href: Option<String>,
    steps: usize,
    phases: usize,
}

#[derive(Hash, Serialize)]
struct Article {
    kind: &'static str,
    /// The id of its title, where the title is a heading.
    anchor: Option<String>,
    severity: Vec<SeverityMark>,
    owner: Option<String>,
    response: Option<String>,
    resolve: Option<String>,
    revision: Option<String>,
    reviewed: Option<String>,
    /// The alerts that it answers.
    alerts: Vec<PageLink>,
    /// Only under `serve`: the page is not part of the site.
    draft: bool,
    /// Where its source can be changed.
    edit: Option<String>,
    /// The day of its last change.
    changed: Option<String>,
    walk: Option<Walk>,
    /// Where an ordinary page is walked by its sections.
    walk_page: Option<String>,
    drill: Option<DrillFacts>,
    /// The names of the places in other playbooks that the map shows: a page depends on them.
    #[serde(skip)]
    exits: Vec<String>,
    /// The decision map, put in together with the body.
    map: Option<String>,
    body: String,
    contents: Vec<Entry>,
    previous: Option<PageLink>,
    next: Option<PageLink>,
}

/// A page of documentation, as its layout sees it.
#[derive(Hash, Serialize)]
pub(crate) struct DocsPage {
    #[serde(flatten)]
    frame: Frame,
    #[serde(flatten)]
    side: SideBar,
    /// This page in every language that it is there in; empty when that is only one.
    translations: Vec<Translation>,
    /// The sections around the page, from the top.
    crumbs: Option<Vec<Crumb>>,
    /// What stands in the folder that the page opens.
    rows: Vec<Row>,
    article: Article,
}

/// A page in one of its languages.
#[derive(Hash, Serialize)]
pub(crate) struct Translation {
    lang: String,
    /// The language of the interface that goes with it.
    ui: &'static str,
    /// What speakers of it call it.
    name: String,
    href: String,
    here: bool,
}

fn translations(scene: &Scene<'_>, page: usize, file: &str) -> Vec<Translation> {
    let survey = scene.survey;
    let all = survey.translations.of(page).iter();
    let languages: Vec<Language> = all
        .clone()
        .map(|&each| Language::of(survey.lang(each)))
        .collect();
    let in_each = all.map(|&each| {
        let language = Language::of(survey.lang(each));
        let is_alone = languages.iter().filter(|&&other| other == language).count() == 1;
        Translation {
            lang: survey.lang(each).to_owned(),
            ui: language.code(),
            name: if is_alone && survey.lang(each).starts_with(language.code()) {
                words().text(language, "language.name").to_owned()
            } else {
                survey.lang(each).to_owned()
            },
            href: relative(file, survey.places.file(each)),
            here: each == page,
        }
    });
    in_each.collect()
}

/// The home page as its readers have it in other languages.
pub(crate) fn home_translations(scene: &Scene<'_>) -> Vec<Translation> {
    let home = scene.survey.places.home;
    home.map_or_else(Vec::new, |home| translations(scene, home, "index.html"))
}

/// The language of the reader that a page is for, when there is another for others.
pub(crate) fn only(survey: &Survey<'_>, page: usize) -> Option<&'static str> {
    let language = |page: usize| Language::of(survey.lang(page));
    let all = survey.translations.of(page);
    let is_told_apart = all.iter().any(|&other| language(other) != language(page));
    is_told_apart.then(|| language(page).code())
}

/// The marks of some levels, worst first as written.
pub(crate) fn severity_marks(
    scene: &Scene<'_>,
    levels: &[domain::SeverityLevel],
) -> Vec<SeverityMark> {
    marks(&scene.survey.scale, levels)
}

/// The same, of that scale.
pub(crate) fn marks(
    scale: &domain::SeverityScale,
    levels: &[domain::SeverityLevel],
) -> Vec<SeverityMark> {
    let marks = levels.iter().filter_map(|level| {
        let rank = scale.rank(level)?;
        let name = scale.level(level)?.name.clone();
        Some(SeverityMark {
            level: level.to_string(),
            name,
            rank: rank.min(3),
        })
    });
    marks.collect()
}

/// What surrounds the body of a page: all that it shows of other pages.
pub(crate) fn surroundings(scene: &Scene<'_>, page: usize) -> DocsPage {
    let survey = scene.survey;
    let file = survey.places.file(page);
    let lang = survey.lang(page).to_owned();
    DocsPage {
        translations: translations(scene, page, file),
        frame: Frame::new(scene, file, lang, survey.titles[page].clone()),
        side: SideBar::new(scene, Here::Page(page), file),
        crumbs: folder::crumbs(scene, Here::Page(page), file),
        rows: folder::listed(scene, page, file),
        article: article(scene, page, file),
    }
}

/// Renders a page: its body into its surroundings.
pub(crate) fn page(
    scene: &Scene<'_>,
    sources: &Sources,
    layouts: &Layouts,
    page: usize,
    mut surroundings: DocsPage,
) -> Result<String, minijinja::Error> {
    let survey = scene.survey;
    let file = survey.places.file(page);
    let raw = &survey.pages[page];
    let draft = survey.draft(page);
    let map = draft.and_then(|draft| super::map::of_playbook(scene, draft));
    let map = map.map(|map| layouts.render("map.html", &map));
    let map = map.transpose()?;
    // A tree that the author has drawn is shown where it was drawn.
    let (own, in_body) = match draft.and_then(|draft| draft.tree.as_ref()) {
        Some(_) => (None, map.map(|map| map + "\n")),
        None => (map, None),
    };
    let body = if raw.front.kind == Kind::Template {
        template_body(sources, page, raw.body_start)
    } else {
        let link = |link: &str| destination(survey, page, file, link);
        body(survey, page, in_body, &link)
    };
    surroundings.article.map = own;
    surroundings.side.write_links(scene, file);
    surroundings.article.body = body.html;
    surroundings.article.contents = body
        .contents
        .into_iter()
        .filter(|entry| entry.depth <= 2)
        .collect();
    layouts.render("docs.html", &surroundings)
}

/// A template is shown as it is written: its holes are what it is about.
fn template_body(sources: &Sources, page: usize, body_start: usize) -> Body {
    let text = sources.pages[page].text();
    let source = text.get(body_start..).unwrap_or_default().trim();
    Body {
        html: format!(
            "<pre class=\"template\" tabindex=\"0\"><code>{}</code></pre>\n",
            escape(source)
        ),
        contents: Vec::new(),
    }
}

fn link_to(scene: &Scene<'_>, from: &str, page: usize, here: bool) -> PageLink {
    PageLink {
        href: relative(from, scene.survey.places.file(page)),
        title: scene.survey.titles[page].clone(),
        here,
    }
}

/// The pages before and after, in the language of this one where they are there in it.
fn neighbours(scene: &Scene<'_>, page: usize) -> (Option<usize>, Option<usize>) {
    let reader = reader(scene, Here::Page(page));
    let is_shown = |other: &usize| !scene.survey.is_for_others(*other, reader);
    let step = |from: &usize| scene.navigation.neighbours(*from);
    let before = std::iter::successors(step(&page).0, |at| step(at).0).find(is_shown);
    let after = std::iter::successors(step(&page).1, |at| step(at).1).find(is_shown);
    (before, after)
}

/// Where the source of a page can be changed.
fn edit_link(scene: &Scene<'_>, page: usize) -> Option<String> {
    let survey = scene.survey;
    let pattern = survey.settings.edit_url.as_deref()?;
    let is_safe = ["https://", "http://"]
        .iter()
        .any(|scheme| pattern.starts_with(scheme));
    is_safe.then(|| pattern.replace("{path}", &url(survey.pages[page].path.as_str())))
}

fn article(scene: &Scene<'_>, page: usize, file: &str) -> Article {
    let survey = scene.survey;
    let front = &survey.pages[page].front;
    let draft = survey.draft(page);
    let levels = draft.map_or_else(|| severity_of(survey, page), |draft| draft.severity.clone());
    let worst = levels
        .iter()
        .min_by_key(|level| survey.scale.rank(level))
        .and_then(|level| survey.scale.level(level));
    let target = |text: &str| {
        duration_in(text)
            .and_then(Duration::end_seconds)
            .map(|_| text.to_owned())
    };
    let (previous, next) = neighbours(scene, page);
    let href = |id: &str| {
        scene.assets.app.as_ref().map(|_| {
            format!(
                "{}#/declare?playbook={}",
                relative(file, "index.html"),
                query_value(id)
            )
        })
    };
    let walk = draft.map(|draft| Walk {
        href: href(draft.id.as_str()),
        steps: draft.steps.len(),
        phases: draft.phases.len(),
    });
    let is_plain_walk = scene.plain_walks.contains(&page);
    let title = survey.pages[page].title.as_ref();
    Article {
        anchor: title.map(|heading| survey.places.id(page, &heading.anchor)),
        kind: match (draft, front.kind) {
            (Some(_), _) => "playbook",
            (None, Kind::Scenario) => "scenario",
            (None, _) => "page",
        },
        severity: severity_marks(scene, &levels),
        owner: front.owner.clone(),
        response: worst.and_then(|worst| target(&worst.response.text)),
        resolve: worst.and_then(|worst| target(&worst.resolve.text)),
        revision: draft.and_then(|draft| {
            scene
                .bundle
                .revisions
                .get(&draft.id)
                .map(ToString::to_string)
        }),
        reviewed: front.reviewed.clone(),
        alerts: generated::alerts_of_page(scene, page, file),
        draft: front.draft,
        edit: edit_link(scene, page),
        changed: survey.changed.get(&survey.pages[page].path).cloned(),
        walk,
        walk_page: is_plain_walk
            .then(|| href(survey.pages[page].path.stem()))
            .flatten(),
        drill: DrillFacts::of(scene, page, file),
        exits: draft.map_or_else(Vec::new, |draft| super::map::exits(scene, draft)),
        map: None,
        body: String::new(),
        contents: Vec::new(),
        previous: previous.map(|other| link_to(scene, file, other, false)),
        next: next.map(|other| link_to(scene, file, other, false)),
    }
}

/// A value in the query of a route.
pub(crate) fn query_value(text: &str) -> String {
    url(text)
        .replace('&', "%26")
        .replace('+', "%2B")
        .replace('=', "%3D")
}
