//! Row by row: what a measure keeps of a batch where its rows are not taken all at once.

use tolok_plan::Aggregation;
use tolok_value::{Date, Value, date_of_unix_day};

use super::Scan;
use crate::conversion::converted;
use crate::different::Different;
use crate::fast_sum::{FastSum, Rows};
use crate::fixed::Fixed;
use crate::prepared::Prepared;
use crate::records::Record;
use crate::row::Row;
use crate::source::Batch;
use crate::state::{RowFacts, State};
use crate::view::View;

/// What a measure adds for each row, where that can be computed for all rows at once.
pub(super) fn fixed(prepared: &Prepared<'_>, views: &[View], rows: usize) -> Option<Fixed> {
    let is_plain = prepared.measure.conversion.is_none() && prepared.measure.aggregation != Aggregation::Count;
    is_plain.then(|| Fixed::of(&prepared.expression, views, rows)).flatten()
}

pub(super) fn add_each(sums: &mut FastSum, prepared: &Prepared<'_>, rows: Rows<'_>, row: &mut Row<'_>, scan: &Scan<'_>) {
    let counts = prepared.measure.aggregation == Aggregation::Count;
    for place in 0..rows.slots.len() {
        let Some(slot) = rows.slot(place) else { continue };
        row.row = place;
        let value = row_value(prepared, row, scan);
        let number = rows.first_row.saturating_add(place as u64);
        if counts { sums.add_count(slot, number, value) } else { sums.add(slot, number, value) }
    }
}

pub(super) fn count_different(
    states: &mut [State],
    different: &mut Different,
    prepared: &Prepared<'_>,
    rows: Rows<'_>,
    row: &mut Row<'_>,
    scan: &Scan<'_>,
) {
    let numbers = different.of_column(prepared, row.views);
    for place in 0..rows.slots.len() {
        let Some(state) = rows.slot(place).and_then(|slot| states.get_mut(slot)) else { continue };
        if let Some(numbers) = &numbers {
            if let Some(number) = numbers.get(place).copied().flatten() {
                state.add_different(number);
            }
            continue;
        }
        row.row = place;
        match row_value(prepared, row, scan) {
            Value::Blank(_) => {}
            error @ Value::Error(_) => state.fail(rows.first_row.saturating_add(place as u64), error),
            value => state.add_different(different.number(&value)),
        }
    }
}

pub(super) fn keep_each(states: &mut [State], prepared: &Prepared<'_>, rows: Rows<'_>, row: &mut Row<'_>, scan: &Scan<'_>) {
    let mut key = Vec::new();
    for place in 0..rows.slots.len() {
        let Some(state) = rows.slot(place).and_then(|slot| states.get_mut(slot)) else { continue };
        row.row = place;
        let value = row_value(prepared, row, scan);
        key.clear();
        key.extend(prepared.keys.iter().map(|view| row.member(*view)));
        let weight = prepared.weight.as_ref().map(|weight| row.evaluate(weight));
        let date = date_of(row, scan);
        let number = rows.first_row.saturating_add(place as u64);
        let facts = RowFacts { row: number, date, has_dates: scan.time.is_some(), key: &key, weight: weight.as_ref() };
        state.add(facts, value);
    }
}

pub(super) fn keep_rows(records: &mut [Vec<Record>], batch: &Batch, slots: &[u32], row: &mut Row<'_>, scan: &Scan<'_>) {
    for (place, slot) in slots.iter().enumerate() {
        let Some(records) = records.get_mut(*slot as usize) else { continue };
        row.row = place;
        let values = (0..row.views.len()).map(|view| row.column(view)).collect();
        records.push(Record { row: batch.first_row.saturating_add(place as u64), date: date_of(row, scan), values });
    }
}

pub(crate) fn row_value(prepared: &Prepared<'_>, row: &mut Row<'_>, scan: &Scan<'_>) -> Value {
    let value = row.evaluate(&prepared.expression);
    match &prepared.measure.conversion {
        Some(conversion) => converted(value, conversion, date_of(row, scan), scan.rates, &prepared.measure.name),
        None => value,
    }
}

pub(crate) fn date_of(row: &Row<'_>, scan: &Scan<'_>) -> Option<Date> {
    date_of_unix_day(row.views.get(scan.time?)?.day(row.row)?)
}
