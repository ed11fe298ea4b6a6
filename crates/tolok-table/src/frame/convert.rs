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
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, TimeUnit};

use super::FrameKind;
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
        DataType::Date64 | DataType::Timestamp(..) => match Moments::of(array) {
            Some(moments) => (Arc::new(moments.days()), Vec::new()),
            None => (Arc::clone(array), Vec::new()),
        },
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
    let finite = |row: usize| numbers.values().get(row).is_some_and(|number| widen(*number).is_finite());
    let finite = BooleanBuffer::collect_bool(numbers.len(), finite);
    let among_valid = |rows: BooleanBuffer| match numbers.nulls() {
        Some(nulls) => nulls.inner() & &rows,
        None => rows,
    };
    let odd = among_valid(!&finite);
    if odd.count_set_bits() == 0 {
        return (Arc::clone(array), Vec::new());
    }
    let is_infinite = |row: &usize| numbers.values().get(*row).is_some_and(|number| widen(*number).is_infinite());
    let infinite = odd.set_indices().filter(is_infinite).collect();
    let masked = PrimitiveArray::<T>::try_new(numbers.values().clone(), Some(NullBuffer::new(among_valid(finite))));
    (masked.map_or_else(|_| Arc::clone(array), |masked| Arc::new(masked) as ArrayRef), infinite)
}

/// Moments as they lie in memory, and how many of their units are a day.
pub(super) struct Moments<'a> {
    units: &'a [i64],
    nulls: Option<&'a NullBuffer>,
    unit: TimeUnit,
    /// Units between the clock of the zone and that of UTC; nothing where there are more than a number holds.
    shift: Option<i64>,
}

impl<'a> Moments<'a> {
    pub(super) fn of(array: &'a dyn Array) -> Option<Self> {
        let (units, unit, zone): (&[i64], _, _) = match array.data_type() {
            DataType::Date64 => (array.as_primitive_opt::<Date64Type>()?.values(), TimeUnit::Millisecond, None),
            DataType::Timestamp(unit, zone) => {
                let units: &[i64] = match unit {
                    TimeUnit::Second => array.as_primitive_opt::<TimestampSecondType>()?.values(),
                    TimeUnit::Millisecond => array.as_primitive_opt::<TimestampMillisecondType>()?.values(),
                    TimeUnit::Microsecond => array.as_primitive_opt::<TimestampMicrosecondType>()?.values(),
                    TimeUnit::Nanosecond => array.as_primitive_opt::<TimestampNanosecondType>()?.values(),
                };
                (units, *unit, zone.as_deref())
            }
            _ => return None,
        };
        let minutes = zone.and_then(offset).unwrap_or(0);
        Some(Self { units, nulls: array.nulls(), unit, shift: (per_day(unit) / 1_440).checked_mul(minutes) })
    }

    /// Days since 1970-01-01 of the moment of a row.
    pub(super) fn day(&self, row: usize) -> Option<i64> {
        if self.nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return None;
        }
        Some(self.units.get(row)?.checked_add(self.shift?)?.div_euclid(per_day(self.unit)))
    }

    /// The days of all rows; nothing where there is none that a day of the calendar can be.
    fn days(&self) -> PrimitiveArray<Date32Type> {
        // A division by a number that is known beforehand is much quicker than one by any number.
        let plain = match self.unit {
            _ if self.shift != Some(0) => None,
            TimeUnit::Second => plain::<{ per_day(TimeUnit::Second) }>(self.units),
            TimeUnit::Millisecond => plain::<{ per_day(TimeUnit::Millisecond) }>(self.units),
            TimeUnit::Microsecond => plain::<{ per_day(TimeUnit::Microsecond) }>(self.units),
            TimeUnit::Nanosecond => plain::<{ per_day(TimeUnit::Nanosecond) }>(self.units),
        };
        match plain.and_then(|days| PrimitiveArray::try_new(days.into(), self.nulls.cloned()).ok()) {
            Some(days) => days,
            None => (0..self.units.len()).map(|row| self.day(row).and_then(|day| i32::try_from(day).ok())).collect(),
        }
    }
}

/// The days of moments of which all are days of the calendar.
fn plain<const PER_DAY: i64>(units: &[i64]) -> Option<Vec<i32>> {
    let mut all_fit = true;
    let day = |units: &i64| {
        let day = i32::try_from(units.div_euclid(PER_DAY));
        all_fit &= day.is_ok();
        day.unwrap_or(0)
    };
    let days = units.iter().map(day).collect();
    all_fit.then_some(days)
}

const fn per_day(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 86_400,
        TimeUnit::Millisecond => 86_400_000,
        TimeUnit::Microsecond => 86_400_000_000,
        TimeUnit::Nanosecond => 86_400_000_000_000,
    }
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
