//! Pages at old addresses: each leads on, with or without script, and keeps the heading that was asked for.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::places::{relative, url};
use crate::check::redirect::Redirect;

use super::layout::Layouts;
use super::page::Frame;
use super::{Scene, Site};

#[derive(Serialize)]
struct OldPage {
    #[serde(flatten)]
    frame: Frame,
    /// Where everybody goes.
    href: String,
    script: Option<String>,
    /// Headings that went elsewhere.
    moved: Vec<Moved>,
}

#[derive(Serialize)]
struct Moved {
    anchor: String,
    href: String,
    title: String,
}

/// Adds a page for every old address.
pub(super) fn add(
    site: &mut Site,
    scene: &Scene<'_>,
    layouts: &Layouts,
) -> Result<(), minijinja::Error> {
    let mut by_file: BTreeMap<&str, Vec<&Redirect>> = BTreeMap::new();
    for redirect in &scene.survey.redirects {
        by_file.entry(&redirect.file).or_default().push(redirect);
    }
    for (file, redirects) in by_file {
        let html = layouts.render("redirect.html", &old_page(scene, file, &redirects))?;
        site.add(file, html);
    }
    Ok(())
}

fn old_page(scene: &Scene<'_>, file: &str, redirects: &[&Redirect]) -> OldPage {
    let survey = scene.survey;
    // Where only headings have moved, the page of the first of them is as good as any.
    let whole = redirects
        .iter()
        .find(|redirect| redirect.anchor.is_none())
        .unwrap_or(&redirects[0]);
    let lang = survey.lang(whole.page).to_owned();
    let title = survey.titles[whole.page].clone();
    let moved = redirects.iter().filter_map(|redirect| {
        Some(Moved {
            anchor: redirect.anchor.clone()?,
            href: href(scene, file, redirect),
            title: survey.titles[redirect.page].clone(),
        })
    });
    OldPage {
        href: href(scene, file, whole),
        script: scene.assets.redirect.clone(),
        moved: moved.collect(),
        frame: Frame::new(scene, file, lang, title),
    }
}

fn href(scene: &Scene<'_>, file: &str, redirect: &Redirect) -> String {
    let places = &scene.survey.places;
    let page = relative(file, places.file(redirect.page));
    match &redirect.target {
        Some(anchor) => format!("{page}#{}", url(&places.id(redirect.page, anchor))),
        None => page,
    }
}
