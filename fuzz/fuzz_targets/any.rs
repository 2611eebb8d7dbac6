//! One program for all targets: `PARVALDE_FUZZ_TARGET` names the one.
#![no_main]

use std::sync::LazyLock;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("PARVALDE_FUZZ_TARGET").unwrap_or_default();
    let found = fuzz::TARGETS.iter().find(|(known, _)| *known == name);
    found.map_or_else(|| panic!("PARVALDE_FUZZ_TARGET names no target: `{name}`"), |(_, target)| *target)
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (*TARGET)(bytes));
