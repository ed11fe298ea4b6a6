//! Placeholders in the text of a cell.

use std::ops::Range;

use tolok_diagnostics::{Code, Diagnostic};

use crate::codes;

/// What a placeholder begins with.
pub(crate) const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A placeholder in a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark<'a> {
    /// What stands between the braces, without the white space around it.
    pub(crate) formula: &'a str,
    /// Where it stands, braces included: bytes of the text.
    pub(crate) range: Range<usize>,
}

/// True if a text has anything in it that is meant for us.
pub(crate) fn is_marked(text: &str) -> bool {
    text.contains(OPEN)
}

/// True if a spreadsheet formula has a whole placeholder in it.
pub(crate) fn is_in_formula(formula: &str) -> bool {
    formula.split_once(OPEN).is_some_and(|(_, rest)| rest.contains(CLOSE))
}

/// The placeholders of a text, in their order.
///
/// # Errors
/// E0621 where a placeholder is not closed, E0622 for a block, E0624 for an empty one; every problem of the text.
pub(crate) fn marks(text: &str) -> Result<Vec<Mark<'_>>, Vec<Diagnostic>> {
    let (mut marks, mut problems) = (Vec::new(), Vec::new());
    let mut done = 0;
    while let Some((before, behind)) = text.get(done..).and_then(|rest| rest.split_once(OPEN)) {
        let start = done + before.len();
        let Some((inside, _)) = behind.split_once(CLOSE) else {
            let help = "write `}}` where the placeholder ends";
            problems.push(Diagnostic::new(&codes::UNCLOSED, "a placeholder begins with `{{` and does not end").help(help));
            break;
        };
        done = start + OPEN.len() + inside.len() + CLOSE.len();
        let formula = inside.trim();
        match fault(formula) {
            Some((code, message)) => problems.push(Diagnostic::new(code, message)),
            None => marks.push(Mark { formula, range: start..done }),
        }
    }
    if problems.is_empty() { Ok(marks) } else { Err(problems) }
}

/// True if there is nothing in a text but one placeholder and white space.
pub(crate) fn is_alone(text: &str, marks: &[Mark<'_>]) -> bool {
    let [mark] = marks else { return false };
    let blank = |around: Option<&str>| around.is_some_and(|around| around.trim().is_empty());
    blank(text.get(..mark.range.start)) && blank(text.get(mark.range.end..))
}

fn fault(formula: &str) -> Option<(&'static Code, String)> {
    match formula.chars().next() {
        None => Some((&codes::EMPTY, "there is nothing between `{{` and `}}`".to_owned())),
        Some('#' | '/') => Some((&codes::BLOCK, format!("`{{{{{formula}}}}}` repeats or leaves out rows, which is not supported yet"))),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_where_they_stand() {
        for (text, expected) in [
            ("{{ cac }}", vec![("cac", "{{ cac }}")]),
            ("ł {{cac}} ", vec![("cac", "{{cac}}")]),
            ("{{ a }}{{ b\n}}", vec![("a", "{{ a }}"), ("b", "{{ b\n}}")]),
            ("{ a } }} {b}", vec![]),
            ("in {{ cac where channel = \"Email\" }}.", vec![("cac where channel = \"Email\"", "{{ cac where channel = \"Email\" }}")]),
        ] {
            let found = marks(text).unwrap();
            assert_eq!(found.iter().map(|mark| (mark.formula, &text[mark.range.clone()])).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn white_space_around_a_placeholder_does_not_count() {
        for (text, alone) in
            [("{{a}}", true), (" {{a}}\n\u{A0}", true), ("{{a}}{{b}}", false), ("{{a}} %", false), ("- {{a}}", false), ("a", false)]
        {
            assert_eq!(is_alone(text, &marks(text).unwrap()), alone, "{text}");
        }
    }

    #[test]
    fn every_problem_of_a_text_is_told() {
        let codes = |text| marks(text).unwrap_err().iter().map(|problem| problem.code.id).collect::<Vec<_>>();
        assert_eq!(codes("{{ cac"), ["E0621"]);
        assert_eq!(codes("{{}} {{  }} {{ cac"), ["E0624", "E0624", "E0621"]);
        assert_eq!(codes("{{#each channel}}{{ cac }}{{/each}}"), ["E0622", "E0622"]);
    }

    #[test]
    fn braces_of_a_spreadsheet_formula_are_no_placeholder() {
        assert!(is_in_formula("\"{{ cac }}\"&\" USD\""));
        assert!(!is_in_formula("SUBSTITUTE(A1,\"{{\",\"\")"));
        assert!(!is_in_formula("SUM({1,2;3,4})"));
    }
}
