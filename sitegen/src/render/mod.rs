//! The fourth stage: what was surveyed, as the files of a site, in memory.
//!
//! The same input gives the same bytes: everything is written in the order of the source paths, and nothing
//! here reads the clock or the disk. Files that never change under one name carry their hash in it.

mod asset;
mod block;
mod bundle;
mod chrome;
#[cfg(test)]
mod conformance;
mod destructive;
mod drill;
mod fingerprint;
mod folder;
mod generated;
mod home;
mod layout;
mod library;
mod map;
mod memory;
mod navigation;
mod page;
mod plain;
mod redirect;
mod schema;
mod section;
mod service_worker;
mod severity_table;
mod side;
mod site;
mod tree;

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use crate::check::places::{Place, relative, url};
use crate::check::survey::Survey;
use crate::markup::Destination;
use crate::read::{Assets, Sources};

use asset::AssetUrls;
use layout::Layouts;
use memory::Rendered;
use navigation::Navigation;

pub(crate) use library::library;
pub(crate) use memory::Memory;
pub use site::{Output, Site};

/// What browsers are told a page may load: everything from its own site, nothing inline.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// How a site is to be used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Served with live reload: pages carry the script for it.
    pub live: bool,
}

/// What all pages are rendered with.
pub(crate) struct Scene<'a> {
    pub(crate) survey: &'a Survey<'a>,
    pub(crate) assets: AssetUrls,
    pub(crate) navigation: Navigation,
    /// The pages that no author wrote.
    pub(crate) registers: Vec<generated::Register>,
    /// The alerts that each page answers.
    pub(crate) alerts_of: generated::ByPage,
    pub(crate) options: Options,
    pub(crate) bundle: bundle::Bundle,
    pub(crate) version: String,
    /// The ordinary pages that can be walked.
    pub(crate) plain_walks: BTreeSet<usize>,
    /// The place of every playbook among the drafts.
    pub(crate) draft_of: HashMap<&'a domain::PlaybookId, usize>,
}

impl Scene<'_> {
    /// The register of that key, if it holds something.
    pub(crate) fn register(&self, key: &str) -> Option<&generated::Register> {
        self.registers.iter().find(|register| register.key == key)
    }
}

/// Renders a site without errors. With a memory only what is not the same as the last time is made anew.
///
/// # Errors
/// A layout of ours is broken.
pub(crate) fn render(
    survey: &Survey<'_>,
    sources: &Sources,
    assets: &Assets,
    options: Options,
    mut memory: Option<&mut Memory>,
) -> Result<Site, minijinja::Error> {
    let mut site = Site::default();
    let asset_urls = asset::add(&mut site, assets, options);
    site.walkable = asset_urls.app.is_some();
    let library = library::library_kept(survey, memory.as_deref_mut());
    let registers = generated::registers(&generated::Material {
        survey,
        has_app: site.walkable,
        playbooks: &library.playbooks,
    });
    let plain = plain::add(&mut site, survey, memory.as_deref_mut());
    let (plain_walks, plain): (BTreeSet<usize>, Vec<domain::PlaybookEntry>) =
        plain.into_iter().unzip();
    let bundle = bundle::add(
        &mut site,
        library,
        library::alerts(survey),
        plain,
        memory.as_deref_mut(),
    );
    schema::add(&mut site);
    let scene = Scene {
        survey,
        assets: asset_urls,
        navigation: Navigation::new(survey),
        registers,
        alerts_of: generated::by_page(survey),
        options,
        // While authors write, every save of a playbook would be a new version, and every page would show it.
        version: if options.live {
            "live".to_owned()
        } else {
            bundle.version.clone()
        },
        bundle,
        plain_walks,
        draft_of: survey
            .drafts
            .iter()
            .map(|draft| &draft.id)
            .zip(0..)
            .collect(),
    };
    let layouts = Layouts::new()?;
    let pages = pages(&scene, sources, &layouts, memory.as_deref())?;
    site.rendered = pages.iter().filter(|page| !page.is_kept).count();
    if let Some(memory) = memory {
        memory.keep_pages(&pages);
    }
    site.files
        .extend(pages.into_iter().map(|page| (page.file, page.output)));
    for register in &scene.registers {
        let html = generated::page(&scene, &layouts, register)?;
        site.add(register.file.as_str(), html.into_bytes());
    }
    folder::add(&mut site, &scene, &layouts)?;
    site.add("index.html", home::home(&scene, &layouts)?);
    site.add("404.html", home::not_found(&scene, &layouts)?);
    site.add("manifest.webmanifest", home::manifest(survey));
    redirect::add(&mut site, &scene, &layouts)?;
    attachments(&mut site, survey, sources);
    service_worker::add(&mut site, assets, options);
    Ok(site)
}

/// Every page but the home page.
fn pages(
    scene: &Scene<'_>,
    sources: &Sources,
    layouts: &Layouts,
    memory: Option<&Memory>,
) -> Result<Vec<Rendered>, minijinja::Error> {
    let survey = scene.survey;
    (0..survey.pages.len())
        .into_par_iter()
        .filter(|&at| survey.places.home != Some(at))
        .map(|at| {
            let file = survey.places.file(at).to_owned();
            let surroundings = page::surroundings(scene, at);
            let fingerprint = memory.map_or(0, |memory| memory.fingerprint(at, &surroundings));
            let kept = memory.and_then(|memory| memory.page(&file, fingerprint));
            let is_kept = kept.is_some();
            let output = match kept {
                Some(output) => output,
                None => page::page(scene, sources, layouts, at, surroundings)?.into(),
            };
            Ok(Rendered {
                file,
                fingerprint,
                is_kept,
                output,
            })
        })
        .collect()
}

/// Copies what pages link to or show.
fn attachments(site: &mut Site, survey: &Survey<'_>, sources: &Sources) {
    for place in survey.links.iter().flatten() {
        if let Place::Attachment(path) = place
            && let Some(content) = sources.attachments.get(path)
            && !site.files.contains_key(path.as_str())
        {
            site.add(path.as_str(), content.clone());
        }
    }
}

/// Where a link of a page leads when the page's content is shown in the file `shown_in`.
pub(crate) fn destination(
    survey: &Survey<'_>,
    page: usize,
    shown_in: &str,
    link: &str,
) -> Destination {
    match survey.places.resolve(page, link) {
        Place::Broken(_) => Destination::Nowhere,
        Place::Elsewhere => Destination::Href(link.to_owned()),
        Place::Attachment(path) => Destination::Href(relative(shown_in, path.as_str())),
        Place::Section(folder) => {
            Destination::Href(relative(shown_in, &format!("{folder}/index.html")))
        }
        Place::Page {
            page: target,
            anchor,
        } => {
            let file = survey.places.file(target);
            let anchor = anchor.map_or(String::new(), |anchor| {
                format!("#{}", url(&survey.places.id(target, &anchor)))
            });
            if file == shown_in && !anchor.is_empty() {
                return Destination::Href(anchor);
            }
            Destination::Href(format!("{}{anchor}", relative(shown_in, file)))
        }
    }
}
