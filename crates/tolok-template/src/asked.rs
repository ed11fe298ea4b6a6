//! Cells of a workbook as people name them: `Summary!C7`.

use std::sync::Arc;

use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_xlsx::{Address, Sheet, Workbook};

use crate::codes;

/// The cells of a workbook that a person names, each on a sheet by its position. A workbook with one sheet needs no name of it; dollar signs
/// and quotes around a sheet's name, as formulas have them, are fine.
///
/// # Errors
/// E0634 for a sheet that is not there, E0640 for what names no cell.
pub fn cells_asked(workbook: &Workbook, asked: &[String], place: &Place) -> Result<Vec<(usize, Address)>, Vec<Diagnostic>> {
    let (mut cells, mut problems) = (Vec::new(), Vec::new());
    for name in asked {
        match cell(workbook, name) {
            Ok(cell) => cells.push(cell),
            Err(problem) => problems.push(problem.at(place.clone())),
        }
    }
    if problems.is_empty() { Ok(cells) } else { Err(problems) }
}

fn cell(workbook: &Workbook, name: &str) -> Result<(usize, Address), Diagnostic> {
    let known = || workbook.worksheets().map(|sheet| sheet.name().as_ref());
    let (sheet, address) = match name.rsplit_once('!') {
        Some((sheet, address)) => (Some(unquoted(sheet.trim())), address.trim()),
        None => (None, name.trim()),
    };
    let Some(cell) = Address::parse(&address.replace('$', "")) else {
        let example = format!("name one as in `{}!C7`", known().next().unwrap_or("Summary"));
        return Err(Diagnostic::new(&codes::NO_CELL, format!("`{name}` names no cell")).help(example));
    };
    let found: Option<&Sheet> = match &sheet {
        Some(sheet) => workbook.sheet(sheet),
        None => workbook.worksheets().next().filter(|_| workbook.worksheets().count() == 1),
    };
    match (found, &sheet) {
        (Some(found), _) => Ok((found.index(), cell)),
        (None, None) => {
            let words = format!("`{name}` does not say on which sheet it is");
            let example = format!("write `{}!{cell}`; the workbook has {}", known().next().unwrap_or("Summary"), listed(known()));
            Err(Diagnostic::new(&codes::NO_CELL, words).help(example))
        }
        (None, Some(sheet)) => {
            let help = match nearest(sheet, known()) {
                Some(near) => format!("did you mean `{near}!{cell}`?"),
                None => format!("it has {}", listed(known())),
            };
            Err(Diagnostic::new(&codes::NO_SHEET, format!("there is no sheet `{sheet}`")).help(help))
        }
    }
}

/// The name of a sheet without the quotes that formulas put around it.
fn unquoted(sheet: &str) -> Arc<str> {
    let inside = sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inside.map_or_else(|| sheet.into(), |inside| inside.replace("''", "'").into())
}

#[cfg(test)]
mod tests {
    use tolok_xlsx::Limits;
    use tolok_xlsx::testing::Parts;

    use super::*;

    fn asked(sheets: &[&str], name: &str) -> Result<(usize, String), String> {
        let sheets: Vec<(&str, &str)> = sheets.iter().map(|name| (*name, "")).collect();
        let workbook = Workbook::open(Parts::book(&sheets).zipped(), &Limits::default()).unwrap();
        match cells_asked(&workbook, &[name.to_owned()], &Place::Nowhere) {
            Ok(cells) => Ok((cells[0].0, cells[0].1.to_string())),
            Err(problems) => Err(format!("{} {}; {}", problems[0].code.id, problems[0].message, problems[0].help.clone().unwrap())),
        }
    }

    #[test]
    fn cells_are_named_as_in_formulas() {
        let two = &["Summary", "It's"][..];
        for (name, expected) in [("Summary!C7", (0, "C7")), ("summary!$c$7", (0, "C7")), ("'It''s'!A1", (1, "A1")), ("It's!A1", (1, "A1"))]
        {
            assert_eq!(asked(two, name), Ok((expected.0, expected.1.to_owned())), "{name}");
        }
        assert_eq!(asked(&["Only"], "B2"), Ok((0, "B2".to_owned())));
        for (name, expected) in [
            ("Sumary!C7", "E0634 there is no sheet `Sumary`; did you mean `Summary!C7`?"),
            ("Plan!C7", "E0634 there is no sheet `Plan`; it has `Summary` or `It's`"),
            ("C7", "E0640 `C7` does not say on which sheet it is; write `Summary!C7`; the workbook has `Summary` or `It's`"),
            ("Summary!C7:D8", "E0640 `Summary!C7:D8` names no cell; name one as in `Summary!C7`"),
            ("Summary!7C", "E0640 `Summary!7C` names no cell; name one as in `Summary!C7`"),
            ("", "E0640 `` names no cell; name one as in `Summary!C7`"),
        ] {
            assert_eq!(asked(two, name), Err(expected.to_owned()), "{name}");
        }
    }
}
