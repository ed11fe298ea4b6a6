//! Files that definitions take in: where they may lie, and what is said of those that may not be read.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::path::Path;

use tolok::{Definitions, LoadOptions, Request};

/// Writes files below a folder and loads the one called `team/main.kpi`.
fn load(folder: &Path, files: &[(&str, &str)], options: LoadOptions) -> Result<Definitions, String> {
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let main = folder.join("team").join("main.kpi");
    Definitions::load(&main.to_string_lossy(), options).map_err(|problems| {
        let told: Vec<_> = problems.diagnostics.iter().map(|problem| format!("{} {}", problem.code.id, problem.message)).collect();
        told.join("\n")
    })
}

fn value(definitions: &Definitions, name: &str) -> String {
    definitions.evaluate(&Request::new().kpis([name])).unwrap().kpis[0].value.to_string()
}

#[test]
fn paths_are_relative_to_the_file_that_names_them() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("team/main.kpi", "use \"parts/one.kpi\"\nx = a + b\n"),
        ("team/parts/one.kpi", "use \"deeper/two.kpi\"\na = 1\n"),
        // Both separators are understood everywhere.
        ("team/parts/deeper/two.kpi", "use \"../../main.kpi\"\nuse \"..\\one.kpi\"\nb = a + 1\n"),
    ];
    let definitions = load(folder.path(), &files, LoadOptions::default()).unwrap();
    assert_eq!(value(&definitions, "x"), "3");
}

#[test]
fn a_file_outside_the_folder_needs_permission() {
    let outside = LoadOptions { allow_outside: true };
    for path in ["../secret.kpi", "..\\secret.kpi", "parts/../../secret.kpi", "./../secret.kpi"] {
        let folder = tempfile::tempdir().unwrap();
        let main = format!("use \"{path}\"\nx = hidden\n");
        let files = [("team/main.kpi", main.as_str()), ("secret.kpi", "hidden = 42\n"), ("team/parts/none.kpi", "none = 1\n")];
        let problem = load(folder.path(), &files, LoadOptions::default()).unwrap_err();
        assert_eq!(problem, format!("E0205 `{path}` lies outside the folder of the definitions"), "{path}");
        assert_eq!(value(&load(folder.path(), &files, outside).unwrap(), "x"), "42", "{path}");
    }
}

/// The answer is the same whether something lies outside or not, so nobody can ask what other folders hold.
#[test]
fn what_lies_outside_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["../nowhere.kpi", "/no/such/place.kpi", "/etc/passwd", "../../../../../../../../etc/passwd"] {
        let main = format!("use \"{path}\"\nx = 1\n");
        let problem = load(folder.path(), &[("team/main.kpi", &main)], LoadOptions::default()).unwrap_err();
        assert_eq!(problem, format!("E0205 `{path}` lies outside the folder of the definitions"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_outside() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("team")).unwrap();
    std::fs::write(folder.path().join("secret.kpi"), "hidden = 42\n").unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.kpi"), folder.path().join("team").join("link.kpi")).unwrap();
    let problem = load(folder.path(), &[("team/main.kpi", "use \"link.kpi\"\nx = hidden\n")], LoadOptions::default()).unwrap_err();
    assert_eq!(problem, "E0205 `link.kpi` lies outside the folder of the definitions");
}

#[test]
fn a_circle_through_five_files_ends() {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<(String, String)> =
        (0..5).map(|index| (format!("team/f{index}.kpi"), format!("use \"f{}.kpi\"\nm{index} = {index}\n", (index + 1) % 5))).collect();
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("team/main.kpi", "use \"f0.kpi\"\nx = m0 + m1 + m2 + m3 + m4\n"));
    assert_eq!(value(&load(folder.path(), &files, LoadOptions::default()).unwrap(), "x"), "10");
}

#[test]
fn definitions_in_a_circle_through_five_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = |index: usize| format!("use \"f{0}.kpi\"\nm{index} = m{0} + 1\n", (index + 1) % 5);
    let texts: Vec<(String, String)> = (0..5).map(|index| (format!("team/f{index}.kpi"), text(index))).collect();
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("team/main.kpi", "use \"f0.kpi\"\nx = m3\n"));
    let problem = load(folder.path(), &files, LoadOptions::default()).unwrap_err();
    assert_eq!(problem, "E0204 `m0` needs itself: `m0` → `m1` → `m2` → `m3` → `m4` → `m0`");
}

#[test]
fn a_file_reached_in_two_ways_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("team/main.kpi", "use \"a.kpi\"\nuse \"./a.kpi\"\nuse \"parts/../a.kpi\"\nuse \"b.kpi\"\nx = one + two\n"),
        ("team/a.kpi", "one = 1\n"),
        ("team/b.kpi", "use \"a.kpi\"\ntwo = one * 2\n"),
        ("team/parts/none.kpi", "none = 1\n"),
    ];
    assert_eq!(value(&load(folder.path(), &files, LoadOptions::default()).unwrap(), "x"), "3");
}

/// Whoever might read the template may read what takes its place, and a link still leads to it.
#[cfg(unix)]
#[test]
fn a_template_filled_in_place_keeps_its_permissions_and_its_link() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let (template, link) = (folder.path().join("real.xlsx"), folder.path().join("link.xlsx"));
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{{ a }}</t></is></c></row>";
    std::fs::write(&template, tolok_xlsx::testing::Parts::book(&[("Sheet1", rows)]).zipped()).unwrap();
    std::fs::set_permissions(&template, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::os::unix::fs::symlink(&template, &link).unwrap();
    let before = std::fs::read(&template).unwrap();
    let request = tolok::FillRequest { template: link.to_string_lossy().into_owned(), in_place: true, ..tolok::FillRequest::default() };
    let filled = tolok::Definitions::parse("a = 1").unwrap().fill(&request, &tolok::NoProgress).unwrap();
    let copy = filled.write(&request).unwrap().unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_ne!(std::fs::read(&template).unwrap(), before);
    assert_eq!((mode(&template), mode(&copy)), (0o600, 0o600));
    assert_eq!(std::fs::read(&copy).unwrap(), before);
}
