//! Expressions of numbers over all rows of a batch at once, as integers of one scale: `price * units` without a decimal for each row.
//!
//! Taken only where no step can round, so that every row has the value that computing it by itself gives.

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use tolok_plan::Kind;
use tolok_value::{Arithmetic, Number, Value, short_decimal};

use crate::fast_sum::in_units;
use crate::prepared::{RowFormula, RowLeaf};
use crate::view::{Cells, View};

/// Numbers have 28 digits; below this nothing is rounded.
const MOST: u128 = 10u128.pow(28);
const MOST_PLACES: u32 = 28;

/// A number for each row.
pub(crate) struct Fixed {
    /// Units of 10^-scale; whatever where there is no value.
    pub(crate) units: Vec<i128>,
    pub(crate) scale: u32,
    /// Which rows have a value; all where nothing is said.
    pub(crate) nulls: Option<NullBuffer>,
    /// No unit is larger.
    largest: u128,
}

impl Fixed {
    /// The values of an expression in all rows; nothing where it is more than sums and products of columns and constants, or where a
    /// value might be rounded.
    pub(crate) fn of(formula: &RowFormula, views: &[View], rows: usize) -> Option<Self> {
        match &formula.kind {
            Kind::Leaf(RowLeaf::Column(view)) => {
                let view = views.get(*view).filter(|view| view.errors.is_empty())?;
                match &view.cells {
                    Cells::Array(array) => Self::of_column(array),
                    _ => None,
                }
            }
            Kind::Leaf(RowLeaf::Value(Value::Number(number))) | Kind::Value(Value::Number(number)) => Self::constant(*number, rows),
            Kind::Negate(operand) => Self::of(operand, views, rows).map(Self::negated),
            Kind::Percent(operand) => {
                let fixed = Self::of(operand, views, rows)?;
                let scale = fixed.scale.saturating_add(2);
                (scale <= MOST_PLACES).then_some(Self { scale, ..fixed })
            }
            Kind::Chain { first, rest } => {
                let mut all = Self::of(first, views, rows)?;
                for (operator, operand) in rest {
                    if matches!(operator, Arithmetic::Concat | Arithmetic::Divide) {
                        return None;
                    }
                    let operand = Self::of(operand, views, rows)?;
                    all = match operator {
                        Arithmetic::Multiply => all.times(&operand)?,
                        Arithmetic::Subtract => all.plus(operand.negated())?,
                        _ => all.plus(operand)?,
                    };
                }
                Some(all)
            }
            _ => None,
        }
    }

    fn of_column(array: &ArrayRef) -> Option<Self> {
        let (units, scale): (Vec<i128>, u32) = match array.data_type() {
            DataType::Float64 => {
                let (units, scale) = in_units(array.as_primitive::<Float64Type>())?;
                (units.into_iter().map(i128::from).collect(), scale)
            }
            DataType::Int64 => (array.as_primitive::<Int64Type>().values().iter().map(|value| i128::from(*value)).collect(), 0),
            DataType::Int32 => (array.as_primitive::<Int32Type>().values().iter().map(|value| i128::from(*value)).collect(), 0),
            DataType::Decimal128(_, scale) => {
                let scale = u32::try_from(*scale).ok().filter(|scale| *scale <= MOST_PLACES)?;
                (array.as_primitive::<Decimal128Type>().values().to_vec(), scale)
            }
            _ => return None,
        };
        Self::checked(units, scale, array.nulls().filter(|nulls| nulls.null_count() > 0).cloned())
    }

    fn constant(number: Number, rows: usize) -> Option<Self> {
        let (units, scale) = short_decimal(number.to_f64())?;
        // A constant of more digits than a double has is left to whoever computes with all of them.
        (Number::from_scaled(i128::from(units), scale) == Ok(number)).then(|| Self::checked(vec![i128::from(units); rows], scale, None))?
    }

    /// What stands where there is no value counts among the largest, too: it may only be too careful.
    fn checked(units: Vec<i128>, scale: u32, nulls: Option<NullBuffer>) -> Option<Self> {
        let largest = units.iter().fold(0, |largest, units| units.unsigned_abs().max(largest));
        (largest < MOST).then_some(Self { units, scale, nulls, largest })
    }

    fn negated(mut self) -> Self {
        self.units.iter_mut().for_each(|units| *units = units.wrapping_neg());
        self
    }

    fn times(mut self, other: &Self) -> Option<Self> {
        let largest = self.largest.checked_mul(other.largest).filter(|largest| *largest < MOST)?;
        let scale = self.scale.saturating_add(other.scale);
        // No product is larger than that of the largest, so none wraps.
        self.units.iter_mut().zip(&other.units).for_each(|(units, others)| *units = units.wrapping_mul(*others));
        let nulls = NullBuffer::union(self.nulls.as_ref(), other.nulls.as_ref());
        (scale <= MOST_PLACES).then_some(Self { units: self.units, scale, nulls, largest })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let (mut one, other) = aligned(self, other)?;
        let largest = one.largest.checked_add(other.largest).filter(|largest| *largest < MOST)?;
        one.units.iter_mut().zip(&other.units).for_each(|(units, others)| *units = units.wrapping_add(*others));
        let nulls = NullBuffer::union(one.nulls.as_ref(), other.nulls.as_ref());
        Some(Self { units: one.units, scale: one.scale, nulls, largest })
    }

    fn widened(mut self, scale: u32) -> Option<Self> {
        let power = 10u128.checked_pow(scale.saturating_sub(self.scale))?;
        let largest = self.largest.checked_mul(power).filter(|largest| *largest < MOST)?;
        let power = i128::try_from(power).ok()?;
        if power != 1 {
            self.units.iter_mut().for_each(|units| *units = units.wrapping_mul(power));
        }
        Some(Self { scale: self.scale.max(scale), largest, ..self })
    }
}

/// Both in the units of the finer one.
pub(crate) fn aligned(one: Fixed, other: Fixed) -> Option<(Fixed, Fixed)> {
    let scale = one.scale.max(other.scale);
    Some((one.widened(scale)?, other.widened(scale)?))
}
