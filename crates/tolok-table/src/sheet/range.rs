//! Ranges as a person writes them: cells, columns, the name of a table, a defined name.

use tolok_diagnostics::Diagnostic;
use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_xlsx::{Address, Area, MAX_COLUMNS, MAX_ROWS};

use super::Wanted;
use super::codes::NO_RANGE;
use crate::codes::NO_SHEET;

/// `A1:F20`, `$A$1:$F$20`, `A:F` or `3:20`; nothing for a name.
pub(super) fn cells(text: &str) -> Option<Area> {
    let text = text.trim().replace('$', "");
    if let Some((first, last)) = text.split_once(':') {
        let columns = Address::parse(&format!("{first}1")).zip(Address::parse(&format!("{last}{MAX_ROWS}")));
        let rows = Address::parse(&format!("A{first}")).zip(Address::new(last.parse().unwrap_or(0), MAX_COLUMNS));
        if let Some((first, last)) = columns.filter(|_| is_column(first)).or(rows) {
            return Some(Area::between(first, last));
        }
        return Area::parse(&text);
    }
    // A single cell is no table, but `Q1` is a good name for one, so that names go first.
    None
}

fn is_column(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// What a defined name stands for, if it is one area of one sheet: `Data!$A$1:$F$20`, `'My data'!A:F`, in OpenDocument
/// `$Data.$A$1:.$F$20`.
pub(super) fn reference(formula: &str) -> Option<(String, Area)> {
    let formula = formula.trim().trim_start_matches(['=', '$']);
    let (sheet, rest) = match formula.strip_prefix('\'') {
        Some(quoted) => quoted_name(quoted)?,
        None => {
            let end = formula.find(['!', '.'])?;
            let (name, rest) = formula.split_at_checked(end)?;
            (name.to_owned(), rest)
        }
    };
    let rest = rest.strip_prefix(['!', '.'])?;
    // OpenDocument says the sheet again, or at least the dot, in the second half.
    let area = match rest.split_once(':') {
        Some((first, last)) => format!("{first}:{}", last.rsplit('.').next().unwrap_or(last)),
        None => rest.to_owned(),
    };
    let area = cells(&area).or_else(|| Area::parse(&area))?;
    (!sheet.is_empty() && !sheet.contains(['[', ':', '('])).then_some((sheet, area))
}

/// A name in single quotes, in which one that belongs to it is doubled, and what follows.
fn quoted_name(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        name.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                name.push('\'');
                rest = more;
            }
            None => return Some((name, after)),
        }
    }
}

impl Wanted<'_> {
    /// There is no sheet of the wanted name.
    pub(super) fn no_sheet<'a>(&self, wanted: &str, sheets: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let words = format!("`{}` has no sheet `{wanted}`", self.file);
        let sheets: Vec<&str> = sheets.into_iter().collect();
        let help = match nearest(wanted, sheets.iter().copied()) {
            Some(near) => format!("is `{near}` meant? it has {}", listed(sheets)),
            None => format!("it has {}", listed(sheets)),
        };
        Diagnostic::new(&NO_SHEET, words).at(self.place()).help(help)
    }

    /// There is no range of the wanted name.
    pub(super) fn no_range<'a>(&self, wanted: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Diagnostic {
        let words = format!("`{}` has no range `{wanted}`", self.file);
        let known = listed(names.clone());
        let help = match (nearest(wanted, names), known.as_str()) {
            (_, "") => "write it as `A1:F20`".to_owned(),
            (Some(near), known) => format!("is `{near}` meant? write cells such as `A1:F20`, or one of {known}"),
            (None, known) => format!("write cells such as `A1:F20`, or one of {known}"),
        };
        Diagnostic::new(&NO_RANGE, words).at(self.place()).help(help)
    }

    /// A defined name that stands for something else than an area.
    pub(super) fn no_area(&self, name: &str, formula: &str) -> Diagnostic {
        let words = format!("the name `{name}` stands for `{formula}`, which is not one area of cells of one sheet");
        Diagnostic::new(&NO_RANGE, words).at(self.place()).help("write the range as `A1:F20`")
    }

    /// The range lies in another sheet than the one that is wanted.
    pub(super) fn elsewhere(&self, name: &str, sheet: &str) -> Diagnostic {
        let words = format!("`{name}` lies in the sheet `{sheet}`, and `{}` was asked for", self.sheet.unwrap_or(""));
        Diagnostic::new(&NO_RANGE, words).at(self.place()).help("name the range alone, or another sheet")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_columns_and_rows_are_ranges() {
        for (text, expected) in [
            ("A1:F20", Some("A1:F20")),
            ("$a$1:$f$20", Some("A1:F20")),
            ("F20:A1", Some("A1:F20")),
            ("A:F", Some("A1:F1048576")),
            ("3:20", Some("A3:XFD20")),
            ("Q1", None),
            ("Ads", None),
            ("A1:", None),
            (":", None),
            ("A0:B2", None),
            ("A:3", None),
        ] {
            assert_eq!(cells(text).map(|area| area.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_name_stands_for_one_area_of_one_sheet() {
        for (formula, expected) in [
            ("Data!$A$1:$F$20", Some(("Data", "A1:F20"))),
            ("'It''s data'!$A$1", Some(("It's data", "A1"))),
            ("'My data'!$A:$F", Some(("My data", "A1:F1048576"))),
            ("$Data.$A$1:.$F$20", Some(("Data", "A1:F20"))),
            ("$'My data'.$A$1:$'My data'.$F$20", Some(("My data", "A1:F20"))),
            ("OFFSET(Data!$A$1,0,0,3,3)", None),
            ("Data!$A$1:$B$2,Data!$D$1:$E$2", None),
            ("[1]Book!$A$1:$B$2", None),
            ("#REF!", None),
            ("0.25", None),
            ("'unclosed", None),
            ("", None),
        ] {
            let found = reference(formula);
            assert_eq!(
                found.as_ref().map(|(sheet, area)| (sheet.as_str(), area.to_string())),
                expected.map(|(sheet, area)| (sheet, area.to_owned())),
                "{formula}"
            );
        }
    }
}
