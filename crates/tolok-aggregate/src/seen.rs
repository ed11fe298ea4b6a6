//! Which values of a column were met already in a slot: what was met before is no different value, and need not be looked at again.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use rustc_hash::{FxHashMap, FxHashSet};
use tolok_plan::Kind;

use crate::prepared::{Prepared, RowLeaf};
use crate::view::{Cells, View};

/// The values that were met.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// A number for each text, as it is written.
    texts: FxHashMap<Box<str>, u64>,
    pairs: FxHashSet<(u32, u64)>,
}

impl Seen {
    /// A number for each row that is the same only where the value is; nothing where the measure looks at more than one column, or where
    /// its column is of another type.
    pub(crate) fn values(&mut self, prepared: &Prepared<'_>, views: &[View]) -> Option<Vec<u64>> {
        let Kind::Leaf(RowLeaf::Column(view)) = &prepared.expression.kind else { return None };
        let view = views.get(*view).filter(|view| view.errors.is_empty() && prepared.measure.conversion.is_none())?;
        match &view.cells {
            Cells::Members(ids) => Some(ids.iter().map(|id| u64::from(*id)).collect()),
            Cells::Array(array) if array.null_count() == 0 => self.of_array(array),
            _ => None,
        }
    }

    fn of_array(&mut self, array: &ArrayRef) -> Option<Vec<u64>> {
        if let Some(texts) = array.as_string_opt::<i32>() {
            return Some(texts.iter().map(|text| self.text(text.unwrap_or(""))).collect());
        }
        if let Some(texts) = array.as_string_opt::<i64>() {
            return Some(texts.iter().map(|text| self.text(text.unwrap_or(""))).collect());
        }
        if let Some(texts) = array.as_string_view_opt() {
            return Some(texts.iter().map(|text| self.text(text.unwrap_or(""))).collect());
        }
        if let Some(doubles) = array.as_primitive_opt::<Float64Type>() {
            return Some(doubles.values().iter().map(|double| double.to_bits()).collect());
        }
        if let Some(integers) = array.as_primitive_opt::<Int64Type>() {
            return Some(integers.values().iter().map(|integer| integer.cast_unsigned()).collect());
        }
        let days = array.as_primitive_opt::<Date32Type>()?;
        Some(days.values().iter().map(|day| u64::from(day.cast_unsigned())).collect())
    }

    fn text(&mut self, text: &str) -> u64 {
        if let Some(known) = self.texts.get(text) {
            return *known;
        }
        let number = self.texts.len() as u64;
        self.texts.insert(text.into(), number);
        number
    }

    /// True if the value was met in this slot before; from now on it was.
    pub(crate) fn was_met(&mut self, slot: u32, value: u64) -> bool {
        !self.pairs.insert((slot, value))
    }
}
