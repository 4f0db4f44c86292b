//! How `check` and `build` are told what counts and how to say it.

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::check::rule::{self, Level};
use crate::diagnostic::{Code, Diagnostic, Severity, Strictness, json, sarif};
use crate::read::Sources;

/// The options that `check` and `build` share.
#[derive(Args)]
pub(super) struct Verdict {
    /// How to say what is wrong: to people on standard error, to machines on standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Take warnings for errors: all (`warnings`), or those of a rule (`BG0083`)
    #[arg(long, value_name = "WARNINGS|CODE", value_parser = denied)]
    deny: Vec<Denied>,
    /// Do not say anything of a rule
    #[arg(long, value_name = "CODE", value_parser = allowable)]
    allow: Vec<Code>,
}

/// Who reads what is wrong.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the source line underlined
    Human,
    /// As described by docs/diagnostics.schema.json
    Json,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Clone)]
enum Denied {
    Warnings,
    Rule(Code),
}

fn denied(text: &str) -> Result<Denied, String> {
    if text.eq_ignore_ascii_case("warnings") {
        return Ok(Denied::Warnings);
    }
    known(text).map(|rule| Denied::Rule(rule.code()))
}

fn allowable(text: &str) -> Result<Code, String> {
    let rule = known(text)?;
    if rule.level() == Level::Refusal {
        return Err(
            "this rule cannot be allowed: without mending it there is nothing to walk".to_owned(),
        );
    }
    Ok(rule.code())
}

/// The rule of that code, else words that name the nearest.
pub(super) fn known(text: &str) -> Result<&'static rule::Rule, String> {
    let found = text.parse::<Code>().ok().and_then(rule::of);
    found.ok_or_else(|| {
        let codes: Vec<String> = rule::RULES
            .iter()
            .map(|rule| rule.code().to_string())
            .collect();
        let written = text
            .parse::<Code>()
            .map_or_else(|_| text.to_owned(), |code| code.to_string());
        match crate::diagnostic::nearest(&written, codes.iter().map(String::as_str)) {
            Some(near) => format!("there is no rule `{text}`; did you mean `{near}`?"),
            None => format!("there is no rule `{text}`; `breakglass explain` lists them all"),
        }
    })
}

impl Verdict {
    /// What counts.
    pub(super) fn strictness(&self) -> Strictness {
        let mut strictness = Strictness {
            allow: self.allow.clone(),
            ..Strictness::default()
        };
        for denied in &self.deny {
            match denied {
                Denied::Warnings => strictness.deny_warnings = true,
                Denied::Rule(code) => strictness.deny.push(*code),
            }
        }
        strictness
    }

    /// Says what is wrong to whom it is for.
    pub(super) fn say(&self, diagnostics: &[Diagnostic], sources: &Sources) -> anyhow::Result<()> {
        let text = match self.format {
            Format::Human => {
                super::say_diagnostics(diagnostics, sources);
                return Ok(());
            }
            Format::Json => serde_json::to_string_pretty(&json(diagnostics, sources))?,
            Format::Sarif => serde_json::to_string_pretty(&sarif(diagnostics, sources))?,
        };
        say_result(&format!("{text}\n"));
        Ok(())
    }

    /// Whether people are to read it.
    pub(super) fn is_for_people(&self) -> bool {
        self.format == Format::Human
    }
}

/// 1 when there are errors.
pub(super) fn exit_code(diagnostics: &[Diagnostic]) -> ExitCode {
    let has_errors = diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error);
    if has_errors {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// What was asked for goes to standard output. A closed pipe is no reason to fail.
pub(super) fn say_result(words: &str) {
    let _ = std::io::stdout().write_all(words.as_bytes());
}
