use super::*;
use crate::cases_folder;

const GOOD: &str = "## Good\n```kpi\na = 1\n```\n```eval\n```\n```expect\na\n1\n```\n";

fn case(text: &str) -> Case {
    let mut loaded = load_text("f.md", text);
    assert_eq!(loaded.errors, []);
    loaded.cases.remove(0)
}

/// The one problem of a section, which must not take the good case beside it along.
fn problem(fences: &str) -> String {
    let loaded = load_text("f.md", &format!("{GOOD}## Bad\n{fences}"));
    assert_eq!(loaded.cases.len(), 1, "{fences}");
    assert_eq!(loaded.errors.len(), 1, "{fences}");
    let said = loaded.errors[0].to_string();
    said.strip_prefix("f.md · Bad: ").unwrap_or_else(|| panic!("no file and section: {said}")).to_owned()
}

#[test]
fn the_committed_cases_are_well_formed() {
    let loaded = load_folder(&cases_folder());
    assert_eq!(loaded.errors, []);
    assert!(loaded.cases.len() >= 72, "{} cases", loaded.cases.len());
}

#[test]
fn every_part_of_a_case_is_read() {
    let read = case(
        "# Topic\n## Full\nskip: live — a median has no live form\n```kpi\nuse \"shared.kpi\"\n```\n```kpi shared.kpi\nb = 2\n```\n\
         ```csv ads\nx\n1\n```\n```csv web\ny\n2\n```\n```run\n--by channel --set \"new ones=4 0\"\n--total\n```\n\
         ```expect\nx,y\n1,2\n```\n```diagnostics\nwarning W05 - Total\n\nwarning W02 1:3\n```\n",
    );
    assert_eq!((read.file.as_str(), read.title.as_str(), read.line), ("f", "Full", 2));
    assert_eq!(read.main_definitions(), "use \"shared.kpi\"\n");
    assert_eq!(read.definitions.keys().collect::<Vec<_>>(), ["defs.kpi", "shared.kpi"]);
    let sources: Vec<_> = read.sources.iter().map(|source| (source.name.as_str(), source.text.as_str())).collect();
    assert_eq!(sources, [("ads", "x\n1\n"), ("web", "y\n2\n")]);
    let request = read.request.clone().unwrap();
    assert_eq!(request.mode, Mode::Run);
    assert_eq!(request.words, ["--by", "channel", "--set", "new ones=4 0", "--total"]);
    assert_eq!(read.expect.clone().unwrap().rows, [["1", "2"]]);
    assert_eq!(read.diagnostics.len(), 2);
    assert!(!read.must_fail());
    assert_eq!(read.skips, [Skip { surface: "live".to_owned(), reason: "a median has no live form".to_owned() }]);
}

#[test]
fn a_section_without_fences_is_prose() {
    let loaded = load_text("f.md", "## Why\nwords\n");
    assert!(loaded.cases.is_empty() && loaded.errors.is_empty());
}

#[test]
fn a_case_without_a_request_is_checked() {
    let read = case("## Checked\n```kpi\na = b\n```\n```diagnostics\nerror E02 1:5\n```\n");
    assert_eq!(read.mode(), Mode::Check);
    assert!(read.must_fail());
}

#[test]
fn a_malformed_case_names_its_file_and_section() {
    let definitions = "```kpi\na = 1\n```\n";
    let expect = "```expect\na\n1\n```\n";
    let table = [
        ("```kpii\n```\n", "unknown fence `kpii`"),
        ("```eval\n```\n```expect\na\n1\n```\n", "no `kpi` fence"),
        ("```kpi other.kpi\n```\n", "no `kpi` fence"),
        ("DEFS```kpi\n```\n", "a second `defs.kpi`"),
        ("DEFS```kpi ../up.kpi\n```\n", "does not stand beside"),
        ("DEFS```csv\nx\n```\n", "wants the source's name"),
        ("DEFS```csv ads\n```\n```csv ads\n```\n", "a second source `ads`"),
        ("DEFS```eval\n```\n```run\n```\nEXPECT", "a second `run` fence"),
        ("DEFS```eval now\n```\nEXPECT", "takes no name"),
        ("DEFS```eval\n--set \"a=1\n```\nEXPECT", "a quote is never closed"),
        ("DEFS```eval\n```\n", "without an expectation"),
        ("DEFSEXPECT", "an expectation without `eval` or `run`"),
        ("DEFS```eval\n```\n```expect\na\n```\n", "at least one row"),
        ("DEFS```eval\n```\n```expect\na\n1\n2\n```\n", "`eval` gives one row"),
        ("DEFS```run\n```\nEXPECTEXPECT", "a second `expect` fence"),
        ("DEFS```diagnostics\n\n```\n", "expects nothing"),
        ("DEFS```diagnostics\nbroken E02\n```\n", "neither `error` nor `warning`"),
        ("DEFS```eval\n```\nEXPECT```diagnostics\nerror E04\n```\n", "values beside an error"),
        ("skip: live\nDEFS", "wants `skip: surface — reason`"),
        ("skip: paper — too flat\nDEFS", "the surfaces are rust, command-line"),
        ("skip: live —\nDEFS", "gives no reason"),
    ];
    for (fences, wanted) in table {
        let said = problem(&fences.replace("DEFS", definitions).replace("EXPECT", expect));
        assert!(said.contains(wanted), "{fences}: {said}");
    }
}

#[test]
fn a_title_stands_once_in_a_file() {
    let loaded = load_text("f.md", &format!("{GOOD}{GOOD}"));
    assert_eq!(loaded.cases.len(), 1);
    assert_eq!(loaded.errors[0].to_string(), "f.md · Good: another case of this file has the same title");
}

#[test]
fn an_empty_or_absent_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(load_folder(folder.path()).errors.len(), 1);
    assert_eq!(load_folder(&folder.path().join("absent")).errors.len(), 1);
}
