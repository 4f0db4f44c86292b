//! The layouts of pages, and the functions they may call.

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

const FILES: [(&str, &str); 7] = [
    ("base.html", include_str!("../../layouts/base.html")),
    ("header.html", include_str!("../../layouts/header.html")),
    ("footer.html", include_str!("../../layouts/footer.html")),
    ("parts.html", include_str!("../../layouts/parts.html")),
    ("docs.html", include_str!("../../layouts/docs.html")),
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
        environment.add_function("t", translated);
        environment.add_function("words", in_one_language);
        environment.set_formatter(|output, _, value| {
            let text = value.to_string();
            output.write_str(&if value.is_safe() { text } else { escape(&text) })?;
            Ok(())
        });
        for (name, source) in FILES {
            environment.add_template(name, source)?;
        }
        Ok(Self { environment })
    }

    /// Renders a page.
    pub(crate) fn render(&self, layout: &str, page: &impl Serialize) -> Result<String, Error> {
        self.environment.get_template(layout)?.render(Serde(page))
    }
}

/// `t("docs.steps", count=14)`.
#[expect(
    clippy::needless_pass_by_value,
    reason = "what the template engine hands over"
)]
fn translated(key: &str, values: Kwargs) -> Result<Value, Error> {
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
