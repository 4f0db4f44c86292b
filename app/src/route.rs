//! Addresses. The only place that reads and prints them; they live in the hash, so that any static host, any
//! subpath and `file://` will do.

use std::fmt;

use domain::{IncidentId, PlaybookId};
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
                playbook: declared_playbook(query),
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

fn declared_playbook(query: &str) -> Option<PlaybookId> {
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("playbook="))?;
    let decoded = percent_decode_str(value).decode_utf8().ok()?;
    PlaybookId::new(decoded).ok()
}

/// Prints the address, `#` and all: what a link says.
impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => formatter.write_str("#/"),
            Self::Declare { playbook: None } => formatter.write_str("#/declare"),
            Self::Declare { playbook: Some(id) } => {
                write!(
                    formatter,
                    "#/declare?playbook={}",
                    utf8_percent_encode(id.as_str(), QUERY)
                )
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
            Route::Declare { playbook: None },
            Route::Declare {
                playbook: Some(playbook),
            },
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
}
