//! Any text as a number format and a number: shown, and read back.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tolok_fuzz::numbers::hold(text));
