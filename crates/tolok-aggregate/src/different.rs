//! The different values of a column, each with a number: what is counted are numbers, and a value is folded once, not for each row.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait};
use rustc_hash::FxHashMap;
use tolok_plan::Kind;
use tolok_value::Value;

use crate::prepared::{Prepared, RowLeaf};
use crate::state::DistinctKey;
use crate::view::{self, Cells, View};

/// The number of a row without a value.
const NONE: u32 = u32::MAX;

/// The different values that were met.
#[derive(Debug, Default)]
pub(crate) struct Different {
    keys: Vec<DistinctKey>,
    by_key: FxHashMap<DistinctKey, u32>,
    /// Texts as they are written.
    texts: FxHashMap<Box<str>, u32>,
    /// Numbers and days as they lie in memory.
    bits: FxHashMap<u64, u32>,
}

impl Different {
    /// The number of a value.
    pub(crate) fn number(&mut self, value: &Value) -> u32 {
        self.key_number(DistinctKey::of(value))
    }

    fn key_number(&mut self, key: DistinctKey) -> u32 {
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(NONE);
        self.keys.push(key.clone());
        self.by_key.insert(key, number);
        number
    }

    /// The number here of each value that another thread has met.
    pub(crate) fn join(&mut self, other: &Different) -> Vec<u32> {
        other.keys.iter().map(|key| self.key_number(key.clone())).collect()
    }

    /// The number of each row's value, where the measure looks at one column of texts, doubles, integers or days without errors.
    pub(crate) fn of_column(&mut self, prepared: &Prepared<'_>, views: &[View]) -> Option<Vec<Option<u32>>> {
        let Kind::Leaf(RowLeaf::Column(view)) = &prepared.expression.kind else { return None };
        let view = views.get(*view).filter(|view| view.errors.is_empty() && prepared.measure.conversion.is_none())?;
        let Cells::Array(array) = &view.cells else { return None };
        if let Some(texts) = array.as_string_opt::<i32>() {
            return Some(self.of_texts(texts));
        }
        if let Some(texts) = array.as_string_opt::<i64>() {
            return Some(self.of_texts(texts));
        }
        if let Some(texts) = array.as_string_view_opt() {
            return Some(texts.iter().map(|text| self.text(text?)).collect());
        }
        if let Some(doubles) = array.as_primitive_opt::<Float64Type>() {
            // An infinity is an error of its row.
            let is_plain = doubles.values().iter().all(|double| double.is_finite());
            return is_plain.then(|| self.of_bits(array, doubles.values().iter().map(|double| double.to_bits())));
        }
        if let Some(integers) = array.as_primitive_opt::<Int64Type>() {
            return Some(self.of_bits(array, integers.values().iter().map(|integer| integer.cast_unsigned())));
        }
        let days = array.as_primitive_opt::<Date32Type>()?;
        Some(self.of_bits(array, days.values().iter().map(|day| u64::from(day.cast_unsigned()))))
    }

    fn of_texts<O: OffsetSizeTrait>(&mut self, texts: &GenericStringArray<O>) -> Vec<Option<u32>> {
        texts.iter().map(|text| self.text(text?)).collect()
    }

    /// The number of a text; one of spaces alone is blank.
    fn text(&mut self, text: &str) -> Option<u32> {
        let number = match self.texts.get(text) {
            Some(known) => *known,
            None => {
                let number = if text.trim().is_empty() { NONE } else { self.number(&Value::text(text)) };
                self.texts.insert(text.into(), number);
                number
            }
        };
        (number != NONE).then_some(number)
    }

    fn of_bits(&mut self, array: &ArrayRef, bits: impl Iterator<Item = u64>) -> Vec<Option<u32>> {
        let number = |(row, bits): (usize, u64)| {
            if array.is_null(row) {
                return None;
            }
            let number = match self.bits.get(&bits) {
                Some(known) => *known,
                None => {
                    let number = match view::value(array, row) {
                        Value::Blank(_) => NONE,
                        value => self.number(&value),
                    };
                    self.bits.insert(bits, number);
                    number
                }
            };
            (number != NONE).then_some(number)
        };
        bits.enumerate().map(number).collect()
    }
}
