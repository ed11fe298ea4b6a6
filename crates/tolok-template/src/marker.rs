//! The text of a cell, taken apart into placeholders and what is around them.

use tolok_diagnostics::{Code, Diagnostic};

use crate::codes;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A piece of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    /// What stands between the braces, without the white space around it.
    Formula(&'a str),
}

/// True if a text has anything in it that is meant for us.
pub(crate) fn is_marked(text: &str) -> bool {
    text.contains(OPEN)
}

/// True if a spreadsheet formula has a whole placeholder in it.
pub(crate) fn is_in_formula(formula: &str) -> bool {
    formula.split_once(OPEN).is_some_and(|(_, rest)| rest.contains(CLOSE))
}

/// The pieces of a text, in their order.
///
/// # Errors
/// E0621 where a placeholder is not closed, E0622 for a block, E0624 for an empty one; every problem of the text.
pub(crate) fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Vec<Diagnostic>> {
    let (mut pieces, mut problems) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let Some((inside, after)) = behind.split_once(CLOSE) else {
            let help = "write `}}` where the placeholder ends";
            problems.push(Diagnostic::new(&codes::UNCLOSED, "a placeholder begins with `{{` and does not end").help(help));
            return Err(problems);
        };
        let formula = inside.trim();
        match fault(formula) {
            Some((code, message)) => problems.push(Diagnostic::new(code, message)),
            None => pieces.push(Piece::Formula(formula)),
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    if problems.is_empty() { Ok(pieces) } else { Err(problems) }
}

fn fault(formula: &str) -> Option<(&'static Code, String)> {
    match formula.chars().next() {
        None => Some((&codes::EMPTY, "there is nothing between `{{` and `}}`".to_owned())),
        Some('#' | '/') => {
            Some((&codes::BLOCK, format!("`{{{{{formula}}}}}` repeats or leaves out rows, which is not supported yet")))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart() {
        let cases: [(&str, &[Piece<'_>]); 5] = [
            ("{{ cac }}", &[Piece::Formula("cac")]),
            (" {{cac}} ", &[Piece::Text(" "), Piece::Formula("cac"), Piece::Text(" ")]),
            ("{{ a }}{{ b }}", &[Piece::Formula("a"), Piece::Formula("b")]),
            ("{ a } }} {b}", &[Piece::Text("{ a } }} {b}")]),
            (
                "{{ label(cac) }} fell to\n{{ cac where channel = \"Email\" }}.",
                &[
                    Piece::Formula("label(cac)"),
                    Piece::Text(" fell to\n"),
                    Piece::Formula("cac where channel = \"Email\""),
                    Piece::Text("."),
                ],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn every_problem_of_a_text_is_told() {
        let codes = |text| pieces(text).unwrap_err().iter().map(|problem| problem.code.id).collect::<Vec<_>>();
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
