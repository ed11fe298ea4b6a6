//! Grids at random: nothing stops at one, and what is laid out along two axes comes back as it was.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn any_cell() -> impl Strategy<Value = Cell> {
    let words = [
        "Spend",
        "leads",
        "Visitors",
        "Channel",
        "Date",
        "Email",
        "Search",
        "Jan",
        "Feb 2026",
        "2026",
        "Q1",
        "Total",
        "Metric",
        "Value",
        "report 2026",
        "12",
        "a note that says something.",
        "  ",
        "Biaya (Rp)",
        "KPI / Channel",
    ];
    prop_oneof![
        4 => Just(Cell::Empty),
        4 => prop::sample::select(words.to_vec()).prop_map(|word| Cell::Text(word.into())),
        3 => (0..3000_u32).prop_map(|number| Cell::Number(f64::from(number))),
        1 => (1..13_i8).prop_map(|month| Cell::Date(Date::new(2026, month, 1).unwrap())),
        1 => Just(Cell::Uncomputed),
        1 => Just(Cell::Error("#REF!".into())),
        1 => any::<f64>().prop_map(Cell::Percent),
        1 => any::<bool>().prop_map(Cell::Bool),
    ]
}

fn any_area() -> impl Strategy<Value = Area> {
    (0..12_u32, 0..8_u32, 0..4_u32, 0..4_u32).prop_map(|(row, column, height, width)| Area {
        first_row: row,
        first_column: column,
        last_row: row + height,
        last_column: column + width,
    })
}

/// For each channel, month and input a value or none.
type Values = Vec<Vec<Vec<Option<u32>>>>;

const CHANNELS: [&str; 3] = ["Email", "Search", "Radio"];
const MONTHS: [&str; 3] = ["Jan 2026", "Feb 2026", "Mar 2026"];
const INPUTS: [&str; 3] = ["Spend", "Visitors", "Leads"];

fn values() -> impl Strategy<Value = Values> {
    let value = prop_oneof![1 => Just(None), 4 => (0..1000_u32).prop_map(Some)];
    let sizes = (2..=3_usize, 2..=3_usize, 2..=3_usize);
    sizes.prop_flat_map(move |(channels, months, inputs)| {
        let cells = prop::collection::vec(prop::collection::vec(prop::collection::vec(value.clone(), inputs), months), channels);
        // A label without any value is not known to be one of an input.
        cells.prop_map(|mut cells| {
            cells.iter_mut().flatten().flatten().for_each(|value| *value = value.or(Some(7)).filter(|value| *value != 13));
            cells
        })
    })
}

/// What each value is about, by name.
fn facts(values: &Values) -> BTreeSet<(String, String, String, String)> {
    let mut facts = BTreeSet::new();
    for (channel, months) in CHANNELS.iter().zip(values) {
        for (month, inputs) in [1, 2, 3].into_iter().zip(months) {
            for (input, value) in INPUTS.iter().zip(inputs) {
                if let Some(value) = value {
                    let day = Date::new(2026, month, 1).unwrap().last_of_month();
                    facts.insert(((*channel).to_owned(), day.to_string(), input.to_lowercase(), value.to_string()));
                }
            }
        }
    }
    facts
}

fn facts_of(body: &Body) -> BTreeSet<(String, String, String, String)> {
    let place = |name: &str| body.headings.iter().position(|heading| heading.text.as_ref() == name).unwrap();
    let (channel, date) = (place("channel"), place("date"));
    let mut facts = BTreeSet::new();
    for row in &body.rows {
        for (column, heading) in body.headings.iter().enumerate().filter(|(column, _)| *column != channel && *column != date) {
            if row[column] != Cell::Empty {
                facts.insert((
                    header::shown(&row[channel]),
                    header::shown(&row[date]),
                    heading.text.to_string(),
                    header::shown(&row[column]),
                ));
            }
        }
    }
    facts
}

fn word(value: Option<u32>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The ways in which the same values can be laid out.
fn drawings(values: &Values) -> Vec<String> {
    let (months, inputs) = (values[0].len(), values[0][0].len());
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let along = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut rows = line([along(&["Channel", "KPI"]), along(&MONTHS[..months])].concat());
    let mut list = line(along(&["Channel", "Date", "KPI", "Value"]));
    let mut blocks = line([along(&["KPI"]), along(&MONTHS[..months])].concat());
    let mut by_input = String::new();
    let mut heads = [vec!["Channel".to_owned()], vec![String::new()]];
    for month in &MONTHS[..months] {
        heads[0].extend([vec![(*month).to_owned()], vec![String::new(); inputs - 1]].concat());
        heads[1].extend(along(&INPUTS[..inputs]));
    }
    let mut across = line(heads[0].clone()) + &line(heads[1].clone());
    for (channel, by_month) in CHANNELS.iter().zip(values) {
        blocks += &line([along(&[channel]), vec![String::new(); months]].concat());
        for (input, name) in INPUTS[..inputs].iter().enumerate() {
            let cells: Vec<String> = by_month.iter().map(|inputs| word(inputs[input])).collect();
            rows += &line([along(&[channel, name]), cells.clone()].concat());
            blocks += &line([along(&[name]), cells].concat());
            for (month, inputs) in MONTHS.iter().zip(by_month) {
                list += &line(vec![(*channel).to_owned(), (*month).to_owned(), (*name).to_owned(), word(inputs[input])]);
            }
        }
        across += &line([along(&[channel]), by_month.iter().flatten().map(|value| word(*value)).collect()].concat());
    }
    for (input, name) in INPUTS[..inputs].iter().enumerate() {
        by_input += &line([along(&[name]), vec![String::new(); months]].concat());
        by_input += &line([along(&["Channel"]), along(&MONTHS[..months])].concat());
        for (channel, by_month) in CHANNELS.iter().zip(values) {
            by_input += &line([along(&[channel]), by_month.iter().map(|inputs| word(inputs[input])).collect()].concat());
        }
        by_input += "| |\n";
    }
    vec![rows, list, blocks, across, by_input]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_grid_makes_it_stop(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 0..9), 0..14),
        merged in prop::collection::vec(any_area(), 0..4),
        choice in prop::sample::select(vec![LayoutChoice::Auto, LayoutChoice::Wide, LayoutChoice::Long]),
        first in 0..3_u32,
    ) {
        let cells = SheetCells { rows, merged, first_row: first, first_column: first, ..grid("") };
        let mut request = request();
        request.layout = choice;
        if let Ok(body) = read(cells, &with_members(), &request) {
            for (row, values) in body.rows.iter().enumerate() {
                prop_assert_eq!(values.len(), body.headings.len());
                prop_assert!((0..values.len()).all(|column| body.places.of(row, column).is_some()));
            }
        }
    }

    #[test]
    fn values_come_back_however_they_were_laid_out(values in values()) {
        for drawing in drawings(&values) {
            let body = read(grid(&drawing), &vocabulary(), &request()).map_err(|problems| TestCaseError::fail(format!("{drawing}\n{problems:?}")))?;
            prop_assert_eq!(facts_of(&body), facts(&values), "{}\n{}", drawing, shown(&body));
        }
    }
}
