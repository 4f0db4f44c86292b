//! Turns `locales/*.json` into the module that [`src/i18n.rs`] takes in.
//!
//! A word that is missing in one language, or a hole that only one of them has, stops the build.
//!
//! The generator's own crates are called directly: the build crate around them brings a whole Unicode data pipeline
//! (and a network client for it) that two JSON files do not need.

use std::error::Error;
use std::path::Path;

use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};

#[expect(
    clippy::disallowed_methods,
    reason = "a build script writes its output"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("en")?.add_locale("zh")?.parse_options(options);
    let locales = parse_locales(None, config)?;
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    for warning in locales.diag.warnings().iter() {
        println!("cargo::error={warning}");
    }
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, false)?;
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&folder).join("i18n.rs"), code.to_string())?;
    Ok(())
}
