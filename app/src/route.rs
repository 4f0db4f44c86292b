//! Addresses. The only place that reads and prints them; they live in the hash, so that any static host, any
//! subpath and `file://` will do.

use std::fmt;

use domain::{
    AlertName, IncidentId, LONGEST_LABEL_BYTES, LabelName, Labels, MOST_LABELS, PlaybookId,
    Timestamp,
};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What must not stand bare in a query value.
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'=')
    .add(b'?');

/// A screen and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What to do now; written by the generator, with the open incidents put in.
    Home,
    /// The form that begins an incident.
    Declare {
        /// The playbook to start with, when the visitor came from its page.
        playbook: Option<PlaybookId>,
        /// The alert that called, when the visitor came by its link.
        alert: Option<AlertCall>,
    },
    /// The walk.
    Walk {
        /// Which incident.
        incident: IncidentId,
        /// An earlier place on the path, from 1; `None` for where the walk stands.
        place: Option<usize>,
    },
    /// Notices ready to copy.
    Notices {
        /// Of which incident.
        incident: IncidentId,
    },
    /// The report.
    Report {
        /// Of which incident.
        incident: IncidentId,
    },
    /// An address that leads nowhere, as it was typed.
    Unknown(String),
}

/// What a link of the monitoring says: `#/declare?alert=HighErrorRate&instance=db-1&at=2026-11-20T03:00:00Z`. Anybody can
/// write such a link, so that all of it is bounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertCall {
    /// Which alert.
    pub alert: AlertName,
    /// What it says of the thing that is wrong.
    pub labels: Labels,
    /// Since when it fires.
    pub at: Option<Timestamp>,
    /// How many parts of the link were left out: too many, too long, twice, or no text.
    pub left_out: usize,
}

impl AlertCall {
    fn parse(query: &str) -> Option<Self> {
        let mut call = Self {
            alert: value_of(query, "alert").and_then(|name| AlertName::new(name.trim()).ok())?,
            labels: Labels::new(),
            at: None,
            left_out: 0,
        };
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name {
                "" | "alert" | "alertname" | "playbook" => {}
                "at" if call.at.is_none() => {
                    call.at = decoded(value).and_then(|text| Timestamp::parse(text.trim()));
                    call.left_out += usize::from(call.at.is_none() && !value.is_empty());
                }
                // What the alert does not have is empty in a link made from a template.
                _ if value.is_empty() => {}
                _ => call.label(name, value),
            }
        }
        Some(call)
    }

    fn label(&mut self, name: &str, value: &str) {
        let is_label = name.len() <= 128
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        // Percent signs take three bytes for one.
        let value = (value.len() <= 3 * LONGEST_LABEL_BYTES)
            .then(|| decoded(value))
            .flatten();
        let value = value.map(|value| value.trim().to_owned()).filter(|value| {
            value.len() <= LONGEST_LABEL_BYTES && !value.chars().any(char::is_control)
        });
        match (LabelName::new(name), value) {
            (Ok(_), Some(value)) if value.is_empty() => {}
            (Ok(name), Some(value))
                if is_label
                    && self.labels.len() < MOST_LABELS
                    && !self.labels.contains_key(&name) =>
            {
                self.labels.insert(name, value);
            }
            _ => self.left_out += 1,
        }
    }
}

impl Route {
    /// Reads the hash of an address, with or without its `#`.
    pub fn parse(hash: &str) -> Self {
        let address = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let known = match parts.as_slice() {
            // An anchor of the home page, such as `#main`, is home.
            [] => Some(Self::Home),
            _ if !path.starts_with('/') => Some(Self::Home),
            ["declare"] => Some(Self::Declare {
                playbook: value_of(query, "playbook").and_then(|id| PlaybookId::new(id).ok()),
                alert: AlertCall::parse(query),
            }),
            ["incident", id] => incident(id, |incident| Self::Walk {
                incident,
                place: None,
            }),
            ["incident", id, "step", place] => place
                .parse()
                .ok()
                .filter(|place| *place > 0)
                .and_then(|place| {
                    incident(id, |incident| Self::Walk {
                        incident,
                        place: Some(place),
                    })
                }),
            ["incident", id, "notices"] => incident(id, |incident| Self::Notices { incident }),
            ["incident", id, "report"] => incident(id, |incident| Self::Report { incident }),
            _ => None,
        };
        known.unwrap_or_else(|| Self::Unknown(address.to_owned()))
    }

    /// The incident that it shows.
    pub fn incident(&self) -> Option<IncidentId> {
        match self {
            Self::Walk { incident, .. }
            | Self::Notices { incident }
            | Self::Report { incident } => Some(*incident),
            Self::Home | Self::Declare { .. } | Self::Unknown(_) => None,
        }
    }
}

fn incident(id: &str, route: impl Fn(IncidentId) -> Route) -> Option<Route> {
    IncidentId::parse(id).ok().map(route)
}

/// The first value of that name, decoded.
fn value_of(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(found, _)| *found == name)?;
    decoded(value)
}

/// The monitoring's `urlquery` writes a space as `+`.
fn decoded(value: &str) -> Option<String> {
    let spaced = value.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

/// Prints the address, `#` and all: what a link says.
impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => formatter.write_str("#/"),
            Self::Declare { playbook, alert } => {
                let mut pairs = Vec::new();
                let mut pair = |name: &str, value: &str| {
                    pairs.push(format!("{name}={}", utf8_percent_encode(value, QUERY)));
                };
                if let Some(id) = playbook {
                    pair("playbook", id.as_str());
                }
                if let Some(call) = alert {
                    pair("alert", call.alert.as_str());
                    for (name, value) in &call.labels {
                        pair(name.as_str(), value);
                    }
                    if let Some(at) = call.at {
                        pair("at", &at.to_string());
                    }
                }
                let mark = if pairs.is_empty() { "" } else { "?" };
                write!(formatter, "#/declare{mark}{}", pairs.join("&"))
            }
            Self::Walk {
                incident,
                place: None,
            } => write!(formatter, "#/incident/{incident}"),
            Self::Walk {
                incident,
                place: Some(place),
            } => {
                write!(formatter, "#/incident/{incident}/step/{place}")
            }
            Self::Notices { incident } => write!(formatter, "#/incident/{incident}/notices"),
            Self::Report { incident } => write!(formatter, "#/incident/{incident}/report"),
            Self::Unknown(address) => write!(formatter, "#{address}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "00112233445566778899aabbccddeeff";

    #[test]
    fn what_is_printed_is_read_back() {
        let incident = IncidentId::parse(ID).unwrap();
        let playbook = PlaybookId::new("数据库/连接 & pool").unwrap();
        for route in [
            Route::Home,
            Route::Declare {
                playbook: None,
                alert: None,
            },
            Route::Declare {
                playbook: Some(playbook),
                alert: None,
            },
            Route::parse(
                "#/declare?alert=High+%26+low&pod=a+b%2Bc&zone=%E5%8C%97&at=2026-11-20T03:00:00%2B08:00",
            ),
            Route::Walk {
                incident,
                place: None,
            },
            Route::Walk {
                incident,
                place: Some(3),
            },
            Route::Notices { incident },
            Route::Report { incident },
            Route::Unknown("/nowhere".to_owned()),
        ] {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn nonsense_is_kept_as_it_was_typed() {
        for address in [
            "/incident",
            "/incident/xyz",
            &format!("/incident/{ID}/step/0"),
            "/declare/x",
        ] {
            assert_eq!(
                Route::parse(&format!("#{address}")),
                Route::Unknown(address.to_owned())
            );
        }
    }

    #[test]
    fn anchors_of_the_home_page_are_home() {
        assert_eq!(Route::parse("#main"), Route::Home);
        assert_eq!(Route::parse(""), Route::Home);
    }

    fn call(address: &str) -> AlertCall {
        match Route::parse(address) {
            Route::Declare {
                alert: Some(call), ..
            } => call,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_link_of_the_monitoring_says_what_is_wrong() {
        let call = call(
            "#/declare?alert=HighErrorRate&instance=db-1%3A9100&job=&note=two+words&at=2026-11-20T03:00:00Z",
        );
        assert_eq!(call.alert.as_str(), "HighErrorRate");
        let labels: Vec<String> = call
            .labels
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(labels, ["instance=db-1:9100", "note=two words"]);
        assert_eq!(call.at, Timestamp::parse("2026-11-20T03:00:00Z"));
        assert_eq!(call.left_out, 0);
    }

    #[test]
    fn hostile_links_are_bounded() {
        let long = "x".repeat(2000);
        let many = (0..500).fold(String::new(), |all, n| all + &format!("&l{n}=x"));
        for (rest, kept, left_out) in [
            (format!("&pod={long}"), 0, 1),
            (format!("&{long}=x"), 0, 1),
            ("&pod=a&pod=b".to_owned(), 1, 1),
            ("&pod=a%00b&a-b=c&=x&pod2=%FF".to_owned(), 0, 3),
            ("&at=soon".to_owned(), 0, 1),
            (many, 64, 436),
        ] {
            let call = call(&format!("#/declare?alert=A{rest}"));
            assert_eq!(
                (call.labels.len(), call.left_out),
                (kept, left_out),
                "{rest:.40}"
            );
        }
        assert_eq!(
            Route::parse(&format!("#/declare?alert={long}&pod=a")),
            Route::parse("#/declare")
        );
    }
}
