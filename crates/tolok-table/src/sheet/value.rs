//! What readers give for a cell, as ours.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, ExcelDateTimeType};
use tolok_value::Date;
use tolok_xlsx::{CellKind, is_date_format};

use super::format::is_percent;
use super::texts::Texts;
use crate::cell::Cell;

/// What a number format shows a number as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Number,
    Percent,
    Date,
}

impl Shown {
    /// What this number format shows.
    pub(super) fn by(format: &str) -> Self {
        match () {
            () if is_date_format(format) => Shown::Date,
            () if is_percent(format) => Shown::Percent,
            () => Shown::Number,
        }
    }

    /// The cell of a number.
    fn cell(self, number: f64, is_1904: bool) -> Cell {
        match self {
            Shown::Number => Cell::Number(number),
            Shown::Percent => Cell::Percent(number),
            Shown::Date => day(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, is_1904)),
        }
    }
}

/// The cell of a value that calamine streamed from a workbook of XML.
pub(super) fn streamed(value: &DataRef<'_>, shown: Shown, is_1904: bool, texts: &mut Texts) -> Cell {
    match value {
        DataRef::Int(whole) => shown.cell(*whole as f64, is_1904),
        DataRef::Float(double) => shown.cell(*double, is_1904),
        // Calamine takes times of day and durations for moments as well.
        DataRef::DateTime(moment) => shown.cell(moment.as_f64(), is_1904),
        DataRef::String(text) | DataRef::DurationIso(text) => texts.cell(text),
        DataRef::SharedString(text) => texts.cell(text),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::DateTimeIso(text) => iso_day(text, texts),
        DataRef::Error(error) => Cell::Error(word(error).into()),
        DataRef::Empty => Cell::Empty,
    }
}

/// The cell as our own reader has it, which also knows formulas without a result.
pub(super) fn scanned(cell: &tolok_xlsx::Cell<'_>, shown: Shown, is_1904: bool, texts: &mut Texts) -> Cell {
    let value = cell.value().map(str::trim).unwrap_or_default();
    let found = match cell.kind() {
        CellKind::Number => match cell.number() {
            Some(number) => shown.cell(number, is_1904),
            None => texts.cell(value),
        },
        CellKind::SharedText | CellKind::InlineText => texts.cell(cell.text().unwrap_or_default()),
        // A formula may well give an empty text.
        CellKind::FormulaText if cell.value().is_some() => return texts.cell(cell.text().unwrap_or_default()),
        CellKind::FormulaText => Cell::Empty,
        CellKind::Bool if value.is_empty() => Cell::Empty,
        CellKind::Bool => Cell::Bool(value == "1" || value.eq_ignore_ascii_case("true")),
        CellKind::Error if value.is_empty() => Cell::Empty,
        CellKind::Error => Cell::Error(value.into()),
        CellKind::Date => iso_day(value, texts),
    };
    if found == Cell::Empty && cell.formula().is_some() { Cell::Uncomputed } else { found }
}

/// The cell of a value of the formats whose number formats are not known.
pub(super) fn plain(value: &Data, texts: &mut Texts) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(whole) => Cell::Number(*whole as f64),
        Data::Float(double) => Cell::Number(*double),
        Data::String(text) | Data::DurationIso(text) => texts.cell(text),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::DateTime(moment) if moment.is_duration() => Cell::Number(moment.as_f64()),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(text) => iso_day(text, texts),
        Data::Error(error) => Cell::Error(word(error).into()),
    }
}

/// The day of a moment; a number that is no day of the calendar stays one.
fn day(moment: &ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    if !(0.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
    let date = date.and_then(|((year, month), day)| Date::new(year, month, day).ok());
    // The 29th of February 1900 never was, and before the 1st of January 1900 there is nothing but a time of day.
    match date {
        Some(date) if date.year() >= 1900 => Cell::Date(date),
        _ => Cell::Number(serial),
    }
}

/// `2026-01-31` or `2026-01-31T00:00:00`, as strict workbooks and OpenDocument write days.
fn iso_day(text: &str, texts: &mut Texts) -> Cell {
    match text.get(..10).unwrap_or(text).parse() {
        Ok(date) => Cell::Date(date),
        Err(_) => texts.cell(text),
    }
}

/// The word that the cell shows.
fn word(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}
