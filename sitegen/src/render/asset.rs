//! The files that every site has, named by their hash so that a browser may keep them for ever.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::read::Assets;

use super::{Options, Output, Site};

/// Where the assets of this site are, relative to its root.
pub(crate) struct AssetUrls {
    /// For every page.
    pub(crate) style: String,
    /// For the page that holds the app.
    pub(crate) app_style: String,
    pub(crate) preferences: Option<String>,
    pub(crate) boot: Option<String>,
    pub(crate) live: Option<String>,
    /// For pages at old addresses.
    pub(crate) redirect: Option<String>,
    pub(crate) app: Option<AppUrls>,
}

/// The two files of the app.
pub(crate) struct AppUrls {
    pub(crate) script: String,
    pub(crate) wasm: String,
}

/// The sheets of every page, in the order they build on each other; all others belong to the app.
const PAGE_STYLE: [&str; 18] = [
    "tokens.css",
    "base.css",
    "frame.css",
    "side.css",
    "masthead.css",
    "article.css",
    "procedure.css",
    "callout.css",
    "table.css",
    "drill.css",
    "home.css",
    "section.css",
    "live.css",
    "notes.css",
    "code.css",
    "map.css",
    "register.css",
    "print.css",
];

/// Copied under their own names, as browsers ask for them by these.
const FIXED_NAMES: [&str; 2] = ["icon.svg", "robots.txt"];

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn add_hashed(site: &mut Site, name: &str, extension: &str, content: Cow<'static, [u8]>) -> String {
    let file = Output::from(content);
    let path = format!("assets/{name}-{}.{extension}", &file.sha256()[..10]);
    site.add(path.clone(), file);
    path
}

/// Adds the assets to a site.
pub(crate) fn add(site: &mut Site, assets: &Assets, options: Options) -> AssetUrls {
    let sheet = |names: &mut dyn Iterator<Item = &str>| -> Vec<u8> {
        names
            .filter_map(|name| assets.style.get(name))
            .flat_map(|sheet| sheet.iter().copied().chain(*b"\n"))
            .collect()
    };
    let page_style = sheet(&mut PAGE_STYLE.into_iter());
    let app_style = sheet(
        &mut assets
            .style
            .keys()
            .map(String::as_str)
            .filter(|name| !PAGE_STYLE.contains(name)),
    );
    for name in FIXED_NAMES {
        if let Some(content) = assets.public.get(name) {
            site.add(name, content.clone());
        }
    }
    let script = |site: &mut Site, name: &str| {
        let content = assets.public.get(&format!("{name}.js"))?.clone();
        Some(add_hashed(site, name, "js", content))
    };
    let preferences = script(site, "preferences");
    let live = if options.live {
        script(site, "live")
    } else {
        None
    };
    let boot = script(site, "boot");
    let redirect = script(site, "redirect");
    let app = match (assets.app.get("app.js"), assets.app.get("app_bg.wasm")) {
        (Some(script), Some(wasm)) => Some(AppUrls {
            script: add_hashed(site, "app", "js", script.clone()),
            wasm: add_hashed(site, "app", "wasm", wasm.clone()),
        }),
        _ => None,
    };
    AssetUrls {
        style: add_hashed(site, "site", "css", page_style.into()),
        app_style: add_hashed(site, "app", "css", app_style.into()),
        preferences,
        boot,
        live,
        redirect,
        app,
    }
}
