//! The domain seen from outside: only what `lib.rs` shows.

mod acts;
mod changed_answers;
mod hostile_templates;
mod incident_numbers;
mod legality;
mod library;
mod replay;
mod report_view;
mod sample;
#[cfg(feature = "schema")]
mod schema;
mod tampering;
mod timestamps;
mod walking;
