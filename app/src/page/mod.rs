//! The screens, one a file.

pub mod declare;
pub mod finish;
pub mod home;
pub mod notices;
pub mod report;
pub mod walk;
