//! `breakglass.toml`: the settings of a site.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Fault, FaultKind};
use crate::read::Source;

use super::Located;
use super::front_matter::Allowance;
use super::language_tag;
use super::time_zone::TimeZone;

/// The settings of a site; all may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Config {
    /// What the header shows.
    pub(crate) name: Option<String>,
    /// The language of its pages; BCP 47.
    pub(crate) lang: Option<String>,
    /// Whose site it is.
    pub(crate) organisation: Option<String>,
    /// The zone in which its people tell the time.
    pub(crate) time_zone: Option<TimeZone>,
    /// The languages that pages are written in, their tags.
    pub(crate) languages: Vec<String>,
    /// Where the site will be, for those who link to it from outside.
    pub(crate) base_url: Option<String>,
    /// Where a page can be edited; `{path}` stands for its path.
    pub(crate) edit_url: Option<String>,
    /// Whether code on pages is coloured; it is unless this says no.
    pub(crate) highlight: Option<bool>,
    /// Where things stood before, and where they stand now, in links from the source folder.
    pub(crate) redirects: Vec<(Located<String>, Located<String>)>,
    /// What is allowed on every page, and why.
    pub(crate) allow: Vec<Allowance>,
}

/// The keys of the file.
pub(crate) const KEYS: [&str; 10] = [
    "name",
    "lang",
    "languages",
    "organisation",
    "time_zone",
    "base_url",
    "edit_url",
    "highlight",
    "redirects",
    "allow",
];

/// Reads the settings.
pub(crate) fn config(source: &Source) -> (Config, Vec<Fault>) {
    let mut config = Config::default();
    let mut faults = Vec::new();
    let table = match DeTable::parse(source.text()) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let kind = FaultKind::ConfigSyntax {
                message: error.message().to_owned(),
            };
            faults.push(Fault {
                span: error.span().unwrap_or(0..0),
                kind,
            });
            return (config, faults);
        }
    };
    for (key, value) in &table {
        let slot = match key.get_ref().as_ref() {
            "name" => &mut config.name,
            "lang" => &mut config.lang,
            "organisation" => &mut config.organisation,
            "time_zone" => {
                config.time_zone = time_zone(value, &mut faults);
                continue;
            }
            "base_url" => {
                config.base_url = base_url(value, &mut faults);
                continue;
            }
            "languages" => {
                config.languages = languages(value, &mut faults);
                continue;
            }
            "edit_url" => &mut config.edit_url,
            "highlight" => {
                config.highlight = yes_or_no("highlight", value, &mut faults);
                continue;
            }
            "redirects" => {
                config.redirects = redirects(value, &mut faults);
                continue;
            }
            "allow" => {
                config.allow = allow(value, &mut faults);
                continue;
            }
            unknown => {
                let kind = FaultKind::ConfigKey {
                    key: unknown.to_owned(),
                    known: &KEYS,
                };
                faults.push(Fault {
                    span: key.span(),
                    kind,
                });
                continue;
            }
        };
        *slot = words(key.get_ref(), value, &mut faults);
    }
    faults.sort_by_key(|fault| fault.span.start);
    (config, faults)
}

/// A zone of the IANA database.
fn time_zone(value: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) -> Option<TimeZone> {
    let written = words("time_zone", value, faults)?;
    let zone = TimeZone::named(&written);
    if zone.is_none() {
        faults.push(Fault {
            span: value.span(),
            kind: FaultKind::UnknownTimeZone { written },
        });
    }
    zone
}

/// `["zh", "en"]`: the site's own first.
fn languages(value: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) -> Vec<String> {
    let Some(list) = value.get_ref().as_array() else {
        let kind = FaultKind::FrontMatterValue {
            key: "languages".to_owned(),
            expected: "a list of languages, as in [\"zh\", \"en\"]".to_owned(),
        };
        let span = value.span();
        faults.push(Fault { span, kind });
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    for item in list {
        let Some(tag) = words("languages", item, faults) else {
            continue;
        };
        if !language_tag::is_tag(&tag) {
            let kind = FaultKind::ConfigLanguage {
                near: language_tag::meant(&tag),
                written: tag,
            };
            let span = item.span();
            faults.push(Fault { span, kind });
        } else if !found.iter().any(|known| known.eq_ignore_ascii_case(&tag)) {
            found.push(tag);
        }
    }
    found
}

/// An address with a host; whether anything answers there is not for a build to ask.
fn base_url(value: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) -> Option<String> {
    let url = words("base_url", value, faults)?;
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let is_address = rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest
                .contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>#?{}".contains(c))
    });
    if !is_address {
        let kind = FaultKind::FrontMatterValue {
            key: "base_url".to_owned(),
            expected: "an address like https://runbooks.example.com/".to_owned(),
        };
        faults.push(Fault {
            span: value.span(),
            kind,
        });
    }
    is_address.then_some(url)
}

/// `"old/page.md" = "page.md#heading"`
fn redirects(
    value: &Spanned<DeValue<'_>>,
    faults: &mut Vec<Fault>,
) -> Vec<(Located<String>, Located<String>)> {
    let Some(table) = value.get_ref().as_table() else {
        faults.push(Fault {
            span: value.span(),
            kind: FaultKind::FrontMatterValue {
                key: "redirects".to_owned(),
                expected: "a table from old addresses to pages".to_owned(),
            },
        });
        return Vec::new();
    };
    let mut redirects = Vec::new();
    for (from, to) in table {
        if let Some(target) = words(from.get_ref(), to, faults) {
            let from = Located {
                value: from.get_ref().to_string(),
                span: from.span(),
            };
            let to = Located {
                value: target,
                span: to.span(),
            };
            redirects.push((from, to));
        }
    }
    redirects
}

/// `[allow]`: codes and reasons.
fn allow(value: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) -> Vec<Allowance> {
    let DeValue::Table(table) = value.get_ref() else {
        let kind = FaultKind::FrontMatterValue {
            key: "allow".to_owned(),
            expected: "a table of codes and reasons".to_owned(),
        };
        let span = value.span();
        faults.push(Fault { span, kind });
        return Vec::new();
    };
    let mut found: Vec<Allowance> = table
        .iter()
        .map(|(code, reason)| Allowance {
            code: Located {
                value: code.get_ref().to_string(),
                span: code.span(),
            },
            reason: reason
                .get_ref()
                .as_str()
                .map(str::trim)
                .filter(|reason| !reason.is_empty())
                .map(str::to_owned),
        })
        .collect();
    found.sort_by_key(|allowance| allowance.code.span.start);
    found
}

fn yes_or_no(key: &str, value: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) -> Option<bool> {
    let said = value.get_ref().as_bool();
    if said.is_none() {
        let kind = FaultKind::FrontMatterValue {
            key: key.to_owned(),
            expected: "`true` or `false`".to_owned(),
        };
        let span = value.span();
        faults.push(Fault { span, kind });
    }
    said
}

fn words(key: &str, value: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) -> Option<String> {
    let text = value
        .get_ref()
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    if text.is_none() {
        let kind = FaultKind::FrontMatterValue {
            key: key.to_owned(),
            expected: "a text".to_owned(),
        };
        faults.push(Fault {
            span: value.span(),
            kind,
        });
    }
    text.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Content, SourcePath};

    fn read(text: &str) -> (Config, Vec<Fault>) {
        config(&Source {
            path: SourcePath::new("breakglass.toml").unwrap(),
            content: Content::Text(text.into()),
        })
    }

    #[test]
    fn reads_settings_and_names_what_is_wrong() {
        let (config, faults) = read("name = \"值班手册\"\nlang = \"zh\"\n");
        assert_eq!(
            config,
            Config {
                name: Some("值班手册".into()),
                lang: Some("zh".into()),
                ..Config::default()
            }
        );
        assert_eq!(faults, []);
        let (_, faults) = read("nam = \"a\"\nlang = 3\n");
        assert!(
            matches!(&faults[0], Fault { span, kind: FaultKind::ConfigKey { .. } } if *span == (0..3))
        );
        assert!(matches!(
            &faults[1].kind,
            FaultKind::FrontMatterValue { .. }
        ));
        assert_eq!(read("highlight = false").0.highlight, Some(false));
        let (config, faults) = read("highlight = \"no\"");
        assert_eq!((config.highlight, faults.len()), (None, 1));
        let (config, faults) = read("languages = [\"zh\", \"ZH\", \"pt-BR\", \"zh_CN\", 3]");
        assert_eq!(config.languages, ["zh", "pt-BR"]);
        assert!(matches!(
            &faults[0].kind,
            FaultKind::ConfigLanguage { near: Some(near), .. } if near == "zh-CN"
        ));
        assert_eq!(faults.len(), 2);
        let base = |url: &str| read(&format!("base_url = \"{url}\"")).0.base_url;
        assert!(base("https://a.example.com/x").is_some());
        for bad in [
            "a.example.com",
            "https://",
            "javascript:x",
            "https://a/#b",
            "https://a b",
        ] {
            assert_eq!(base(bad), None, "{bad}");
        }
        assert!(matches!(
            read("name = ").1[0].kind,
            FaultKind::ConfigSyntax { .. }
        ));
    }
}
