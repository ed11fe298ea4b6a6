//! Sums of plain columns: integers of the column's own scale, added without rounding and without a decimal for each value.

mod doubles;
mod near;

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use tolok_plan::Aggregation;
use tolok_value::{ExactSum, Number, Value, short_decimal};

use crate::fixed::Fixed;
use crate::slots::NO_SLOT;
use crate::state::{State, number};
use crate::view;
pub(crate) use doubles::in_units;
use near::Near;

/// The sum and the count of each slot.
#[derive(Debug, Default)]
pub(crate) struct FastSum {
    /// Decimal places of the totals.
    scale: u32,
    totals: Vec<i128>,
    /// What was added to the totals last, in integers of the machine; few enough rows that nothing overflows.
    near: Near,
    counts: Vec<u64>,
    /// What does not fit into the totals.
    exact: BTreeMap<usize, ExactSum>,
    errors: BTreeMap<usize, (u64, Value)>,
}

/// Which rows of a batch count, and in which slots.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'b> {
    /// The slot of each row.
    pub(crate) slots: &'b [u32],
    /// How many rows of the batch are in each slot.
    pub(crate) counts: &'b [u32],
    /// Which rows the conditions of the measure keep; all where there are none.
    pub(crate) kept: Option<&'b [bool]>,
    pub(crate) first_row: u64,
}

impl Rows<'_> {
    /// The slot of a row, if it counts.
    pub(crate) fn slot(&self, row: usize) -> Option<usize> {
        let slot = *self.slots.get(row)?;
        let kept = self.kept.is_none_or(|kept| kept.get(row) == Some(&true));
        (slot != NO_SLOT && kept).then_some(slot as usize)
    }
}

/// Places that every total surely has room for beside thirteen digits of its rows' values.
const MOST_PLACES: u32 = 9;

impl FastSum {
    /// Makes room for so many slots.
    pub(crate) fn reserve(&mut self, slots: usize) {
        if slots > self.totals.len() {
            self.totals.resize(slots, 0);
            self.near.reserve(slots);
            self.counts.resize(slots, 0);
        }
    }

    /// True for a type of column that is added here.
    pub(crate) fn takes(array: &ArrayRef) -> bool {
        match array.data_type() {
            DataType::Float64 | DataType::Int64 | DataType::Int32 => true,
            DataType::Decimal128(_, scale) => (0..=28).contains(scale),
            _ => false,
        }
    }

    /// Adds a column.
    pub(crate) fn add_column(&mut self, array: &ArrayRef, rows: Rows<'_>) {
        let nulls = array.nulls().filter(|nulls| nulls.null_count() > 0);
        match array.data_type() {
            DataType::Float64 => self.add_doubles(array.as_primitive::<Float64Type>().values(), nulls, rows),
            DataType::Int64 => {
                self.add_integers(array.as_primitive::<Int64Type>().values().iter().map(|value| i128::from(*value)), 0, nulls, rows)
            }
            DataType::Int32 => {
                self.add_integers(array.as_primitive::<Int32Type>().values().iter().map(|value| i128::from(*value)), 0, nulls, rows)
            }
            DataType::Decimal128(_, scale) => {
                let scale = u32::try_from(*scale).unwrap_or(0);
                self.add_integers(array.as_primitive::<Decimal128Type>().values().iter().copied(), scale, nulls, rows);
            }
            _ => {}
        }
    }

    fn add_doubles(&mut self, values: &[f64], nulls: Option<&NullBuffer>, rows: Rows<'_>) {
        let is_plain = nulls.is_none() && rows.kept.is_none();
        if is_plain {
            for (count, more) in self.counts.iter_mut().zip(rows.counts) {
                *count = count.saturating_add(u64::from(*more));
            }
        }
        let chunks = values.chunks(doubles::ROWS).zip(rows.slots.chunks(doubles::ROWS)).zip((0usize..).step_by(doubles::ROWS));
        let number = |first: usize| rows.first_row.saturating_add(first as u64);
        if is_plain {
            for ((values, slots), first) in chunks {
                self.add_chunk(values, slots, true, number(first));
            }
            return;
        }
        let (mut chosen, mut chosen_values) = (Vec::with_capacity(doubles::ROWS), Vec::with_capacity(doubles::ROWS));
        for ((values, slots), first) in chunks {
            chosen.clear();
            chosen.extend(slots.iter().zip(first..).map(|(slot, row)| {
                let is_there = nulls.is_none_or(|nulls| nulls.is_valid(row)) && rows.kept.is_none_or(|kept| kept.get(row) == Some(&true));
                if is_there { *slot } else { NO_SLOT }
            }));
            // What stands where nothing counts must not be in the way of what does.
            chosen_values.clear();
            chosen_values.extend(values.iter().zip(&chosen).map(|(value, slot)| if *slot == NO_SLOT { 0.0 } else { *value }));
            self.add_chunk(&chosen_values, &chosen, false, number(first));
        }
    }

    /// Adds a few doubles, of which each is a decimal of the scale at hand unless shown otherwise.
    fn add_chunk(&mut self, values: &[f64], slots: &[u32], is_counted: bool, first_row: u64) {
        if doubles::units(values, self.scale, self.near.units()) {
            if !is_counted {
                for slot in slots {
                    // A slot of no row is beyond all totals.
                    if let Some(count) = self.counts.get_mut(*slot as usize) {
                        *count = count.saturating_add(1);
                    }
                }
            }
            if !self.near.add(slots) {
                self.flush();
                self.near.add(slots);
            }
            return;
        }
        for (place, (value, slot)) in values.iter().zip(slots).enumerate() {
            let slot = *slot as usize;
            if slot >= self.totals.len() {
                continue;
            }
            if is_counted && let Some(count) = self.counts.get_mut(slot) {
                *count = count.saturating_sub(1);
            }
            match doubles::unit(*value, self.scale) {
                Some(units) => self.add_units(slot, i128::from(units), self.scale),
                None => self.add_odd_double(*value, slot, first_row.saturating_add(place as u64)),
            }
        }
    }

    /// Moves what was added last into the totals.
    fn flush(&mut self) {
        let (totals, exact, scale) = (&mut self.totals, &mut self.exact, self.scale);
        self.near.drain(|slot, units| {
            let Some(total) = totals.get_mut(slot) else { return };
            match total.checked_add(i128::from(units)) {
                Some(sum) => *total = sum,
                None => exact.entry(slot).or_default().add_scaled(i128::from(units), scale),
            }
        });
    }

    /// A double that is no integer of the scale at hand.
    fn add_odd_double(&mut self, value: f64, slot: usize, row: u64) {
        match short_decimal(value) {
            Some((units, scale)) if scale <= MOST_PLACES && self.widen(scale) => {
                let units = i128::from(units) * 10i128.pow(self.scale.saturating_sub(scale));
                self.add_units(slot, units, self.scale);
            }
            _ => self.add(slot, row, view::double(value)),
        }
    }

    /// Adds what an expression is in each row.
    pub(crate) fn add_fixed(&mut self, fixed: &Fixed, rows: Rows<'_>) {
        self.add_integers(fixed.units.iter().copied(), fixed.scale, fixed.nulls.as_ref(), rows);
    }

    fn add_integers(&mut self, values: impl Iterator<Item = i128>, scale: u32, nulls: Option<&NullBuffer>, rows: Rows<'_>) {
        let is_wide = scale > self.scale && !self.widen(scale);
        let power = 10i128.checked_pow(self.scale.saturating_sub(scale)).filter(|_| !is_wide);
        for (row, value) in values.enumerate() {
            if nulls.is_some_and(|nulls| nulls.is_null(row)) {
                continue;
            }
            let Some(slot) = rows.slot(row) else { continue };
            match power.and_then(|power| value.checked_mul(power)) {
                Some(units) => self.add_units(slot, units, self.scale),
                None => {
                    self.exact.entry(slot).or_default().add_scaled(value, scale);
                    self.count(slot);
                }
            }
        }
    }

    fn add_units(&mut self, slot: usize, units: i128, scale: u32) {
        if let Some(total) = self.totals.get_mut(slot) {
            match total.checked_add(units) {
                Some(sum) => *total = sum,
                None => self.exact.entry(slot).or_default().add_scaled(units, scale),
            }
        }
        self.count(slot);
    }

    fn count(&mut self, slot: usize) {
        if let Some(count) = self.counts.get_mut(slot) {
            *count = count.saturating_add(1);
        }
    }

    /// Gives the totals more places; false where one of them has no room.
    fn widen(&mut self, scale: u32) -> bool {
        if scale <= self.scale {
            return true;
        }
        self.flush();
        let Some(power) = 10i128.checked_pow(scale - self.scale) else { return false };
        let widened: Option<Vec<i128>> = self.totals.iter().map(|total| total.checked_mul(power)).collect();
        let Some(widened) = widened else { return false };
        (self.totals, self.scale) = (widened, scale);
        true
    }

    /// Adds any value; blanks are skipped, the first error stays.
    pub(crate) fn add(&mut self, slot: usize, row: u64, value: Value) {
        match value {
            Value::Blank(_) => {}
            error @ Value::Error(_) => self.fail(slot, row, error),
            other => match number(&other) {
                Ok(number) => self.add_number(slot, number),
                Err(error) => self.fail(slot, row, error),
            },
        }
    }

    /// Counts any value that is there, without adding it.
    pub(crate) fn add_count(&mut self, slot: usize, row: u64, value: Value) {
        match value {
            Value::Blank(_) => {}
            error @ Value::Error(_) => self.fail(slot, row, error),
            _ => self.count(slot),
        }
    }

    fn add_number(&mut self, slot: usize, number: Number) {
        self.exact.entry(slot).or_default().add(number);
        self.count(slot);
    }

    pub(crate) fn fail(&mut self, slot: usize, row: u64, error: Value) {
        let known = self.errors.get(&slot);
        if known.is_none_or(|(first, _)| row < *first) {
            self.errors.insert(slot, (row, error));
        }
    }

    /// Brings the totals up to date, before they are looked at.
    pub(crate) fn finish(&mut self, slots: usize) {
        self.reserve(slots);
        self.flush();
    }

    /// What is kept of a slot, once all is finished.
    pub(crate) fn state(&self, slot: usize, aggregation: &Aggregation) -> State {
        let mut sum = self.exact.get(&slot).cloned().unwrap_or_default();
        sum.add_scaled(self.totals.get(slot).copied().unwrap_or(0), self.scale);
        let count = self.counts.get(slot).copied().unwrap_or(0);
        State::of_sum(aggregation, sum, count, self.errors.get(&slot).cloned())
    }
}
