//! Who is called when, who takes which role, and whose page each page is.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Material, PageLink, page_link};

#[derive(Serialize)]
struct Content {
    levels: Vec<Level>,
    roles: Vec<Role>,
    owners: Vec<Owner>,
}

#[derive(Serialize)]
struct Level {
    minutes: u32,
    who: String,
    contact: String,
    /// `mailto:…` or `tel:…`, where the contact is plainly one of the two.
    href: Option<String>,
    duty: String,
}

#[derive(Serialize)]
struct Role {
    name: String,
    duty: String,
    holder: String,
}

#[derive(Serialize)]
struct Owner {
    name: String,
    pages: Vec<PageLink>,
}

pub(super) fn content(material: &Material<'_>, file: &str) -> Option<Value> {
    let survey = material.survey;
    let levels = survey.escalation.levels.iter().map(|level| Level {
        minutes: level.after_seconds / 60,
        who: level.who.clone(),
        contact: level.contact.clone(),
        href: href(&level.contact),
        duty: level.duty.clone(),
    });
    let roles = survey.roles.iter().map(|role| Role {
        name: role.name.clone(),
        duty: role.duty.clone(),
        holder: role.holder.clone(),
    });
    let mut owners: BTreeMap<&str, Vec<PageLink>> = BTreeMap::new();
    for (page, raw) in survey.pages.iter().enumerate() {
        if let Some(owner) = raw.front.owner.as_deref() {
            let pages = owners.entry(owner).or_default();
            pages.push(page_link(survey, file, page));
        }
    }
    let owners = owners.into_iter().map(|(name, pages)| Owner {
        name: name.to_owned(),
        pages,
    });
    let content = Content {
        levels: levels.collect(),
        roles: roles.collect(),
        owners: owners.collect(),
    };
    let is_empty =
        content.levels.is_empty() && content.roles.is_empty() && content.owners.is_empty();
    if is_empty {
        return None;
    }
    serde_json::to_value(content).ok()
}

/// An address to write to, or a number to call.
fn href(contact: &str) -> Option<String> {
    let contact = contact.trim();
    let (name, host) = contact.split_once('@').unwrap_or(("", ""));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    if !name.is_empty() && host.contains('.') && name.chars().chain(host.chars()).all(plain) {
        return Some(format!("mailto:{contact}"));
    }
    let digits: String = contact
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')'))
        .collect();
    let bare = digits.strip_prefix('+').unwrap_or(&digits);
    let is_number =
        (5..=15).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("tel:{digits}"))
}

#[cfg(test)]
mod tests {
    use super::href;

    #[test]
    fn only_plain_addresses_and_numbers_are_links() {
        for (contact, expected) in [
            ("oncall@example.com", Some("mailto:oncall@example.com")),
            ("+86 (10) 1234-5678", Some("tel:+861012345678")),
            ("#incident", None),
            ("ask at the desk 12", None),
            ("a@b.c?subject=x", None),
            ("javascript:alert(1)@a.b", None),
            ("", None),
        ] {
            assert_eq!(href(contact).as_deref(), expected, "{contact}");
        }
    }
}
