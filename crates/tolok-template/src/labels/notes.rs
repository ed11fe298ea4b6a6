//! Notes that say what their cell shows: `kpi: cac where channel = "Email"`.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_diagnostics::Place;
use tolok_xlsx::{Address, Sheet, Workbook, XlsxError};

/// A formula that a note gives to its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteFormula {
    /// The workbook, as the person gave its name.
    pub file: Arc<str>,
    /// The position of the sheet in the workbook.
    pub sheet: usize,
    /// The sheet's name.
    pub sheet_name: Arc<str>,
    /// The cell.
    pub address: Address,
    /// What stands behind `kpi:`.
    pub formula: String,
    /// The cell's number format.
    pub number_format: Arc<str>,
    /// True if the cell holds anything.
    pub has_value: bool,
    /// True if it holds a formula.
    pub has_formula: bool,
}

impl NoteFormula {
    /// The cell, for messages.
    pub fn place(&self) -> Place {
        Place::cell(Arc::clone(&self.file), Arc::clone(&self.sheet_name), self.address.to_string())
    }
}

pub(super) fn read(workbook: &Workbook, sheet: &Sheet, file: &Arc<str>) -> Result<Vec<NoteFormula>, XlsxError> {
    let notes: Vec<_> = workbook.notes(sheet)?.into_iter().filter_map(|note| Some((note.cell, formula(&note.text)?))).collect();
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let worksheet = workbook.worksheet(sheet)?;
    let mut formats = BTreeMap::new();
    for cell in worksheet.cells() {
        let cell = cell?;
        if notes.iter().any(|(address, _)| *address == cell.address()) {
            let has_value = cell.value().is_some() || cell.text().is_some();
            formats.insert(cell.address(), (Arc::from(worksheet.number_format(&cell)), has_value, cell.formula().is_some()));
        }
    }
    let note = |(address, formula)| {
        let (number_format, has_value, has_formula) = formats.get(&address).cloned().unwrap_or_else(|| ("General".into(), false, false));
        let (file, sheet_name) = (Arc::clone(file), Arc::clone(sheet.name()));
        NoteFormula { file, sheet: sheet.index(), sheet_name, address, formula, number_format, has_value, has_formula }
    };
    Ok(notes.into_iter().map(note).collect())
}

/// What a note says behind `kpi:`. Above it stands the name of whoever wrote the note, as spreadsheet programs put it.
fn formula(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some((first, after)) = rest.split_once('\n')
        && first.trim_end().ends_with(':')
        && !first.trim().eq_ignore_ascii_case("kpi:")
    {
        rest = after.trim_start();
    }
    let (word, formula) = rest.split_once(':')?;
    (word.trim().eq_ignore_ascii_case("kpi") && !formula.trim().is_empty()).then(|| formula.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::formula;

    #[test]
    fn only_what_begins_so_is_a_formula() {
        for (text, expected) in [
            ("kpi: cac", Some("cac")),
            ("KPI : cac where channel = \"Email\"", Some("cac where channel = \"Email\"")),
            ("Ani Wijaya:\nkpi: growth(spend)", Some("growth(spend)")),
            ("kpi:\ncac", Some("cac")),
            ("kpi:", None),
            ("This kpi: is good", None),
            ("Our kpi", None),
            ("", None),
        ] {
            assert_eq!(formula(text).as_deref(), expected, "{text}");
        }
    }
}
