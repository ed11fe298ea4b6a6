//! What is computed from random tables is what a naive computation gives, and neither the order of the rows nor the batches they come
//! in, nor the threads that take them, make a difference.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod naive;
mod table;

use std::collections::BTreeMap;

use proptest::prelude::*;
use tolok_aggregate::{Request, execute};
use tolok_plan::{Aggregation, Column, Expression, Kind, Level, Measure, Place, Plan, RowExpression, Timeline, Window};
use tolok_value::{Arithmetic, Calendar, Comparison, Grain, Number, Value};

use table::{NoTexts, Row, Table, rows};

fn leaf(column: Column) -> RowExpression {
    Expression::leaf(column, Place::default())
}

fn input(name: &str) -> RowExpression {
    leaf(Column::Input(name.into()))
}

fn of(kind: Kind<Column>) -> RowExpression {
    Expression { kind, place: Place::default() }
}

fn chain(first: &str, operator: Arithmetic, second: &str) -> RowExpression {
    of(Kind::Chain { first: Box::new(input(first)), rest: vec![(operator, input(second))] })
}

fn compared(left: RowExpression, operator: Comparison, right: Value) -> RowExpression {
    let right = Expression::value(right, Place::default());
    of(Kind::Compare { operator, left: Box::new(left), right: Box::new(right) })
}

/// Every aggregation, alone and with conditions, expressions and windows.
fn measures() -> Vec<Measure> {
    let mut measures = Vec::new();
    let aggregations = [
        Aggregation::Sum,
        Aggregation::Count,
        Aggregation::CountDistinct,
        Aggregation::Average,
        Aggregation::Median,
        Aggregation::Min,
        Aggregation::Max,
        Aggregation::First,
        Aggregation::Last,
        Aggregation::Single,
        Aggregation::Weighted { weight: Box::new(input("units")) },
    ];
    for aggregation in aggregations {
        for name in ["price", "units", "fee"] {
            measures.push(Measure::new(format!("{aggregation:?} {name}"), aggregation.clone(), input(name)));
        }
        let by_channel = compared(leaf(Column::Dimension("channel".into())), Comparison::NotEqual, Value::text("Email"));
        let by_number = compared(input("units"), Comparison::Greater, Number::from(3i64).into());
        for (what, filter) in [("by channel", by_channel), ("by number", by_number)] {
            let measure = Measure::new(format!("{aggregation:?} {what}"), aggregation.clone(), input("price"));
            measures.push(Measure { filters: vec![filter], ..measure });
        }
    }
    for (operator, first, second) in [
        (Arithmetic::Multiply, "price", "units"),
        (Arithmetic::Multiply, "fee", "price"),
        (Arithmetic::Add, "price", "fee"),
        (Arithmetic::Subtract, "units", "fee"),
        (Arithmetic::Divide, "price", "units"),
    ] {
        measures.push(Measure::new(format!("{first} {operator:?} {second}"), Aggregation::Sum, chain(first, operator, second)));
    }
    for window in [Window::Rolling(3), Window::ToDate(Grain::Year), Window::Cumulative] {
        for aggregation in [Aggregation::Sum, Aggregation::CountDistinct, Aggregation::Max] {
            measures.push(Measure { window, ..Measure::new(format!("{aggregation:?} {window:?}"), aggregation, input("price")) });
        }
    }
    let texts = leaf(Column::Source { source: "ads".into(), column: "customer".into() });
    measures.push(Measure::new("customers", Aggregation::CountDistinct, texts.clone()));
    measures.push(Measure::new("rows with a customer", Aggregation::Count, texts));
    measures
}

fn plan(over: Option<Grain>, measures: Vec<Measure>, shown: Option<tolok_value::Date>) -> Plan {
    let level = |dimensions: &[&str], period| Level { dimensions: dimensions.iter().map(|name| (*name).into()).collect(), period };
    let mut levels = vec![level(&["channel", "country"], None), level(&["channel"], None), level(&[], None)];
    if over.is_some() {
        levels.extend([level(&["channel", "country"], over), level(&["country"], over), level(&[], over)]);
    }
    Plan {
        dimensions: vec!["channel".into(), "country".into()],
        levels,
        measures,
        timeline: over.map(|over| Timeline { over, calendar: Calendar::default(), shown: None }),
        as_of: shown,
        ..Plan::default()
    }
}

/// The values of all measures by level, members and period.
type Values = BTreeMap<(usize, Vec<String>, String), Vec<String>>;

fn computed(plan: &Plan, table: &Table) -> Values {
    let sources = [table.source()];
    let time = plan.timeline.map(|_| Column::Time("date".into()));
    let request = Request { plan, sources: &sources, time, given: &|_| None, rates: None, texts: &NoTexts };
    let answer = execute(&request).unwrap();
    let cells = answer.grid.cells.into_iter().map(|cell| {
        let period = cell.period.map(|period| period.to_string()).unwrap_or_default();
        let members = cell.members.iter().map(ToString::to_string).collect();
        ((cell.level, members, period), cell.values.iter().map(ToString::to_string).collect())
    });
    cells.collect()
}

fn compare(plan: &Plan, found: &Values, rows: &[Row]) {
    for ((level, members, period), values) in found {
        for (measure, value) in plan.measures.iter().zip(values) {
            let wanted = naive::value(plan, measure, &plan.levels[*level], members, period, rows);
            assert_eq!(*value, wanted, "{} of {members:?} in {period:?} at {:?}", measure.name, plan.levels[*level]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn values_are_those_of_a_naive_computation(rows in rows(60), cuts in prop::collection::vec(0usize..60, 0..4), style in 0u8..4) {
        for over in [None, Some(Grain::Month), Some(Grain::Quarter)] {
            let plan = plan(over, measures(), None);
            compare(&plan, &computed(&plan, &Table::new(&rows, &cuts, style)), &rows);
        }
    }

    #[test]
    fn rows_after_the_last_day_that_counts_are_left_out(rows in rows(40), day in 0i32..400) {
        let last = tolok_value::date_of_unix_day(table::FIRST_DAY + day).unwrap();
        let plan = plan(Some(Grain::Month), measures(), Some(last));
        let counted: Vec<Row> = rows.iter().filter(|row| row.day.is_none_or(|row| row <= table::FIRST_DAY + day)).cloned().collect();
        let found = computed(&plan, &Table::new(&rows, &[], 0));
        compare(&plan, &found, &counted);
    }

    #[test]
    fn neither_order_nor_batches_make_a_difference(
        (rows, shuffled) in rows(60).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        cuts in prop::collection::vec(0usize..60, 0..6),
        style in 0u8..4,
    ) {
        let plan = plan(Some(Grain::Month), measures(), None);
        let one = computed(&plan, &Table::new(&rows, &[], 0));
        prop_assert_eq!(&one, &computed(&plan, &Table::new(&shuffled, &cuts, style)));
    }

    /// Many rows, so that pieces, threads and what is moved into the totals now and then have their part.
    #[test]
    fn many_rows_are_as_a_few(rows in rows(40), times in 1_000usize..4_000, style in 0u8..4) {
        let names = ["Sum price", "Sum units", "Sum fee", "Sum by channel", "Sum by number", "Count price", "price Multiply units"];
        let kept = measures().into_iter().filter(|measure| names.contains(&&*measure.name)).collect();
        let plan = plan(Some(Grain::Month), kept, None);
        let many: Vec<Row> = (0..times).flat_map(|_| rows.iter().cloned()).collect();
        let found = computed(&plan, &Table::new(&many, &[many.len() / 3, many.len() / 2], style));
        let once = computed(&plan, &Table::new(&rows, &[], 0));
        for (place, values) in &found {
            for (value, one) in values.iter().zip(&once[place]) {
                let wanted = match Number::parse(one) {
                    Ok(one) => one.multiply(Number::from(times as u64)).unwrap().to_string(),
                    Err(_) => one.clone(),
                };
                prop_assert_eq!(value, &wanted);
            }
        }
    }
}
