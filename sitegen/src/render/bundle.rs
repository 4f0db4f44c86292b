//! The library as JSON: a small index, and one file a playbook.

use std::collections::BTreeMap;

use domain::{
    Alert, BUNDLE_FORMAT, BundleIndex, Library, PlaybookEntry, PlaybookFile, PlaybookId, Revision,
};

use crate::check::places::url;

use super::Site;
use super::asset::sha256;

/// Where the bundle is.
pub(crate) struct Bundle {
    /// The index, relative to the site's root.
    pub(crate) index: String,
    /// The hash of the index, and so of everything that can be walked.
    pub(crate) version: String,
    /// The revision of every playbook.
    pub(crate) revisions: BTreeMap<PlaybookId, Revision>,
}

/// Adds the bundle to a site.
pub(crate) fn add(site: &mut Site, library: Library, alerts: Vec<Alert>) -> Bundle {
    let revisions = library
        .playbooks
        .values()
        .map(|playbook| (playbook.id.clone(), playbook.revision.clone()));
    let revisions = revisions.collect();
    let mut entries = Vec::new();
    for playbook in library.playbooks.into_values() {
        let path = format!("bundle/{}-{}.json", playbook.id, playbook.revision);
        entries.push(PlaybookEntry {
            id: playbook.id.clone(),
            title: playbook.title.clone(),
            lang: playbook.lang.clone(),
            revision: playbook.revision.clone(),
            severity: playbook.severity.clone(),
            steps: playbook.steps.len(),
            phases: playbook.phases.len(),
            page: playbook.page.clone(),
            file: url(&path),
            leads_to: playbook.leads_to.clone(),
        });
        site.add(
            path,
            json(&PlaybookFile {
                format: BUNDLE_FORMAT,
                playbook,
            }),
        );
    }
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

/// None of our types can fail to become JSON: their keys are all texts.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
