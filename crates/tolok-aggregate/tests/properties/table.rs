//! Random rows as plain data, and the same rows as batches of Arrow arrays of one type or another.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, StringArray, StringViewArray};
use proptest::prelude::*;
use tolok_aggregate::{Batch, Rows, Source, SourceColumn, Texts};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_plan::Column;

/// 2024-11-01.
pub(crate) const FIRST_DAY: i32 = 20_028;

/// A row. Numbers are units of 10^-3.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) channel: Option<&'static str>,
    pub(crate) country: Option<&'static str>,
    pub(crate) customer: Option<&'static str>,
    pub(crate) day: Option<i32>,
    pub(crate) price: Option<i64>,
    pub(crate) units: Option<i64>,
    pub(crate) fee: Option<i64>,
}

pub(crate) fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    let text = |texts: &'static [&'static str]| prop::option::weighted(0.9, prop::sample::select(texts));
    let row = (
        text(&["Email", "Search", "Organic search and more", "Łódź"]),
        text(&["PL", "ID"]),
        text(&["ann", "bob", "carol", "d", "a customer of more than sixteen letters"]),
        prop::option::weighted(0.9, FIRST_DAY..FIRST_DAY + 400),
        prop::option::weighted(
            0.9,
            prop_oneof![(-500_000i64..500_000).prop_map(|cents| cents * 10), -50i64..50, Just(999_999_999_999_990)],
        ),
        prop::option::weighted(0.9, (0i64..9).prop_map(|whole| whole * 1_000)),
        prop::option::weighted(0.9, -5_000i64..5_000),
    );
    let row =
        row.prop_map(|(channel, country, customer, day, price, units, fee)| Row { channel, country, customer, day, price, units, fee });
    prop::collection::vec(row, 1..most)
}

/// The rows as batches.
pub(crate) struct Table {
    batches: Vec<Batch>,
}

impl Table {
    /// The rows, cut before these places; `style` chooses the types of the columns.
    pub(crate) fn new(rows: &[Row], cuts: &[usize], style: u8) -> Self {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| (*cut).min(rows.len())).chain([0, rows.len()]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let batch = |cut: &[usize]| {
            let rows = &rows[cut[0]..cut[1]];
            Batch { first_row: cut[0] as u64, row_count: rows.len(), columns: columns(rows, style), errors: Vec::new() }
        };
        Self { batches: cuts.windows(2).map(batch).collect() }
    }

    pub(crate) fn source(&self) -> Source<'_> {
        let columns = [
            Column::Dimension("channel".into()),
            Column::Dimension("country".into()),
            Column::Source { source: "ads".into(), column: "customer".into() },
            Column::Time("date".into()),
            Column::Input("price".into()),
            Column::Input("units".into()),
            Column::Input("fee".into()),
        ];
        let columns = columns.into_iter().enumerate().map(|(place, column)| SourceColumn { column, place }).collect();
        Source { name: "ads".into(), key: "ads".into(), columns, rows: self }
    }
}

fn columns(rows: &[Row], style: u8) -> Vec<ArrayRef> {
    let texts = |text: fn(&Row) -> Option<&'static str>| -> ArrayRef {
        let texts = rows.iter().map(text);
        match style {
            0 => Arc::new(texts.collect::<StringArray>()),
            1 => Arc::new(texts.collect::<StringViewArray>()),
            _ => Arc::new(texts.collect::<DictionaryArray<Int32Type>>()),
        }
    };
    let doubles = |number: fn(&Row) -> Option<i64>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| number(row).map(|units| units as f64 / 1e3)).collect::<Float64Array>())
    };
    let decimals = |number: fn(&Row) -> Option<i64>| -> ArrayRef {
        let array: Decimal128Array = rows.iter().map(|row| number(row).map(i128::from)).collect();
        Arc::new(array.with_precision_and_scale(38, 3).unwrap())
    };
    let whole: ArrayRef = Arc::new(rows.iter().map(|row| row.units.map(|units| units / 1_000)).collect::<Int64Array>());
    vec![
        texts(|row| row.channel),
        texts(|row| row.country),
        texts(|row| row.customer),
        Arc::new(rows.iter().map(|row| row.day).collect::<Date32Array>()),
        if style == 2 { decimals(|row| row.price) } else { doubles(|row| row.price) },
        if style == 0 { doubles(|row| row.units) } else { whole },
        if style == 3 { decimals(|row| row.fee) } else { doubles(|row| row.fee) },
    ]
}

impl Rows for Table {
    fn batches<'a>(&'a self, columns: &'a [usize]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a> {
        Box::new(self.batches.iter().map(|batch| {
            let columns = columns.iter().map(|column| Arc::clone(&batch.columns[*column])).collect();
            Ok(Batch { columns, ..batch.clone() })
        }))
    }

    fn place(&self, _: u64, _: usize) -> Place {
        Place::Nowhere
    }
}

pub(crate) struct NoTexts;

impl Texts for NoTexts {
    fn file_name(&self, _: u32) -> Option<&Arc<str>> {
        None
    }

    fn text(&self, _: tolok_plan::Place) -> Option<&str> {
        None
    }
}
