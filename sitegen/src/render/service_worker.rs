//! The service worker, told every file of the site and its hash.

use serde::Serialize;

use crate::check::places::url;
use crate::read::Assets;

use super::asset::sha256;
use super::{Options, Site};

#[derive(Serialize)]
struct Precache {
    version: String,
    live: bool,
    files: Vec<(String, String)>,
}

/// What stands in `public/service-worker.js` for the list.
const PLACE: &str = "self.__PRECACHE__";

/// Adds the service worker to a site; last, as it lists everything.
pub(crate) fn add(site: &mut Site, assets: &Assets, options: Options) {
    let Some(script) = assets.public.get("service-worker.js") else {
        return;
    };
    let files: Vec<(String, String)> = site
        .files
        .iter()
        .map(|(path, file)| (url(path), file.sha256()))
        .collect();
    // Another script with the same files must not share the cache of the one before.
    let mut all = sha256(script);
    for (path, hash) in &files {
        all.push_str(path);
        all.push_str(hash);
    }
    sha256(all.as_bytes())[..16].clone_into(&mut site.version);
    let precache = Precache {
        version: site.version.clone(),
        live: options.live,
        files,
    };
    let list = serde_json::to_string(&precache).unwrap_or_default();
    let script = String::from_utf8_lossy(script).replacen(PLACE, &list, 1);
    site.add("service-worker.js", script);
}
