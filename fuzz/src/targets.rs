//! Names the targets, one a line.

use std::io::{Write as _, stdout};

fn main() -> std::io::Result<()> {
    sitegen::fuzz::TARGETS
        .iter()
        .try_for_each(|target| writeln!(stdout(), "{}", target.name))
}
