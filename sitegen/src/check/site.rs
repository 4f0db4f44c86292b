//! What the site says of itself, and what it falls back on.

use domain::{ResponseTarget, Severity, SeverityLevel, SeverityScale, Site};

use crate::parse::{Config, RawPage, TimeZone, config, words};
use crate::read::Sources;
use crate::words::{Language, words as site_words};

use super::survey::PageFault;

/// The name and language of the site: from its settings, else from its pages. Beside them the settings as read.
pub(super) fn site(
    sources: &Sources,
    pages: &[RawPage],
    faults: &mut Vec<PageFault>,
) -> (Site, Config) {
    let (config, found) = sources
        .config
        .as_ref()
        .map_or((Config::default(), Vec::new()), config);
    faults.extend(
        found
            .into_iter()
            .map(|fault| PageFault { page: None, fault }),
    );
    let lang = config
        .lang
        .clone()
        .or_else(|| config.languages.first().cloned())
        .unwrap_or_else(|| language(pages).code().to_owned());
    let name = config.name.clone().unwrap_or_else(|| {
        site_words()
            .text(Language::of(&lang), "site.default-name")
            .to_owned()
    });
    let organisation = config.organisation.clone().unwrap_or_default();
    let time_zone = config.time_zone.as_ref().map(TimeZone::name);
    let time_zone = time_zone.unwrap_or_default().to_owned();
    let site = Site {
        name,
        lang,
        organisation,
        time_zone,
    };
    (site, config)
}

/// Chinese when a good part of the letters is Han.
fn language(pages: &[RawPage]) -> Language {
    const ENOUGH_CHARS: usize = 20_000;
    let (mut han, mut latin) = (0usize, 0usize);
    for page in pages {
        for character in words(page).chars() {
            match character {
                '\u{4e00}'..='\u{9fff}' => han += 1,
                _ if character.is_ascii_alphabetic() => latin += 1,
                _ => {}
            }
        }
        if han + latin > ENOUGH_CHARS {
            break;
        }
    }
    // A Han character says about as much as three letters, and commands are Latin in every language.
    if han * 5 > latin {
        Language::Chinese
    } else {
        Language::English
    }
}

/// P0 to P3, for a folder without a severity page.
pub(super) fn default_scale(lang: &str) -> SeverityScale {
    let language = Language::of(lang);
    let levels = ["P0", "P1", "P2", "P3"].into_iter().filter_map(|level| {
        let word = |part: &str| {
            site_words()
                .text(language, &format!("severity.{level}.{part}"))
                .to_owned()
        };
        Some(Severity {
            level: SeverityLevel::new(level).ok()?,
            name: word("name"),
            definition: word("definition"),
            example: String::new(),
            response: ResponseTarget::default(),
            resolve: ResponseTarget::default(),
            update_every_seconds: 900,
        })
    });
    SeverityScale {
        levels: levels.collect(),
    }
}
