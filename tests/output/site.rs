//! What must hold of every site, whatever it was made from.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use sitegen::Site;

use crate::html::Html;

/// Everything that is wrong with the pages of a site and with what they lead to.
pub(crate) fn problems(site: &Site) -> Vec<String> {
    let pages: BTreeMap<&str, Html> = site
        .files
        .iter()
        .filter(|(path, _)| has_extension(path, "html"))
        .map(|(path, file)| (path.as_str(), Html::read(&String::from_utf8_lossy(file))))
        .collect();
    let mut problems = Vec::new();
    for (path, page) in &pages {
        problems.extend(page.problems.iter().map(|what| format!("{path}:{what}")));
        problems.extend(page.misplaced.iter().map(|what| format!("{path}:{what}")));
        for link in &page.links {
            if let Some(what) = leads_nowhere(site, &pages, path, link) {
                problems.push(format!("{path}: {link:?} {what}"));
            }
        }
    }
    problems
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, e)| e == extension)
}

/// Why an address of this site leads nowhere; those of other sites are not looked at.
fn leads_nowhere(
    site: &Site,
    pages: &BTreeMap<&str, Html>,
    from: &str,
    link: &str,
) -> Option<&'static str> {
    let scheme = link.split_once(':').map(|(scheme, _)| scheme);
    if let Some(scheme) = scheme
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    {
        let is_known = ["http", "https", "mailto", "tel", "data"].contains(&scheme);
        return (!is_known).then_some("has a scheme that nobody should follow");
    }
    if link.starts_with("//") {
        return None;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let Some(target) = target(from, path) else {
        return Some("leaves the site");
    };
    if !site.files.contains_key(&target) {
        return Some("leads to no file");
    }
    let fragment = percent_decode_str(fragment).decode_utf8_lossy();
    // The app reads what begins with a slash.
    if fragment.is_empty() || fragment.starts_with('/') {
        return None;
    }
    let page = pages.get(target.as_str())?;
    (!page.ids.contains(fragment.as_ref())).then_some("leads to no place in its page")
}

/// The file that a relative address means.
fn target(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<String> = from.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(percent_decode_str(part).decode_utf8_lossy().into_owned()),
        }
    }
    if path.ends_with('/') || path.ends_with("..") || path == "." {
        parts.push("index.html".to_owned());
    }
    Some(parts.join("/"))
}
