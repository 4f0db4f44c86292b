//! Pages of kind `template`: their holes against what a report can fill.

use std::collections::BTreeSet;

use domain::{FieldId, Mustache, Shape, Template, TemplateId, report_shape};

use crate::diagnostic::{Fault, FaultKind, nearest};
use crate::parse::{Kind, RawPage};
use crate::read::Source;

use super::survey::PageFault;

/// Reads every template; `fields` are those of all playbooks.
pub(crate) fn templates(
    pages: &[RawPage],
    sources: &[Source],
    titles: &[String],
    site_lang: &str,
    fields: &BTreeSet<FieldId>,
    faults: &mut Vec<PageFault>,
) -> Vec<Template> {
    let shape = report_shape(fields);
    let mut templates = Vec::new();
    for (at, page) in pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.front.kind == Kind::Template)
    {
        let mut found = Vec::new();
        let body = &sources[at].text()[page.body_start.min(sources[at].text().len())..];
        check_holes(body, page.body_start, &shape, &mut found);
        if page.front.purpose.is_none() {
            found.push(Fault {
                span: page.front.span.clone(),
                kind: FaultKind::TemplatePurposeMissing,
            });
        }
        if let (Some(purpose), Ok(id)) = (page.front.purpose, TemplateId::new(page.path.stem())) {
            templates.push(Template {
                id,
                title: titles[at].clone(),
                lang: page
                    .front
                    .lang
                    .clone()
                    .unwrap_or_else(|| site_lang.to_owned()),
                purpose,
                source: body.trim_start_matches('\n').to_owned(),
            });
        }
        faults.extend(found.into_iter().map(|fault| PageFault {
            page: Some(at),
            fault,
        }));
    }
    templates.sort_by(|a, b| a.id.cmp(&b.id));
    templates
}

fn check_holes(body: &str, offset: usize, shape: &Shape, faults: &mut Vec<Fault>) {
    let wrong = match Mustache::parse(body) {
        Ok(template) => template.check(shape),
        Err(wrong) => wrong,
    };
    for domain::Fault { span, kind } in wrong {
        let (message, nearest_name, is_hole) = words(&kind);
        let span = span.start + offset..span.end + offset;
        let kind = if is_hole {
            FaultKind::UnknownHole {
                message,
                nearest: nearest_name,
            }
        } else {
            FaultKind::TemplateSyntax { message }
        };
        faults.push(Fault { span, kind });
    }
}

/// What is wrong, the nearest name that would do, and whether it is about a hole rather than the syntax.
fn words(kind: &domain::FaultKind) -> (String, Option<String>, bool) {
    use domain::FaultKind as Kind;
    match kind {
        Kind::UnclosedTag => ("this `{{` is never closed".to_owned(), None, false),
        Kind::EmptyTag => (
            "there is no name between the braces".to_owned(),
            None,
            false,
        ),
        Kind::Unsupported { sign } => (
            format!("`{{{{{sign}…}}}}` is a part of Mustache that is left out here"),
            None,
            false,
        ),
        Kind::UnclosedSection { name } => {
            (format!("section `{name}` is never closed"), None, false)
        }
        Kind::UnexpectedClose {
            name,
            open: Some(open),
        } => (
            format!("`{{{{/{name}}}}}` stands where `{{{{/{open}}}}}` is expected"),
            None,
            false,
        ),
        Kind::UnexpectedClose { name, open: None } => {
            (format!("`{{{{/{name}}}}}` closes nothing"), None, false)
        }
        Kind::TooDeep => ("sections are nested too deep".to_owned(), None, false),
        Kind::UnknownName { name, known } => {
            let last = name.rsplit('.').next().unwrap_or(name);
            let near = nearest(name, known.iter().map(String::as_str))
                .or_else(|| nearest(last, known.iter().map(String::as_str)));
            (
                format!("a report has no `{name}`"),
                near.map(str::to_owned),
                true,
            )
        }
        Kind::NotText { name } => (
            format!("`{name}` is a list or a flag, not a text"),
            None,
            true,
        ),
    }
}
