//! A heading: its title, its time budget, its id and attributes.

use domain::{Budget, Milestone};
use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Fault, FaultKind};
use crate::markup::{Markup, Piece, Span, inside, span, text};

use super::bracket::trailing_bracket;
use super::duration::duration;
use super::slug::{Unique, slug};
use super::yaml::Located;

/// A heading as written.
#[derive(Clone, Debug)]
pub(crate) struct RawHeading {
    /// 1 to 6.
    pub(crate) level: u8,
    /// Its words without the budget.
    pub(crate) title: String,
    /// The same with its marks.
    pub(crate) markup: Markup,
    /// The window in the bracket at its end.
    pub(crate) budget: Option<Budget>,
    /// Its id on the page: the one written, else the slug of all its words, numbered when taken.
    pub(crate) anchor: String,
    /// Whether its author gave it that id.
    pub(crate) has_own_id: bool,
    /// What the id would be if no other heading had taken it.
    pub(crate) wanted_anchor: String,
    /// `{role=commander}`.
    pub(crate) role: Option<Located<String>>,
    /// `{milestone=mitigated}`.
    pub(crate) milestone: Option<Milestone>,
    /// Where it stands.
    pub(crate) span: Span,
}

/// Reads a heading.
pub(crate) fn heading(part: &[Piece], anchors: &mut Unique, faults: &mut Vec<Fault>) -> RawHeading {
    let inline = inside(part);
    let whole = text(inline);
    let span = trimmed_span(part);
    let bracketed = trailing_bracket(&whole);
    let budget = bracketed.as_ref().and_then(|bracketed| {
        let window = duration(bracketed.inside)?;
        Some(Budget {
            text: bracketed.inside.to_owned(),
            from_seconds: window.start_seconds(),
            until_seconds: window.end_seconds(),
        })
    });
    let kept = match (&budget, &bracketed) {
        (Some(_), Some(bracketed)) if !bracketed.before.trim().is_empty() => bracketed.before.len(),
        _ => whole.len(),
    };
    let mut found = RawHeading {
        level: 1,
        title: whole[..kept].trim().to_owned(),
        markup: Markup::of(inline).cut_after(kept),
        budget,
        anchor: String::new(),
        has_own_id: false,
        wanted_anchor: slug(&whole),
        role: None,
        milestone: None,
        span: span.clone(),
    };
    if let Some((
        Event::Start(Tag::Heading {
            level, id, attrs, ..
        }),
        _,
    )) = part.first()
    {
        found.level = *level as u8;
        if let Some(id) = id {
            found.has_own_id = true;
            found.wanted_anchor = id.to_string();
        }
        for (key, value) in attrs {
            let value = value.as_deref().unwrap_or_default().trim_matches('"');
            attribute(&mut found, key, value, faults);
        }
    }
    if found.wanted_anchor.is_empty() {
        "section".clone_into(&mut found.wanted_anchor);
    }
    found.anchor = anchors.take(found.wanted_anchor.clone(), 1);
    found
}

/// The span of the line, without the line break at its end.
fn trimmed_span(part: &[Piece]) -> Span {
    part.first()
        .map_or_else(|| span(part), |(_, whole)| whole.clone())
}

fn attribute(found: &mut RawHeading, key: &str, value: &str, faults: &mut Vec<Fault>) {
    let span = found.span.clone();
    match key {
        "role" => {
            found.role = Some(Located {
                value: value.to_owned(),
                span,
            });
        }
        "milestone" => {
            found.milestone = Milestone::parse(value);
            if found.milestone.is_none() {
                faults.push(Fault {
                    span,
                    kind: FaultKind::UnknownMilestone {
                        written: value.to_owned(),
                    },
                });
            }
        }
        _ => faults.push(Fault {
            span,
            kind: FaultKind::HeadingAttribute {
                key: key.to_owned(),
            },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown_options;

    fn read(markdown: &'static str) -> (RawHeading, Vec<Fault>) {
        let pieces: Vec<Piece> = pulldown_cmark::Parser::new_ext(markdown, markdown_options())
            .into_offset_iter()
            .collect();
        let mut faults = Vec::new();
        (
            heading(&pieces, &mut Unique::default(), &mut faults),
            faults,
        )
    }

    #[test]
    fn budget_id_and_attributes_are_read() {
        let (heading, faults) =
            read("### 应急 **处理**（10-30分钟） {#mitigate milestone=mitigated role=executor}\n");
        assert_eq!(faults, []);
        assert_eq!(
            (
                heading.title.as_str(),
                heading.anchor.as_str(),
                heading.level
            ),
            ("应急 处理", "mitigate", 3)
        );
        let budget = heading.budget.unwrap();
        assert_eq!(
            (
                budget.text.as_str(),
                budget.from_seconds,
                budget.until_seconds
            ),
            ("10-30分钟", 600, Some(1800))
        );
        assert_eq!(heading.milestone, Some(Milestone::Mitigated));
        assert_eq!(heading.role.unwrap().value, "executor");
    }

    #[test]
    fn other_brackets_belong_to_the_title() {
        let (heading, _) = read("## 战争室（线上）\n");
        assert_eq!(
            (heading.title.as_str(), heading.anchor.as_str()),
            ("战争室（线上）", "战争室线上")
        );
        assert_eq!(heading.budget, None);
    }

    #[test]
    fn unknown_attributes_are_faults() {
        let (_, faults) = read("## a {milestone=mitigatd owner=x}\n");
        assert!(
            matches!(&faults[0].kind, FaultKind::UnknownMilestone { written } if written == "mitigatd")
        );
        assert!(matches!(&faults[1].kind, FaultKind::HeadingAttribute { key } if key == "owner"));
    }
}
