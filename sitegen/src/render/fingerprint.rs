//! All that a rendered page depends on, as one number: where it is the same, so is the page.
//!
//! Three things go in. The page's own source, as its edition. What surrounds the body, as the context of its layout,
//! which says everything of other pages that is shown. What the body asks of the survey: where its links lead, the
//! playbook drawn from it, and what holds for the whole site. The last two are taken apart field by field, so that a
//! new field does not compile before somebody has decided here whether pages depend on it.

use std::fmt::{self, Debug, Write as _};
use std::hash::{DefaultHasher, Hash, Hasher as _};

use crate::check::places::Place;
use crate::check::survey::{Draft, DraftBlock, DraftChoice, DraftStep, Survey};
use crate::parse::Edition;

use super::Options;
use super::generated::controls_page;

/// Two of 64 bits that differ by chance alone would be a stale page in `serve`, once in more builds than anybody makes.
pub(super) type Fingerprint = u64;

/// What every body may ask of the site as a whole.
pub(super) fn of_site(survey: &Survey<'_>, options: Options) -> Fingerprint {
    let Survey {
        site,
        scale,
        roles,
        // Each page's own are in its fingerprint.
        pages: _,
        titles: _,
        places: _,
        links: _,
        drafts: _,
        graph: _,
        // Not shown on pages but those that are made anew each time.
        escalation: _,
        templates: _,
        controls: _,
        alerts: _,
        base_url: _,
        scenarios: _,
        today: _,
        allowed: _,
        faults: _,
        changed: _,
        translations: _,
        redirects: _,
        settings,
    } = survey;
    let mut hasher = DefaultHasher::new();
    debug(&mut hasher, &(site, scale, roles));
    debug(&mut hasher, &controls_page(survey, ""));
    // What else is set is told by the surroundings.
    settings.highlight.hash(&mut hasher);
    options.live.hash(&mut hasher);
    hasher.finish()
}

/// What the body of a page is made from.
pub(super) fn of_body(
    survey: &Survey<'_>,
    page: usize,
    edition: Edition,
    of_site: Fingerprint,
) -> Fingerprint {
    let mut hasher = DefaultHasher::new();
    edition.hash(&mut hasher);
    of_site.hash(&mut hasher);
    survey.places.file(page).hash(&mut hasher);
    (survey.places.home == Some(page)).hash(&mut hasher);
    survey.lang(page).hash(&mut hasher);
    for to in &survey.links[page] {
        place(&mut hasher, survey, to);
    }
    if let Some(draft) = survey.draft(page) {
        of_draft(&mut hasher, draft);
    }
    hasher.finish()
}

fn place(hasher: &mut DefaultHasher, survey: &Survey<'_>, place: &Place) {
    match place {
        Place::Elsewhere => 0.hash(hasher),
        Place::Broken(_) => 1.hash(hasher),
        Place::Attachment(path) => (2, path, survey.places.size_of(path)).hash(hasher),
        Place::Section(folder) => (4, folder).hash(hasher),
        Place::Page { page, anchor } => {
            let id = anchor
                .as_ref()
                .map(|anchor| survey.places.id(*page, anchor));
            (3, survey.places.file(*page), id).hash(hasher);
        }
    }
}

fn of_draft(hasher: &mut DefaultHasher, draft: &Draft<'_>) {
    let Draft {
        page: _,
        id,
        title,
        severity,
        intro,
        phases,
        steps,
        fields,
        choice_lists,
        // Only looked at by what leads here, whose own choices say where they came to.
        step_at: _,
        tree,
    } = draft;
    debug(
        hasher,
        &(
            id,
            title,
            severity,
            intro.len(),
            phases,
            fields,
            choice_lists,
            tree.as_ref().map(|tree| tree.at),
        ),
    );
    for step in steps {
        of_step(hasher, step);
    }
}

fn of_step(hasher: &mut DefaultHasher, step: &DraftStep<'_>) {
    let DraftStep {
        id,
        title,
        span,
        has_heading,
        phase,
        budget,
        written_role: _,
        role,
        milestone,
        blocks,
        choices,
        next,
        question,
    } = step;
    debug(
        hasher,
        &(
            id,
            title,
            span,
            phase,
            budget,
            role,
            milestone,
            next,
            question,
            has_heading,
        ),
    );
    for DraftBlock { raw, field } in blocks {
        // The blocks of an edition stay where they are in memory, so the address says which of them this is.
        std::ptr::from_ref(*raw).hash(hasher);
        debug(hasher, field);
    }
    for choice in choices {
        let DraftChoice {
            label,
            detail,
            severity,
            target,
            span,
        } = choice;
        debug(hasher, &(label, detail, severity, target, span));
    }
}

/// Hashes what a value shows of itself, which for our own types is all of it.
fn debug(hasher: &mut DefaultHasher, value: &impl Debug) {
    // Writing to a hasher cannot fail.
    let _ = write!(Sink(hasher), "{value:?}");
}

struct Sink<'h>(&'h mut DefaultHasher);

impl fmt::Write for Sink<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
