//! A table as the aggregation reads it: every column under what the plan calls it, read as what the definitions say.

use std::sync::Arc;

use tolok_aggregate::{Batch, CellError, Rows, Source, SourceColumn};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::{Definitions, EntityKind};
use tolok_plan::Column;
use tolok_table::{Kind, Role, Table, Vocabulary, Wanted};
use tolok_value::fold;

use super::asked::AskedDimension;
use super::needs::kind_of;
use super::progress::Progress;
use crate::labelled::LabelRows;
use crate::labels::label_key;

/// A table with what the plan calls its columns.
pub(crate) struct Bound<'t> {
    pub(crate) table: &'t Table,
    pub(crate) key: Arc<str>,
    pub(crate) columns: Vec<SourceColumn>,
    wanted: Vec<Wanted>,
    progress: &'t dyn Progress,
}

impl<'t> Bound<'t> {
    pub(crate) fn new(
        table: &'t Table,
        model: &Definitions,
        vocabulary: &Vocabulary,
        dimensions: &[AskedDimension],
        worksheets: &[&LabelRows],
        progress: &'t dyn Progress,
    ) -> Self {
        let key: Arc<str> = fold(table.name()).into();
        let mut bound = Self { table, key: Arc::clone(&key), columns: Vec::new(), wanted: Vec::new(), progress };
        for (place, column) in table.columns().iter().enumerate() {
            if let Some(term) = column.key.as_ref().and_then(|key| vocabulary.terms.iter().find(|term| term.key == *key)) {
                let is_typed = |key: &Arc<str>| worksheets.iter().any(|rows| rows.has(&Column::Input(Arc::clone(key))));
                match term.role {
                    // What people typed into the worksheet counts instead.
                    Role::Input if is_typed(&term.key) => {}
                    Role::Input => bound.add(Column::Input(Arc::clone(&term.key)), place, input_kind(model, &term.key, &column.kind)),
                    Role::Dimension => bound.add(Column::Dimension(Arc::clone(&term.key)), place, Kind::Text),
                    Role::Time => bound.add(Column::Time(Arc::clone(&term.key)), place, Kind::Date),
                }
            }
            let named = Column::Source { source: Arc::clone(&key), column: Arc::clone(&column.heading) };
            bound.add(named, place, column.kind.clone());
        }
        for dimension in dimensions.iter().filter(|dimension| dimension.definition.is_none()) {
            // An input is found under any of its labels, as it is everywhere else.
            let is_named = |column: &tolok_table::Column| {
                label_key(&column.heading) == label_key(&dimension.name) || column.key.as_ref() == Some(&dimension.key)
            };
            if let Some(place) = table.columns().iter().position(is_named) {
                bound.add(Column::Dimension(Arc::clone(&dimension.key)), place, Kind::Text);
            }
        }
        bound
    }

    fn add(&mut self, column: Column, place: usize, kind: Kind) {
        self.columns.push(SourceColumn { column, place: self.wanted.len() });
        self.wanted.push(Wanted { column: place, kind });
    }

    /// The source that the aggregation reads.
    pub(crate) fn source(&self) -> Source<'_> {
        Source { name: Arc::clone(self.table.name()), key: Arc::clone(&self.key), columns: self.columns.clone(), rows: self }
    }

    /// True if the table has a column of the plan's.
    pub(crate) fn has(&self, column: &Column) -> bool {
        self.columns.iter().any(|known| known.column == *column)
    }
}

/// What an input's cells are read as: its own type, or what they are where it has none.
fn input_kind(model: &Definitions, key: &Arc<str>, cells: &Kind) -> Kind {
    let input = model.inputs().find(|(id, _)| model.column_key(*id).as_ref() == Some(key));
    match input.map(|(_, entity)| &entity.kind) {
        Some(EntityKind::Input(input)) => match (kind_of(&input.ty), cells) {
            // The sign of a currency is read, whatever the currency.
            (Kind::Number { is_percent: false, currency: None }, Kind::Number { is_percent: false, .. }) if !input.is_typed => {
                cells.clone()
            }
            (kind, _) => kind,
        },
        _ => Kind::NUMBER,
    }
}

impl Rows for Bound<'_> {
    fn batches<'a>(&'a self, columns: &'a [usize]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a> {
        let wanted: Vec<Wanted> = columns.iter().filter_map(|place| self.wanted.get(*place).cloned()).collect();
        let batches = self.table.batches(&wanted).map(|batch| {
            let batch = batch?;
            self.progress.rows(self.table.name(), batch.first_row.saturating_add(batch.row_count as u64));
            let errors = batch.errors.into_iter().map(|error| CellError { column: error.column, row: error.row, value: error.value });
            Ok(Batch { first_row: batch.first_row, row_count: batch.row_count, columns: batch.columns, errors: errors.collect() })
        });
        Box::new(batches)
    }

    fn place(&self, row: u64, column: usize) -> Place {
        let column = self.wanted.get(column).map_or(0, |wanted| wanted.column);
        self.table.place(row, column)
    }
}
