//! Any bytes as a workbook or as the XML of one of its parts: read, edited, read again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| tolok_fuzz::workbooks::hold(bytes));
