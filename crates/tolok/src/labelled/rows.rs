//! Inputs that people typed into a worksheet, as rows that are aggregated like those of any other source.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Decimal256Builder, StringBuilder};
use arrow_array::types::{Decimal256Type, DecimalType};
use arrow_array::{ArrayRef, ArrowPrimitiveType, new_null_array};
use arrow_buffer::i256;
use tolok_aggregate::{Batch, CellError, Rows, Source, SourceColumn};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::Type;
use tolok_plan::Column;
use tolok_value::{Date, Value, unix_day};

/// Inputs of a worksheet, a row for each combination of members and period.
#[derive(Debug, Clone)]
pub(crate) struct LabelRows {
    /// What messages call the source.
    pub(crate) name: Arc<str>,
    /// The workbook, for messages.
    pub(crate) file: Arc<str>,
    /// The keys of the dimensions that rows have a member of.
    pub(crate) dimensions: Vec<Arc<str>>,
    /// The key of the date, where rows have one.
    pub(crate) time: Option<Arc<str>>,
    /// The inputs, by the key of their column, each with its type.
    pub(crate) inputs: Vec<(Arc<str>, Type)>,
    pub(crate) rows: Vec<LabelRow>,
}

/// Values with the same members and date.
#[derive(Debug, Clone)]
pub(crate) struct LabelRow {
    /// The member of each dimension; none for what is said of all together.
    pub(crate) members: Vec<Option<Arc<str>>>,
    pub(crate) date: Option<Date>,
    /// The value of each input, with where it stands.
    pub(crate) values: Vec<Option<(Value, Place)>>,
}

impl LabelRows {
    /// The source that the aggregation reads.
    pub(crate) fn source(&self) -> Source<'_> {
        let dimensions = self.dimensions.iter().map(|key| Column::Dimension(Arc::clone(key)));
        let time = self.time.iter().map(|key| Column::Time(Arc::clone(key)));
        let inputs = self.inputs.iter().map(|(key, _)| Column::Input(Arc::clone(key)));
        let columns = dimensions.chain(time).chain(inputs).enumerate().map(|(place, column)| SourceColumn { column, place });
        Source { name: Arc::clone(&self.name), key: Arc::clone(&self.file), columns: columns.collect(), rows: self }
    }

    /// True if the rows have a column of the plan's.
    pub(crate) fn has(&self, column: &Column) -> bool {
        match column {
            Column::Dimension(key) => self.dimensions.contains(key),
            Column::Time(key) => self.time.as_ref() == Some(key),
            Column::Input(key) => self.inputs.iter().any(|(known, _)| known == key),
            _ => false,
        }
    }

    /// The rows without the columns of some inputs.
    pub(crate) fn without(mut self, is_left: impl Fn(&Arc<str>) -> bool) -> Self {
        let kept: Vec<bool> = self.inputs.iter().map(|(key, _)| !is_left(key)).collect();
        let keep = |place: usize| kept.get(place).copied().unwrap_or(true);
        let mut place = 0..;
        self.inputs.retain(|_| place.next().is_none_or(keep));
        for row in &mut self.rows {
            let mut place = 0..;
            row.values.retain(|_| place.next().is_none_or(keep));
        }
        self
    }

    /// Which input a column is.
    fn input(&self, column: usize) -> Option<usize> {
        column.checked_sub(self.dimensions.len() + usize::from(self.time.is_some()))
    }

    fn array(&self, column: usize) -> ArrayRef {
        if column < self.dimensions.len() {
            let mut members = StringBuilder::new();
            self.rows.iter().for_each(|row| members.append_option(row.members.get(column).and_then(Option::as_deref)));
            return Arc::new(members.finish());
        }
        let Some(input) = self.input(column) else {
            let mut dates = Date32Builder::new();
            self.rows.iter().for_each(|row| dates.append_option(row.date.map(unix_day)));
            return Arc::new(dates.finish());
        };
        let values = || self.rows.iter().map(move |row| row.values.get(input).and_then(Option::as_ref).map(|(value, _)| value));
        match self.inputs.get(input).map(|(_, ty)| ty) {
            Some(Type::Text) => {
                let mut texts = StringBuilder::new();
                values()
                    .for_each(|value| texts.append_option(if let Some(Value::Text(text)) = value { Some(text.as_ref()) } else { None }));
                Arc::new(texts.finish())
            }
            Some(Type::Bool) => {
                let mut truths = BooleanBuilder::new();
                values().for_each(|value| truths.append_option(if let Some(Value::Bool(truth)) = value { Some(*truth) } else { None }));
                Arc::new(truths.finish())
            }
            Some(Type::Date) => {
                let mut dates = Date32Builder::new();
                values()
                    .for_each(|value| dates.append_option(if let Some(Value::Date(date)) = value { Some(unix_day(*date)) } else { None }));
                Arc::new(dates.finish())
            }
            _ => decimals(values()),
        }
    }
}

impl Rows for LabelRows {
    fn batches<'a>(&'a self, columns: &'a [usize]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a> {
        let arrays = columns.iter().map(|column| self.array(*column)).collect();
        let errors = columns.iter().enumerate().filter_map(|(place, column)| Some((place, self.input(*column)?)));
        let errors = errors.flat_map(|(place, input)| {
            self.rows.iter().enumerate().filter_map(move |(row, values)| match values.values.get(input)? {
                Some((value @ Value::Error(_), _)) => Some(CellError { column: place, row, value: value.clone() }),
                _ => None,
            })
        });
        let batch = Batch { first_row: 0, row_count: self.rows.len(), columns: arrays, errors: errors.collect() };
        Box::new(std::iter::once(Ok(batch)))
    }

    fn place(&self, row: u64, column: usize) -> Place {
        let row = usize::try_from(row).ok().and_then(|row| self.rows.get(row));
        let own = row.zip(self.input(column)).and_then(|(row, input)| row.values.get(input)?.as_ref());
        let any = || row.and_then(|row| row.values.iter().flatten().next());
        own.or_else(any).map_or_else(|| Place::File(Arc::clone(&self.file)), |(_, place)| place.clone())
    }
}

/// Numbers as exact decimals of 28 places, which hold every number there is.
fn decimals<'a>(values: impl Iterator<Item = Option<&'a Value>>) -> ArrayRef {
    const PLACES: usize = 28;
    let mut numbers = Decimal256Builder::new();
    for value in values {
        let written = if let Some(Value::Number(number)) = value { Some(number.to_string()) } else { None };
        let units = written.and_then(|written| {
            let (whole, places) = written.split_once('.').unwrap_or((&written, ""));
            i256::from_string(&format!("{whole}{places:0<PLACES$}"))
        });
        numbers.append_option(units);
    }
    let numbers = numbers.finish();
    let rows = arrow_array::Array::len(&numbers);
    match numbers.with_precision_and_scale(Decimal256Type::MAX_PRECISION, 28) {
        Ok(numbers) => Arc::new(numbers),
        Err(_) => new_null_array(&Decimal256Type::DATA_TYPE, rows),
    }
}

#[cfg(test)]
mod tests {
    use tolok_value::Number;

    use super::*;

    #[test]
    fn every_number_keeps_every_digit() {
        for text in ["0", "-0.1", "79228162514264337593543950330", "0.0000000000000000000000000001", "-33.33333333333333333333333333"] {
            let value = Value::Number(text.parse::<Number>().unwrap());
            let array = decimals(std::iter::once(Some(&value)));
            let units = arrow_array::cast::AsArray::as_primitive::<Decimal256Type>(&array).value(0);
            let digits = units.to_string();
            let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
            let padded = format!("{digits:0>29}");
            let (whole, places) = padded.split_at(padded.len() - 28);
            let places = places.trim_end_matches('0');
            let shown = if places.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{places}") };
            assert_eq!(shown, text);
        }
    }
}
