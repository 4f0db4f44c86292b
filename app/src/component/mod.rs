//! The parts that screens are made of, one a file.

pub mod bar;
pub mod check_row;
pub mod choices;
pub mod command_box;
pub mod field_input;
pub mod keys_help;
pub mod language_switch;
pub mod left_behind;
pub mod log_column;
pub mod milestones;
pub mod phase_rail;
pub mod problem;
pub mod refusal;
pub mod saved;
pub mod severity_control;
pub mod severity_mark;
pub mod step;
pub mod time_box;
