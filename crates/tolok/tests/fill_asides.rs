//! Worksheets without markers that ask for other numbers than the actual ones, or leave open which: nothing is filled there, and all is told.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod desk;
mod drawn;

use desk::Desk;
use drawn::rows;
use tolok::LabelChoice;
use tolok_xlsx::testing::Parts;

fn sheets(sheets: &[(&str, &str)]) -> Desk {
    let drawn: Vec<(&str, String)> = sheets.iter().map(|(name, text)| (*name, rows(text))).collect();
    let sheets: Vec<(&str, &str)> = drawn.iter().map(|(name, rows)| (*name, rows.as_str())).collect();
    Desk::with(Parts::book(&sheets))
}

/// Spend of January is 300, of February 700.
#[test]
fn actual_numbers_stand_beside_plans_and_not_in_them() {
    let sheet = "| | 2026-01 | | 2026-02 | |\n| KPI | Budget | Actual | Budget | Actual |\n| spend | | | | |";
    let plan = "`Budget` asks for other numbers than the actual ones";
    let kept = ["B3", "D3"].map(|cell| format!("{cell} - {plan}"));
    assert_eq!(Desk::new(sheet).with_data().says(), [vec!["C3 spend 300".to_owned(), "E3 spend 700".to_owned()], kept.to_vec()].concat());
    let columns = Desk::new("| KPI | 2026-01 | Change % | Target |\n| spend | | | |").with_data();
    let change = "C2 - `Change %` asks for something else than the numbers";
    assert_eq!(columns.says(), ["B2 spend 300", change, "D2 - `Target` asks for other numbers than the actual ones"]);
    let title = Desk::new("| Last year |\n| channel | spend |\n| Email | |").with_data();
    assert_eq!(title.says(), ["B3 - `Last year` asks for other numbers than the actual ones"]);
    // What stands beside `Actual` is no channel that the total would count.
    let typed = Desk::new("| KPI | Norm | Actual |\n| spend | 500 | 100 |\n| new_customers | 1 | 4 |\n| cac | | |");
    assert_eq!(typed.says(), ["C4 cac 25", "B4 - nobody knows what `Norm` is about"]);
}

#[test]
fn sheets_of_plans_do_not_count_beside_actual_ones() {
    let table = "| KPI | 2026-01 |\n| spend | 9 |";
    let both =
        || sheets(&[("Budget 2026", table), ("Actual", "| KPI | 2026-01 |\n| spend | |\n| new_customers | |\n| cac | |")]).with_data();
    assert_eq!(both().says(), ["B2 spend 300", "B3 new_customers 20", "B4 cac 15"]);
    // Alone, or named, such a sheet is a worksheet as any other.
    let alone = sheets(&[("Plan", "| KPI | Email |\n| spend | 100 |\n| new_customers | 4 |\n| cac | |")]);
    assert_eq!(alone.says(), ["B4 cac 25"]);
    let named = both().asked(|fill| fill.labels = LabelChoice::Sheets(vec!["Budget 2026".to_owned()]));
    assert_eq!(named.says(), ["B2 - holds a value; `--overwrite` replaces it"]);
}

#[test]
fn words_in_brackets_that_are_no_unit_ask_for_something_else() {
    let rows = ["CAC (target)", "CAC (Q1)", "CAC (YTD)", "CAC (Email)", "spend (% of total)"].map(|label| format!("| {label} | |\n"));
    let sheet = format!("| KPI | 2026-01 |\n| CAC (USD) | |\n{}", rows.concat());
    assert_eq!(Desk::new(&sheet).with_data().says(), ["B2 cac 15"]);
}

/// Email spends 100 in January and 150 in February.
#[test]
fn of_a_title_with_several_periods_nobody_knows_which() {
    for title in
        ["Report Jan, Feb 2026", "Jan/Feb 2026", "2026-01 vs 2026-02", "1-15 February 2026", "2026-01-01 – 2026-02-28", "H1 2026 report"]
    {
        let desk = || Desk::new(&format!("| {title} |\n| channel | spend |\n| Email | |")).with_data();
        assert_eq!(desk().says(), [format!("B3 - nobody knows which periods `{title}` means; `--period` says it")]);
        let asked = desk().asked(|fill| fill.scope.period = Some("2026-02".to_owned()));
        assert_eq!(asked.says(), ["B3 spend 150"], "{title}");
    }
    // `--period` says which part of it.
    let part = Desk::new("| Report Jan - Feb 2026 |\n| channel | spend |\n| Email | |").with_data();
    assert_eq!(part.asked(|fill| fill.scope.period = Some("2026-02".to_owned())).says(), ["B3 spend 150"]);
    for title in ["February report 2026", "Report of 2026-02 (made 2026-03-02)", "Report for Feb 2026"] {
        let desk = Desk::new(&format!("| {title} |\n| channel | spend |\n| Email | |")).with_data();
        assert_eq!(desk.says(), ["B3 spend 150"], "{title}");
    }
}

/// Totals have what is left out in them. Email spends 250; what is without the tax is a member of nothing.
#[test]
fn what_leaves_out_a_member_is_not_filled() {
    for title in ["Report excluding Search", "Spend (excl. Search), 2026", "Laporan tanpa Search", "Raport bez Search", "KPI except Search"]
    {
        let desk = Desk::new(&format!("| {title} |\n| KPI | Total |\n| spend | |")).with_data();
        assert_eq!(desk.says(), [format!("B3 - `{title}` asks for something else than the numbers")], "{title}");
    }
    let tax = Desk::new("| Report without tax |\n| channel | spend |\n| Email | |").with_data();
    assert_eq!(tax.says(), ["B3 spend 250"]);
}

#[test]
fn a_period_that_changes_nothing_is_told() {
    let desk = |period: &str| {
        let desk = Desk::new("| Report 2026-01 |\n| channel | spend |\n| Email | |").with_data();
        desk.asked(|fill| fill.scope.period = Some(period.to_owned()))
    };
    assert_eq!(
        (desk("2026-02").says(), desk("2026-02").warns()),
        (vec!["B3 spend 100".to_owned()], vec!["W0644 template.xlsx!Plan!B3".to_owned()])
    );
    assert_eq!(desk("2026-01").warns(), Vec::<String>::new());
}

/// Email has 100 and 150, 10 customers in each month.
#[test]
fn a_sheet_about_all_of_them_adds_up_the_sheets_of_months() {
    let month = "| KPI | Email |\n| spend | |\n| new_customers | |\n| cac | |";
    for name in ["Total", "Summary", "Rekap"] {
        let desk = sheets(&[("2026-01", month), ("2026-02", month), (name, month)]).with_data();
        assert_eq!(desk.says()[6..], ["B2 spend 250", "B3 new_customers 20", "B4 cac 12.5"], "{name}");
    }
    // Formulas over the months are no numbers besides.
    let typed = |spend: u32| format!("| KPI | Email |\n| spend | {spend} |\n| new_customers | 1 |\n| cac | |");
    let summary = "| KPI | Email |\n| spend | ='2026-01'!B2 |\n| cac | |";
    let desk = sheets(&[("2026-01", &typed(4)), ("2026-02", &typed(3)), ("Summary", summary)]);
    assert_eq!(desk.says().last().map(String::as_str), Some("B3 cac 3.5"));
}

#[test]
fn a_sheet_may_name_its_channel_among_other_words() {
    let table = "| KPI | 2026-01 |\n| spend | |";
    for name in ["Email", "Email report 2026", "1. Email", "Email - 2026"] {
        assert_eq!(sheets(&[(name, table)]).with_data().says(), ["B2 spend 100"], "{name}");
    }
    assert_eq!(sheets(&[("Email and Search", table)]).with_data().says(), ["B2 spend 300"]);
}

#[test]
fn totals_of_some_and_of_what_nobody_knows_are_left() {
    for total in ["Subtotal", "Total (excl. Radio)", "Email total"] {
        let desk = Desk::new(&format!("| channel | spend | cac |\n| Email | | |\n| {total} | | |")).with_data();
        let left = format!("B3 - `{total}` is made of some of the others, and nothing says of which, so nothing is read or filled there");
        assert_eq!(desk.says(), ["B2 spend 250".to_owned(), "C2 cac 12.5".to_owned(), left]);
        assert_eq!(desk.warns(), ["W0641 template.xlsx!Plan!A3"]);
    }
    let desk = Desk::new("| KPI | Jan 26 | Feb 26 | Total |\n| spend | | | |").with_data();
    assert_eq!(desk.says().last().map(String::as_str), Some("D2 - nothing is known of what it is the total of"));
}

/// Numbers of the data would be a thousand times too large there.
#[test]
fn numbers_counted_in_thousands_are_left() {
    let table = "| channel | spend | cac |\n| Email | | |";
    for text in ["in thousands", "(k€)", "in '000", "w tys. zł", "dalam ribuan", "Report 2026 (EUR m)", "Report | | in thousands"] {
        let title = text.rsplit('|').next().unwrap().trim();
        let at = if text.contains('|') { "C1" } else { "A1" };
        let desk = Desk::new(&format!("| {text} |\n{table}")).with_data();
        let kept = ["B3", "C3"].map(|cell| format!("{cell} - `{title}` asks for numbers that are counted otherwise than in single units"));
        assert_eq!(desk.says(), kept);
        assert_eq!(desk.warns(), [format!("W0643 template.xlsx!Plan!{at}"), "W0626 template.xlsx".to_owned()], "{text}");
    }
    let sheet = sheets(&[("Report (kEUR)", table)]).with_data();
    assert_eq!(sheet.says().len(), 2);
    assert!(sheet.says().iter().all(|said| said.contains("single units")));
    // A unit beside a name, or below it, is that of its numbers alone.
    let beside = Desk::new("| KPI | Unit | 2026-01 |\n| spend | k€ | |\n| cac | € | |").with_data();
    assert_eq!(beside.says(), ["C3 cac 15", "C2 - `k€` asks for numbers that are counted otherwise than in single units"]);
    let below = Desk::new("| channel | spend | cac |\n| | k€ | € |\n| Email | | |").with_data();
    assert_eq!(below.says(), ["C3 cac 12.5", "B3 - `k€` asks for numbers that are counted otherwise than in single units"]);
    // What was typed is counted as its title says, and so is what is made of it.
    let typed = Desk::new("| in thousands |\n| KPI | Email |\n| spend | 100 |\n| new customers | 4 |\n| cac | |");
    assert_eq!((typed.says(), typed.warns()), (vec!["B5 cac 25".to_owned()], vec!["W0643 template.xlsx!Plan!A1".to_owned()]));
}

#[test]
fn shares_are_no_numbers_of_the_whole() {
    for title in ["% share", "Share of total", "Pangsa", "Udział %"] {
        let kept = ["B3", "C3"].map(|cell| format!("{cell} - `{title}` asks for something else than the numbers"));
        assert_eq!(Desk::new(&format!("| {title} |\n| channel | spend | cac |\n| Email | | |")).with_data().says(), kept);
        let beside = Desk::new(&format!("| KPI | 2026-01 | {title} |\n| spend | | |")).with_data();
        assert_eq!(beside.says(), ["B2 spend 300".to_owned(), format!("C2 - `{title}` asks for something else than the numbers")]);
    }
}

/// 1000 / 40: what stands below `Unit` are words.
#[test]
fn a_column_of_units_and_other_remarks_is_passed_over() {
    for heading in ["Unit", "Satuan", "Jednostka", "Owner", "Notes", "Comment", "Source", "Currency", "Target", "Opis"] {
        let sheet =
            format!("| KPI | {heading} | Email | Total |\n| spend | USD | 1000 | |\n| new customers | people | 40 | |\n| CAC | USD | | |");
        assert_eq!(Desk::new(&sheet).says(), ["C4 cac 25", "D4 cac 25"], "{heading}");
    }
}

/// 1000 / 40: labels count where that is said, and the placeholder counts what was typed.
#[test]
fn labels_that_a_placeholder_switches_off_are_told() {
    let sheet = "| CAC is {{ cac }} |\n| |\n| KPI | Email |\n| spend | 1000 |\n| new customers | 40 |\n| CAC | |";
    let kept = "B6 - labels do not count on a sheet with placeholders; `--labels \"Plan\"` makes them count";
    let desk = Desk::new(sheet);
    assert_eq!(desk.says().last().map(String::as_str), Some(kept));
    assert_eq!(desk.warns(), ["W0646 template.xlsx!Plan!B6"]);
    let both = Desk::new(sheet).asked(|fill| fill.labels = LabelChoice::Sheets(vec!["Plan".to_owned()]));
    assert_eq!((both.says(), both.warns()), (vec!["A1 cac 25".to_owned(), "B6 cac 25".to_owned()], Vec::new()));
    let data = Desk::new("| {{ cac }} |\n| |\n| KPI | 2026-01 | 2026-02 |\n| CAC | | |").with_data();
    assert_eq!(data.warns(), ["W0646 template.xlsx!Plan!B4"]);
}

/// Six cells say the same as six others, and that is told once.
#[test]
fn tables_about_the_same_are_told_of_once() {
    let table = "| KPI | 2026-01 | 2026-02 |\n| spend | | |\n| new customers | | |\n| CAC | | |";
    let desk = Desk::new(&format!("{table}\n| |\n{table}")).with_data();
    let told = desk.fill().unwrap().diagnostics;
    assert_eq!(
        told[0].message,
        "`spend` in B2 and in B7 would be about the same, and so would 5 more pairs of cells of these tables, so none is filled"
    );
    assert_eq!(desk.warns(), ["W0637 template.xlsx!Plan!B7", "W0626 template.xlsx"]);
}
