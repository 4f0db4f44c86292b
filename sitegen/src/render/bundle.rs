//! The library as JSON: a small index, and one file a playbook.

use std::collections::BTreeMap;

use domain::{
    Alert, BUNDLE_FORMAT, BundleIndex, Library, Playbook, PlaybookEntry, PlaybookFile, PlaybookId,
    Revision,
};

use rayon::prelude::*;

use crate::check::places::url;

use super::asset::sha256;
use super::memory::Memory;
use super::{Output, Site};

/// Where the bundle is.
pub(crate) struct Bundle {
    /// The index, relative to the site's root.
    pub(crate) index: String,
    /// The hash of the index, and so of everything that can be walked.
    pub(crate) version: String,
    /// The revision of every playbook.
    pub(crate) revisions: BTreeMap<PlaybookId, Revision>,
}

/// Adds the bundle to a site; the files of `plain` walks are there already.
pub(super) fn add(
    site: &mut Site,
    library: Library,
    alerts: Vec<Alert>,
    plain: Vec<PlaybookEntry>,
    memory: Option<&mut Memory>,
) -> Bundle {
    let revisions = library
        .playbooks
        .values()
        .map(|playbook| (playbook.id.clone(), playbook.revision.clone()));
    let revisions = revisions.collect();
    let (mut entries, files): (Vec<PlaybookEntry>, Vec<(String, Output)>) = library
        .playbooks
        .into_par_iter()
        .map(|(_, playbook)| {
            let path = path(&playbook);
            let entry = entry(&playbook, &path, true);
            // Its name says what is in it.
            let kept = memory
                .as_deref()
                .and_then(|memory| memory.bundle_file(&path));
            let output = kept.unwrap_or_else(|| file(playbook).into());
            (entry, (path, output))
        })
        .unzip();
    if let Some(memory) = memory {
        memory.keep_bundle(&files);
    }
    site.files.extend(files);
    entries.extend(plain);
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let index = json(&BundleIndex {
        format: library.format,
        site: library.site,
        severity: library.severity,
        roles: library.roles,
        escalation: library.escalation,
        templates: library.templates,
        playbooks: entries,
        alerts,
    });
    let version = sha256(&index)[..10].to_owned();
    let path = format!("bundle/index-{version}.json");
    site.add(path.clone(), index);
    Bundle {
        index: path,
        version,
        revisions,
    }
}

/// The path of a playbook's file.
pub(super) fn path(playbook: &Playbook) -> String {
    format!("bundle/{}-{}.json", playbook.id, playbook.revision)
}

/// What the index says of a playbook whose file has that path.
pub(super) fn entry(playbook: &Playbook, path: &str, declared: bool) -> PlaybookEntry {
    PlaybookEntry {
        id: playbook.id.clone(),
        declared,
        title: playbook.title.clone(),
        lang: playbook.lang.clone(),
        revision: playbook.revision.clone(),
        severity: playbook.severity.clone(),
        steps: playbook.steps.len(),
        phases: playbook.phases.len(),
        page: playbook.page.clone(),
        file: url(path),
        leads_to: playbook.leads_to.clone(),
    }
}

/// The file of a playbook.
pub(super) fn file(playbook: Playbook) -> Vec<u8> {
    let format = BUNDLE_FORMAT;
    json(&PlaybookFile { format, playbook })
}

/// None of our types can fail to become JSON: their keys are all texts.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
