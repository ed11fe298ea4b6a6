//! Whatever way round a worksheet has KPIs, channels and months, with totals, titles and a second table: each cell gets the number that a sum
//! over the rows of the data gives for it, or it is told why it is left. No cell gets anything else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod advertising;
mod layout;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tolok::{DataPath, DataSource, Definitions, FillRequest, NoProgress};
use tolok_value::Value;
use tolok_xlsx::Address;
use tolok_xlsx::testing::Parts;

use advertising::{DEFINITIONS, rows};
use layout::Layout;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(11), failure_persistence: None, ..ProptestConfig::default() })]

    /// A table alone leaves nothing to doubt.
    #[test]
    fn a_table_is_filled_whatever_way_round_it_is(choices in prop::collection::vec(any::<u8>(), 48)) {
        let layout = Layout::of(&choices, 1);
        let found = fill(&layout);
        prop_assert!(found.wrong.is_empty(), "{:?}\n{}", found.wrong, layout.drawn());
        prop_assert!(found.empty.is_empty(), "{:?} {:?}\n{}", found.empty, found.told, layout.drawn());
    }

    /// Two tables may be about the same, and then neither is filled where they are.
    #[test]
    fn two_tables_do_not_mix(choices in prop::collection::vec(any::<u8>(), 96)) {
        let layout = Layout::of(&choices, 2);
        let found = fill(&layout);
        prop_assert!(found.wrong.is_empty(), "{:?}\n{}", found.wrong, layout.drawn());
        prop_assert!(found.empty.is_empty() || !found.told.is_empty(), "{:?}\n{}", found.empty, layout.drawn());
    }
}

/// What a fill made of a layout.
struct Found {
    /// Cells with another number than the rows give, or with one that nothing asks for.
    wrong: Vec<String>,
    /// Cells that were left empty.
    empty: Vec<String>,
    /// What was told of that.
    told: Vec<String>,
}

fn fill(layout: &Layout) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    std::fs::write(path("template.xlsx"), layout.in_parts(Parts::book(&[("Plan", &layout.xml())])).zipped()).unwrap();
    std::fs::write(path("ads.csv"), rows()).unwrap();
    let mut request = FillRequest { template: path("template.xlsx"), ..FillRequest::default() };
    request.data.push(DataSource::Named(DataPath::parse(&path("ads.csv"))));
    let filled = Definitions::parse(DEFINITIONS).and_then(|definitions| definitions.fill(&request, &NoProgress)).unwrap();
    let mut expected = layout.expected.clone();
    let mut wrong = Vec::new();
    for cell in &filled.cells {
        let address = Address::parse(&cell.cell).unwrap();
        let number = if let Value::Number(number) = &cell.value { number.to_f64() } else { f64::NAN };
        match expected.remove(&(address.row(), address.column())) {
            Some(value) if (number - value).abs() <= value.abs() * 1e-12 => {}
            value => wrong.push(format!("{} is {number} and not {value:?}", cell.cell)),
        }
    }
    let empty = expected.keys().map(|(row, column)| Address::new(*row, *column).unwrap().to_string()).collect();
    let kept = filled.kept.iter().map(|cell| format!("{}: {}", cell.cell, cell.reason));
    let told = kept.chain(filled.diagnostics.iter().map(|problem| problem.message.clone())).collect();
    Found { wrong, empty, told }
}
