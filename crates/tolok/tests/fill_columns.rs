//! Columns of the data that nobody declared and that the worksheet names: its rows are of their members, and never of all of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod desk;
mod drawn;

use desk::Desk;

/// Email spends 100 in the north and 200 in the south, Radio 50 in the north.
const REGIONS: &str = "date,channel,Region,spend,new_customers\n2026-01-02,Email,North,100,4\n2026-01-03,Email,South,200,5\n\
                       2026-01-04,Radio,North,50,5\n";

fn desk(sheet: &str) -> Desk {
    let desk = Desk::new(sheet).with_data();
    std::fs::write(desk.path("ads.csv"), REGIONS).unwrap();
    desk
}

#[test]
fn a_second_column_of_labels_tells_rows_apart() {
    let rows = desk("| Channel | Region | spend | cac |\n| Email | North | | |\n| Email | South | | |\n| Radio | North | | |");
    assert_eq!(rows.says(), ["C2 spend 100", "D2 cac 25", "C3 spend 200", "D3 cac 40", "C4 spend 50", "D4 cac 10"]);
    // Without two rows of a channel they are no totals either.
    let once = desk("| Channel | region | spend |\n| Email | north | |\n| Radio | NORTH | |");
    assert_eq!(once.says(), ["C2 spend 100", "C3 spend 50"]);
}

/// Whoever names the column asks for the same.
#[test]
fn a_column_may_be_asked_for() {
    let rows = || desk("| Channel | Region | spend |\n| Email | North | |");
    let asked = rows().asked(|fill| fill.by = vec!["Region".to_owned()]);
    assert_eq!((rows().says(), rows().says()), (asked.says(), vec!["C2 spend 100".to_owned()]));
}

#[test]
fn a_title_or_a_pair_says_which_member() {
    for above in ["| Region: North |", "| Region | North |"] {
        let said = desk(&format!("{above}\n| Channel | spend |\n| Email | |\n| Total | |"));
        assert_eq!(said.says(), ["B3 spend 100", "B4 spend 150"], "{above}");
    }
}

#[test]
fn what_the_data_does_not_know_is_told() {
    let rows = desk("| Channel | Region | spend |\n| Email | North | |\n| Email | West | |");
    assert_eq!(rows.says(), ["C2 spend 100", "C3 - there is no data for it"]);
    let misspelt = desk("| Channel | Region | cac |\n| Email | North | |\n| Email | Noth | |");
    assert_eq!(misspelt.warns(), ["W0635 template.xlsx!Plan!B3"]);
}

/// The owners stand in no column of the data; what stands below is of the channel.
#[test]
fn a_column_that_the_data_does_not_have_says_nothing() {
    let owners = desk("| Channel | Owner | spend |\n| Email | Anna | |\n| Radio | Jan | |");
    assert_eq!(owners.says(), ["C2 spend 300", "C3 spend 50"]);
    // Nor does one of which nothing in the data stands in the worksheet.
    let other = desk("| Channel | Region | spend |\n| Email | EMEA | |\n| Radio | EMEA | |");
    assert_eq!(other.says(), ["C2 spend 300", "C3 spend 50"]);
}
