//! What hostile input is thrown at: plain functions of bytes, for the fuzzer in `fuzz/` and for the tests.
//!
//! A target may refuse what it is given; it may not panic, and what it says must be sayable. Every target takes any
//! bytes: what is no text is a page that is no text.

use crate::diagnostic::{Paint, rendered};
use crate::parse::{duration_in, pages};
use crate::read::{Assets, CONFIG_FILE, Content, Source, SourcePath, Sources};
use crate::{Compiled, Options, check, compile, drill};

/// A function of bytes that may not panic.
pub struct Target {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it does with the bytes.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target {
        name: "front-matter",
        run: front_matter,
    },
    Target {
        name: "markdown",
        run: markdown,
    },
    Target {
        name: "playbook",
        run: playbook,
    },
    Target {
        name: "tables",
        run: tables,
    },
    Target {
        name: "durations",
        run: durations,
    },
    Target {
        name: "templates",
        run: templates,
    },
    Target {
        name: "settings",
        run: settings,
    },
    Target {
        name: "alert-rules",
        run: alert_rules,
    },
    Target {
        name: "toml-front-matter",
        run: toml_front_matter,
    },
    Target {
        name: "json-front-matter",
        run: json_front_matter,
    },
    Target {
        name: "scenarios",
        run: scenarios,
    },
    Target {
        name: "mermaid",
        run: mermaid,
    },
    Target {
        name: "site",
        run: site,
    },
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

const PLAYBOOK: &[u8] = b"---\nkind: playbook\nalerts: [HighErrorRate]\n---\n# P\n\n## A\n";

/// Its name and its steps are those that a seed goes through.
const WALKED: &[u8] = b"---\nkind: playbook\n---\n# P\n\n## Count {#count}\n\n- [ ] Used: ____\n- [ ] Page the DBA\n\n\
    ## Grow {#grow}\n\n```sh\nmysql -h <host>\n```\n\n- **Yes** \xe2\x86\x92 service restored\n\
    - **No, still full** \xe2\x86\x92 [Count](#count)\n";

/// The bytes stand between the marks of front matter; given marks of their own, they are a whole page.
fn front_matter(bytes: &[u8]) {
    let marked = [b"---".as_slice(), b"+++", b"{"];
    if marked.iter().any(|mark| bytes.starts_with(mark)) {
        checked("a.md", bytes);
    } else {
        checked("a.md", &[b"---\n", bytes, b"\n---\n\n# A\n"].concat());
    }
}

fn toml_front_matter(bytes: &[u8]) {
    checked("a.md", &[b"+++\n", bytes, b"\n+++\n\n# A\n"].concat());
}

fn json_front_matter(bytes: &[u8]) {
    checked("a.md", &[b"{\n", bytes, b"\n}\n\n# A\n"].concat());
}

fn markdown(bytes: &[u8]) {
    checked("a.md", bytes);
}

fn playbook(bytes: &[u8]) {
    checked("a.md", &[b"---\nkind: playbook\n---\n", bytes].concat());
}

/// The same bytes as each kind of page that is read as a table.
fn tables(bytes: &[u8]) {
    for kind in ["severity", "roles", "escalation"] {
        let front = format!("---\nkind: {kind}\n---\n");
        checked("a.md", &[front.as_bytes(), bytes].concat());
    }
}

fn durations(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(duration) = duration_in(&text) {
        let _ = duration.end_seconds();
    }
}

fn templates(bytes: &[u8]) {
    checked(
        "a.md",
        &[b"---\nkind: template\npurpose: postmortem\n---\n", bytes].concat(),
    );
}

fn settings(bytes: &[u8]) {
    checked(CONFIG_FILE, bytes);
}

/// A file of alerting rules beside a playbook that they may name.
fn alert_rules(bytes: &[u8]) {
    let mut sources = Sources::default();
    add(&mut sources, "a.md", PLAYBOOK);
    if let Some(path) = SourcePath::new("rules.yml") {
        let content = Content::from_bytes(bytes.to_vec());
        sources.rule_files.push(Source { path, content });
    }
    checked_all(&sources);
}

/// A script, walked through a playbook that has something to answer.
fn scenarios(bytes: &[u8]) {
    let mut sources = Sources::default();
    add(&mut sources, "db/pool.md", WALKED);
    add(&mut sources, "scenarios/night/a.md", bytes);
    if let Err(diagnostics) = drill(&sources, None) {
        let _ = rendered(&diagnostics, &sources, Paint::Plain);
    }
}

/// A chart in a playbook, drawn.
fn mermaid(bytes: &[u8]) {
    let front = b"---\nkind: playbook\n---\n# P\n\n## A\n\n```mermaid\n";
    site(&[front, bytes, b"\n```\n\n## B\n"].concat());
}

/// Several pages, parted by lines of `%%%`, all the way to the files of a site.
fn site(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut sources = Sources::default();
    for (at, page) in text.split("\n%%%\n").take(4).enumerate() {
        // The names are those that the seeds link to each other by.
        let name = ["a.md", "b.md", "db/index.md", "db/c.md"][at];
        add(&mut sources, name, page.as_bytes());
    }
    sources.pages.sort_by(|a, b| a.path.cmp(&b.path));
    let Ok(Compiled { diagnostics, .. }) =
        compile(&sources, &Assets::default(), Options::default())
    else {
        unreachable!("the layouts take whatever a page holds");
    };
    let _ = rendered(&diagnostics, &sources, Paint::Plain);
}

fn add(sources: &mut Sources, name: &str, bytes: &[u8]) {
    let Some(path) = SourcePath::new(name) else {
        return;
    };
    let source = Source {
        path,
        content: Content::from_bytes(bytes.to_vec()),
    };
    if name == CONFIG_FILE {
        sources.config = Some(source);
    } else {
        sources.pages.push(source);
    }
}

/// Parses and checks one file, and says all that is wrong with it.
fn checked(name: &str, bytes: &[u8]) {
    let mut sources = Sources::default();
    add(&mut sources, name, bytes);
    checked_all(&sources);
}

fn checked_all(sources: &Sources) {
    let pages = pages(sources);
    let (_, diagnostics) = check::check(sources, &pages);
    let _ = rendered(&diagnostics, sources, Paint::Plain);
}
