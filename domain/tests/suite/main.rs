//! The domain seen from outside: only what `lib.rs` shows.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

// Everybody who depends on this crate knows it by that name.
extern crate breakglass_domain as domain;

mod acts;
mod alerts;
mod changed_answers;
mod fields;
mod hostile_templates;
mod incident_numbers;
mod legality;
mod library;
mod replay;
mod report_view;
mod sample;
mod scenarios;
#[cfg(feature = "schema")]
mod schema;
mod tampering;
mod timestamps;
mod walking;
