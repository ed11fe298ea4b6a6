use super::*;

fn problem(text: &str) -> String {
    sections("f.md", text).unwrap_err().to_string()
}

#[test]
fn sections_hold_their_prose_and_fences() {
    let text = "# Topic\nprose\n## One\nwhy\n```kpi\na = 1\n\nb = 2\n```\nmore\n```csv ads\n```\n## Two\nnothing\n";
    let found = sections("f.md", text).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].title.as_str(), found[0].line), ("One", 3));
    assert_eq!(found[0].prose, ["why", "more"]);
    let [kpi, csv] = &found[0].fences[..] else { panic!("two fences") };
    assert_eq!((kpi.kind.as_str(), kpi.name.as_deref(), kpi.line), ("kpi", None, 5));
    assert_eq!(kpi.body, "a = 1\n\nb = 2\n");
    assert_eq!((csv.kind.as_str(), csv.name.as_deref()), ("csv", Some("ads")));
    assert_eq!(csv.body, "");
    assert!(found[1].fences.is_empty());
}

#[test]
fn a_heading_inside_a_fence_is_text() {
    let found = sections("f.md", "## One\n```csv ads\n## not a heading\n```\n").unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fences[0].body, "## not a heading\n");
}

#[test]
fn carriage_returns_stay_in_the_body_and_nowhere_else() {
    let found = sections("f.md", "## One\r\nwhy\r\n```kpi a.kpi\r\na = 1\r\n```\r\n").unwrap();
    assert_eq!(found[0].title, "One");
    assert_eq!(found[0].prose[0], "why");
    assert_eq!(found[0].fences[0].name.as_deref(), Some("a.kpi"));
    assert_eq!(found[0].fences[0].body, "a = 1\r\n");
}

#[test]
fn an_open_fence_is_an_error_with_its_section() {
    let said = problem("## One\n```kpi\na = 1\n");
    assert_eq!(said, "f.md · One: line 2: the fence `kpi` is never closed");
}

#[test]
fn a_fence_before_the_first_section_is_an_error() {
    assert_eq!(problem("# Topic\n```kpi\na = 1\n```\n"), "f.md: line 2: a fence before the first `## ` section");
}

#[test]
fn an_unreadable_fence_is_an_error() {
    for opening in ["```", "````kpi", "``` kpi", "```kpi two words", "```a-b"] {
        let said = problem(&format!("## One\n{opening}\n```\n"));
        assert!(said.starts_with("f.md · One: line 2:") && said.contains("does not open a fence"), "{opening}: {said}");
    }
}
