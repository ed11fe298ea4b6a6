//! A form written: cells, what may be typed into them, colours of a status, and what a printer needs.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, Note,
    ProtectionOptions, Worksheet, XlsxError,
};

use super::look::{self, Looks};
use super::{Content, Entry, EntryKind, Form, FormCell, page, size};
use crate::WorkbookError;

/// A4.
const PAPER: u8 = 9;
/// A message of a data validation has at most so many characters, its title so many.
const LONGEST_MESSAGE: usize = 255;
const LONGEST_TITLE: usize = 32;

pub(super) fn write(form: &Form, worksheet: &mut Worksheet, looks: &mut Looks) -> Result<(), WorkbookError> {
    let widths = size::widths(form);
    for (column, width) in (0..).zip(&widths) {
        worksheet.set_column_width(column, u16::try_from(*width).unwrap_or(u16::MAX))?;
    }
    // Until something is typed every formula shows nothing.
    worksheet.set_formula_result_default("");
    let heights: Vec<f64> = form.rows.iter().map(|row| size::height(row, &widths)).collect();
    let mut first_entry = None;
    for ((line, row), height) in (0_u32..).zip(&form.rows).zip(&heights) {
        if !row.grows {
            worksheet.set_row_height(line, *height)?;
        }
        let mut column = 0_u16;
        for cell in &row.cells {
            write_cell(worksheet, (line, column), cell, looks)?;
            if matches!(cell.look, look::Look::Entry | look::Look::Words | look::Look::Choice) && first_entry.is_none() {
                first_entry = Some((line, column));
            }
            column = column.saturating_add(cell.columns);
        }
    }
    check_entries(form, worksheet)?;
    if let Some((line, column)) = first_entry {
        worksheet.set_selection(line, column, line, column)?;
    }
    let (rows, columns) = form.frozen;
    worksheet.set_freeze_panes(rows, columns)?;
    worksheet.set_screen_gridlines(false);
    let open = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    worksheet.protect_with_options(&open);
    print(form, worksheet, &page::Page::of(form, &widths, &heights), widths.len())
}

fn print(form: &Form, worksheet: &mut Worksheet, page: &page::Page, columns: usize) -> Result<(), WorkbookError> {
    if page.is_landscape {
        worksheet.set_landscape();
    }
    worksheet.set_paper_size(PAPER).set_print_fit_to_pages(1, u16::from(page.is_only)).set_margins(0.5, 0.5, 0.75, 0.75, 0.3, 0.3);
    worksheet.set_header(format!("&L{}", printed(&form.header))).set_footer(format!("&L{}&R&P / &N", printed(&form.footer)));
    if let (Some(last_row), Some(last_column)) = (form.rows.len().checked_sub(1), columns.checked_sub(1)) {
        let last = (u32::try_from(last_row).unwrap_or(u32::MAX), u16::try_from(last_column).unwrap_or(u16::MAX));
        worksheet.set_print_area(0, 0, last.0, last.1)?;
    }
    if let Some((first, last)) = form.repeated_rows {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some(last) = form.repeated_columns.checked_sub(1) {
        worksheet.set_repeat_columns(0, last)?;
    }
    if !page.breaks.is_empty() {
        worksheet.set_page_breaks(&page.breaks)?;
    }
    Ok(())
}

/// What may be typed where: one rule for all cells that accept the same.
fn check_entries(form: &Form, worksheet: &mut Worksheet) -> Result<(), WorkbookError> {
    let mut areas: BTreeMap<&Entry, Vec<Area>> = BTreeMap::new();
    for (line, row) in (0_u32..).zip(&form.rows) {
        let mut column = 0_u16;
        for cell in &row.cells {
            if let Some(entry) = &cell.entry {
                let areas = areas.entry(entry).or_default();
                match areas.last_mut().filter(|area| area.first_line == line && area.last.saturating_add(1) == column) {
                    Some(area) => area.last = column,
                    None => areas.push(Area { first_line: line, last_line: line, first: column, last: column }),
                }
            }
            column = column.saturating_add(cell.columns);
        }
    }
    for (entry, areas) in areas {
        let areas = joined(areas);
        let Some(area) = areas.first() else { continue };
        let listed: Vec<String> = areas.iter().map(|area| cell_range(area.first_line, area.first, area.last_line, area.last)).collect();
        let rule = validation(entry)?.set_multi_range(listed.join(" "));
        worksheet.add_data_validation(area.first_line, area.first, area.last_line, area.last, &rule)?;
    }
    Ok(())
}

/// Cells that accept the same.
#[derive(Clone, Copy)]
struct Area {
    first_line: u32,
    last_line: u32,
    first: u16,
    last: u16,
}

/// The same cells, those of lines below each other in one.
fn joined(areas: Vec<Area>) -> Vec<Area> {
    let mut joined: Vec<Area> = Vec::new();
    let mut open: BTreeMap<(u16, u16), usize> = BTreeMap::new();
    for area in areas {
        let above = open.get(&(area.first, area.last)).and_then(|place| joined.get_mut(*place));
        match above.filter(|above| above.last_line.saturating_add(1) == area.first_line) {
            Some(above) => above.last_line = area.last_line,
            None => {
                open.insert((area.first, area.last), joined.len());
                joined.push(area);
            }
        }
    }
    joined
}

/// In a header `&` begins a code.
fn printed(words: &str) -> String {
    words.replace('&', "&&")
}

fn write_cell(worksheet: &mut Worksheet, (row, column): (u32, u16), cell: &FormCell, looks: &mut Looks) -> Result<(), WorkbookError> {
    let look = looks.get(cell.look, cell.format.as_deref());
    let last = column.saturating_add(cell.columns.saturating_sub(1));
    if last > column {
        let text = if let Content::Text(text) = &cell.content { text.as_str() } else { "" };
        worksheet.merge_range(row, column, row, last, text, look)?;
    }
    match &cell.content {
        Content::Nothing if cell.look == look::Look::Bare || last > column => {}
        Content::Nothing => drop(worksheet.write_blank(row, column, look)?),
        Content::Text(_) if last > column => {}
        Content::Text(text) => drop(worksheet.write_string_with_format(row, column, text, look)?),
        Content::Formula(formula) => {
            let formula = Formula::new(format!("={formula}"));
            match cell.is_array {
                true => worksheet.write_array_formula_with_format(row, column, row, column, formula, look)?,
                false => worksheet.write_formula_with_format(row, column, formula, look)?,
            };
        }
    }
    if let Some(text) = &cell.note {
        let (width, height) = size::note(text);
        let note = Note::new(text).set_author("Tolok").add_author_prefix(false).set_width(width).set_height(height);
        worksheet.insert_note(row, column, &note)?;
    }
    if let Some(condition) = &cell.underlined {
        // Of several rules that are true, some programs show the first alone.
        for (tone, toned) in &cell.rules {
            let both = format!("=AND({condition},{toned})");
            let look = look::underlined().merge(&look::of_tone(*tone));
            let rule = ConditionalFormatFormula::new().set_rule(both.as_str()).set_format(look);
            worksheet.add_conditional_format(row, column, row, last, &rule.set_stop_if_true(true))?;
        }
        let rule = ConditionalFormatFormula::new().set_rule(format!("={condition}").as_str()).set_format(look::underlined());
        worksheet.add_conditional_format(row, column, row, last, &rule)?;
    }
    for (tone, condition) in &cell.rules {
        let rule = ConditionalFormatFormula::new().set_rule(format!("={condition}").as_str()).set_format(look::of_tone(*tone));
        worksheet.add_conditional_format(row, column, row, last, &rule.set_stop_if_true(true))?;
    }
    Ok(())
}

fn validation(entry: &Entry) -> Result<DataValidation, XlsxError> {
    let open = DataValidation::new();
    let checked = match &entry.kind {
        EntryKind::Whole => open.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
        EntryKind::Decimal => {
            open.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)).set_error_style(DataValidationErrorStyle::Warning)
        }
        EntryKind::Date => open.allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(1900, 1, 1)?)),
        EntryKind::OneOf(cells) => open.allow_list_formula(Formula::new(format!("={cells}"))),
        EntryKind::Any => return Ok(open.allow_any_value()),
    };
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    checked.set_error_title(cut(&entry.title, LONGEST_TITLE))?.set_error_message(cut(&entry.words, LONGEST_MESSAGE))
}
