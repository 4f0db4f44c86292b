//! The fuzzer: one program, whose target `BREAKGLASS_FUZZ_TARGET` names. `cargo xtask fuzz` builds and runs it.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitegen::fuzz::{Target, target};

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("BREAKGLASS_FUZZ_TARGET").unwrap_or_default();
    target(&name).unwrap_or_else(|| panic!("BREAKGLASS_FUZZ_TARGET names no target: `{name}`"))
});

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));
