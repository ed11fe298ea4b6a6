use super::*;
use crate::loader::{load_folder, load_text};
use crate::outcome::Outcome;
use crate::surface::covered_surfaces;
use crate::{Mode, cases_folder};

struct Paper;

impl Surface for Paper {
    fn name(&self) -> &'static str {
        "live"
    }
    fn rule(&self, case: &Case) -> Option<&'static str> {
        (case.mode() == Mode::Check).then_some("paper | pencil")
    }
    fn missing(&self) -> Option<String> {
        None
    }
    fn run(&self, _: &Case) -> Result<Outcome, String> {
        Err("never run".to_owned())
    }
}

#[test]
fn the_committed_table_is_current() {
    let loaded = load_folder(&cases_folder());
    let path = cases_folder().with_file_name("coverage.md");
    let committed = std::fs::read_to_string(path).unwrap_or_default().replace('\r', "");
    let current = coverage(&loaded.cases, &covered_surfaces());
    let changed = (committed.lines().chain(std::iter::repeat("(nothing)"))).zip(current.lines()).find(|(old, new)| old != new);
    let same = committed == current;
    assert!(same, "cases or skips changed, first {changed:?}: look at them, then `cargo xtask docs`");
}

#[test]
fn every_skip_is_counted_with_its_reason() {
    let text = "## A | B\n```kpi\n```\n## Said\nskip: live — a reason\n```kpi\na = 1\n```\n```eval\n```\n```expect\na\n1\n```\n\
                ## Run\n```kpi\na = 1\n```\n```eval\n```\n```expect\na\n1\n```\n";
    let loaded = load_text("01-t.md", text);
    assert_eq!(loaded.errors, []);
    let page = coverage(&loaded.cases, &[Box::new(Paper)]);
    for line in [
        "| live | 3 | 1 | 2 |",
        "| live | 1 | paper \\| pencil |",
        "| live | 1 | a reason |",
        "## 01-t",
        "| case | live |",
        "| A \\| B | skipped |",
        "| Said | skipped |",
        "| Run | eval |",
    ] {
        assert!(page.lines().any(|got| got == line), "{line}\n{page}");
    }
}
