use super::{FILES, init};

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_project_is_made_with_the_folders_on_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let demo = folder.path().join("a").join("b");
    init(&demo).unwrap();
    assert_eq!(names(&demo), ["README.md", "marketing.kpi", "months.csv", "numbers.xlsx", "report.xlsx"]);
    assert_eq!(names(&folder.path().join("a")), ["b"]);
}

#[test]
fn an_empty_folder_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path()).unwrap();
    assert_eq!(names(folder.path()).len(), FILES.len());
}

#[test]
fn what_is_there_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".hidden"), "mine").unwrap();
    assert_eq!(init(folder.path()).unwrap_err().code.id, "E0511");
    assert_eq!(names(folder.path()), [".hidden"]);
    let file = folder.path().join(".hidden");
    assert_eq!(init(&file).unwrap_err().code.id, "E0511");
    assert_eq!(init(&file.join("below")).unwrap_err().code.id, "E0503");
    assert_eq!(std::fs::read_to_string(file).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn the_folder_is_for_whoever_the_person_lets_in() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
    init(&ours).unwrap();
    std::fs::create_dir(&theirs).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&ours), mode(&theirs));
}

#[test]
fn the_definitions_are_sound_canonical_and_tested() {
    let text = FILES.iter().find(|(name, _)| *name == "marketing.kpi").map(|(_, bytes)| std::str::from_utf8(bytes).unwrap()).unwrap();
    let definitions = crate::Definitions::parse(text).unwrap();
    assert!(definitions.diagnostics().is_empty());
    assert_eq!(definitions.formatted(), text);
    let results = definitions.test();
    assert_eq!(results.len(), 3);
    assert!(results.iter().all(|result| result.failures.is_empty()));
}
