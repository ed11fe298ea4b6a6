//! Every example of the documentation holds. `TOLOK_BLESS=1` writes what the commands print into the pages.

use std::path::Path;
use tolok_tests::{CommandLine, Surface, cases_folder, in_continuous_integration, pages, rehearse};

#[test]
fn the_examples_of_the_documentation_hold() {
    let command_line = CommandLine::find();
    if let Some(missing) = command_line.missing() {
        assert!(!in_continuous_integration(), "{missing}");
        println!("the documentation is left out: {missing}");
        return;
    }
    let folder = cases_folder();
    let root = folder.ancestors().nth(2).unwrap_or(Path::new(".."));
    let mut problems = Vec::new();
    for page in pages(root).unwrap() {
        let rehearsal = rehearse(root, &page, command_line.binary()).unwrap();
        let name = page.strip_prefix(root).unwrap_or(&page).display();
        if std::env::var_os("TOLOK_BLESS").is_some() {
            std::fs::write(&page, &rehearsal.text).unwrap();
        }
        problems.extend(rehearsal.problems.iter().map(|problem| format!("{name}, {problem}")));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}
