//! Arrow batches in memory give what the same rows give as text.

#![allow(clippy::unwrap_used, reason = "a test may stop at what is wrong")]

use std::sync::Arc;

use arrow_array::types::Int8Type;
use arrow_array::{ArrayRef, Date32Array, Decimal32Array, Decimal64Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use tolok::{DataSource, Definitions, Grain, NoProgress, RecordBatch, RunRequest};

const DEFINITIONS: &str = "dimension channel\ntime date: day\ninput spend\ninput clicks\ncpc = spend / clicks\n";
/// 2026-01-31.
const DAY: i32 = 20_484;
/// The last row is the total of the others.
const TEXT: &str = "channel,date,spend,clicks\nEmail,2026-01-31,0.1,1\nemail ,2026-02-01,0.2,\nSearch,2026-02-01,7,2\nTotal,,7.3,3\n";

fn batches() -> Vec<RecordBatch> {
    let batch = |channels: [&str; 2], days: [Option<i32>; 2], spend: [f64; 2], clicks: [Option<i64>; 2]| {
        let columns: [(&str, ArrayRef); 4] = [
            ("channel", Arc::new(channels.into_iter().collect::<DictionaryArray<Int8Type>>())),
            ("date", Arc::new(Date32Array::from(days.to_vec()))),
            ("spend", Arc::new(Float64Array::from(spend.to_vec()))),
            ("clicks", Arc::new(Int64Array::from(clicks.to_vec()))),
        ];
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).unwrap()
    };
    vec![
        batch(["Email", "email "], [Some(DAY), Some(DAY + 1)], [0.1, 0.2], [Some(1), None]),
        batch(["Search", "Total"], [Some(DAY + 1), None], [7.0, 7.3], [Some(2), Some(3)]),
    ]
}

fn table(definitions: &str, data: DataSource) -> Vec<Vec<String>> {
    let request =
        RunRequest { data: vec![data], by: vec!["channel".into()], over: Some(Grain::Month), total: true, ..RunRequest::default() };
    let result = Definitions::parse(definitions).unwrap().run(&request, &NoProgress).unwrap();
    let row = |row: &tolok::ResultRow| {
        let member = row.members.first().and_then(Option::as_ref).map(|member| member.name.clone()).unwrap_or_default();
        let period = row.period.map(|period| period.to_string()).unwrap_or_default();
        [member, period].into_iter().chain(row.kpis.iter().map(|kpi| kpi.value.to_string())).collect()
    };
    result.rows.iter().chain(&result.totals).map(row).collect()
}

#[test]
fn batches_are_as_text_and_total_rows_are_left_out() {
    let text = DataSource::Text { name: Some("ads".into()), label: "ads.csv".into(), bytes: TEXT.as_bytes().into() };
    let found = table(DEFINITIONS, DataSource::Batches { name: "ads".into(), batches: batches() });
    assert_eq!(found, table(DEFINITIONS, text));
    assert!(found.contains(&["", "", "7.3", "3", "2.433333333333333333333333333"].map(String::from).to_vec()), "{found:?}");
}

#[test]
fn two_sources_of_one_name_are_refused() {
    let source = || DataSource::Batches { name: "ads".into(), batches: batches() };
    let request = RunRequest { data: vec![source(), source()], ..RunRequest::default() };
    let problems = Definitions::parse(DEFINITIONS).unwrap().run(&request, &NoProgress).unwrap_err();
    assert_eq!(problems.diagnostics.first().map(|problem| problem.message.as_str()), Some("two sources are called `ads`"));
}

/// Every width of decimal that Arrow has holds the same number.
#[test]
fn decimals_of_every_width_are_read() {
    let narrow = Decimal32Array::from(vec![125, 300]).with_precision_and_scale(5, 2).unwrap();
    let small = Decimal64Array::from(vec![125, 300]).with_precision_and_scale(12, 2).unwrap();
    let usual = Decimal128Array::from(vec![125, 300]).with_precision_and_scale(20, 2).unwrap();
    let columns: [ArrayRef; 3] = [Arc::new(narrow), Arc::new(small), Arc::new(usual)];
    for spend in columns {
        let batch = RecordBatch::try_from_iter([("spend", spend)]).unwrap();
        let request = RunRequest { data: vec![DataSource::Batches { name: "ads".into(), batches: vec![batch] }], ..RunRequest::default() };
        let result = Definitions::parse("input spend").unwrap().run(&request, &NoProgress).unwrap();
        assert_eq!(result.rows.first().and_then(|row| row.kpis.first()).map(|kpi| kpi.value.to_string()), Some("4.25".to_string()));
    }
}

#[test]
fn a_column_that_cannot_be_read_is_told_of_where_something_needs_it() {
    let reason = "it holds a number in row 1 and text in row 2";
    let with_notes = |batch: RecordBatch| {
        let notes = arrow_array::new_null_array(&DataType::Duration(TimeUnit::Second), batch.num_rows());
        let metadata = [(tolok::REFUSED_COLUMN.to_string(), reason.to_string())].into();
        let field = Field::new("notes", notes.data_type().clone(), true).with_metadata(metadata);
        let fields = batch.schema().fields().iter().cloned().chain([Arc::new(field)]).collect::<Vec<_>>();
        let columns = batch.columns().iter().cloned().chain([notes]).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
    };
    let source = || DataSource::Batches { name: "ads".into(), batches: batches().into_iter().map(with_notes).collect() };
    assert_eq!(table(DEFINITIONS, source()), table(DEFINITIONS, DataSource::Batches { name: "ads".into(), batches: batches() }));
    let request = RunRequest { data: vec![source()], ..RunRequest::default() };
    let problems = Definitions::parse("input notes").unwrap().run(&request, &NoProgress).unwrap_err();
    let told = problems.diagnostics.first().map(|problem| (problem.code.id, problem.message.clone()));
    assert_eq!(told, Some(("E0543", format!("the column of `notes` cannot be read: {reason}"))));
}
