//! Moments of a named time zone, such as `Europe/Warsaw`: the day that the calendar on the wall there shows.
//!
//! Moments without a zone, and those of a fixed offset, are understood further down.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType};
use arrow_array::{Array, ArrayRef, PrimitiveArray, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, TimeUnit};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::refused::Column;

/// The batch with days in place of moments of named zones.
pub(super) fn in_local_days(batch: RecordBatch) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    if !schema.fields().iter().any(|field| named_zone(field.data_type()).is_some()) {
        return Ok(batch);
    }
    let mut fields = Vec::with_capacity(schema.fields().len());
    let mut columns: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        match named_zone(field.data_type()) {
            None => {
                fields.push(Arc::clone(field));
                columns.push(Arc::clone(column));
            }
            Some(name) => match TimeZone::get(name) {
                Ok(zone) => {
                    fields.push(Arc::new(Field::new(field.name(), DataType::Date32, true)));
                    columns.push(Arc::new(days(column, &zone)));
                }
                Err(_) => {
                    let refused = Column::refused(field.name().clone(), column.len(), format!("its time zone `{name}` is not known"));
                    fields.push(refused.field());
                    columns.push(refused.array);
                }
            },
        }
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

/// The zone of a type, unless it is an offset or that of the clock everywhere.
fn named_zone(kind: &DataType) -> Option<&str> {
    let DataType::Timestamp(_, Some(zone)) = kind else { return None };
    let is_offset = zone.starts_with(['+', '-']) || zone.eq_ignore_ascii_case("UTC") || &**zone == "Z";
    (!is_offset).then_some(zone)
}

fn days(column: &ArrayRef, zone: &TimeZone) -> PrimitiveArray<Date32Type> {
    let day = |row: usize| {
        if column.is_null(row) {
            return None;
        }
        let date = zone.to_datetime(moment(column, row)?).date();
        let epoch = Date::new(1970, 1, 1).ok()?;
        Some(epoch.until(date).ok()?.get_days())
    };
    (0..column.len()).map(day).collect()
}

fn moment(column: &ArrayRef, row: usize) -> Option<Timestamp> {
    match column.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => {
            Timestamp::from_second(column.as_primitive_opt::<TimestampSecondType>()?.value(row)).ok()
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            Timestamp::from_millisecond(column.as_primitive_opt::<TimestampMillisecondType>()?.value(row)).ok()
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            Timestamp::from_microsecond(column.as_primitive_opt::<TimestampMicrosecondType>()?.value(row)).ok()
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            Timestamp::from_nanosecond(i128::from(column.as_primitive_opt::<TimestampNanosecondType>()?.value(row))).ok()
        }
        _ => None,
    }
}
