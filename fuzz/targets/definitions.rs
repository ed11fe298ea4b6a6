//! Any text as definitions: read, checked, formatted, evaluated.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tolok_fuzz::definitions::hold(text));
