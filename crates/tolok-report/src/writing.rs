//! A sheet written: header, rows, widths, and what a person needs to read and print it.

use rust_xlsxwriter::{ExcelDateTime, Formula, Worksheet};
use tolok_value::Date;

use crate::cell::CellValue;
use crate::sheet::SheetKind;
use crate::style::{Align, Style, Styles};
use crate::{Cell, Sheet, WorkbookError, number_format, width};

/// A worksheet has so many rows.
const MOST_ROWS: usize = 1_048_576;
/// A worksheet has so many columns.
const MOST_COLUMNS: usize = 16_384;
/// A cell holds so many UTF-16 units of text.
const LONGEST_TEXT: usize = 32_767;

/// A line of text is so high, in points.
const LINE: f64 = 15.0;

/// Writes a sheet.
pub(crate) fn write(sheet: &Sheet, worksheet: &mut Worksheet, styles: &mut Styles) -> Result<(), WorkbookError> {
    let header = sheet.header_rows();
    let columns = sheet.width();
    let rows = sheet.rows.len().saturating_add(usize::try_from(header).unwrap_or(0));
    if rows > MOST_ROWS {
        return Err(WorkbookError::TooManyRows { rows, most: MOST_ROWS });
    }
    if columns > MOST_COLUMNS {
        return Err(WorkbookError::TooManyColumns { columns, most: MOST_COLUMNS });
    }
    for (column, width) in (0..).zip(width::widths(sheet)) {
        worksheet.set_column_width(column, width)?;
    }
    if sheet.kind == SheetKind::Table {
        write_header(sheet, worksheet, styles)?;
    }
    if sheet.kind == SheetKind::Notes {
        // Excel makes room for a broken line by itself, other programs not all.
        for (line, row) in (0..).zip(&sheet.rows) {
            if let lines @ 2.. = width::lines_of_note(row) {
                worksheet.set_row_height(line, f64::from(lines) * LINE)?;
            }
        }
    }
    let first_total = sheet.rows.iter().position(|row| row.is_total);
    for (place, row) in sheet.rows.iter().enumerate() {
        let line = header.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
        for (column, cell) in (0..).zip(&row.cells) {
            let style = Style {
                bold: row.is_total || sheet.kind == SheetKind::Notes && column == 0,
                line_above: place > 0 && first_total == Some(place),
                wrap: sheet.kind == SheetKind::Notes,
                ..Style::default()
            };
            write_cell(worksheet, (line, column), cell, style, styles)?;
        }
    }
    if sheet.kind == SheetKind::Table && columns > 0 {
        let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        worksheet.set_freeze_panes(header, 0)?;
        // Totals stay outside of the filter, so that sorting leaves them where they are.
        let filtered = u32::try_from(first_total.unwrap_or(sheet.rows.len())).unwrap_or(u32::MAX);
        if filtered > 0 {
            worksheet.autofilter(header.saturating_sub(1), 0, header.saturating_sub(1).saturating_add(filtered), last_column)?;
        }
        worksheet.set_repeat_rows(0, header.saturating_sub(1))?;
    }
    worksheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write_header(sheet: &Sheet, worksheet: &mut Worksheet, styles: &mut Styles) -> Result<(), WorkbookError> {
    let line = sheet.header_rows().saturating_sub(1);
    for (place, column) in (0..).zip(&sheet.columns) {
        let align = if column.numeric { Align::Right } else { Align::General };
        let look = Style { bold: true, line_below: true, align, wrap: true, ..Style::default() };
        worksheet.write_string_with_format(line, place, fitting(&column.heading), styles.get(look))?;
    }
    if line == 0 {
        return Ok(());
    }
    let mut place = 0_u16;
    for columns in sheet.columns.chunk_by(|one, other| one.group.is_some() && one.group == other.group) {
        let next = place.saturating_add(u16::try_from(columns.len()).unwrap_or(u16::MAX));
        if let Some(group) = columns.first().and_then(|column| column.group.as_ref()) {
            let look = styles.get(Style { bold: true, align: Align::Centre, ..Style::default() });
            match columns.len() {
                1 => worksheet.write_string_with_format(0, place, fitting(group), look)?,
                _ => worksheet.merge_range(0, place, 0, next.saturating_sub(1), &fitting(group), look)?,
            };
        }
        place = next;
    }
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    style: Style,
    styles: &mut Styles,
) -> Result<(), WorkbookError> {
    let style = Style { format: cell.format.clone(), tone: cell.tone, ..style };
    match &cell.value {
        CellValue::Blank => worksheet.write_blank(row, column, styles.get(style))?,
        CellValue::Text(text) => worksheet.write_string_with_format(row, column, fitting(text), styles.get(style))?,
        CellValue::Number(number) => {
            let format = style.format.as_deref().map(|format| number_format::for_number(format, *number));
            worksheet.write_number_with_format(row, column, number.to_f64(), styles.get(Style { format, ..style }))?
        }
        CellValue::Date(date) => match date_time(*date) {
            Some(date) => worksheet.write_datetime_with_format(row, column, &date, styles.get(style))?,
            None => worksheet.write_string_with_format(row, column, &cell.shown, styles.get(style))?,
        },
        CellValue::Bool(truth) => worksheet.write_boolean_with_format(row, column, *truth, styles.get(style))?,
        // The writer has no error cells, but a formula that is an error constant, `=#N/A`, is one to every spreadsheet program: it
        // holds the error as its result, and computing it again gives the same.
        CellValue::Error(kind) => {
            let formula = Formula::new(format!("={}", kind.text())).set_result(kind.text());
            worksheet.write_formula_with_format(row, column, formula, styles.get(style))?
        }
    };
    Ok(())
}

/// Days before 1900 and after 9999 are none to a spreadsheet; they stay texts.
fn date_time(date: Date) -> Option<ExcelDateTime> {
    let part = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, part(date.month())?, part(date.day())?).ok()
}

/// The text, cut where a cell ends.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text.to_string();
    }
    let mut length = 1_usize;
    let kept = text.chars().take_while(|sign| {
        length = length.saturating_add(sign.len_utf16());
        length <= LONGEST_TEXT
    });
    kept.chain(['…']).collect()
}
