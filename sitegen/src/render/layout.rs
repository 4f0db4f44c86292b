//! The layouts of pages, and the functions they may call.

use std::collections::HashMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, Error, UndefinedBehavior};
use serde::Serialize;

use crate::markup::escape;
use crate::words::{Language, words};

use super::chrome::both;

/// The layouts, ready to render.
pub(crate) struct Layouts {
    environment: Environment<'static>,
}

const FILES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../layouts/base.html")),
    ("header.html", include_str!("../../layouts/header.html")),
    ("footer.html", include_str!("../../layouts/footer.html")),
    ("parts.html", include_str!("../../layouts/parts.html")),
    ("side.html", include_str!("../../layouts/side.html")),
    ("docs.html", include_str!("../../layouts/docs.html")),
    ("map.html", include_str!("../../layouts/map.html")),
    ("crumbs.html", include_str!("../../layouts/crumbs.html")),
    ("rows.html", include_str!("../../layouts/rows.html")),
    ("folder.html", include_str!("../../layouts/folder.html")),
    ("register.html", include_str!("../../layouts/register.html")),
    (
        "generated/contacts.html",
        include_str!("../../layouts/generated/contacts.html"),
    ),
    (
        "generated/controls.html",
        include_str!("../../layouts/generated/controls.html"),
    ),
    (
        "generated/guarded.html",
        include_str!("../../layouts/generated/guarded.html"),
    ),
    (
        "generated/reviews.html",
        include_str!("../../layouts/generated/reviews.html"),
    ),
    (
        "generated/alerts.html",
        include_str!("../../layouts/generated/alerts.html"),
    ),
    ("redirect.html", include_str!("../../layouts/redirect.html")),
    ("home.html", include_str!("../../layouts/home.html")),
    (
        "not-found.html",
        include_str!("../../layouts/not-found.html"),
    ),
];

impl Layouts {
    /// Compiles the layouts.
    pub(crate) fn new() -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .build()?,
        );
        let ready = ready();
        environment.add_function("t", move |key: &str, values: Kwargs| match ready.get(key) {
            Some(words) => Ok(words.clone()),
            None => translated(key, &values),
        });
        environment.add_function("words", in_one_language);
        environment.set_formatter(|output, _, value| {
            match value.as_str() {
                Some(text) if value.is_safe() => output.write_str(text)?,
                Some(text) => output.write_str(&escape(text))?,
                None => output.write_str(&escape(&value.to_string()))?,
            }
            Ok(())
        });
        for &(name, source) in FILES {
            environment.add_template(name, source)?;
        }
        Ok(Self { environment })
    }

    /// Renders a page.
    pub(crate) fn render(&self, layout: &str, page: &impl Serialize) -> Result<String, Error> {
        self.environment.get_template(layout)?.render(Serde(page))
    }
}

/// The words that no value goes into, once for all pages: each holds about twenty of them.
fn ready() -> HashMap<&'static str, Value> {
    let without_holes = words().keys().filter(|key| {
        !Language::ALL
            .iter()
            .any(|&language| words().text(language, key).contains('{'))
    });
    without_holes
        .map(|key| (key, Value::from_safe_string(both(key, &[]))))
        .collect()
}

/// `t("docs.steps", count=14)`.
fn translated(key: &str, values: &Kwargs) -> Result<Value, Error> {
    let mut filled = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        filled.push((name, value.to_string()));
    }
    let html = both(key, &filled);
    values.assert_all_used()?;
    Ok(Value::from_safe_string(html))
}

/// `words("live.last-good", "zh")`: plain text, for attributes.
fn in_one_language(key: &str, language: &str) -> String {
    words().text(Language::of(language), key).to_owned()
}
