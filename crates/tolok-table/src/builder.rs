//! Columns of one batch, cell by cell, as Arrow arrays.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, StringBuilder};
use arrow_array::types::{Decimal128Type, Decimal256Type, Float64Type};
use arrow_array::{ArrayRef, PrimitiveArray};
use arrow_buffer::i256;
use tolok_value::{Number, read_bool, unix_day};

use crate::Kind;
use crate::date::Order;
use crate::decimal::Decimal;
use crate::field::Field;
use crate::number::{Figure, Numbers};
use crate::profile::{Found, date_of};

/// The widest decimal of 128 bits.
const DIGITS_128: u32 = 38;

/// A column that is being built.
pub(crate) struct ColumnBuilder {
    numbers_of: Numbers,
    order: Option<Order>,
    cells: Cells,
}

enum Cells {
    Numbers { figures: Vec<Option<Figure>>, has_doubles: bool, has_decimals: bool },
    Texts(StringBuilder),
    Bools(BooleanBuilder),
    Dates(Date32Builder),
}

impl ColumnBuilder {
    pub(crate) fn new(kind: &Kind, order: Option<Order>, numbers_of: Numbers) -> Self {
        let cells = match kind {
            Kind::Number { .. } => Cells::Numbers { figures: Vec::new(), has_doubles: false, has_decimals: false },
            Kind::Text => Cells::Texts(StringBuilder::new()),
            Kind::Bool => Cells::Bools(BooleanBuilder::new()),
            Kind::Date => Cells::Dates(Date32Builder::new()),
        };
        Self { numbers_of, order, cells }
    }

    /// Adds a cell; what cannot be read is added as a null, and the words say why.
    pub(crate) fn add(&mut self, field: &Field<'_>) -> Result<(), String> {
        if matches!(field, Field::Empty | Field::Error(_) | Field::Uncomputed) {
            self.add_null();
            return Ok(());
        }
        match &mut self.cells {
            Cells::Numbers { figures, has_doubles, has_decimals } => match self.numbers_of.read(field) {
                Ok(reading) => {
                    match reading.figure {
                        Figure::Double(_) => *has_doubles = true,
                        Figure::Decimal(_) => *has_decimals = true,
                    }
                    figures.push(Some(reading.figure));
                    return Ok(());
                }
                Err(words) => {
                    figures.push(None);
                    return Err(format!("is a number, but {words}"));
                }
            },
            Cells::Texts(texts) => match field {
                Field::Text(text) | Field::Exact(text) => texts.append_value(text),
                Field::Whole(number) => texts.append_value(number.to_string()),
                Field::Scaled(units, scale) => texts.append_value(Decimal::shown(*units, *scale)),
                Field::Number(double) | Field::Percent(double) => match Number::from_f64(*double) {
                    Ok(number) => texts.append_value(number.to_string()),
                    Err(_) => texts.append_value(double.to_string()),
                },
                Field::Date(date) => texts.append_value(date.to_string()),
                Field::Bool(truth) => texts.append_value(if *truth { "true" } else { "false" }),
                Field::Empty | Field::Error(_) | Field::Uncomputed => texts.append_null(),
            },
            Cells::Bools(bools) => {
                let truth = match field {
                    Field::Bool(truth) => Some(*truth),
                    Field::Text(text) => read_bool(text).ok(),
                    _ => None,
                };
                bools.append_option(truth);
                if truth.is_none() {
                    return Err("is true or false, but this cell is neither".to_string());
                }
            }
            Cells::Dates(dates) => {
                let date = match date_of(field) {
                    Some(Found::Cell(date)) => Some(date),
                    Some(Found::Text(text)) => text.date(self.order),
                    None => None,
                };
                dates.append_option(date.map(unix_day));
                if date.is_none() {
                    let cell = match field {
                        Field::Text(text) | Field::Exact(text) => format!("`{}`", crate::names::shown(text)),
                        _ => "this cell".to_string(),
                    };
                    return Err(format!("is a date, but {cell} is none; dates are best written `2026-01-31`"));
                }
            }
        }
        Ok(())
    }

    fn add_null(&mut self) {
        match &mut self.cells {
            Cells::Numbers { figures, .. } => figures.push(None),
            Cells::Texts(texts) => texts.append_null(),
            Cells::Bools(bools) => bools.append_null(),
            Cells::Dates(dates) => dates.append_null(),
        }
    }

    /// The array of what was added; the builder is empty again.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        match &mut self.cells {
            Cells::Numbers { figures, has_doubles, has_decimals } => {
                let array = numbers(figures, *has_doubles, *has_decimals);
                figures.clear();
                (*has_doubles, *has_decimals) = (false, false);
                array
            }
            Cells::Texts(texts) => Arc::new(texts.finish()),
            Cells::Bools(bools) => Arc::new(bools.finish()),
            Cells::Dates(dates) => Arc::new(dates.finish()),
        }
    }
}

/// Numbers in the narrowest type that holds all of them exactly.
fn numbers(figures: &[Option<Figure>], has_doubles: bool, has_decimals: bool) -> ArrayRef {
    if has_doubles && !has_decimals {
        let doubles = figures.iter().map(|figure| match figure {
            Some(Figure::Double(double)) => Some(*double),
            _ => None,
        });
        return Arc::new(doubles.collect::<PrimitiveArray<Float64Type>>());
    }
    let decimals: Vec<Option<Decimal>> = figures
        .iter()
        .map(|figure| match figure {
            Some(Figure::Decimal(decimal)) => Some(*decimal),
            Some(double) => double.to_number().and_then(Decimal::of),
            None => None,
        })
        .collect();
    let scale = decimals.iter().flatten().map(|decimal| decimal.scale).max().unwrap_or(0);
    let whole = decimals.iter().flatten().map(|decimal| decimal.whole_digits()).max().unwrap_or(0);
    if whole.saturating_add(u32::from(scale)) <= DIGITS_128 {
        let units = decimals.iter().map(|decimal| decimal.and_then(|decimal| decimal.rescaled(scale)));
        let array = units.collect::<PrimitiveArray<Decimal128Type>>();
        let scale = i8::try_from(scale).unwrap_or(0);
        if let Ok(array) = array.with_precision_and_scale(38, scale) {
            return Arc::new(array);
        }
        return Arc::new(PrimitiveArray::<Decimal128Type>::from_iter(std::iter::empty::<Option<i128>>()));
    }
    let units = decimals.iter().map(|decimal| {
        decimal.map(|decimal| {
            let places = 28u8.saturating_sub(decimal.scale);
            let power = i256::from_i128(10i128.checked_pow(u32::from(places)).unwrap_or(0));
            i256::from_i128(decimal.units).wrapping_mul(power)
        })
    });
    let array = units.collect::<PrimitiveArray<Decimal256Type>>();
    match array.with_precision_and_scale(76, 28) {
        Ok(array) => Arc::new(array),
        Err(_) => Arc::new(PrimitiveArray::<Decimal256Type>::from_iter(std::iter::empty::<Option<i256>>())),
    }
}
