//! Folders as sections: what leads to a page, what stands beside it, and that this stays small in a large folder.

use sitegen::read::{Assets, Content, Source, SourcePath, Sources};
use sitegen::{Options, Site, compile};

fn site(pages: &[(String, String)]) -> Site {
    let pages = pages.iter().map(|(path, text)| Source {
        path: SourcePath::new(path).expect("a path inside the folder"),
        content: Content::from_bytes(text.clone().into_bytes()),
    });
    let sources = Sources {
        pages: pages.collect(),
        ..Sources::default()
    };
    let compiled = compile(&sources, &Assets::default(), Options::default());
    let site = compiled.expect("the layouts are sound").site;
    site.expect("the folder is sound")
}

fn small() -> Site {
    let pages = [
        ("guide.md", "# Guide"),
        ("db/README.md", "# Databases\n\nSee [the pool](pool.md)."),
        ("db/pool.md", "# Pool"),
        (
            "db/backups/restore.md",
            "---\norder: 1\ndescription: From a backup to a copy.\n---\n# Restore",
        ),
        ("db/backups/nightly.md", "# Nightly"),
        ("net/README.md", "# Network\n\n[DNS](dns.md)"),
        ("net/dns.md", "# DNS"),
    ];
    site(&pages.map(|(path, text)| (path.to_owned(), text.to_owned())))
}

fn part<'h>(html: &'h str, start: &str, end: &str) -> &'h str {
    let from = html
        .find(start)
        .unwrap_or_else(|| panic!("{start}: {html}"));
    let length = html[from..].find(end).expect("it ends");
    &html[from..from + length]
}

fn page(site: &Site, file: &str) -> String {
    let content = site.files.get(file);
    let content = content.unwrap_or_else(|| panic!("there is no {file}"));
    String::from_utf8_lossy(content).into_owned()
}

/// The addresses of the links in a part of a page.
fn links(html: &str) -> Vec<&str> {
    let links = html.split("href=\"").skip(1);
    links.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_way_down_leads_through_every_folder() {
    let site = small();
    let restore = page(&site, "db/backups/restore.html");
    let crumbs = part(&restore, "<nav class=\"crumbs\"", "</nav>");
    assert_eq!(
        links(crumbs),
        ["../../index.html", "../index.html", "index.html"]
    );
    assert!(
        crumbs.contains("<li aria-current=\"page\">Restore</li>"),
        "{crumbs}"
    );
    assert!(crumbs.contains(">Backups</a>"), "{crumbs}");
    let index = page(&site, "db/index.html");
    let crumbs = part(&index, "<nav class=\"crumbs\"", "</nav>");
    assert_eq!(links(crumbs), ["../index.html"]);
    assert!(!page(&site, "guide.html").contains("class=\"crumbs\""));
}

#[test]
fn an_index_lists_what_its_words_leave_out() {
    let site = small();
    let own = page(&site, "db/index.html");
    let rows = part(&own, "<nav class=\"section-index\"", "</nav>");
    assert_eq!(links(rows), ["pool.html", "backups/index.html"]);
    let made = page(&site, "db/backups/index.html");
    let rows = part(&made, "<ul class=\"rows section-rows\">", "</ul>");
    assert_eq!(links(rows), ["restore.html", "nightly.html"]);
    assert!(rows.contains("<p>From a backup to a copy.</p>"), "{rows}");
    assert!(!page(&site, "net/index.html").contains("section-index"));
}

#[test]
fn reading_goes_depth_first_and_lists_stand_in_lists() {
    let site = small();
    let mut at = "guide.html".to_owned();
    let mut read = vec![at.clone()];
    while let Some(next) = page(&site, &at).split("rel=\"next\" href=\"").nth(1) {
        let link = next.split('"').next().expect("an address").to_owned();
        let folder = at.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in link.split('/') {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        at = parts.join("/");
        read.push(at.clone());
    }
    let depth_first = [
        "guide.html",
        "db/index.html",
        "db/pool.html",
        "db/backups/restore.html",
        "db/backups/nightly.html",
        "net/index.html",
        "net/dns.html",
    ];
    assert_eq!(read, depth_first);
    let pool = page(&site, "db/pool.html");
    let beside = part(&pool, "<nav class=\"side\"", "</nav>");
    assert!(beside.contains("Backups</a><ul>"), "{beside}");
    assert_eq!(
        beside.matches("<ul>").count(),
        beside.matches("</ul>").count()
    );
    assert_eq!(
        beside.matches("<li>").count(),
        beside.matches("</li>").count()
    );
    assert_eq!(links(beside).len(), 8, "the made index is one of them");
}

/// So many pages in each of some folders in folders.
fn large(folders: usize, pages: usize) -> Site {
    let all = (0..folders).flat_map(|folder| {
        (0..pages).map(move |page| {
            let path = format!("area-{}/topic-{folder:03}/page-{page:04}.md", folder % 4);
            (path, format!("# Page {page} of topic {folder}\n\nWords.\n"))
        })
    });
    site(&all.collect::<Vec<_>>())
}

#[test]
fn what_stands_beside_a_page_does_not_grow_with_the_site() {
    let beside = |site: &Site| {
        let html = page(site, "area-1/topic-005/page-0003.html");
        part(&html, "<nav class=\"side\"", "</nav>").len()
    };
    let [thousand, three_thousand] = [large(20, 50), large(20, 150)].map(|site| beside(&site));
    assert!(thousand < 8 * 1024, "{thousand} bytes");
    assert!(
        three_thousand < thousand + 2048,
        "{three_thousand} bytes, {thousand} before"
    );
    let many_folders = beside(&large(400, 5));
    assert!(
        many_folders < thousand + 4096,
        "{many_folders} bytes, {thousand} before"
    );
}
