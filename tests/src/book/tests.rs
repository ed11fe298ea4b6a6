use super::*;

/// The problems of a text whose commands go to `git`, which every checkout has and which prints `main` when asked like this.
fn problems(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    rehearse_text(text, folder.path(), Path::new("git")).unwrap().problems
}

#[test]
fn definitions_are_what_their_fence_says() {
    assert_eq!(problems("prose\n```kpi\na = b / c\n```\n```kpi,error\na = (\n```\n"), [""; 0]);
    assert!(problems("```kpi\na = (\n```\n")[0].starts_with("line 1: the definitions have errors"));
    assert_eq!(problems("```kpi,error\na = 1\n```\n"), ["line 1: the definitions have no error"]);
}

#[test]
fn a_named_file_is_there_for_those_that_follow() {
    assert_eq!(problems("```kpi a.kpi\na = 1\n```\n```kpi\nuse \"a.kpi\"\nb = a * 2\n```\n"), [""; 0]);
    assert_eq!(problems("```kpi\nuse \"a.kpi\"\nb = a * 2\n```\n").len(), 1);
}

#[test]
fn a_fence_of_another_kind_is_a_problem() {
    assert!(problems("```sh\nls\n```\n")[0].contains("not `sh`"));
    assert!(problems("```console\n$ ls\n```\n")[0].starts_with("line 2:"));
}

#[test]
fn what_is_printed_is_compared_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let rehearse = |text: &str| rehearse_text(text, folder.path(), Path::new("git")).unwrap();
    let as_said = "```console\n$ tolok check-ref-format --branch main\nmain\n$ tolok check-ref-format --branch a\n…\n```\n";
    assert_eq!(rehearse(as_said), Rehearsal { problems: Vec::new(), text: as_said.to_owned() });
    let other = rehearse("```console\n$ tolok check-ref-format --branch main\nsomething\nelse\n```\nafter\n");
    assert_eq!(other.problems, ["line 2: `$ tolok check-ref-format --branch main` prints\nmain"]);
    assert_eq!(other.text, "```console\n$ tolok check-ref-format --branch main\nmain\n```\nafter\n");
}

#[test]
fn an_ellipsis_stands_for_any_lines() {
    for (expected, printed, holds) in [
        (&["…", "z"][..], &["a", "b", "z"][..], true),
        (&["a", "…"], &["a"], true),
        (&["a", "…", "z"], &["a", "b"], false),
        (&["…", "b", "…"], &["a", "b", "c"], true),
        (&["a"], &["a", "b"], false),
        (&[], &["a"], false),
    ] {
        assert_eq!(matches(expected, printed), holds, "{expected:?} {printed:?}");
    }
}
