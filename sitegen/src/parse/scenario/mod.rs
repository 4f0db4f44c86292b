//! Drill scripts: numbered answers, and a line that says how the walk should end.
//!
//! Which words name a step, and which an answer, only the check stage knows; this stage cuts an item into what could
//! be the one and the other.

mod ending;
mod item;

use pulldown_cmark::{Event, Tag};

use crate::markup::{Piece, Span, inside, parts};

use super::front_matter::{FrontMatter, Kind, Located};
use crate::read::SourcePath;
use ending::Ending;

pub(crate) use item::{RawDeed, RawPlace, RawTurn, Reading};

/// A drill script as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RawScenario {
    /// The numbered items, of all lists together.
    pub(crate) turns: Vec<RawTurn>,
    /// What it says of the end: one line, unless its author slipped.
    pub(crate) ends: Vec<RawEnd>,
    /// The level that it should end with.
    pub(crate) severity: Option<Located<String>>,
}

/// A line that says how the walk should end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RawEnd {
    /// `结局：误报`.
    Outcome(Located<String>),
    /// `停在：[启动战争室](../p0.md#war-room)`.
    Step(RawPlace, Span),
}

/// Whether a page that does not say what it is stands where drill scripts stand.
pub(crate) fn is_among_scenarios(path: &SourcePath) -> bool {
    let is_section_page = matches!(
        path.stem()
            .rsplit('/')
            .next()
            .map(str::to_lowercase)
            .as_deref(),
        Some("readme" | "index")
    );
    !is_section_page && path.folder().split('/').any(|folder| folder == "scenarios")
}

/// Whether a page is a drill script that does not say so: it names its playbook, or gives an answer.
pub(crate) fn is_script(front: &FrontMatter, scenario: &RawScenario) -> bool {
    front.kind == Kind::Page
        && (front.playbook.is_some()
            || scenario
                .turns
                .iter()
                .any(|turn| turn.readings.iter().any(Reading::is_answer_by_link)))
}

/// Reads the body of a page as a script.
pub(crate) fn scenario(pieces: &[Piece]) -> RawScenario {
    let mut found = RawScenario::default();
    // A heading such as “Expected outcome” speaks for the paragraph under it.
    let mut heading = None;
    for part in parts(pieces) {
        match part.first().map(|(event, _)| event) {
            Some(Event::Start(Tag::Heading { .. })) => {
                heading = ending::heading(inside(part));
                continue;
            }
            Some(Event::Start(Tag::Paragraph)) => {
                if let Some(kind) = heading {
                    found.take(Ending::of(kind, inside(part)));
                } else {
                    found.lines(inside(part));
                }
            }
            Some(Event::Start(Tag::List(start))) => found.list(part, start.is_some()),
            _ => {}
        }
        heading = None;
    }
    found
}

impl RawScenario {
    fn lines(&mut self, inline: &[Piece]) {
        let lines = inline.split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
        for line in lines {
            let ending = ending::line(line, !self.turns.is_empty());
            if let Some(ending) = ending {
                self.take(ending);
            }
        }
    }

    fn take(&mut self, ending: Ending) {
        match ending {
            Ending::End(end) => self.ends.push(end),
            Ending::Severity(level) => self.severity = Some(level),
        }
    }

    /// A numbered list gives answers when one of its items does; any other list may still say how it ends.
    fn list(&mut self, part: &[Piece], is_numbered: bool) {
        let items = parts(inside(part));
        let is_script = is_numbered && items.iter().any(|whole| item::is_turn(whole));
        let ends_here = !self.turns.is_empty() || is_script;
        for whole in items {
            let inline = item::inline(whole);
            match ending::line(inline, ends_here) {
                Some(ending) => self.take(ending),
                None if is_script => self.turns.push(item::turn(whole)),
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
