//! Results as a workbook: a sheet of values to filter and to chart, and one of notes.

use tolok::workbook::{Cell as Filled, Column as Headed, Row, Sheet, Tone, Workbook, WorkbookError};
use tolok::{Grain, Kpi, KpiHeading, Period, Status, Value};

use super::appearance::{Appearance, appearance};
use super::layout::{Axis, Cell, Column, Coordinate, Layout, Line};
use super::{Look, words};

/// The workbook's bytes.
///
/// # Errors
///
/// Where there is more than a worksheet holds.
pub(crate) fn bytes(layout: &Layout<'_>, look: &Look, notes: Vec<(String, String)>) -> Result<Vec<u8>, WorkbookError> {
    let columns = layout.columns.iter().map(|column| {
        let heading = words::column(column, look);
        let has_dates = || layout.result.over.is_some_and(|over| matches!(over, Grain::Day | Grain::Month));
        let is_right = match column {
            Column::Kpi { .. } => true,
            Column::Axis(axis) => matches!(axis, Axis::Period) && has_dates(),
        };
        let headed = if is_right { Headed::numeric(heading) } else { Headed::new(heading) };
        headed.below(words::group(column, look))
    });
    let rows = layout.lines.iter().map(|line| {
        let cells = layout.columns.iter().zip(&line.cells).map(|(column, cell)| filled(column, cell, line, look)).collect();
        if line.is_total { Row::total(cells) } else { Row::new(cells) }
    });
    let name = layout.result.title.clone().unwrap_or_else(|| "KPIs".to_string());
    let mut sheets = vec![Sheet::table(name, columns.collect(), rows.collect())];
    if !notes.is_empty() {
        sheets.push(Sheet::notes("Notes", notes));
    }
    Workbook::new(sheets).to_xlsx()
}

fn filled(column: &Column<'_>, cell: &Cell<'_>, line: &Line<'_>, look: &Look) -> Filled {
    match (column, cell) {
        (_, Cell::Place(Coordinate::Period(period))) => self::period(*period, line.partial),
        // Every cell that is rolled up says so: a person who filters by one column should find it.
        (_, Cell::Place(place)) => Filled::text(words::coordinate(place, look)),
        (Column::Kpi { kpi: heading, .. }, Cell::Kpi(kpi)) => value(heading, kpi, look),
        _ => Filled::blank(),
    }
}

/// Days and months are real dates, so that charts have an axis of time; a spreadsheet has no weeks, quarters and years of its own.
fn period(period: Period, partial: bool) -> Filled {
    let star = if partial { "\"*\"" } else { "" };
    let shown = format!("{period}{}", if partial { words::PARTIAL } else { "" });
    match period.grain() {
        Grain::Day => Filled::date(period.first_day(), format!("yyyy-mm-dd{star}")).shown_as(shown),
        Grain::Month => Filled::date(period.first_day(), format!("yyyy-mm{star}")).shown_as(shown),
        _ if partial => Filled::text(period.to_string()).formatted(format!("@{star}")).shown_as(shown),
        _ => Filled::text(shown),
    }
}

fn value(heading: &KpiHeading, kpi: &Kpi, look: &Look) -> Filled {
    let cell = match appearance(kpi, look.missing.as_ref()) {
        Appearance::Nothing => Filled::blank(),
        Appearance::Error(kind) => Filled::error(kind),
        Appearance::Text(text) => Filled::text(text),
        Appearance::Value => match &kpi.value {
            Value::Number(number) => Filled::number(*number, &heading.format_text).shown_as(&kpi.display),
            Value::Date(date) if heading.format.is_date() => Filled::date(*date, &heading.format_text).shown_as(&kpi.display),
            Value::Date(date) => Filled::date(*date, "yyyy-mm-dd").shown_as(&kpi.display),
            Value::Bool(truth) => Filled::truth(*truth),
            other => Filled::text(other.to_string()),
        },
    };
    cell.toned(kpi.status.map(tone))
}

fn tone(status: Status) -> Tone {
    match status {
        Status::Good => Tone::Good,
        Status::Warn => Tone::Warn,
        Status::Bad => Tone::Bad,
    }
}
