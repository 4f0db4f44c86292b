//! Points to the file that an author has to mend, where a page includes others.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Related};
use crate::include::Expansion;
use crate::parse::RawPage;
use crate::read::SourcePath;

/// Turns places on pages into places in files. What is wrong with a file in itself is said once, however often it
/// is included.
pub(super) fn point_to_files(pages: &[RawPage], diagnostics: &mut Vec<Diagnostic>) {
    let expansions: HashMap<&SourcePath, &Expansion> = pages
        .iter()
        .filter_map(|page| Some((&page.path, page.expansion.as_deref()?)))
        .collect();
    if expansions.is_empty() {
        return;
    }
    let mut included = Vec::new();
    let mut kept = Vec::with_capacity(diagnostics.len());
    for mut found in diagnostics.drain(..) {
        for related in &mut found.related {
            if let Some(expansion) = expansions.get(&related.path) {
                let origin = expansion.origin(&related.span);
                (related.path, related.span) = (origin.path.clone(), origin.span);
            }
        }
        let is_included = expansions
            .get(&found.path)
            .is_some_and(|expansion| point_to_file(expansion, &mut found));
        if is_included {
            included.push(found);
        } else {
            kept.push(found);
        }
    }
    *diagnostics = once(kept, included);
}

/// Says what is wrong with a file in itself once: for the page that it is itself, unless it is worse where it is included.
fn once(mut on_pages: Vec<Diagnostic>, mut included: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |found: &Diagnostic| (found.path.clone(), found.span.clone(), found.code);
    let mut worst = HashMap::new();
    for found in &included {
        let of_place = worst.entry(place(found)).or_insert(found.severity);
        *of_place = found.severity.min(*of_place);
    }
    on_pages.retain(|found| {
        let where_included = worst.get(&place(found));
        where_included.is_none_or(|&severity| found.severity <= severity)
    });
    let said: HashSet<_> = on_pages.iter().map(place).collect();
    let mut said_there = HashSet::new();
    included.retain(|found| {
        let place = place(found);
        !said.contains(&place)
            && worst.get(&place) == Some(&found.severity)
            && said_there.insert((place, found.message.clone()))
    });
    on_pages.append(&mut included);
    on_pages
}

/// Whether it is in an included file.
fn point_to_file(expansion: &Expansion, found: &mut Diagnostic) -> bool {
    let Some(span) = &found.span else {
        return false;
    };
    let origin = expansion.origin(span);
    found.span = Some(origin.span);
    let Some(directive) = origin.included_at else {
        return false;
    };
    let page = std::mem::replace(&mut found.path, origin.path.clone());
    found.related.push(Related {
        message: "it is included here".to_owned(),
        path: page,
        span: directive,
    });
    true
}
