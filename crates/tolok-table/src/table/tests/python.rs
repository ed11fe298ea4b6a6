//! A file that Python wrote, against the sums that Python's `csv` and `decimal` make of it.

use std::collections::BTreeMap;

use arrow_array::types::Decimal128Type as Units;

use super::*;

#[test]
fn a_polish_export_adds_up_as_in_python() {
    let mut asked = request("sklepy.csv", include_bytes!("data/polish.csv").as_slice());
    (asked.locale, asked.is_locale_given) = (Locale::Polish, true);
    let table = Table::open(&asked, &vocabulary("sklep:dimension; koszt:number*; udział:percent; data:time")).unwrap();
    assert!(table.warnings().is_empty());
    let wanted: Vec<Wanted> = table.columns().iter().enumerate().map(|(column, of)| Wanted { column, kind: of.kind.clone() }).collect();
    let batches: Vec<Batch> = table.batches(&wanted).map(Result::unwrap).collect();
    let [batch] = batches.as_slice() else { panic!("one batch is expected") };
    let cost = batch.columns[1].as_primitive::<Units>();
    let sum: i128 = cost.iter().flatten().sum();
    assert_eq!((cost.scale(), sum, cost.null_count()), (3, 58_322_405_588, 28));
    let share = batch.columns[2].as_primitive::<Units>();
    let sum: i128 = share.values().iter().sum();
    assert_eq!(crate::decimal::Decimal::shown(sum, share.scale()), "144.753");
    let days: i64 = batch.columns[3].as_primitive::<Date32Type>().values().iter().map(|day| i64::from(*day)).sum();
    assert_eq!(days, 6_191_562);
    let mut shops: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..batch.row_count {
        *shops.entry(cell(&batch.columns[0], row)).or_default() += 1;
    }
    let expected =
        [("\"Złota\" 44", 53), ("Gdańsk\nWrzeszcz", 46), ("Kraków, Rynek", 59), ("Toruń", 49), ("Łódź; centrum", 48), ("Żory", 45)];
    assert_eq!(shops, expected.map(|(shop, count)| (shop.to_string(), count)).into_iter().collect());
}
