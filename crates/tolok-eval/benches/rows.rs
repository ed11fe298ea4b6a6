//! How long one formula takes over a column of inputs: ten operations, a hundred thousand rows.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tolok_model::{Definitions, NoFiles};
use tolok_plan::{Column, Place};
use tolok_plan::{Leaves, evaluate};
use tolok_value::{Number, Origin, Value};

const ROWS: u32 = 100_000;
const FORMULA: &str = "x = sum((spend + fees - refunds) / customers * 1.1 + (spend - fees) * 20% - refunds / 7)\n";

/// The rows of four inputs, with the one that is looked at.
struct Rows {
    columns: Vec<(&'static str, Vec<Value>)>,
    row: usize,
}

impl Leaves<Column> for Rows {
    fn leaf(&mut self, leaf: &Column, _: Place) -> Value {
        let Column::Input(name) = leaf else { return Value::BLANK };
        let column = self.columns.iter().find(|(known, _)| *known == &**name);
        column.and_then(|(_, values)| values.get(self.row)).cloned().unwrap_or(Value::BLANK)
    }

    fn origin(&self, _: Place) -> Origin {
        Origin { definition: "x".into(), file: "bench.kpi".into(), span: 0..0 }
    }

    fn text(&self, _: Place) -> Option<&str> {
        None
    }
}

fn rows(criterion: &mut Criterion) {
    let (definitions, _) = Definitions::check("bench.kpi", FORMULA, &NoFiles);
    let Some(measure) = definitions.measures().last() else { return };
    let column = |cents: fn(u32) -> u32| (0..ROWS).map(|row| Value::from(in_cents(cents(row)))).collect::<Vec<_>>();
    let mut table = Rows {
        columns: vec![
            ("spend", column(|row| row * 37 % 1_000_000)),
            ("fees", column(|row| row * 11 % 5_000)),
            ("refunds", column(|row| row * 7 % 900)),
            ("customers", column(|row| (row % 97 + 1) * 100)),
        ],
        row: 0,
    };
    let mut group = criterion.benchmark_group("ten operations");
    group.throughput(Throughput::Elements(u64::from(ROWS))).sample_size(20);
    group.bench_function("a hundred thousand rows", |bencher| {
        bencher.iter(|| {
            for row in 0..ROWS as usize {
                table.row = row;
                black_box(evaluate(&measure.expression, &mut table));
            }
        });
    });
    group.finish();
}

fn in_cents(cents: u32) -> Number {
    Number::from(cents).divide(Number::HUNDRED).unwrap_or(Number::ZERO)
}

criterion_group!(benches, rows);
criterion_main!(benches);
