//! What a `runbook_url` leads to.

use crate::check::places::{Place, Places};
use crate::diagnostic::LinkFault;
use crate::read::SourcePath;

/// What a `runbook_url` leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Runbook {
    /// A page of ours.
    Page { page: usize, anchor: Option<String> },
    /// The form that declares an incident, with this playbook.
    Playbook(String),
    /// The same form with the alert itself: what answers it is found by its name.
    Declare,
    /// Somebody else's site, or what only the monitoring knows.
    Elsewhere,
    /// Nothing.
    Broken(UrlFault),
}

/// Why a `runbook_url` leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UrlFault {
    /// No such page; the path that was looked for.
    NoPage { path: String },
    /// No such heading on that page.
    NoStep { page: usize, anchor: String },
    /// No such playbook.
    NoPlaybook { id: String },
    /// It declares an incident for another alert.
    OtherAlert { name: String },
}

/// Resolves them.
pub(super) struct Resolver<'a> {
    pub(super) places: &'a Places,
    /// Without any page, links have nowhere to start from.
    pub(super) has_pages: bool,
    /// Where the site will be.
    pub(super) base_url: Option<&'a str>,
}

/// Home pages have the name that every folder's has: they are nobody's runbook by that name alone.
const HOME_NAMES: [&str; 2] = ["index", "readme"];

impl Resolver<'_> {
    /// Resolves the `runbook_url` of an alert in that file.
    pub(super) fn resolve(&self, file: &SourcePath, alert: &str, url: &str) -> Runbook {
        let url = with_name(url.trim(), alert);
        let (address, fragment) = url.split_once('#').unwrap_or((&url, ""));
        if let Some(declared) = declared(alert, fragment) {
            return declared;
        }
        if url.contains("{{") || !self.has_pages {
            return Runbook::Elsewhere;
        }
        let address = address.split('?').next().unwrap_or_default();
        if let Some(path) = self.under_base(address) {
            return self.ours(path, fragment);
        }
        match address.split_once("://") {
            Some((_, rest)) => self.by_tail(rest, fragment),
            None if address.contains(':') || address.starts_with("//") => Runbook::Elsewhere,
            None => {
                let beside = file.join(address);
                let beside = beside.filter(|path| self.is_page(path.as_str()));
                let path = beside.map_or_else(|| address.to_owned(), |path| path.to_string());
                self.ours(&path, fragment)
            }
        }
    }

    fn under_base<'u>(&self, address: &'u str) -> Option<&'u str> {
        let base = self.base_url?.trim_end_matches('/');
        let rest = address.strip_prefix(base)?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    fn place(&self, path: &str, anchor: &str) -> Place {
        let path = path.trim_start_matches('/');
        self.places.resolve(0, &format!("/{path}#{anchor}"))
    }

    fn is_page(&self, path: &str) -> bool {
        matches!(self.place(path, ""), Place::Page { .. })
    }

    fn ours(&self, path: &str, anchor: &str) -> Runbook {
        match self.place(path, anchor) {
            Place::Page { page, anchor } => Runbook::Page { page, anchor },
            Place::Broken(LinkFault::NoAnchor { page, anchor }) => {
                Runbook::Broken(UrlFault::NoStep { page, anchor })
            }
            _ => Runbook::Broken(UrlFault::NoPage {
                path: path.trim_start_matches('/').chars().take(200).collect(),
            }),
        }
    }

    /// `github.com/us/ops/blob/main/runbooks/db/pool.md` is `db/pool.md` if there is such a page: the longest end
    /// of the path that is one.
    fn by_tail(&self, path: &str, anchor: &str) -> Runbook {
        // Longer paths than any page's are not worth comparing.
        const MOST_PARTS: usize = 16;
        let parts: Vec<&str> = path
            .split('/')
            .skip(1)
            .filter(|part| !part.is_empty())
            .collect();
        let tails = (0..parts.len()).skip(parts.len().saturating_sub(MOST_PARTS));
        for start in tails {
            let tail = parts[start..].join("/");
            let written = [tail.clone(), format!("{tail}.md")];
            let Some(path) = written.iter().find(|path| self.names_page(path)) else {
                continue;
            };
            let stem = parts[parts.len() - 1].split('.').next().unwrap_or_default();
            if start + 1 == parts.len() && HOME_NAMES.contains(&stem.to_lowercase().as_str()) {
                break;
            }
            return self.ours(path, anchor);
        }
        Runbook::Elsewhere
    }

    /// Whether a path names a page's own file; a folder would stand for the page in it.
    fn names_page(&self, path: &str) -> bool {
        let named = path
            .rsplit('/')
            .next()
            .and_then(|name| name.rsplit_once('.'));
        named.is_some_and(|(_, extension)| matches!(extension, "md" | "markdown" | "html"))
            && self.is_page(path)
    }
}

/// `{{ $labels.alertname }}` is the one hole whose value stands in the rule.
fn with_name(url: &str, alert: &str) -> String {
    let mut filled = String::new();
    let mut rest = url;
    while let Some((before, hole_on)) = rest.split_once("{{") {
        let Some((hole, after)) = hole_on.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        let name = hole.split('|').next().unwrap_or_default().trim();
        if matches!(name, "$labels.alertname" | ".Labels.alertname") {
            filled.push_str(alert);
        } else {
            filled.push_str("{{");
            filled.push_str(hole);
            filled.push_str("}}");
        }
        rest = after;
    }
    filled + rest
}

/// What `#/declare?…` asks for.
fn declared(alert: &str, fragment: &str) -> Option<Runbook> {
    let query = fragment.strip_prefix("/declare")?;
    let query = query.strip_prefix('?').unwrap_or(query);
    let value = |key: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == key)?;
        let decoded = percent_encoding::percent_decode_str(value).decode_utf8();
        decoded.ok().map(std::borrow::Cow::into_owned)
    };
    let other = value("alert").filter(|name| name != alert && !name.contains("{{"));
    Some(match (other, value("playbook")) {
        (Some(name), _) => Runbook::Broken(UrlFault::OtherAlert { name }),
        (None, Some(id)) if !id.contains("{{") => Runbook::Playbook(id),
        (None, _) => Runbook::Declare,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::language::{Languages, Translations};
    use crate::parse::page;
    use crate::read::{Content, Source, Sources};

    /// What a URL leads to, in a folder with `p0.md` and `db/pool.md`.
    fn found(url: &str) -> String {
        let pages: Vec<_> = [
            ("README.md", "# x"),
            ("db/pool.md", "# p\n\n## s\n"),
            ("p0.md", "# 0"),
        ]
        .iter()
        .map(|(path, text)| {
            page(&Source {
                path: SourcePath::new(path).unwrap(),
                content: Content::from_bytes(text.as_bytes().to_vec()),
            })
        })
        .collect();
        let places = Places::new(
            &pages,
            &Sources::default(),
            &Translations::new(&pages, Languages::new(&[], "zh")),
        );
        let resolver = Resolver {
            places: &places,
            has_pages: true,
            base_url: Some("https://run.example.com/book/"),
        };
        let file = SourcePath::new("db/alerts.yml").unwrap();
        match resolver.resolve(&file, "PoolFull", url) {
            Runbook::Page { page, anchor } => {
                format!("{}#{}", pages[page].path, anchor.unwrap_or_default())
            }
            Runbook::Broken(fault) => format!("{fault:?}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn urls_lead_to_pages() {
        for (url, expected) in [
            (
                "https://run.example.com/book/db/pool.html#s",
                "db/pool.md#s",
            ),
            ("https://run.example.com/book", "README.md#"),
            ("pool.md", "db/pool.md#"),
            ("p0.html", "p0.md#"),
            ("/db/pool.md#s", "db/pool.md#s"),
            (
                "https://git.example.com/ops/blob/main/runbooks/db/pool.md#s",
                "db/pool.md#s",
            ),
            ("https://wiki.example.com/p0?view=1", "p0.md#"),
            (
                "https://run.example.com/book/index.html#/declare?playbook=db%2Fpool",
                "Playbook(\"db/pool\")",
            ),
            ("#/declare?alert=PoolFull&pod={{ $labels.pod }}", "Declare"),
            (
                "https://x.example.com/#/declare?alert={{ $labels.alertname }}",
                "Declare",
            ),
            ("https://wiki.example.com/README.md", "Elsewhere"),
            (
                "https://wiki.example.com/runbooks/{{ $labels.job }}",
                "Elsewhere",
            ),
            ("https://run.example.com/bookshop/p0.md", "p0.md#"),
            ("mailto:ops@example.com", "Elsewhere"),
        ] {
            assert_eq!(found(url), expected, "{url}");
        }
    }

    #[test]
    fn urls_that_lead_nowhere_say_why() {
        for (url, expected) in [
            (
                "https://run.example.com/book/gone.html",
                "NoPage { path: \"gone.html\" }",
            ),
            ("pol.md", "NoPage { path: \"pol.md\" }"),
            ("pool.md#gone", "NoStep { page: 1, anchor: \"gone\" }"),
            ("/#/declare?alert=Other", "OtherAlert { name: \"Other\" }"),
        ] {
            assert_eq!(found(url), expected, "{url}");
        }
        assert!(found(&"/x".repeat(50_000)).starts_with("NoPage"));
        assert_eq!(
            found(&format!("https://a{}", "/x".repeat(50_000))),
            "Elsewhere"
        );
    }
}
