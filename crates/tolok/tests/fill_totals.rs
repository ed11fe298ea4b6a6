//! Worksheets whose totals are formulas, of which the stored results are of last time or not there at all.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod desk;
mod drawn;

use desk::Desk;
use drawn::rows;
use tolok_xlsx::testing::Parts;

/// The sheet as it is drawn, where each formula has the stored result 7, and the same without results.
fn stored_and_not(sheet: &str) -> [Desk; 2] {
    let without = rows(sheet).replace("</f><v>7</v>", "</f>");
    [Desk::new(sheet), Desk::with(Parts::book(&[("Plan", &without)]))]
}

/// 100 / 4 and 50 / 1, and 150 / 5 over both.
#[test]
fn a_sum_is_worth_what_it_adds_up_and_not_what_is_stored() {
    let sheet = "| channel | spend | new customers | cac |\n| Email | 100 | 4 | |\n| Search | 50 | 1 | |\n\
                 | Total | =SUM(B2:B3) | =SUM(C2:C3) | |";
    for desk in stored_and_not(sheet) {
        assert_eq!((desk.says(), desk.warns()), (["D2 cac 25", "D3 cac 50", "D4 cac 30"].map(str::to_owned).to_vec(), Vec::new()));
    }
    // One that leaves out a part is told of, with what it will be.
    for desk in stored_and_not(&sheet.replace("SUM(B2:B3)", "SUM(B2:B2)")) {
        let filled = desk.fill().unwrap();
        assert_eq!(filled.diagnostics[0].message, "`spend` is 100 here, and its parts make 150.00");
        assert_eq!(filled.diagnostics.len(), 1);
    }
}

/// Spend of January is 300 and of February 700, for 20 customers each; 1000 / 40 for both.
#[test]
fn quarters_that_add_up_empty_months_are_no_numbers_yet() {
    let sheet = "| KPI | Jan 2026 | Feb 2026 | Q1 2026 |\n| spend | | | =SUM(B2:C2) |\n| new customers | | | =B3+C3 |\n| cac | | | |";
    for desk in stored_and_not(sheet) {
        let desk = desk.with_data();
        assert_eq!(desk.says()[4..7], ["B4 cac 15", "C4 cac 35", "D4 cac 25"]);
        assert_eq!(desk.warns(), Vec::<String>::new());
    }
    for desk in stored_and_not(sheet) {
        let desk = desk.with_data().asked(|fill| fill.overwrite.formulas = true);
        assert_eq!(desk.says()[2], "D2 spend 1000");
    }
    // Without data nothing is known of either, and zero customers would be an error.
    for desk in stored_and_not(sheet) {
        assert!(desk.says().iter().all(|said| !said.contains('#')), "{:?}", desk.says());
    }
}

/// 10 + 20 + 30 over 6.
#[test]
fn quarters_among_typed_months_are_those_of_the_months() {
    let sheet = "| KPI | Jan 2026 | Feb 2026 | Mar 2026 | Q1 2026 | Total |\n| spend | 10 | 20 | 30 | =SUM(B2:D2) | =E2 |\n\
                 | new customers | 1 | 2 | 3 | =SUM(B3:D3) | =E3 |\n| cac | | | | | |";
    for desk in stored_and_not(sheet) {
        assert_eq!((desk.says(), desk.warns()), (["B4", "C4", "D4", "E4", "F4"].map(|cell| format!("{cell} cac 10")).to_vec(), Vec::new()));
    }
}

/// An input that is computed from another: 25 * 4 for 4.
#[test]
fn inputs_that_are_formulas_are_calculated() {
    for desk in stored_and_not("| KPI | Email |\n| spend | =25*B3 |\n| new customers | 4 |\n| cac | |") {
        assert_eq!(desk.says(), ["B4 cac 25"]);
    }
}
