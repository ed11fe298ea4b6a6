//! A column of a batch as this crate reads it: numbers, members, texts, dates, conditions.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, Date32Array, DictionaryArray, GenericStringArray, OffsetSizeTrait, StringViewArray, downcast_dictionary_array,
};
use arrow_buffer::{ArrowNativeType, i256};
use arrow_schema::DataType;
use tolok_value::{ErrorKind, Number, Value, date_of_unix_day};

use crate::member_table::{MemberTable, NO_ID};
use crate::short_texts::Packed;

/// A column of a batch.
pub(crate) struct View {
    pub(crate) cells: Cells,
    /// The cells that hold errors, by row.
    pub(crate) errors: BTreeMap<usize, Value>,
}

/// The values of a column.
pub(crate) enum Cells {
    /// The number of each row's member.
    Members(Vec<u32>),
    /// Whatever else there is.
    Array(ArrayRef),
    /// The source has no such column.
    Missing,
}

impl View {
    /// The value of a row; a member by its name.
    pub(crate) fn value(&self, row: usize, name: &dyn Fn(u32) -> Arc<str>) -> Value {
        if let Some(error) = self.errors.get(&row) {
            return error.clone();
        }
        match &self.cells {
            Cells::Missing => Value::BLANK,
            Cells::Members(ids) => match ids.get(row) {
                None | Some(&NO_ID) => Value::BLANK,
                Some(id) => Value::Text(name(*id)),
            },
            Cells::Array(array) => value(array, row),
        }
    }

    /// The day of a row.
    pub(crate) fn day(&self, row: usize) -> Option<i32> {
        self.days().filter(|days| days.is_valid(row)).and_then(|days| days.values().get(row).copied())
    }

    /// The days of all rows.
    pub(crate) fn days(&self) -> Option<&Date32Array> {
        match &self.cells {
            Cells::Array(array) => array.as_primitive_opt(),
            _ => None,
        }
    }
}

/// The number of each row's member, in the order of the rows; a null is an empty text. A text of a dictionary is looked up once.
pub(crate) fn members(array: &ArrayRef, table: &mut MemberTable, first_row: u64) -> Vec<u32> {
    let plain = array.as_ref();
    downcast_dictionary_array!(
        plain => by_key(plain, |row, text| table.id(text, first_row.saturating_add(row as u64))),
        DataType::Utf8 => of_texts(plain.as_string::<i32>(), table, first_row),
        DataType::LargeUtf8 => of_texts(plain.as_string::<i64>(), table, first_row),
        DataType::Utf8View => of_views(plain.as_string_view(), table, first_row),
        _ => (0..array.len()).zip(first_row..).map(|(row, number)| table.id(&text_of(array, row), number)).collect()
    )
}

fn of_texts<O: OffsetSizeTrait>(texts: &GenericStringArray<O>, table: &mut MemberTable, first_row: u64) -> Vec<u32> {
    let nulls = texts.nulls().filter(|nulls| nulls.null_count() > 0);
    let all = texts.value_data();
    let id = |((row, bounds), number): ((usize, &[O]), u64)| {
        let [start, end] = bounds else { return NO_ID };
        let (start, end) = (start.as_usize(), end.as_usize());
        if nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return table.id("", number);
        }
        let packed = all.get(start..).and_then(|bytes| Packed::of(bytes, end.saturating_sub(start)));
        table.packed_id(packed, || texts.value(row), number)
    };
    texts.value_offsets().windows(2).enumerate().zip(first_row..).map(id).collect()
}

fn of_views(texts: &StringViewArray, table: &mut MemberTable, first_row: u64) -> Vec<u32> {
    let nulls = texts.nulls().filter(|nulls| nulls.null_count() > 0);
    let id = |((row, view), number): ((usize, &u128), u64)| {
        if nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return table.id("", number);
        }
        match Packed::of_view(*view) {
            Some(packed) => table.packed_id(Some(packed), || texts.value(row), number),
            None => table.id(texts.value(row), number),
        }
    };
    texts.views().iter().enumerate().zip(first_row..).map(id).collect()
}

fn by_key<K: ArrowDictionaryKeyType>(array: &DictionaryArray<K>, mut number: impl FnMut(usize, &str) -> u32) -> Vec<u32> {
    const UNKNOWN: u32 = u32::MAX;
    let mut known = vec![UNKNOWN; array.values().len()];
    let mut nothing = None;
    let mut numbers = Vec::with_capacity(array.len());
    for (row, key) in array.keys().values().iter().enumerate() {
        let cell = if array.keys().is_null(row) { None } else { known.get_mut(key.as_usize()) };
        numbers.push(match cell {
            Some(cell) => {
                if *cell == UNKNOWN {
                    *cell = number(row, &text_of(array.values(), key.as_usize()));
                }
                *cell
            }
            None => *nothing.get_or_insert_with(|| number(row, "")),
        });
    }
    numbers
}

/// The text that a value is as a member.
fn text_of(array: &ArrayRef, row: usize) -> String {
    match value(array, row) {
        Value::Blank(_) | Value::Error(_) => String::new(),
        value => value.to_string(),
    }
}

/// The value of a row of an array; a null is blank.
pub fn value(array: &ArrayRef, row: usize) -> Value {
    if array.is_null(row) {
        return Value::BLANK;
    }
    match array.data_type() {
        DataType::Float64 => double(array.as_primitive::<Float64Type>().value(row)),
        DataType::Float32 => float(array.as_primitive::<Float32Type>().value(row)),
        DataType::Int64 => Value::Number(array.as_primitive::<Int64Type>().value(row).into()),
        DataType::Int32 => whole::<Int32Type>(array, row),
        DataType::Int16 => whole::<Int16Type>(array, row),
        DataType::Int8 => whole::<Int8Type>(array, row),
        DataType::UInt64 => Value::Number(array.as_primitive::<UInt64Type>().value(row).into()),
        DataType::UInt32 => whole::<UInt32Type>(array, row),
        DataType::UInt16 => whole::<UInt16Type>(array, row),
        DataType::UInt8 => whole::<UInt8Type>(array, row),
        DataType::Decimal32(_, scale) => scaled(array.as_primitive::<Decimal32Type>().value(row).into(), *scale),
        DataType::Decimal64(_, scale) => scaled(array.as_primitive::<Decimal64Type>().value(row).into(), *scale),
        DataType::Decimal128(_, scale) => scaled(array.as_primitive::<Decimal128Type>().value(row), *scale),
        DataType::Decimal256(_, scale) => wide(array.as_primitive::<Decimal256Type>().value(row), *scale),
        DataType::Utf8 => text(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => text(array.as_string::<i64>().value(row)),
        DataType::Utf8View => text(array.as_string_view().value(row)),
        DataType::Boolean => Value::Bool(array.as_boolean().value(row)),
        DataType::Date32 => date_of_unix_day(array.as_primitive::<Date32Type>().value(row)).map_or(Value::BLANK, Value::Date),
        DataType::Dictionary(..) => match dictionary_value(array, row) {
            Some(value) => value,
            None => Value::BLANK,
        },
        _ => Value::BLANK,
    }
}

fn dictionary_value(array: &ArrayRef, row: usize) -> Option<Value> {
    let array = array.as_ref();
    downcast_dictionary_array!(
        array => {
            let key = array.key(row)?;
            Some(value(array.values(), key))
        },
        _ => None
    )
}

fn whole<T: ArrowPrimitiveType>(array: &ArrayRef, row: usize) -> Value
where
    T::Native: Into<i64>,
{
    let integer: i64 = array.as_primitive::<T>().value(row).into();
    Value::Number(integer.into())
}

fn text(text: &str) -> Value {
    if text.trim().is_empty() { Value::BLANK } else { Value::text(text) }
}

/// A double is the shortest decimal that reads back as it; NaN is blank.
pub(crate) fn double(double: f64) -> Value {
    if double.is_nan() {
        return Value::BLANK;
    }
    match Number::from_f64(double) {
        Ok(number) => Value::Number(number),
        Err(_) => Value::error(ErrorKind::Number, format!("{double} is out of the range of numbers")),
    }
}

/// The shortest decimal of a float of 32 bits is not that of the double of the same size.
fn float(float: f32) -> Value {
    if float.is_nan() {
        return Value::BLANK;
    }
    match Number::from_f32(float) {
        Ok(number) => Value::Number(number),
        Err(_) => Value::error(ErrorKind::Number, format!("{float} is out of the range of numbers")),
    }
}

fn scaled(units: i128, scale: i8) -> Value {
    match u32::try_from(scale) {
        Ok(scale) => Value::from(Number::from_scaled(units, scale)),
        Err(_) => Value::from(Number::parse(&format!("{units}e{}", scale.unsigned_abs()))),
    }
}

fn wide(units: i256, scale: i8) -> Value {
    match units.to_i128() {
        Some(units) => scaled(units, scale),
        None => Value::from(Number::parse(&format!("{units}e{}", -i16::from(scale)))),
    }
}
