//! Pages of kind `template`: their holes against what a report can fill.

use std::collections::BTreeSet;

use domain::{FieldId, Mustache, Shape, Template, TemplateId, report_shape};

use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{Kind, RawPage};
use crate::read::Source;

use super::survey::PageFault;

/// Far more than any notice; checking costs the product of its holes and the names that would do.
const LARGEST_BYTES: usize = 64 * 1024;

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
    if body.len() > LARGEST_BYTES {
        let kind = FaultKind::TemplateTooLarge {
            limit: LARGEST_BYTES,
        };
        faults.push(Fault {
            span: offset..offset,
            kind,
        });
        return;
    }
    let wrong = match Mustache::parse(body) {
        Ok(template) => template.check(shape),
        Err(wrong) => wrong,
    };
    faults.extend(wrong.into_iter().map(|domain::Fault { span, kind }| Fault {
        span: span.start + offset..span.end + offset,
        kind: FaultKind::Template(kind),
    }));
}
