//! The page that everything starts from, the page for addresses that lead nowhere, and the manifest.

use serde::Serialize;

use crate::check::places::relative;
use crate::check::survey::Survey;
use crate::parse::Kind;

use super::generated::{AlertLink, alert_links};
use super::layout::Layouts;
use super::navigation::GroupTitle;
use super::page::{
    Frame, HeaderLink, SeverityMark, Translation, home_translations, only, query_value,
    severity_marks,
};
use super::section::body;
use super::{Scene, destination};

const FILE: &str = "index.html";

/// More alerts than this are found on their own page sooner than on the home page.
const MOST_ALERTS: usize = 12;

#[derive(Serialize)]
struct Home {
    #[serde(flatten)]
    frame: Frame,
    playbooks: Vec<PlaybookRow>,
    groups: Vec<PageGroup>,
    /// The alerts that people may arrive by, the worst first.
    alerts: Vec<AlertLink>,
    /// The page with all of them.
    alerts_page: Option<String>,
    registers: Vec<HeaderLink>,
    /// That page in every language that it is there in; empty when that is only one.
    translations: Vec<Translation>,
    /// The body of the folder's own `index.md` or `README.md`.
    body: String,
    /// Its title.
    own_title: String,
    /// Whether that comes first: a folder without playbooks is read, and nobody is in an incident.
    leads_with_body: bool,
    has_app: bool,
    app_style: String,
    boot: Option<String>,
    app_script: Option<String>,
    app_wasm: Option<String>,
    bundle: String,
}

#[derive(Serialize)]
struct PlaybookRow {
    /// The language of the reader that it is for, when there is another for others.
    only: Option<&'static str>,
    title: String,
    href: String,
    declare: String,
    severity: Vec<SeverityMark>,
    steps: usize,
}

#[derive(Serialize)]
struct PageGroup {
    title: GroupTitle,
    pages: Vec<PageRow>,
}

#[derive(Serialize)]
struct PageRow {
    /// The language of the reader that it is for, when there is another for others.
    only: Option<&'static str>,
    title: String,
    href: String,
}

/// Renders the home page.
pub(crate) fn home(scene: &Scene<'_>, layouts: &Layouts) -> Result<String, minijinja::Error> {
    let survey = scene.survey;
    let body = survey.places.home.map(|page| {
        body(survey, page, None, &|link| {
            destination(survey, page, FILE, link)
        })
    });
    let app = scene.assets.app.as_ref();
    let alerts_page = scene.register("register.alerts");
    let playbooks = playbooks(scene);
    let context = Home {
        leads_with_body: playbooks.is_empty() && body.is_some(),
        own_title: survey
            .places
            .home
            .map(|page| survey.titles[page].clone())
            .unwrap_or_default(),
        frame: Frame::new(
            scene,
            FILE,
            survey.site.lang.clone(),
            survey.site.name.clone(),
        ),
        playbooks,
        groups: groups(scene),
        alerts: alerts_page.map_or_else(Vec::new, |page| {
            let mut links = alert_links(scene, &page.file);
            links.truncate(MOST_ALERTS);
            links
        }),
        alerts_page: alerts_page.map(|page| relative(FILE, &page.file)),
        registers: scene
            .registers
            .iter()
            .map(|register| HeaderLink {
                key: register.key,
                href: relative(FILE, &register.file),
                here: false,
            })
            .collect(),
        translations: home_translations(scene),
        body: body.map(|body| body.html).unwrap_or_default(),
        has_app: app.is_some(),
        app_style: scene.assets.app_style.clone(),
        boot: scene.assets.boot.clone(),
        app_script: app.map(|app| app.script.clone()),
        app_wasm: app.map(|app| app.wasm.clone()),
        bundle: scene.bundle.index.clone(),
    };
    layouts.render("home.html", &context)
}

/// In the order of the side bar.
fn playbooks(scene: &Scene<'_>) -> Vec<PlaybookRow> {
    let survey = scene.survey;
    let pages = scene.navigation.order.iter();
    let of_page: std::collections::HashMap<usize, _> = survey
        .drafts
        .iter()
        .map(|draft| (draft.page, draft))
        .collect();
    let rows = pages
        .filter_map(|page| of_page.get(page))
        .map(|draft| PlaybookRow {
            only: only(survey, draft.page),
            title: draft.title.clone(),
            href: relative(FILE, survey.places.file(draft.page)),
            declare: format!("#/declare?playbook={}", query_value(draft.id.as_str())),
            severity: severity_marks(scene, &draft.severity),
            steps: draft.steps.len(),
        });
    rows.collect()
}

/// Everything that is only read.
fn groups(scene: &Scene<'_>) -> Vec<PageGroup> {
    let survey = scene.survey;
    let walked: std::collections::HashSet<usize> =
        survey.drafts.iter().map(|draft| draft.page).collect();
    let is_script = |page: usize| survey.pages[page].front.kind == Kind::Scenario;
    let groups = scene
        .navigation
        .shelves()
        .into_iter()
        .map(|(title, pages)| {
            // At three in the morning nobody drills: the page that opens the scripts stands for them.
            let is_opened = pages.first().is_some_and(|&first| !is_script(first));
            let shown = pages
                .iter()
                .filter(move |&&page| !(is_opened && is_script(page)));
            PageGroup {
                title,
                pages: shown
                    .filter(|page| !walked.contains(page))
                    .map(|&page| PageRow {
                        only: only(survey, page),
                        href: relative(FILE, survey.places.file(page)),
                        title: survey.titles[page].clone(),
                    })
                    .collect(),
            }
        });
    groups.filter(|group| !group.pages.is_empty()).collect()
}

#[derive(Serialize)]
struct NotFound {
    #[serde(flatten)]
    frame: Frame,
}

/// Renders the page for addresses that lead nowhere.
pub(crate) fn not_found(scene: &Scene<'_>, layouts: &Layouts) -> Result<String, minijinja::Error> {
    let survey = scene.survey;
    let mut frame = Frame::new(
        scene,
        "404.html",
        survey.site.lang.clone(),
        survey.site.name.clone(),
    );
    // Served at whatever address was asked for; under `serve` the root is known, elsewhere it is not.
    if scene.options.live {
        "/".clone_into(&mut frame.root);
        for link in &mut frame.header {
            link.href.insert(0, '/');
        }
    }
    layouts.render("not-found.html", &NotFound { frame })
}

/// What a browser needs to install the site like an app.
pub(crate) fn manifest(survey: &Survey<'_>) -> String {
    let manifest = serde_json::json!({
        "name": survey.site.name,
        "short_name": survey.site.name,
        "lang": survey.site.lang,
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbfaf8",
        "theme_color": "#fbfaf8",
        "icons": [{ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    manifest.to_string()
}
