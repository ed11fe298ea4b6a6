//! Columns of a data frame as they are wanted: mostly as they lie; days from timestamps, nulls for NaN.
//!
//! A timestamp without a zone is the local time it says. With a zone of a fixed offset, such as `+07:00`, it is the day at that offset;
//! with a named zone, whose rules are not known here, the day in UTC.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Float32Type, Float64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, PrimitiveArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};

use super::{FrameKind, is_null};
use crate::Kind;

/// True if a column is taken as it lies, or nearly so, for what is wanted.
pub(crate) fn is_as_wanted(data_type: &DataType, wanted: &Kind) -> bool {
    matches!(
        (FrameKind::of(data_type), wanted),
        (FrameKind::Number, Kind::Number { .. })
            | (FrameKind::Text, Kind::Text)
            | (FrameKind::Bool, Kind::Bool)
            | (FrameKind::Date, Kind::Date)
    ) && *data_type != DataType::Float16
}

/// The column as it is wanted, and the rows in which it is infinite.
pub(crate) fn convert(array: &ArrayRef) -> (ArrayRef, Vec<usize>) {
    match array.data_type() {
        DataType::Float64 => doubles::<Float64Type>(array, |double| double),
        DataType::Float32 => doubles::<Float32Type>(array, f64::from),
        DataType::Date64 | DataType::Timestamp(..) => {
            let days = (0..array.len())
                .map(|row| if is_null(array, row) { None } else { day(array, row).and_then(|days| i32::try_from(days).ok()) });
            (Arc::new(days.collect::<PrimitiveArray<Date32Type>>()), Vec::new())
        }
        _ => (Arc::clone(array), Vec::new()),
    }
}

/// NaN is null. The values themselves are shared, not copied.
fn doubles<T: ArrowPrimitiveType>(array: &ArrayRef, widen: impl Fn(T::Native) -> f64) -> (ArrayRef, Vec<usize>) {
    let Some(numbers) = array.as_primitive_opt::<T>() else { return (Arc::clone(array), Vec::new()) };
    // Nearly always all are numbers, which is soon told without looking at each by itself.
    if numbers.values().iter().fold(true, |all, number| all & widen(*number).is_finite()) {
        return (Arc::clone(array), Vec::new());
    }
    let mut infinite = Vec::new();
    let mut has_odd = false;
    for (row, number) in numbers.values().iter().enumerate() {
        let double = widen(*number);
        if !double.is_finite() && !is_null(numbers, row) {
            has_odd = true;
            if double.is_infinite() {
                infinite.push(row);
            }
        }
    }
    if !has_odd {
        return (Arc::clone(array), infinite);
    }
    let valid = numbers.values().iter().enumerate().map(|(row, number)| !is_null(numbers, row) && widen(*number).is_finite());
    let nulls = NullBuffer::from(valid.collect::<Vec<bool>>());
    let masked = PrimitiveArray::<T>::try_new(numbers.values().clone(), Some(nulls));
    (masked.map_or_else(|_| Arc::clone(array), |masked| Arc::new(masked) as ArrayRef), infinite)
}

/// Days since 1970-01-01 of a moment.
pub(super) fn day(array: &dyn Array, row: usize) -> Option<i64> {
    let (units, per_day, zone) = match array.data_type() {
        DataType::Date64 => (array.as_primitive_opt::<Date64Type>()?.value(row), 86_400_000, None),
        DataType::Timestamp(TimeUnit::Second, zone) => {
            (array.as_primitive_opt::<TimestampSecondType>()?.value(row), 86_400, zone.as_deref())
        }
        DataType::Timestamp(TimeUnit::Millisecond, zone) => {
            (array.as_primitive_opt::<TimestampMillisecondType>()?.value(row), 86_400_000, zone.as_deref())
        }
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            (array.as_primitive_opt::<TimestampMicrosecondType>()?.value(row), 86_400_000_000, zone.as_deref())
        }
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => {
            (array.as_primitive_opt::<TimestampNanosecondType>()?.value(row), 86_400_000_000_000, zone.as_deref())
        }
        _ => return None,
    };
    let minutes = zone.and_then(offset).unwrap_or(0);
    let shift = (per_day / 1_440i64).checked_mul(minutes)?;
    Some(units.checked_add(shift)?.div_euclid(per_day))
}

/// Minutes of `+07:00`, `-0530`, `+07`.
fn offset(zone: &str) -> Option<i64> {
    let (sign, rest) = match zone.as_bytes() {
        [b'+', ..] => (1i64, zone.get(1..)?),
        [b'-', ..] => (-1i64, zone.get(1..)?),
        _ => return None,
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let minutes = hours.parse::<i64>().ok()?.checked_mul(60)?.checked_add(minutes.parse().ok()?)?;
    minutes.checked_mul(sign)
}
