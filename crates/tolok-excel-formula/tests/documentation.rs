//! The page about worksheets lists the functions that are calculated, all of them and no others.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_page_lists_the_functions_that_are_calculated() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/worksheets.md")).unwrap();
    let (_, section) = page.split_once("\n## What is computed on opening\n").unwrap();
    let table = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    // What stands between backticks.
    let listed: BTreeSet<&str> = table.flat_map(|line| line.split('`').skip(1).step_by(2)).collect();
    assert_eq!(listed, tolok_excel_formula::calculated_functions().collect());
}
