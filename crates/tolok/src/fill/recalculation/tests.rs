use std::collections::BTreeSet;
use std::path::Path;

use super::*;

#[test]
fn functions_are_found_by_their_names() {
    assert!(FUNCTIONS.is_sorted_by_key(|(name, _)| *name));
}

#[test]
fn the_page_lists_the_functions_that_the_engine_is_handed() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/worksheets.md")).unwrap();
    let (_, section) = page.split_once("\n## With another engine\n").unwrap();
    let table = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    // What stands between backticks.
    let listed: BTreeSet<&str> = table.flat_map(|line| line.split('`').skip(1).step_by(2)).collect();
    let own: BTreeSet<&str> = tolok_xlsx::calculated_functions().collect();
    assert_eq!(listed, Recalculation::Formualizer.functions().filter(|function| !own.contains(function)).collect());
}

#[test]
fn an_engine_that_is_not_built_in_is_a_problem() {
    let problem = Recalculation::Formualizer.missing();
    assert_eq!(problem.map(|problem| problem.code.id), if cfg!(feature = "recalc-engine") { None } else { Some("E0544") });
    assert!(Recalculation::Tolok.missing().is_none());
}
