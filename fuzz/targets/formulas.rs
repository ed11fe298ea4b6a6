//! Any text as a formula of a spreadsheet: read, written, shifted, evaluated.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tolok_fuzz::formulas::hold(text));
