//! The cells of an Arrow array as fields.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, BooleanArray, LargeStringArray, PrimitiveArray, StringArray, StringViewArray};
use arrow_schema::DataType;

use super::convert::Moments;
use super::is_null;
use crate::date::of_days;
use crate::field::Field;

/// An array made ready for being looked at cell by cell.
pub(super) enum Look<'a> {
    Text(&'a StringArray),
    LargeText(&'a LargeStringArray),
    TextView(&'a StringViewArray),
    /// A key for each row, and the values they stand for.
    Dictionary {
        array: &'a dyn Array,
        keys: Vec<usize>,
        values: Box<Look<'a>>,
    },
    Bool(&'a BooleanArray),
    Double(&'a PrimitiveArray<Float64Type>),
    Moments(Moments<'a>),
    Other(&'a dyn Array),
}

impl<'a> Look<'a> {
    pub(super) fn at(array: &'a dyn Array) -> Self {
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            let keys = if dictionary.values().is_empty() { Vec::new() } else { dictionary.normalized_keys() };
            return Look::Dictionary { array, keys, values: Box::new(Look::at(dictionary.values().as_ref())) };
        }
        if let Some(texts) = array.as_string_opt::<i32>() {
            Look::Text(texts)
        } else if let Some(texts) = array.as_string_opt::<i64>() {
            Look::LargeText(texts)
        } else if let Some(texts) = array.as_string_view_opt() {
            Look::TextView(texts)
        } else if let Some(doubles) = array.as_primitive_opt::<Float64Type>() {
            Look::Double(doubles)
        } else if let Some(truths) = array.as_boolean_opt() {
            Look::Bool(truths)
        } else if let Some(moments) = Moments::of(array) {
            Look::Moments(moments)
        } else {
            Look::Other(array)
        }
    }

    pub(super) fn field(&self, row: usize) -> Field<'_> {
        match self {
            Look::Text(array) if !is_null(array, row) => Field::of_text(array.value(row)),
            Look::LargeText(array) if !is_null(array, row) => Field::of_text(array.value(row)),
            Look::TextView(array) if !is_null(array, row) => Field::of_text(array.value(row)),
            Look::Dictionary { array, keys, values } if !is_null(*array, row) => {
                keys.get(row).map_or(Field::Empty, |key| values.field(*key))
            }
            Look::Bool(array) if !is_null(array, row) => Field::Bool(array.value(row)),
            Look::Double(array) if !is_null(array, row) => double(array.value(row)),
            Look::Moments(moments) => moments.day(row).and_then(of_days).map_or(Field::Empty, Field::Date),
            Look::Other(array) if !is_null(*array, row) => other(*array, row),
            _ => Field::Empty,
        }
    }
}

fn double(number: f64) -> Field<'static> {
    if number.is_nan() { Field::Empty } else { Field::Number(number) }
}

/// Cells of the rarer types.
fn other(array: &dyn Array, row: usize) -> Field<'static> {
    macro_rules! whole {
        ($kind:ty) => {
            array.as_primitive_opt::<$kind>().map_or(Field::Empty, |array| Field::Whole(i128::from(array.value(row))))
        };
    }
    macro_rules! scaled {
        ($kind:ty, $scale:expr) => {
            array.as_primitive_opt::<$kind>().map_or(Field::Empty, |array| Field::Scaled(i128::from(array.value(row)), *$scale))
        };
    }
    match array.data_type() {
        DataType::Int8 => whole!(Int8Type),
        DataType::Int16 => whole!(Int16Type),
        DataType::Int32 => whole!(Int32Type),
        DataType::Int64 => whole!(Int64Type),
        DataType::UInt8 => whole!(UInt8Type),
        DataType::UInt16 => whole!(UInt16Type),
        DataType::UInt32 => whole!(UInt32Type),
        DataType::UInt64 => whole!(UInt64Type),
        DataType::Decimal32(_, scale) => scaled!(Decimal32Type, scale),
        DataType::Decimal64(_, scale) => scaled!(Decimal64Type, scale),
        DataType::Decimal128(_, scale) => scaled!(Decimal128Type, scale),
        DataType::Decimal256(_, scale) => {
            let array = array.as_primitive_opt::<arrow_array::types::Decimal256Type>();
            let units = array.and_then(|array| array.value(row).to_i128());
            units.map_or(Field::Empty, |units| Field::Scaled(units, *scale))
        }
        // The shortest decimal of a single is not that of the double it widens to: 0.1 stays 0.1.
        DataType::Float32 => array.as_primitive_opt::<Float32Type>().map_or(Field::Empty, |array| single(array.value(row))),
        DataType::Float16 => array.as_primitive_opt::<Float16Type>().map_or(Field::Empty, |array| single(array.value(row).to_f32())),
        DataType::Date32 => {
            let days = array.as_primitive_opt::<Date32Type>().map(|array| i64::from(array.value(row)));
            days.and_then(of_days).map_or(Field::Empty, Field::Date)
        }
        _ => Field::Empty,
    }
}

fn single(number: f32) -> Field<'static> {
    double(number.to_string().parse().unwrap_or(f64::NAN))
}
