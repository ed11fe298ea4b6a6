//! Titles that say a period, and titles that leave open which: never numbers of all time without a word.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod desk;
mod drawn;

use desk::Desk;
use drawn::rows;
use tolok_xlsx::testing::Parts;

/// The data of other tests, and a year before: Email spends 100 and 150 in 2026, and 1000 in 2025.
fn two_years(desk: Desk) -> Desk {
    let path = desk.path("ads.csv");
    let data = std::fs::read_to_string(&path).unwrap() + "2025-11-03,Email,1000,10\n";
    std::fs::write(path, data).unwrap();
    desk.with_data()
}

fn below(title: &str) -> Desk {
    two_years(Desk::new(&format!("{title}\n| channel | spend | cac |\n| Email | | |\n| Total | | |")))
}

/// 100 + 150 of Email, 1000 of all channels; 250 / 20 and 1000 / 40.
#[test]
fn a_year_in_a_title_is_that_of_its_numbers() {
    let year = ["B3 spend 250", "C3 cac 12.5", "B4 spend 1000", "C4 cac 25"];
    let titles = [
        "Report 2026",
        "Laporan 2026",
        "Raport marketingowy za 2026 r.",
        "FY26",
        "FY 2026",
        "KPI_2026",
        "ACME Corp - 2026",
        "Marketing report | 2026",
        "Marketing report | FY26",
        "Period | FY26",
        "Report 2026 (printed 2026-03-02)",
        " | 2026 |",
    ];
    for title in titles {
        assert_eq!(below(&format!("| {title} |")).says(), year, "{title}");
    }
    assert_eq!(below("| Report 2025 |").says(), ["B3 spend 1000", "C3 cac 100", "B4 spend 1000", "C4 cac 100"]);
    let quarter = below("| Q1 report 2026 |");
    assert_eq!(quarter.says(), year);
    // The name of a sheet says it as a title does.
    let sheet = rows("| channel | spend |\n| Email | |");
    assert_eq!(two_years(Desk::with(Parts::book(&[("Report 2026", &sheet)]))).says(), ["B2 spend 250"]);
}

#[test]
fn a_number_that_is_no_year_of_the_data_fills_nothing() {
    let kept = ["B3", "C3", "B4", "C4"].map(|cell| format!("{cell} - there is no data for 2000"));
    assert_eq!(below("| Top 2000 customers |").says(), kept);
    let all = ["B3 spend 1250", "C3 cac 41.66666666666666666666666667", "B4 spend 2000", "C4 cac 40"];
    for title in
        ["Room 1204", "Printed 2026-03-02", "As of 31 January 2026", "All amounts in USD, may change", "Q&amp;A", "Budget owner: Anna"]
    {
        assert_eq!(below(&format!("| {title} |")).says(), all, "{title}");
    }
}

/// From January on Email spends 250, in January 100.
#[test]
fn a_title_that_leaves_open_which_period_is_told() {
    let titles = [
        "H1 2026",
        "Week 3",
        "Period 5",
        "2026/27",
        "2025-2026",
        "first half",
        "Q5 2026",
        "Jan26",
        "Report January",
        "Report YTD",
        "Report since 2025",
        "Laporan semester 1 2026",
        "Raport za I półrocze 2026",
        "Minggu ke-3",
        "Black Friday report 2025",
        "Wave 3 2026",
        "Tydzień 3",
        "Last 30 days",
        "Q1-3 2026",
        "Quarters 1-3 2026",
        "Q1+Q2 2026",
        "I–III kwartał 2026",
        "I i II kwartał 2026",
        "kwartał I–III 2026",
        "Triwulan I dan II 2026",
        "first quarter 2026",
        "kuartal pertama 2026",
        "Jan+Feb 2026",
        "9M 2026",
        "9 months 2026",
        "I–III 2026",
        "01-03.2026",
        "before March 2026",
        "01.01.2026–28.02.2026",
        "Report 01/01/2026 – 28/02/2026",
        "01.01.-28.02.2026",
        "Campaign 3 2026",
        "Team 4 - 2026",
        "M3 2026",
        "Raport III/2026",
        "January 2025 – 2026",
        "Wyniki za półrocze 2026",
        "Monthly average January – March 2026",
    ];
    for title in titles {
        let desk = || below(&format!("| {title} |"));
        let kept = ["B3", "C3", "B4", "C4"].map(|cell| format!("{cell} - nobody knows which periods `{title}` means; `--period` says it"));
        assert_eq!(desk().says(), kept);
        assert_eq!(desk().warns(), ["W0645 template.xlsx!Plan!A1", "W0626 template.xlsx"], "{title}");
        let asked = desk().asked(|fill| fill.scope.periods = Some(("2026-01".to_owned(), "2026-06".to_owned())));
        // A month is known once its year is.
        let expected = if title == "Report January" { "B3 spend 100" } else { "B3 spend 250" };
        assert_eq!(asked.says()[0], expected, "{title}");
    }
    for title in ["Period | H1 2026", "Month | Feb - Jan 2026", "Marketing report | H1 2026"] {
        assert_eq!(below(&format!("| {title} |")).warns(), ["W0645 template.xlsx!Plan!B1", "W0626 template.xlsx"], "{title}");
    }
}

#[test]
fn a_period_that_is_none_may_stand_in_front_of_rows_and_over_columns_and_in_brackets() {
    let beside = two_years(Desk::new("| | KPI | Total |\n| FY26 | spend | |\n| H1 2026 | cac | |"));
    assert_eq!(beside.says(), ["C2 spend 1000", "C3 - nobody knows which periods `H1 2026` means; `--period` says it"]);
    assert_eq!(beside.warns(), ["W0645 template.xlsx!Plan!A3"]);
    let over = two_years(Desk::new("| KPI | FY26 |\n| spend | |"));
    assert_eq!(over.says(), ["B2 spend 1000"]);
    let unknown = two_years(Desk::new("| KPI | H1 2026 | H2 2026 |\n| cac | | |"));
    let reason = |half: &str| format!("nobody knows which period `{half}` is; months, quarters and years such as `Q1 2026` are known");
    assert_eq!(unknown.says(), [format!("B2 - {}", reason("H1 2026")), format!("C2 - {}", reason("H2 2026"))]);
    assert_eq!(two_years(Desk::new("| KPI | 2026 |\n| spend (H1) | |\n| spend | |")).says(), ["B3 spend 1000"]);
}

/// Whichever week it is, 100 / 4 is its CAC.
#[test]
fn what_was_typed_below_an_unclear_title_is_of_that_period() {
    let table = "| KPI | Total |\n| spend | 100 |\n| new_customers | 4 |\n| cac | |";
    assert_eq!(Desk::new(&format!("| Week 3 |\n{table}")).says(), ["B5 cac 25"]);
    // Nobody knows how two of them go together.
    let both = Desk::new(&format!("| H1 |\n{table}\n| |\n| H2 |\n{table}"));
    let kept = |cell: &str, half: &str| format!("{cell} - nobody knows which periods `{half}` means; `--period` says it");
    assert_eq!(both.says(), [kept("B5", "H1"), kept("B11", "H2")]);
}

/// Years from April on: 2025 has all the data, and what `2026` and `Q1 2026` name has not begun. Whether `FY26` is the one or the other
/// nobody knows.
#[test]
fn years_and_quarters_are_those_of_the_calendar() {
    let fiscal = |sheet: &str| {
        let mut desk = two_years(Desk::new(sheet));
        desk.definitions += "calendar year starts april\n";
        desk
    };
    assert_eq!(fiscal("| KPI | 2025 | 2026 |\n| spend | | |").says(), ["B2 spend 2000", "C2 - there is no data for 2026"]);
    assert_eq!(fiscal("| KPI | Q1 2026 | Q4 2025 |\n| spend | | |").says(), ["C2 spend 1000", "B2 - there is no data for 2026-Q1"]);
    assert_eq!(fiscal("| FY 2026 |\n| channel | spend |\n| Email | |").warns(), ["W0645 template.xlsx!Plan!A1", "W0626 template.xlsx"]);
}

/// Data without a date has one total, and a year changes nothing.
#[test]
fn data_without_a_date_is_filled_below_a_year() {
    let desk = Desk::new("| Report 2026 |\n| channel | spend |\n| Email | |").with_data();
    std::fs::write(desk.path("ads.csv"), "channel,spend,new_customers\nEmail,70,1\n").unwrap();
    assert_eq!(desk.says(), ["B3 spend 70"]);
}

/// Whoever writes `This month` says with `--period` which one it is, unless the data has no other.
#[test]
fn this_month_is_one_of_the_data() {
    let table = |heading: &str| Desk::new(&format!("| KPI | {heading} |\n| spend | |\n| cac | |"));
    let kept = ["B2", "B3"].map(|cell| format!("{cell} - nobody knows which periods `This month` means; `--period` says it"));
    assert_eq!(two_years(table("This month")).says(), kept);
    let title = Desk::new("| Bulan ini |\n| channel | spend |\n| Email | |");
    assert_eq!(two_years(title).says(), ["B3 - nobody knows which periods `Bulan ini` means; `--period` says it"]);
    let one = table("Bieżący miesiąc");
    std::fs::write(one.path("ads.csv"), "date,channel,spend,new_customers\n2026-02-03,Email,30,3\n2026-02-09,Email,20,2\n").unwrap();
    assert_eq!(one.with_data().says(), ["B2 spend 50", "B3 cac 10"]);
}

/// 100 of Email in January, 300 of all channels.
#[test]
fn a_title_holds_beside_other_texts() {
    let table = "| channel | spend |\n| Email | |";
    for row in ["January 2026 | v1.2", "Report January 2026 | | Acme Ltd", "Period | January 2026 | | Currency | USD", "Jan 2026 | | 42"] {
        assert_eq!(two_years(Desk::new(&format!("| {row} |\n{table}"))).says(), ["B3 spend 100"], "{row}");
    }
    let both = "| Channel: | Email | | Month: | January 2026 |\n| |\n| KPI | Value |\n| spend | |";
    assert_eq!(two_years(Desk::new(both)).says(), ["B4 spend 100"]);
    let other = two_years(Desk::new(&format!("| January 2026 | Email |\n| |\n{table}")));
    assert_eq!(other.says(), ["B4 spend 100"]);
}

/// Email spends 100 in January, all channels 300.
#[test]
fn a_year_or_a_member_beside_a_title_is_of_it() {
    let table = "| KPI | Value |\n| spend | |";
    for row in ["January | 2026", "Marketing report January | 2026", "Report January 2026 | Printed February 2026"] {
        assert_eq!(two_years(Desk::new(&format!("| {row} |\n{table}"))).says(), ["B3 spend 300"], "{row}");
    }
    for row in ["channel: Email | January 2026", "Month | January 2026 | channel | Email", "channel | Email | Month | January 2026"] {
        assert_eq!(two_years(Desk::new(&format!("| {row} |\n{table}"))).says(), ["B3 spend 100"], "{row}");
    }
    // A year says nothing of a period that is left open.
    for row in ["January – February | 2026", "H1 | 2026", "Last 30 days | 2026"] {
        assert_eq!(two_years(Desk::new(&format!("| {row} |\n{table}"))).warns()[0], "W0645 template.xlsx!Plan!A1", "{row}");
    }
}

#[test]
fn numbers_in_titles_are_no_days() {
    for title in ["Report #7 – January 2026", "Acme 24: January 2026", "Raport w styczniu 2026 r.", "Wyniki w styczniu 2026"] {
        assert_eq!(below(&format!("| {title} |")).says()[0], "B3 spend 100", "{title}");
    }
    assert_eq!(below("| Wyniki I kwartału 2026 |").says()[0], "B3 spend 250");
}

#[test]
fn plans_of_a_month_are_plans() {
    for title in ["Budget January 2026", "Plan na styczeń 2026", "Anggaran untuk Januari 2026", "January 2026 forecast"] {
        let reason = format!("`{title}` asks for other numbers than the actual ones");
        assert_eq!(below(&format!("| {title} |")).says(), ["B3", "C3", "B4", "C4"].map(|cell| format!("{cell} - {reason}")));
    }
    // What is typed into a plan is none of what came about: 300 of all channels in January.
    let (plan, actual) = (rows("| channel | spend |\n| Email | 9999 |"), rows("| channel | spend |\n| Email | |\n| Total | |"));
    let book = Desk::with(Parts::book(&[("Plan Jan 2026", &plan), ("Jan 2026", &actual)]));
    assert_eq!(two_years(book).says(), ["B2 spend 100", "B3 spend 300"]);
    // A plan by itself is of its own year.
    let lone = Desk::with(Parts::book(&[("Budget 2026", &rows("| channel | spend |\n| Email | |"))]));
    assert_eq!(two_years(lone).says(), ["B2 spend 250"]);
}

/// Email spends 1000 in November, 100 in January and 150 in February, and 40 in March; all channels 300 and 700 in the first two months of 2026.
#[test]
fn months_from_one_to_another_are_those_together() {
    let desk = |title: &str| {
        let desk = below(&format!("| {title} |"));
        let data = std::fs::read_to_string(desk.path("ads.csv")).unwrap() + "2026-03-03,Email,40,10\n";
        std::fs::write(desk.path("ads.csv"), data).unwrap();
        desk
    };
    let two = ["B3 spend 250", "C3 cac 12.5", "B4 spend 1000", "C4 cac 25"];
    let titles = [
        "January – February 2026",
        "Report Jan-Feb 2026",
        "Report (Jan - Feb 2026)",
        "January to February 2026",
        "Januari s/d Februari 2026",
        "styczeń – luty 2026",
        "2026-01..2026-02",
        "Jan 2026 - Feb 2026, all channels",
        "Month | Jan - Feb 2026",
    ];
    for title in titles {
        assert_eq!(desk(title).says(), two, "{title}");
        assert_eq!(desk(title).warns(), Vec::<String>::new(), "{title}");
    }
    assert_eq!(desk("Nov 2025 – Jan 2026").says()[0], "B3 spend 1100");
    assert_eq!(desk("Q4 2025 - Q1 2026").says()[0], "B3 spend 1290");
    for title in ["Feb – Jan 2026", "January, February 2026", "Jan – Q2 2026", "Jan - Mar - May 2026", "Nov – Jan 2026"] {
        let kept = ["B3", "C3", "B4", "C4"].map(|cell| format!("{cell} - nobody knows which periods `{title}` means; `--period` says it"));
        assert_eq!(desk(title).says(), kept);
    }
    // What stands in the table goes first.
    let months = two_years(Desk::new("| Jan – Feb 2026 |\n| KPI | Jan | Feb | Total |\n| spend | | | |"));
    assert_eq!(months.says(), ["B3 spend 300", "C3 spend 700", "D3 spend 1000"]);
}

/// 100 / 4 in January and 200 / 6 in February; 300 / 10 in both.
#[test]
fn typed_months_have_their_total_on_another_sheet() {
    let month = |name: &str, spend: u32, customers: u32| {
        let table = rows(&format!("| KPI | Value |\n| spend | {spend} |\n| new_customers | {customers} |\n| cac | |"));
        (name.to_owned(), table)
    };
    let total = ("Together".to_owned(), rows("| January – February 2026 |\n| KPI | Value |\n| cac | |"));
    let sheets = [month("January 2026", 100, 4), month("February 2026", 200, 6), total];
    let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, rows)| (name.as_str(), rows.as_str())).collect();
    let mut desk = Desk::with(Parts::book(&sheets));
    desk.definitions += "time date: month\n";
    assert_eq!(desk.says(), ["B4 cac 25", "B4 cac 33.33333333333333333333333333", "B3 cac 30"]);
}

#[test]
fn days_of_a_month_are_no_month() {
    for title in ["1-15 January 2026", "Jan 1-15, 2026", "1 – 15 January 2026"] {
        let kept = ["B3", "C3", "B4", "C4"].map(|cell| format!("{cell} - nobody knows which periods `{title}` means; `--period` says it"));
        assert_eq!(below(&format!("| {title} |")).says(), kept);
    }
}

/// Email spends 100 in January and 150 in February; all channels 300 and 700.
#[test]
fn numbers_below_month_are_months() {
    let months = Desk::new("| Year | Month | spend |\n| 2026 | 1 | |\n| 2026 | 2 | |");
    assert_eq!(two_years(months).says(), ["C2 spend 300", "C3 spend 700"]);
    let quarters = Desk::new("| Year | Quarter | spend |\n| 2025 | 4 | |\n| 2026 | 1 | |");
    assert_eq!(two_years(quarters).says(), ["C2 spend 1000", "C3 spend 1000"]);
    let weeks = Desk::new("| Year | Week | spend |\n| 2026 | W52 | |\n| 2026 | W01 | |");
    assert!(two_years(weeks).says().iter().all(|said| !said.contains(" spend ")));
    // Jan is the owner.
    let owners = Desk::new("| Marketing 2026 |\n| Channel | Owner | spend |\n| Email | Jan | |\n| Search | Maja | |");
    let said = two_years(owners).says();
    assert_eq!(said.first().map(String::as_str), Some("C3 spend 250"));
}
