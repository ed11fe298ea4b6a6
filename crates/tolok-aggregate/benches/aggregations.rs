//! How long a measure takes over a million rows by channel over month.

use std::hint::black_box;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Float64Array, StringArray};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tolok_aggregate::{Batch, Request, Rows, Source, SourceColumn, Texts, execute};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_plan::{Aggregation, Column, Expression, Kind, Level, Measure, Plan, RowExpression, Timeline};
use tolok_value::{Arithmetic, Calendar, Comparison, Grain, Number, Value};

/// As a test that the bench still works, a few rows will do.
const ROWS: u32 = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };

struct Table(Vec<ArrayRef>);

impl Rows for Table {
    fn batches<'a>(&'a self, columns: &'a [usize]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a> {
        let columns = columns.iter().filter_map(|column| self.0.get(*column)).map(Arc::clone).collect();
        Box::new(std::iter::once(Ok(Batch { first_row: 0, row_count: ROWS as usize, columns, errors: Vec::new() })))
    }

    fn place(&self, _: u64, _: usize) -> Place {
        Place::Nowhere
    }
}

struct NoTexts;

impl Texts for NoTexts {
    fn file_name(&self, _: u32) -> Option<&Arc<str>> {
        None
    }

    fn text(&self, _: tolok_plan::Place) -> Option<&str> {
        None
    }
}

/// Numbers without a pattern that are the same each time.
fn random(row: u32, column: u32) -> u32 {
    row.wrapping_mul(2_654_435_761).wrapping_add(column.wrapping_mul(40_503)).wrapping_mul(2_246_822_519).rotate_left(13) >> 4
}

fn table() -> Table {
    const CHANNELS: [&str; 12] = [
        "Search",
        "Email",
        "Social",
        "Display",
        "Video",
        "Affiliates",
        "Direct",
        "Organic search",
        "Referral",
        "Podcasts",
        "Print",
        "Partners",
    ];
    let channel: StringArray = (0..ROWS).map(|row| CHANNELS.get(random(row, 0) as usize % CHANNELS.len()).copied()).collect();
    let customer: StringArray = (0..ROWS).map(|row| Some(format!("C{:06}", random(row, 1) % (ROWS / 10)))).collect();
    let day: Date32Array = (0..ROWS).map(|row| i32::try_from(19_358 + random(row, 2) % 1_096).ok()).collect();
    let doubles = |column, most, places: f64| -> ArrayRef {
        Arc::new((0..ROWS).map(|row| Some(f64::from(random(row, column) % most) / places)).collect::<Float64Array>())
    };
    // One report of a channel and a day, however often it is there.
    let stock: Float64Array = (0..ROWS).map(|row| Some(f64::from(random(row, 0) % 12 * 1_000 + random(row, 2) % 1_096))).collect();
    Table(vec![
        Arc::new(channel),
        Arc::new(customer),
        Arc::new(day),
        doubles(3, 100_000, 100.0),
        doubles(4, 50, 1.0),
        doubles(5, 1_000, 1_000.0),
        Arc::new(stock),
    ])
}

fn input(name: &str) -> RowExpression {
    Expression::leaf(Column::Input(name.into()), tolok_plan::Place::default())
}

fn of(kind: Kind<Column>) -> RowExpression {
    Expression { kind, place: tolok_plan::Place::default() }
}

fn where_(left: RowExpression, operator: Comparison, right: impl Into<Value>) -> RowExpression {
    let right = Expression::value(right, tolok_plan::Place::default());
    of(Kind::Compare { operator, left: Box::new(left), right: Box::new(right) })
}

fn measures() -> Vec<(&'static str, Measure)> {
    let price = || Measure::new("price", Aggregation::Sum, input("price"));
    let channel = Expression::leaf(Column::Dimension("channel".into()), tolok_plan::Place::default());
    let customer = Expression::leaf(Column::Source { source: "ads".into(), column: "customer".into() }, tolok_plan::Place::default());
    let product = of(Kind::Chain { first: Box::new(input("price")), rest: vec![(Arithmetic::Multiply, input("units"))] });
    let quotient = of(Kind::Chain { first: Box::new(input("price")), rest: vec![(Arithmetic::Divide, input("rate"))] });
    vec![
        ("sum", price()),
        ("sum of a product", Measure::new("sales", Aggregation::Sum, product)),
        ("sum of a quotient", Measure::new("ratio", Aggregation::Sum, quotient)),
        ("sum where a member", Measure { filters: vec![where_(channel, Comparison::NotEqual, Value::text("Email"))], ..price() }),
        ("sum where a number", Measure { filters: vec![where_(input("units"), Comparison::Greater, Number::from(25i64))], ..price() }),
        ("count_distinct", Measure::new("customers", Aggregation::CountDistinct, customer)),
        ("max", Measure::new("max", Aggregation::Max, input("price"))),
        ("stock", Measure::new("stock", Aggregation::Stock { keys: Vec::new(), within_period: false, first: false }, input("stock"))),
        ("rate weighted by", Measure::new("rate", Aggregation::Weighted { weight: Box::new(input("units")) }, input("rate"))),
    ]
}

fn aggregations(criterion: &mut Criterion) {
    let table = table();
    let names = [
        Column::Dimension("channel".into()),
        Column::Source { source: "ads".into(), column: "customer".into() },
        Column::Time("date".into()),
        Column::Input("price".into()),
        Column::Input("units".into()),
        Column::Input("rate".into()),
        Column::Input("stock".into()),
    ];
    let columns: Vec<SourceColumn> = names.into_iter().enumerate().map(|(place, column)| SourceColumn { column, place }).collect();
    let sources = [Source { name: "ads".into(), key: "ads".into(), columns, rows: &table }];
    let mut group = criterion.benchmark_group("a measure by channel over month");
    group.throughput(Throughput::Elements(u64::from(ROWS))).sample_size(10);
    for (name, measure) in measures() {
        let level = |dimensions: Vec<Arc<str>>| Level { dimensions, period: Some(Grain::Month) };
        let plan = Plan {
            dimensions: vec!["channel".into()],
            levels: vec![level(vec!["channel".into()]), level(Vec::new()), Level::default()],
            measures: vec![measure],
            timeline: Some(Timeline { over: Grain::Month, calendar: Calendar::default(), shown: None }),
            ..Plan::default()
        };
        let time = Some(Column::Time("date".into()));
        let request = Request { plan: &plan, sources: &sources, time, given: &|_| None, rates: None, texts: &NoTexts };
        group.bench_function(name, |bencher| bencher.iter(|| black_box(execute(&request))));
    }
    group.finish();
}

criterion_group!(benches, aggregations);
criterion_main!(benches);
