//! The rows of a table as batches.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::{ErrorKind, Value};

use super::{PartOfTable, Table};
use crate::builder::ColumnBuilder;
use crate::field::{Field, Rows, Stop, error_value};
use crate::frame::{Frame, FrameRows, convert, is_as_wanted};
use crate::part::Part;
use crate::profile::NAMED;
use crate::{Batch, CellError, Kind, Wanted, codes};

/// Rows of a batch.
const ROWS: usize = 32 * 1024;

/// The rows of a table from the beginning.
pub(super) struct Batches<'a> {
    table: &'a Table,
    wanted: Arc<[Wanted]>,
    part: usize,
    state: State<'a>,
    /// Rows given so far.
    given: u64,
    is_over: bool,
}

enum State<'a> {
    /// The part has not been begun.
    Before,
    Rows {
        rows: Box<dyn Rows + Send + 'a>,
        row: u64,
        dropped: usize,
    },
    /// The batch of a data frame, and the rows of it that have been given.
    Frame {
        batch: usize,
        start: usize,
        before: u64,
        dropped: usize,
    },
}

impl<'a> Batches<'a> {
    pub(super) fn new(table: &'a Table, wanted: Arc<[Wanted]>) -> Self {
        Self { table, wanted, part: 0, state: State::Before, given: 0, is_over: false }
    }

    fn next_batch(&mut self) -> Result<Option<Batch>, Vec<Diagnostic>> {
        loop {
            let table = self.table;
            let Some(part) = table.parts.get(self.part) else { return Ok(None) };
            let batch = match (&mut self.state, &part.part) {
                (State::Before, Part::Frame(_)) => {
                    self.state = State::Frame { batch: 0, start: 0, before: 0, dropped: 0 };
                    continue;
                }
                (State::Before, other) => {
                    let rows = other.rows().map_err(|problem| vec![problem])?;
                    self.state = State::Rows { rows, row: 0, dropped: 0 };
                    continue;
                }
                (State::Frame { .. }, Part::Frame(frame)) => self.of_frame(part, frame)?,
                _ => self.of_rows(part)?,
            };
            match batch {
                Some(batch) => {
                    self.given = self.given.saturating_add(u64::try_from(batch.row_count).unwrap_or(0));
                    return Ok(Some(batch));
                }
                None => {
                    self.part = self.part.saturating_add(1);
                    self.state = State::Before;
                }
            }
        }
    }

    /// The next rows, cell by cell.
    fn of_rows(&mut self, part: &PartOfTable) -> Result<Option<Batch>, Vec<Diagnostic>> {
        let State::Rows { rows, row, dropped } = &mut self.state else { return Ok(None) };
        let mut filling = Filling::new(self.table, Arc::clone(&self.wanted), part);
        while filling.row_count < ROWS {
            match rows.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(Stop::Row(problem) | Stop::End(problem)) => return Err(vec![*problem]),
            }
            let current = *row;
            *row = row.saturating_add(1);
            if part.dropped.get(*dropped) == Some(&current) {
                *dropped = dropped.saturating_add(1);
                continue;
            }
            filling.add(current, |place| rows.field(place));
        }
        filling.finish(self.given)
    }

    /// The next run of rows of a data frame, without copying where that can be.
    fn of_frame(&mut self, part: &PartOfTable, frame: &Frame) -> Result<Option<Batch>, Vec<Diagnostic>> {
        let State::Frame { batch, start, before, dropped } = &mut self.state else { return Ok(None) };
        loop {
            let Some(current) = frame.batches.get(*batch) else { return Ok(None) };
            if *start >= current.num_rows() {
                *before = before.saturating_add(u64::try_from(current.num_rows()).unwrap_or(0));
                (*batch, *start) = (batch.saturating_add(1), 0);
                continue;
            }
            let next_dropped =
                part.dropped.get(*dropped).and_then(|row| row.checked_sub(*before)).and_then(|row| usize::try_from(row).ok());
            // Few enough rows that they are still near the processor when they are computed with.
            let most = current.num_rows().min(start.saturating_add(ROWS));
            let end = next_dropped.map_or(most, |row| row.min(most));
            if end == *start {
                *dropped = dropped.saturating_add(1);
                *start = start.saturating_add(1);
                continue;
            }
            let run = current.slice(*start, end.saturating_sub(*start));
            let first = before.saturating_add(u64::try_from(*start).unwrap_or(0));
            *start = end;
            return of_run(self.table, &self.wanted, part, run, first, self.given).map(Some);
        }
    }
}

impl Iterator for Batches<'_> {
    type Item = Result<Batch, Vec<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.next_batch().transpose();
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}

/// A run of rows of a data frame as a batch.
fn of_run(
    table: &Table,
    wanted: &[Wanted],
    part: &PartOfTable,
    run: RecordBatch,
    first: u64,
    given: u64,
) -> Result<Batch, Vec<Diagnostic>> {
    let row_count = run.num_rows();
    let place = |column: usize| part.map.get(column).copied().flatten();
    let array = |wanted: &Wanted| place(wanted.column).and_then(|place| run.columns().get(place));
    let is_taken = |wanted: &Wanted| array(wanted).is_some_and(|array| is_as_wanted(array.data_type(), &wanted.kind));
    // What cannot be taken as it lies is built cell by cell.
    let (places, built): (Vec<usize>, Vec<Wanted>) =
        wanted.iter().enumerate().filter(|(_, wanted)| !is_taken(wanted)).map(|(place, wanted)| (place, wanted.clone())).unzip();
    let mut batch = Batch { first_row: given, row_count, columns: Vec::with_capacity(wanted.len()), errors: Vec::new() };
    let mut built = if built.is_empty() {
        Vec::new()
    } else {
        let frame = Frame { label: Arc::clone(part.part.name()), batches: vec![run.clone()] };
        let mut rows: FrameRows<'_> = frame.rows();
        let mut filling = Filling::new(table, built.into(), part);
        let mut row = first;
        while let Ok(true) = rows.advance() {
            filling.add(row, |place| rows.field(place));
            row = row.saturating_add(1);
        }
        let (columns, errors) = filling.finish(given)?.map(|batch| (batch.columns, batch.errors)).unwrap_or_default();
        let place = |error: &CellError| places.get(error.column).copied().unwrap_or(error.column);
        batch.errors.extend(errors.into_iter().map(|error| CellError { column: place(&error), ..error }));
        columns
    }
    .into_iter();
    for (index, wanted) in wanted.iter().enumerate() {
        let column: ArrayRef = match array(wanted).filter(|_| is_taken(wanted)) {
            Some(array) => {
                let (array, infinite) = convert(array);
                for row in infinite {
                    let at = part.place(first.saturating_add(u64::try_from(row).unwrap_or(0)), wanted.column);
                    let value = Value::error(ErrorKind::Number, format!("the cell {at} is infinite"));
                    batch.errors.push(CellError { column: index, row, value });
                }
                array
            }
            None => built.next().unwrap_or_else(|| arrow_array::new_null_array(&arrow_schema::DataType::Null, row_count)),
        };
        batch.columns.push(column);
    }
    Ok(batch)
}

/// A batch that is being filled.
struct Filling<'a> {
    table: &'a Table,
    wanted: Arc<[Wanted]>,
    part: &'a PartOfTable,
    builders: Vec<ColumnBuilder>,
    row_count: usize,
    errors: Vec<CellError>,
    problems: Vec<Diagnostic>,
    /// Problems for each column.
    counts: Vec<usize>,
}

impl<'a> Filling<'a> {
    fn new(table: &'a Table, wanted: Arc<[Wanted]>, part: &'a PartOfTable) -> Self {
        let order = |wanted: &Wanted| table.columns.get(wanted.column).and_then(|column| column.order);
        let builders = wanted.iter().map(|wanted| ColumnBuilder::new(&wanted.kind, order(wanted), table.numbers_of)).collect();
        let counts = vec![0; wanted.len()];
        Self { table, wanted, part, builders, row_count: 0, errors: Vec::new(), problems: Vec::new(), counts }
    }

    fn add<'b>(&mut self, row: u64, field: impl Fn(usize) -> Field<'b>) {
        for (index, ((wanted, builder), count)) in self.wanted.iter().zip(&mut self.builders).zip(&mut self.counts).enumerate() {
            let place = self.part.map.get(wanted.column).copied().flatten();
            let field = place.map_or(Field::Empty, &field);
            let added = builder.add(&field);
            let words = match (&field, added) {
                (Field::Error(word), _) => {
                    let value = error_value(word, &self.part.place(row, wanted.column));
                    self.errors.push(CellError { column: index, row: self.row_count, value });
                    continue;
                }
                (Field::Uncomputed, _) => "is a formula without its result".to_string(),
                (_, Ok(())) => continue,
                (_, Err(words)) => words,
            };
            *count = count.saturating_add(1);
            if *count <= NAMED {
                let code = if matches!(field, Field::Uncomputed) { &codes::UNCOMPUTED } else { &codes::VALUE };
                let heading = self.table.columns.get(wanted.column).map_or("", |column| column.heading.as_ref());
                self.problems.push(Diagnostic::new(code, format!("`{heading}` {words}")).at(self.part.place(row, wanted.column)));
            }
        }
        self.row_count = self.row_count.saturating_add(1);
    }

    fn finish(mut self, first_row: u64) -> Result<Option<Batch>, Vec<Diagnostic>> {
        for (wanted, count) in self.wanted.iter().zip(&self.counts) {
            if let more @ 1.. = count.saturating_sub(NAMED) {
                let heading = self.table.columns.get(wanted.column).map_or("", |column| column.heading.as_ref());
                let kind = match wanted.kind {
                    Kind::Number { .. } => "no numbers",
                    Kind::Date => "no dates",
                    Kind::Bool => "neither true nor false",
                    Kind::Text => "not readable",
                };
                let place: Place = self.part.part.whole();
                self.problems.push(Diagnostic::new(&codes::VALUE, format!("and {more} more cells of `{heading}` are {kind}")).at(place));
            }
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        if self.row_count == 0 {
            return Ok(None);
        }
        let columns = self.builders.iter_mut().map(ColumnBuilder::finish).collect();
        Ok(Some(Batch { first_row, row_count: self.row_count, columns, errors: self.errors }))
    }
}
