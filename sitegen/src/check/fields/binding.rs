//! What fields are bound to: inputs of commands, levels of the scale.

use std::collections::HashSet;

use domain::{CommandPart, SeverityScale};

use crate::check::survey::{Draft, PageFault};
use crate::diagnostic::{Fault, FaultKind};
use crate::parse::{RawBlock, RawPage};

/// Every input that a command of these playbooks asks for.
pub(crate) fn inputs<'d>(drafts: &'d [Draft<'_>]) -> HashSet<&'d str> {
    let blocks = drafts
        .iter()
        .flat_map(|draft| &draft.steps)
        .flat_map(|step| &step.blocks);
    blocks
        .filter_map(|block| match block.raw {
            RawBlock::Command(command) => Some(&command.parts),
            _ => None,
        })
        .flatten()
        .filter_map(|part| match part {
            CommandPart::Input(name) => Some(name.as_str()),
            CommandPart::Text(_) => None,
        })
        .collect()
}

/// Looks whether there is something at the other end of every binding. What is bound to nothing is let go.
pub(crate) fn resolve(
    pages: &[RawPage],
    scale: &SeverityScale,
    drafts: &mut [Draft<'_>],
    faults: &mut Vec<PageFault>,
) {
    let is_bound = drafts
        .iter()
        .flat_map(|draft| &draft.fields)
        .any(|field| field.input.is_some() || field.sets_severity);
    if !is_bound {
        return;
    }
    let known: HashSet<String> = inputs(drafts).into_iter().map(str::to_owned).collect();
    for draft in drafts {
        let page = draft.page;
        let settings = &pages[page].front.fields;
        for field in &mut draft.fields {
            let Some(setting) = settings
                .iter()
                .find(|setting| setting.id.value == field.id.as_str())
            else {
                continue;
            };
            let mut fault = |span, kind| {
                faults.push(PageFault {
                    page: Some(page),
                    fault: Fault { span, kind },
                });
            };
            let unknown = field.input.take_if(|input| !known.contains(input.as_str()));
            if let (Some(input), Some(written)) = (unknown, &setting.input) {
                let kind = FaultKind::FieldInput {
                    id: field.id.to_string(),
                    input: input.to_string(),
                };
                fault(written.span.clone(), kind);
            }
            if !field.sets_severity {
                continue;
            }
            let domain::FieldKind::Choice { options } = &field.kind else {
                continue;
            };
            // The option goes into the record as it is, so it must be written as the scale writes it.
            let is_no_level = |option: &&String| {
                let mut levels = scale.levels.iter();
                !levels.any(|severity| severity.level.as_str() == option.as_str())
            };
            let stray = options.iter().find(is_no_level);
            if let (Some(option), Some(span)) = (stray, &setting.severity) {
                let kind = FaultKind::FieldSeverity {
                    id: field.id.to_string(),
                    option: option.clone(),
                };
                fault(span.clone(), kind);
            }
        }
    }
}
