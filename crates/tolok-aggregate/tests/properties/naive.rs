//! The value of a measure by its words: the rows that belong there one by one, in numbers that `Number` and `ExactSum` compute.

use std::collections::BTreeSet;

use tolok_plan::{Aggregation, Column, Kind, Level, Measure, Plan, Window};
use tolok_value::{Arithmetic, ExactSum, Number, Period, date_of_unix_day};

use crate::table::Row;

fn number(units: i64) -> Number {
    Number::from_scaled(i128::from(units), 3).unwrap()
}

fn input(row: &Row, name: &str) -> Option<Number> {
    let units = match name {
        "price" => row.price,
        "units" => row.units,
        _ => row.fee,
    };
    units.map(number)
}

/// What a row has: a number, or the text of its customer.
enum Has {
    Number(Number),
    Text(&'static str),
    DivisionByZero,
}

fn of_row(row: &Row, expression: &tolok_plan::RowExpression) -> Option<Has> {
    match &expression.kind {
        Kind::Leaf(Column::Input(name)) => input(row, name).map(Has::Number),
        Kind::Leaf(_) => row.customer.map(Has::Text),
        Kind::Chain { first, rest } => {
            let (Some(Has::Number(first)), Some(Has::Number(second))) = (of_row(row, first), of_row(row, &rest[0].1)) else { return None };
            Some(match rest[0].0 {
                Arithmetic::Multiply => Has::Number(first.multiply(second).unwrap()),
                Arithmetic::Add => Has::Number(first.add(second).unwrap()),
                Arithmetic::Subtract => Has::Number(first.subtract(second).unwrap()),
                _ if second.is_zero() => Has::DivisionByZero,
                _ => Has::Number(first.divide(second).unwrap()),
            })
        }
        _ => None,
    }
}

fn is_kept(row: &Row, measure: &Measure) -> bool {
    measure.filters.iter().all(|filter| match &filter.kind {
        Kind::Compare { left, .. } => match &left.kind {
            Kind::Leaf(Column::Dimension(_)) => row.channel.is_some_and(|channel| channel != "Email"),
            _ => row.units.is_some_and(|units| units > 3_000),
        },
        _ => false,
    })
}

fn is_in(row: &Row, plan: &Plan, measure: &Measure, level: &Level, period: &str) -> bool {
    let Some(over) = level.period else { return true };
    let Some(day) = row.day else { return false };
    let calendar = plan.timeline.unwrap().calendar;
    let date = date_of_unix_day(day).unwrap();
    let own = Period::of_in(date, over, calendar).unwrap();
    let shown = Period::parse(period).unwrap();
    match measure.window {
        Window::Period => own == shown,
        Window::Rolling(periods) => own.ordinal() <= shown.ordinal() && own.ordinal() > shown.ordinal() - i64::from(periods),
        Window::ToDate(_) => own.ordinal() <= shown.ordinal() && date.year() == shown.last_day().year(),
        Window::Cumulative => own.ordinal() <= shown.ordinal(),
    }
}

fn total(numbers: impl IntoIterator<Item = Number>) -> Number {
    let mut sum = ExactSum::new();
    numbers.into_iter().for_each(|number| sum.add(number));
    sum.total().unwrap()
}

pub(crate) fn value(plan: &Plan, measure: &Measure, level: &Level, members: &[String], period: &str, rows: &[Row]) -> String {
    if level.period.is_none() && measure.window != Window::Period {
        return "blank".to_string();
    }
    let is_member = |row: &&Row| {
        level.dimensions.iter().zip(members).all(|(dimension, member)| {
            let own = if &**dimension == "channel" { row.channel } else { row.country };
            own.unwrap_or("(blank)") == member
        })
    };
    let mine: Vec<&Row> =
        rows.iter().filter(is_member).filter(|row| is_in(row, plan, measure, level, period) && is_kept(row, measure)).collect();
    let mut numbers: Vec<Number> = Vec::new();
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    let (mut count, mut dated, mut weighted) = (0u64, Vec::new(), Vec::new());
    for row in mine {
        match of_row(row, &measure.expression) {
            None => {}
            Some(Has::DivisionByZero) => return "#DIV/0!".to_string(),
            Some(Has::Text(text)) => {
                count += 1;
                texts.insert(text);
            }
            Some(Has::Number(number)) => {
                count += 1;
                numbers.push(number);
                dated.extend(row.day.map(|day| (day, number)));
                weighted.extend(row.units.map(|_| (number, input(row, "units").unwrap())));
            }
        }
    }
    numbers.sort();
    let different = numbers.iter().collect::<BTreeSet<_>>().len() + texts.len();
    match &measure.aggregation {
        Aggregation::Count => return count.to_string(),
        Aggregation::CountDistinct => return different.to_string(),
        // Without a date there is no first row.
        Aggregation::First | Aggregation::Last if plan.timeline.is_none() => {
            return if numbers.is_empty() { "blank" } else { "#N/A" }.to_string();
        }
        Aggregation::First | Aggregation::Last => {
            let days = dated.iter().map(|(day, _)| *day);
            let best = if measure.aggregation == Aggregation::First { days.min() } else { days.max() };
            let values: BTreeSet<Number> = dated.iter().filter(|(day, _)| Some(*day) == best).map(|(_, number)| *number).collect();
            return match values.len() {
                0 => "blank".to_string(),
                1 => values.first().unwrap().to_string(),
                _ => "#N/A".to_string(),
            };
        }
        _ if numbers.is_empty() => return "blank".to_string(),
        _ => {}
    }
    let result = match &measure.aggregation {
        Aggregation::Sum => total(numbers),
        Aggregation::Average => total(numbers.iter().copied()).divide(Number::from(count)).unwrap(),
        Aggregation::Median if numbers.len() % 2 == 1 => numbers[numbers.len() / 2],
        Aggregation::Median => {
            let middle = numbers.len() / 2;
            total([numbers[middle - 1], numbers[middle]]).divide(Number::from(2i64)).unwrap()
        }
        Aggregation::Min => numbers[0],
        Aggregation::Max => numbers[numbers.len() - 1],
        Aggregation::Single if numbers.len() == 1 => numbers[0],
        Aggregation::Single => return "#N/A".to_string(),
        _ => {
            let weights = total(weighted.iter().map(|(_, weight)| *weight));
            if weights.is_zero() {
                return "#DIV/0!".to_string();
            }
            let mut sum = ExactSum::new();
            weighted.iter().for_each(|(rate, weight)| sum.add_product(*rate, *weight));
            sum.total().unwrap().divide(weights).unwrap()
        }
    };
    result.to_string()
}
