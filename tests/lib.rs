//! Drivers for the tests that cross crates.
