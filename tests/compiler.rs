//! The compiler from outside: every folder in `cases/` is a source folder beside what is expected of it.
//!
//! - `cases/err/<name>/`: nothing may come of it; `diagnostics.txt` is what is said.
//! - `cases/ok/<name>/`: a site comes of it; `diagnostics.txt` (if anything is said), `library.json` and
//!   `<page>.html` (the page's body) hold what they name, as far as the case has them.
//!
//! `SNAPSHOTS=overwrite cargo test -p breakglass-tests --test compiler` writes what is there into files that
//! exist already; read the diff before it is committed. A file that nothing is compared with is an error.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use breakglass_tests::{cases, difference, entries};
use sitegen::read::{self, Assets, Sources};
use sitegen::{Compiled, Options, Paint, Site, compile, rendered};

/// What a case is about.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Refused,
    Accepted,
}

#[test]
fn what_is_wrong_is_refused_and_said() {
    all("err", Verdict::Refused);
}

#[test]
fn what_is_right_becomes_a_site() {
    all("ok", Verdict::Accepted);
}

/// Rules that no case can show: their input would be too large to keep.
const WITHOUT_A_CASE: [&str; 3] = ["BG0002", "BG0136", "BG0146"];

#[test]
fn every_rule_has_a_case() {
    let said: String = ["err", "ok"]
        .iter()
        .flat_map(|kind| cases(kind))
        .filter_map(|case| text(&case.join("diagnostics.txt")))
        .collect();
    let silent: Vec<String> = sitegen::rules()
        .iter()
        .map(|rule| format!("{}: {}", rule.code(), rule.meaning()))
        .filter(|rule| !said.contains(&rule[..6]) && !WITHOUT_A_CASE.contains(&&rule[..6]))
        .collect();
    assert!(silent.is_empty(), "no case shows {silent:#?}");
}

#[test]
fn whose_site_it_is_stands_on_every_page() {
    let case = cases("ok")
        .into_iter()
        .find(|case| case.ends_with("whose-site-it-is"))
        .expect("the case is there");
    let site = compiled(&sources(&case)).site.expect("it is accepted");
    let pages: Vec<_> = site
        .files
        .iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|it| it == "html"))
        .collect();
    assert!(
        pages.len() > 3,
        "home, two pages and the page for lost ways"
    );
    for (path, content) in pages {
        let html = String::from_utf8_lossy(content);
        let footer = between(&html, "<footer", "</footer>").unwrap_or_default();
        assert!(
            footer.contains("示例支付公司 · 值班手册"),
            "{path}: {footer}"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for case in cases("ok") {
        let sources = sources(&case);
        let build = || compiled(&sources).site.map(|site| site.files);
        assert_eq!(build(), build(), "{}", case.display());
    }
}

#[test]
fn old_addresses_lead_on_and_drafts_stay_at_home() {
    let case = cases("ok")
        .into_iter()
        .find(|case| case.ends_with("moved-and-drafts"))
        .expect("the case is there");
    let sources = sources(&case);
    let files = |live| {
        let compiled = compile(&sources, &Assets::default(), Options { live });
        let site = compiled.expect("the layouts are sound").site;
        site.expect("the case is sound").files
    };
    let built = files(false);
    let page = |path: &str| {
        let content = built.get(path);
        String::from_utf8_lossy(content.expect("the page is there")).into_owned()
    };
    let of_folder = page("wiki/connection-pool/index.html");
    assert!(
        of_folder.contains("content=\"0; url=../../db/pool.html\""),
        "{of_folder}"
    );
    assert!(of_folder.contains("rel=\"canonical\" href=\"../../db/pool.html\""));
    let of_page = page("db/pool-old.html");
    assert!(of_page.contains("url=pool.html\""), "{of_page}");
    assert!(of_page.contains("data-moved=\"#tuning\" href=\"pool.html#limits\""));
    assert!(page("db/pool.html").contains("/edit/main/db/pool.md\""));
    assert!(!built.contains_key("db/failover.html"));
    assert!(files(true).contains_key("db/failover.html"));
}

fn all(kind: &str, verdict: Verdict) {
    let mut wrong = String::new();
    let cases = cases(kind);
    assert!(!cases.is_empty());
    for case in cases {
        for problem in problems(&case, verdict) {
            let _ = writeln!(wrong, "{}: {problem}", case.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[expect(clippy::disallowed_methods, reason = "the cases are files")]
fn text(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

fn sources(case: &Path) -> Sources {
    let sources = read::sources(&case.join("input")).expect("a case has a folder `input`");
    Sources {
        // Reviews are looked at at this time.
        now: "2026-11-20T20:00:00Z".parse().ok(),
        ..sources
    }
}

/// Without the app and its looks: those are no part of what is compared.
fn compiled(sources: &Sources) -> Compiled {
    compile(sources, &Assets::default(), Options::default()).expect("the layouts are sound")
}

fn problems(case: &Path, verdict: Verdict) -> Vec<String> {
    let sources = sources(case);
    let Compiled { site, diagnostics } = compiled(&sources);
    let said = rendered(&diagnostics, &sources, Paint::Plain);
    let mut problems = Vec::new();
    let mut known = BTreeSet::from(["input".to_owned()]);
    if (verdict == Verdict::Accepted) != site.is_some() {
        problems.push(format!(
            "it should be {}\n{said}",
            if site.is_some() {
                "refused"
            } else {
                "accepted"
            }
        ));
    }
    if !said.is_empty() || verdict == Verdict::Refused {
        known.insert("diagnostics.txt".to_owned());
        problems.extend(difference(&case.join("diagnostics.txt"), &said));
    }
    for (name, content) in site.iter().flat_map(outputs) {
        if case.join(&name).exists() {
            problems.extend(difference(&case.join(&name), &content));
        }
        known.insert(name);
    }
    let stale = entries(case).into_iter().filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        (!known.contains(&name)).then(|| format!("{name} is compared with nothing"))
    });
    problems.extend(stale);
    problems
}

/// What a case may compare: the library, and the body of every page.
fn outputs(site: &Site) -> Vec<(String, String)> {
    let mut outputs = vec![("library.json".to_owned(), library(site))];
    for (path, content) in &site.files {
        let html = String::from_utf8_lossy(content);
        let name = path.replace('/', "-");
        if Path::new(path)
            .extension()
            .is_some_and(|extension| extension == "html")
            && let Some(body) = between(&html, "<div class=\"doc\">\n", "\n</div>\n</article>")
        {
            outputs.push((name, format!("{body}\n")));
        } else if path == "index.html"
            && let Some(home) = between(&html, "<main id=\"bg-main\">\n", "</main>")
        {
            outputs.push((name, home.to_owned()));
        }
    }
    outputs
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let from = text.find(start)? + start.len();
    Some(&text[from..from + text[from..].find(end)?])
}

/// The index and every playbook, the revisions left out: they change with every comma.
fn library(site: &Site) -> String {
    let mut files: Vec<serde_json::Value> = site
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("bundle/"))
        .filter_map(|(_, content)| serde_json::from_slice(content).ok())
        .collect();
    for file in &mut files {
        without_revisions(file);
    }
    serde_json::to_string_pretty(&files).unwrap_or_default() + "\n"
}

fn without_revisions(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(entries) => {
            entries.remove("revision");
            entries.remove("file");
            entries.values_mut().for_each(without_revisions);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_revisions),
        _ => {}
    }
}
