//! Worksheets without markers: labels say what belongs where, what was typed is read, and what a cell holds is kept.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod desk;
mod drawn;

use tolok::{
    DataPath, DataSource, Definitions, FillRequest, LabelChoice, LiveBlank, NoProgress, Overwrite, Request, ShownErrors, WrittenAs,
};
use tolok_xlsx::testing::Parts;
use tolok_xlsx::{Address, Limits, Workbook};

use desk::Desk;
use drawn::rows;

const TYPED: &str = "| KPI | Email | Search | Total |
                     | Biaya iklan (Rp) | 1000 | 500 | =B2+C2 |
                     | new customers | 40 | 10 | |
                     | CAC | | | |";

/// 1500 / 50 is 30, and no average of 25 and 50.
#[test]
fn what_was_typed_is_computed_from_and_totals_are_ratios_of_totals() {
    assert_eq!(Desk::new(TYPED).says(), ["B4 cac 25", "C4 cac 50", "D4 cac 30"]);
}

#[test]
fn what_the_file_holds_is_what_was_said() {
    let filled = Desk::new(TYPED).fill().unwrap();
    let workbook = Workbook::open(filled.bytes, &Limits::default()).unwrap();
    let sheet = workbook.worksheet(workbook.sheet("Plan").unwrap()).unwrap();
    let number = |at: &str| {
        let address = Address::parse(at).unwrap();
        sheet.cells().map(Result::unwrap).find(|cell| cell.address() == address).and_then(|cell| cell.number())
    };
    let numbers: Vec<Option<f64>> = ["B2", "D2", "D3", "B4", "C4", "D4"].map(number).to_vec();
    assert_eq!(numbers, [Some(1000.0), Some(7.0), None, Some(25.0), Some(50.0), Some(30.0)]);
}

#[test]
fn labelled_cells_in_general_take_the_format_of_their_definition() {
    let sheet = "| KPI | Email |\n| spend | 1000 |\n| new customers | 40 |\n| CAC | |";
    let workbook = Workbook::open(Desk::new(sheet).fill().unwrap().bytes, &Limits::default()).unwrap();
    let worksheet = workbook.worksheet(workbook.sheet("Plan").unwrap()).unwrap();
    let formats: Vec<String> = worksheet.cells().map(|cell| worksheet.number_format(&cell.unwrap()).to_owned()).collect();
    assert_eq!(formats.last().map(String::as_str), Some("#,##0.00"));
    assert!(formats.iter().rev().skip(1).all(|format| format == "General"), "{formats:?}");
}

/// 1000 / 40, 500 / 10, and 1500 / 50 over both.
#[test]
fn members_may_stand_below_each_input_and_kpi() {
    let sheet = "| | Value |\n| spend |\n| Email | 1000 |\n| Search | 500 |\n| new customers |\n| Email | 40 |\n| Search | 10 |\n\
                 | CAC |\n| Email | |\n| Search | |\n| Total | |";
    let mut desk = Desk::new(sheet);
    desk.definitions = desk.definitions.replace("dimension channel", "dimension channel { member \"Email\"; member \"Search\" }");
    assert_eq!(desk.says(), ["B9 cac 25", "B10 cac 50", "B11 cac 30"]);
}

/// Spend of January is 300, of February 700; 100 and 150 of them are of Email.
#[test]
fn a_month_keeps_its_year_wherever_that_stands() {
    let beside = Desk::new("| Month | Year | spend |\n| January | 2026 | |\n| February | 2026 | |").with_data();
    assert_eq!(beside.says(), ["C2 spend 300", "C3 spend 700"]);
    let below = Desk::new("| KPI | January | February |\n| | 2026 | 2026 |\n| spend | | |").with_data();
    assert_eq!(below.says(), ["B3 spend 300", "C3 spend 700"]);
    // A quarter behind its months begins no new year.
    let quarter = Desk::new("| 2026 |\n| KPI | Jan | Feb | Mar | Q1 |\n| spend | | | | |").with_data();
    assert_eq!(quarter.says(), ["B3 spend 300", "C3 spend 700", "E3 spend 1000", "D3 - there is no data for 2026-03"]);
}

#[test]
fn months_may_begin_groups_of_rows() {
    let sheet = "| Jan 2026 |\n| channel | spend | cac |\n| Email | | |\n| Total | | |\n| Feb 2026 |\n| channel | spend | cac |\n| Email | | |\n\
                 | Total | | |";
    let january = ["B3 spend 100", "C3 cac 10", "B4 spend 300", "C4 cac 15"];
    let february = ["B7 spend 150", "C7 cac 15", "B8 spend 700", "C8 cac 35"];
    assert_eq!(Desk::new(sheet).with_data().says(), [january, february].concat());
}

#[test]
fn totals_may_stand_before_the_names_of_inputs_and_kpis() {
    let sheet = "| | 2026-01 | 2026-02 | Total |\n| channel | spend | spend | spend |\n| Email | | | |\n| Total | | | |";
    let months = ["B3 spend 100", "C3 spend 150", "D3 spend 250", "B4 spend 300", "C4 spend 700", "D4 spend 1000"];
    assert_eq!(Desk::new(sheet).with_data().says(), months);
    let sheet = "| channel | KPI | 2026-02 |\n| Email | spend | |\n| | new_customers | |\n| Total | spend | |\n| | new_customers | |";
    let channels = ["C2 spend 150", "C3 new_customers 10", "C4 spend 700", "C5 new_customers 20"];
    assert_eq!(Desk::new(sheet).with_data().says(), channels);
}

/// What stands below `All channels` is surely not Email's, and nobody knows what it is.
#[test]
fn a_heading_that_nobody_understands_ends_what_stood_above_it() {
    let sheet = "| Channel: Email |\n| KPI | 2026-01 |\n| cac | |\n| |\n| All channels |\n| KPI | 2026-01 |\n| cac | |\n| |\n\
                 | Channel: Search |\n| KPI | 2026-01 |\n| cac | |";
    let unread = "B7 - nobody knows what `All channels` is about";
    assert_eq!(Desk::new(sheet).with_data().says(), ["B3 cac 10", "B11 cac 20", unread]);
    let beside = "| Email | | | Partners | |\n| KPI | 2026-01 | | KPI | 2026-01 |\n| cac | | | cac | |";
    assert_eq!(Desk::new(beside).with_data().says(), ["B3 cac 10", "E3 - nothing is known of `Partners`"]);
}

#[test]
fn a_total_over_months_with_a_gap_is_left() {
    let sheet = "| KPI | 2025-12 | 2026-02 | Total |\n| cac | | | |";
    let gap = "D2 - periods are missing between those of its table, and nothing says whether it counts them";
    assert_eq!(Desk::new(sheet).with_data().says(), ["C2 cac 35", "B2 - there is no data for 2025-12", gap]);
}

#[test]
fn headings_are_never_overwritten() {
    let sheet = "| | cac | | cac |\n| channel | 2026-01 | channel | 2026-01 |\n| Email | 1 | Email | 1 |";
    let desk = Desk::new(sheet).with_data().asked(|fill| fill.overwrite = Overwrite { values: true, formulas: true });
    let parts = Parts::unzipped(&desk.fill().unwrap().bytes).text("xl/worksheets/sheet1.xml");
    for heading in ["channel", "2026-01", "Email"] {
        let count = |text: &str| text.matches(&format!(">{heading}<")).count();
        assert_eq!(count(&parts), count(&rows(sheet)), "{heading}");
    }
}

#[test]
fn what_is_typed_counts_beside_an_empty_row_of_the_same_name() {
    let sheet = "| KPI | Email |\n| spend | 100 |\n| new_customers | 4 |\n| cac | |\n| spend | |";
    let desk = Desk::new(sheet).asked(|fill| fill.by = vec!["channel".to_owned()]);
    assert_eq!(desk.says(), ["B4 cac 25"]);
    // A share is another thing than the amount.
    let share = Desk::new("| KPI | Email |\n| spend | 100 |\n| spend % | 40 |\n| new_customers | 4 |\n| cac | |");
    assert_eq!(share.says(), ["B5 cac 25"]);
}

/// The data has 250 for 15 customers of Search, and nothing of Affiliates.
#[test]
fn numbers_of_last_time_that_the_data_does_not_replace_are_told() {
    let sheet = "| KPI | Affiliates | Search |\n| spend | 6 | 2 |\n| new_customers | 3 | 2 |\n| cac | | |";
    let desk = Desk::new(sheet).with_data().asked(|fill| fill.overwrite = Overwrite { values: true, formulas: false });
    let kept = |cell: &str| format!("{cell} - the data says nothing of it, so it counts as it stands");
    let filled = ["C2 spend 250", "C3 new_customers 15", "B4 cac 2", "C4 cac 16.66666666666666666666666667"].map(str::to_owned);
    assert_eq!(desk.says(), [filled.to_vec(), vec![kept("B2"), kept("B3")]].concat());
    assert_eq!(desk.warns(), ["W0642 template.xlsx!Plan!B2"]);
}

/// One number for all months is none of theirs, and what was typed is not lost for it.
#[test]
fn an_input_that_would_be_an_error_keeps_what_it_holds() {
    let sheet = "| KPI | 2026-01 | 2026-02 |\n| spend | 100 | 60 |\n| new_customers | 4 | 3 |\n| cac | | |";
    let desk = Desk::new(sheet).asked(|fill| {
        fill.request = Request::new().set("spend", "500");
        fill.overwrite = Overwrite { values: true, formulas: false };
    });
    let kept = |cell: &str| format!("{cell} - `spend` is given by hand and has no date");
    assert_eq!(desk.says()[2..4], [kept("B2"), kept("C2")]);
}

#[test]
fn numbers_counted_in_millions_are_told() {
    let desk = Desk::new(&TYPED.replace("(Rp)", "(Rp juta)"));
    assert_eq!(desk.says(), ["B4 cac 25", "C4 cac 50", "D4 cac 30"]);
    assert_eq!(desk.warns(), ["W0643 template.xlsx!Plan!A2"]);
}

/// 100 / 4 for Email, and 60 / 3 for Search.
#[test]
fn members_may_stand_over_tables_side_by_side() {
    let sheet = "| Email | | | Search | |\n| Figure | Value | | Figure | Value |\n| spend | 100 | | spend | 60 |\n\
                 | new customers | 4 | | new customers | 3 |\n| CAC | | | CAC | |";
    let mut desk = Desk::new(sheet);
    desk.definitions = desk.definitions.replace("dimension channel", "dimension channel { member \"Email\"; member \"Search\" }");
    assert_eq!(desk.says(), ["B5 cac 25", "E5 cac 20"]);
}

#[test]
fn what_stands_below_a_heading_that_nobody_understands_is_listed() {
    let sheet = "| KPI | 2026-01 | 2026-02 | YTD | Notes |\n| spend | 100 | 60 | | |\n| new customers | 4 | 3 | | |\n| CAC | | | | dear |";
    let desk = Desk::new(sheet);
    assert_eq!(desk.says(), ["B4 cac 25", "C4 cac 20", "D4 - `YTD` asks for other numbers than the actual ones"]);
}

/// Inputs alone ask for nothing; the cell of a KPI is named, and no option that nobody gave.
#[test]
fn days_are_too_fine_for_definitions_of_months() {
    let typed = "| date | spend | new customers |\n| 2026-01-05 | 1000 | 40 |\n| 2026-01-06 | 500 | 10 |";
    let desk = |sheet: &str| {
        let mut desk = Desk::new(sheet);
        desk.definitions += "time date: month\n";
        desk
    };
    assert!(desk(typed).warns().iter().all(|warning| warning.starts_with('W')), "{:?}", desk(typed).warns());
    let asked = typed.replace("customers |", "customers | CAC |").replace("40 |", "40 | |").replace("10 |", "10 | |");
    assert_eq!(desk(&asked).warns(), ["E0513 template.xlsx!Plan!D2"]);
}

/// 150 for 15 customers: neither the subtotal nor the average is a channel.
#[test]
fn averages_and_subtotals_are_no_members() {
    let sheet = "| channel | spend | new customers | CAC |\n| Email | 100 | 4 | |\n| Radio | 50 | 1 | |\n| Total paid | 150 | 5 | |\n\
                 | Organic | 0 | 10 | |\n| Average | 50 | 5 | |\n| Total | | | |";
    let desk = Desk::new(sheet);
    assert_eq!(desk.says(), ["D2 cac 25", "D3 cac 50", "D5 cac 0", "D7 cac 10"]);
    assert_eq!(desk.warns(), ["W0641 template.xlsx!Plan!A4", "W0641 template.xlsx!Plan!A6"]);
}

/// By the data: Email costs 100 for 10 in January, Search 200 for 10; 300 for 20 together.
#[test]
fn members_below_a_kpi_have_columns_of_their_own() {
    let sheet = "| Month | CAC | |\n| | Email | Search |\n| 2026-01 | | |\n";
    assert_eq!(Desk::new(sheet).with_data().says(), ["B3 cac 10", "C3 cac 20"]);
    let beside = "| KPI | channel | 2026-01 |\n| CAC | Email | |\n| | Search | |\n| | Total | |";
    assert_eq!(Desk::new(beside).with_data().says(), ["C2 cac 10", "C3 cac 20", "C4 cac 15"]);
}

#[test]
fn months_stand_beside_the_heading_of_the_rows() {
    let sheet = "| channel | Oct 2026 | | Nov 2026 | |\n| | spend | new customers | spend | new customers |\n| Email | 100 | 4 | 110 | 5 |\n\
                 | CAC of Email | | | | |";
    assert_eq!(Desk::new(sheet).warns(), ["W0626 template.xlsx"], "inputs alone, and each of its own month");
}

/// The data has 850 in Search and Radio besides, for 40 customers over both months; in February alone 700 for 20.
#[test]
fn several_periods_are_shown_and_totals_are_of_these() {
    let months = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
    let sheet = "| KPI | Email | Total |\n| spend | 999 | |\n| new_customers | | |\n| cac | | |";
    let desk = Desk::new(sheet).with_data().asked(|fill| fill.scope.periods = months("2026-01", "2026-02"));
    let kept = "B2 - holds a value; `--overwrite` replaces it";
    let expected = ["C2 spend 1749", "B3 new_customers 20", "C3 new_customers 40", "B4 cac 49.95", "C4 cac 43.725", kept];
    assert_eq!(desk.says(), expected);
    let sheet = "| KPI | 2026-01 | 2026-02 | Total |\n| spend | | | |\n| new_customers | | | |\n| cac | | | |";
    let desk = Desk::new(sheet).with_data().asked(|fill| fill.scope.periods = months("2026-02", "2026-02"));
    let of_both = ["C2 spend 700", "D2 spend 700", "C3 new_customers 20", "D3 new_customers 20", "C4 cac 35", "D4 cac 35"];
    assert_eq!(desk.says()[..6], of_both);
    let outside = ["B2", "B3", "B4"].map(|cell| format!("{cell} - 2026-01 is outside of `--periods 2026-02..2026-02`"));
    assert_eq!(desk.says()[6..], outside);
    let desk = Desk::new("| KPI | Value |\n| spend | 10 |\n| new_customers | 4 |\n| cac | |");
    assert_eq!(desk.asked(|fill| fill.scope.periods = months("2026-01", "2026-02")).says(), ["B4 cac 2.5"]);
    let desk = Desk::new(sheet).with_data().asked(|fill| fill.scope.periods = months("2026-02", "2026-01"));
    assert_eq!(desk.warns(), ["E0513 --periods"]);
}

#[test]
fn a_period_that_is_none_is_refused() {
    let sheet = "| KPI | Email |\n| spend | 1000 |\n| new customers | 40 |\n| CAC | |";
    let desk = Desk::new(sheet).asked(|fill| fill.scope.period = Some("2026-13".to_owned()));
    assert_eq!(desk.warns(), ["E0513 --period"]);
}

/// 700 / 20 over everything in February; Radio is part of the total although the worksheet does not name it.
#[test]
fn data_fills_inputs_too() {
    let sheet = "| KPI | Email | Search | Total |\n| spend | | | |\n| cac | | | |";
    let desk = Desk::new(sheet).with_data().asked(|fill| fill.scope.period = Some("2026-02".to_owned()));
    assert_eq!(desk.says(), ["B2 spend 150", "C2 spend 50", "D2 spend 700", "B3 cac 15", "C3 cac 10", "D3 cac 35"]);
}

/// 400 was typed for Email; Search and Radio come from the data: 400 + 250 + 500, over 40 customers.
#[test]
fn what_was_typed_counts_and_data_says_the_rest() {
    let sheet = "| KPI | Email | Search | Total |\n| spend | 400 | | |\n| cac | | | |";
    let desk = Desk::new(sheet).with_data();
    let expected = [
        "C2 spend 250",
        "D2 spend 1150",
        "B3 cac 20",
        "C3 cac 16.66666666666666666666666667",
        "D3 cac 28.75",
        "B2 - holds a value; `--overwrite` replaces it",
    ];
    assert_eq!(desk.says(), expected);
    let desk = desk.asked(|fill| fill.overwrite.values = true);
    assert_eq!(desk.says()[..3], ["B2 spend 250", "C2 spend 250", "D2 spend 1000"]);
}

#[test]
fn months_stand_along_or_down_and_growth_looks_back() {
    for sheet in [
        "| KPI | 2026-01 | 2026-02 | Total |\n| spend | | | |\n| growth_of_spend | | | |",
        "| 2026 |\n| | Jan | Feb | Total |\n| spend | | | |\n| growth_of_spend | | | |",
    ] {
        let values: Vec<String> =
            Desk::new(sheet).with_data().says().into_iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect();
        let expected = ["spend 300", "spend 700", "spend 1000", "growth_of_spend blank", "growth_of_spend 1.333333333333333333333333333"];
        assert_eq!(values[..5], expected);
        assert_eq!(values[5], "growth_of_spend #N/A");
    }
    let sheet = "| channel | period | spend |\n| Email | 2026-02 | |\n| Total | 2026-02 | |\n| Email | Total | |";
    assert_eq!(Desk::new(sheet).with_data().says(), ["C2 spend 150", "C3 spend 700", "C4 spend 150"]);
}

/// A sheet for each month, typed into: February looks back on January. (150 - 100) / 100, and 200 against 300.
#[test]
fn sheets_of_months_belong_together() {
    let january = rows("| KPI | Email | Search | Total |\n| spend | 100 | 200 | |\n| growth_of_spend | | | |");
    let february = rows("| KPI | Email | Search | Total |\n| spend | 150 | 50 | |\n| growth_of_spend | | | |");
    let filled = Desk::with(Parts::book(&[("Jan 2026", &january), ("Feb 2026", &february)])).fill().unwrap();
    let of_february: Vec<String> = filled.cells.iter().filter(|cell| cell.sheet == "Feb 2026").map(|cell| cell.value.to_string()).collect();
    assert_eq!(of_february, ["0.5", "-0.75", "-0.3333333333333333333333333333"]);
}

#[test]
fn what_a_cell_holds_is_kept_unless_it_is_said() {
    let sheet = "| KPI | Email | Search |\n| spend | 100 | 200 |\n| new_customers | 10 | 10 |\n| cac | 99 | =1+6 |";
    assert_eq!(
        Desk::new(sheet).says(),
        ["B4 - holds a value; `--overwrite` replaces it", "C4 - holds a formula; `--overwrite-formulas` replaces it"]
    );
    assert_eq!(Desk::new(sheet).warns(), ["W0626 template.xlsx"]);
    let all = Overwrite { values: true, formulas: true };
    assert_eq!(Desk::new(sheet).asked(|fill| fill.overwrite = all).says(), ["B4 cac 10", "C4 cac 20"]);
}

#[test]
fn nothing_to_fill_gives_the_very_bytes() {
    let desk = Desk::new("| KPI | Email |\n| spend | 1 |");
    assert_eq!(desk.fill().unwrap().bytes, std::fs::read(desk.path("template.xlsx")).unwrap());
}

#[test]
fn a_member_nobody_knows_is_asked_about() {
    let desk = Desk::new("| KPI | Email | Serch |\n| cac | | |").with_data();
    assert_eq!(desk.says(), ["B2 cac 12.5", "C2 - nothing is known of `Serch`"]);
    let filled = desk.fill().unwrap();
    assert_eq!(filled.diagnostics[0].code.id, "W0635");
    assert!(filled.diagnostics[0].help.as_deref().unwrap().starts_with("is `Search` meant?"));
}

#[test]
fn names_and_notes_say_what_single_cells_are() {
    let note = "<commentList><comment ref=\"B3\" authorId=\"0\"><text><r><t>Ani:\n</t></r><r><t>kpi: spend * 2</t></r></text></comment></commentList>";
    let parts = Parts::book(&[("Plan", &rows("| Cost of a customer | |\n| Customers | 30 |\n| Twice | 5 |\n| {{ label(cac) }} |"))])
        .edited("xl/workbook.xml", "</sheets>", "</sheets><definedNames><definedName name=\"cac\">Plan!$B$1</definedName><definedName name=\"new_customers\">Plan!$B$2</definedName></definedNames>")
        .with("xl/comments1.xml", &format!("<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{note}</comments>"))
        .with("xl/worksheets/_rels/sheet1.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"../comments1.xml\"/></Relationships>");
    let desk = Desk::with(parts).asked(|fill| fill.request = Request::new().set("spend", "1000"));
    let filled: Vec<String> = desk.says().into_iter().filter(|line| !line.starts_with("A4")).collect();
    assert_eq!(filled, ["B1 cac 33.33333333333333333333333333", "B3 spend * 2 2000", "B2 - holds a value; `--overwrite` replaces it"]);
    let off = desk.asked(|fill| fill.labels = LabelChoice::Off);
    assert_eq!(off.says().len(), 1, "only the placeholder is left");
}

#[test]
fn missing_values_are_shown_as_asked() {
    let sheet = "| KPI | Email | Search |\n| spend | 100 | |\n| new_customers | 0 | 5 |\n| cac | | |";
    let shown = |errors: ShownErrors| {
        let filled = Desk::new(sheet).asked(|fill| fill.errors = errors).fill().unwrap();
        let parts = Parts::unzipped(&filled.bytes).text("xl/worksheets/sheet1.xml");
        parts.split("<row r=\"4\">").nth(1).unwrap().split("</row>").next().unwrap().split("</c>").skip(1).collect::<Vec<_>>().join("|")
    };
    assert_eq!(shown(ShownErrors::AsTheyAre), "<c r=\"B4\" t=\"e\"><v>#DIV/0!</v>|");
    assert_eq!(shown(ShownErrors::Blank), "");
    let text = |at: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>n/a</t></is>|");
    assert_eq!(shown(ShownErrors::Text("n/a".to_owned())), text("B4") + &text("C4"));
}

#[test]
fn a_template_filled_in_place_leaves_a_copy() {
    let desk = Desk::new(TYPED);
    let before = std::fs::read(desk.path("template.xlsx")).unwrap();
    let refused = Desk::new(TYPED).asked(|fill| fill.output = Some(fill.template.clone())).warns();
    assert_eq!(refused, ["E0509 template.xlsx"]);
    let desk = desk.asked(|fill| fill.in_place = true);
    for copy in ["template.xlsx.bak", "template.xlsx.bak2"] {
        let filled = desk.fill().unwrap();
        let written = filled.write(&desk.request).unwrap();
        assert_eq!(written, Some(desk.path(copy)));
        assert_eq!(std::fs::read(desk.path("template.xlsx")).unwrap(), filled.bytes);
    }
    assert_eq!(std::fs::read(desk.path("template.xlsx.bak")).unwrap(), before);
}

#[test]
fn what_was_typed_twice_has_to_agree() {
    let twice = |second: &str| {
        Desk::new(&format!("| KPI | Email |\n| spend | 1 |\n| cac | |\n| KPI | Email |\n| spend | {second} |\n| new_customers | 1 |"))
            .warns()
    };
    assert_eq!(twice("2"), ["E0504 template.xlsx!Plan!B5"]);
    assert_eq!(twice("1"), [""; 0]);
}

#[test]
fn what_was_typed_is_read_by_its_type() {
    assert_eq!(Desk::new("| KPI | Email |\n| spend | soon |\n| cac | |").warns(), ["E0502 template.xlsx!Plan!B2"]);
    let polish = Desk::new("| KPI | Email |\n| spend | 1 000,50 zł |\n| new_customers | 10 |\n| cac | |");
    let polish = polish.asked(|fill| fill.request = Request::new().locale(tolok::Locale::Polish));
    assert_eq!(polish.says(), ["B4 cac 100.05"]);
}

#[test]
fn a_worksheet_is_evaluated_as_it_stands() {
    let desk = Desk::new(&TYPED.replace("=B2+C2", "7"));
    let definitions = Definitions::parse(&desk.definitions).unwrap();
    let data = [DataSource::Named(DataPath::parse(&desk.request.template))];
    // The total that the worksheet holds, 7, is not that of its parts.
    let problems = definitions.evaluate_over(&Request::new(), &data, &NoProgress).unwrap_err();
    assert_eq!(problems.diagnostics[0].code.id, "E0541");
    let desk = Desk::new(TYPED);
    let data = [DataSource::Named(DataPath::parse(&desk.request.template))];
    let evaluation = definitions.evaluate_over(&Request::new(), &data, &NoProgress).unwrap();
    assert_eq!(evaluation.get("cac").unwrap().value.to_string(), "30");
    // Two columns of numbers are no list of labels and values.
    let pairs = Desk::new("| spend | 1000 | 500 |\n| new customers | 40 | 10 |");
    let data = [DataSource::Named(DataPath::parse(&pairs.request.template))];
    let problems = definitions.evaluate_over(&Request::new(), &data, &NoProgress).unwrap_err();
    let codes: Vec<&str> = problems.diagnostics.iter().map(|problem| problem.code.id).collect();
    assert_eq!(codes, ["E0538", "E0538"]);
}

/// The formulas of a fill, in reading order, and the codes of its warnings.
fn live(desk: &Desk) -> (Vec<String>, Vec<String>) {
    let filled = desk.fill().unwrap();
    let sheet = Parts::unzipped(&filled.bytes).text("xl/worksheets/sheet1.xml");
    let formulas = sheet.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next()).map(|text| text.replace("&gt;", ">"));
    let warnings = filled.diagnostics.iter().map(|problem| format!("{} {}", problem.code.id, problem.message));
    (formulas.collect(), warnings.collect())
}

fn as_formulas(fill: &mut FillRequest) {
    fill.written_as = WrittenAs::Formulas(LiveBlank::Empty);
}

#[test]
fn kpis_become_formulas_over_the_cells_of_their_inputs() {
    let sheet = TYPED.replace("=B2+C2", "1500").replace("| new customers | 40 | 10 | |", "| new customers | 40 | 10 | 50 |");
    let (formulas, warnings) = live(&Desk::new(&sheet).asked(as_formulas));
    let of = |column: &str| format!("IF(OR({column}2=\"\",{column}3=\"\"),\"\",{column}2/{column}3)");
    assert_eq!((formulas, warnings), (vec![of("B"), of("C"), of("D")], vec![]));
    let desk = Desk::new(&sheet).asked(|fill| fill.written_as = WrittenAs::Formulas(LiveBlank::NotAvailable));
    assert_eq!(live(&desk).0[0], "IF(OR(B2=\"\",B3=\"\"),NA(),B2/B3)");
}

#[test]
fn what_cannot_be_a_formula_is_a_value_and_says_why() {
    // The total of new customers has no number of its own, and that of spend another than that of its parts.
    let (formulas, warnings) = live(&Desk::new(&TYPED.replace("=B2+C2", "=B2")).asked(as_formulas));
    assert_eq!(formulas.len(), 3, "two, and the worksheet's own");
    let why = "W0636 `cac` is written as a value: it needs `spend`, whose cell D2 holds something else than it was computed from";
    assert_eq!(warnings, ["W0638 `spend` is 1000 here, and its parts make 1,500.00", why]);
    // A total whose own cells are blank is computed from its parts, which its formula would not see.
    let sheet = "| KPI | Email | Search | Total |\n| spend | 100 | 200 | |\n| new_customers | 1 | 3 | |\n| cac | | | |";
    let desk = Desk::new(sheet).asked(|fill| {
        as_formulas(fill);
        fill.by = vec!["channel".to_owned()];
    });
    let (formulas, warnings) = live(&desk);
    assert_eq!(
        (formulas.len(), warnings),
        (2, vec!["W0636 `cac` is written as a value: it needs `spend`, whose cell D2 is blank".to_owned()])
    );
    assert_eq!(desk.says().last().map(String::as_str), Some("D4 cac 75"));
    let sheet = "| KPI | 2026-01 | 2026-02 |\n| spend | 100 | 150 |\n| growth_of_spend | | |";
    let (formulas, warnings) = live(&Desk::new(sheet).asked(as_formulas));
    assert_eq!((formulas, warnings.len()), (vec![], 1));
    assert!(warnings[0].ends_with("is written as a value, here and in 1 more: it compares periods"), "{warnings:?}");
}

#[test]
fn data_is_written_into_cells_that_formulas_compute_from() {
    let sheet = "| KPI | Email | Total |\n| spend | | |\n| new_customers | | |\n| cac | | |";
    let desk = Desk::new(sheet).with_data().asked(as_formulas);
    let (formulas, warnings) = live(&desk);
    assert_eq!(formulas, ["IF(OR(B2=\"\",B3=\"\"),\"\",B2/B3)", "IF(OR(C2=\"\",C3=\"\"),\"\",C2/C3)"]);
    assert_eq!(warnings, [""; 0]);
    assert_eq!(desk.says()[4..], ["B4 cac 12.5", "C4 cac 25"]);
}

/// Operators keep their order: Excel binds a sign tighter than we do.
#[test]
fn formulas_keep_the_order_of_operators() {
    let desk = |formula: &str| {
        let mut desk = Desk::new("| KPI | Value |\n| a | 2 |\n| b | 3 |\n| x | |").asked(as_formulas);
        desk.definitions = format!("input a: number\ninput b: number\nparam p: number = 0.5\nx = {formula}\n");
        live(&desk).0.first().cloned().unwrap_or_else(|| "none".to_owned())
    };
    for (formula, expected) in [
        ("a - (b - a)", "B2-(B3-B2)"),
        ("a - b - a", "B2-B3-B2"),
        ("a / (b * a)", "B2/(B3*B2)"),
        ("(a + b) / -a", "(B2+B3)/-B2"),
        ("-(a + b)", "-(B2+B3)"),
        ("a * p", "B2*0.5"),
        ("round(a / b, 2)", "ROUND(B2/B3,2)"),
        ("if(a > b, a, b * 2)", "IF(B2>B3,IF(B2=\"\",\"\",B2),IF(B3=\"\",\"\",B3*2))"),
    ] {
        let found = desk(formula);
        let inner = found.strip_prefix("IF(OR(B2=\"\",B3=\"\"),\"\",").or(found.strip_prefix("IF(B2=\"\",\"\","));
        let inner = inner.and_then(|inner| inner.strip_suffix(')')).unwrap_or(&found);
        assert_eq!(inner, expected, "{formula}");
    }
    assert_eq!(desk("sum(a, b)"), "IF(COUNT(B2,B3)=0,\"\",SUM(B2,B3))", "a blank among several is left out");
}

#[test]
fn a_dimension_that_nobody_knows_is_told_with_the_nearest_name() {
    let by = |desk: Desk, name: &str| desk.asked(|fill| fill.by = vec![name.to_owned()]);
    let said = |desk: Desk| {
        let problem = desk.fill().unwrap_err().diagnostics.remove(0);
        format!("{} {}: {}", problem.code.id, problem.place, problem.help.unwrap())
    };
    let sheet = "| KPI | Email | Total |\n| spend | | |\n| CAC | | |";
    assert_eq!(said(by(Desk::new(sheet).with_data(), "chanel")), "E0527 --by: is `channel` meant?");
    assert_eq!(said(by(Desk::new(TYPED), "chanel")), "E0527 --by: is `channel` meant?");
    // A column of the data needs no declaration, and where nothing is declared any name will do for what was typed.
    let undeclared = |mut desk: Desk| {
        desk.definitions = desk.definitions.replace("dimension channel\n", "");
        desk
    };
    let column = by(undeclared(Desk::new(sheet).with_data()), "channel");
    assert_eq!(column.says(), ["B2 spend 250", "C2 spend 1000", "B3 cac 12.5", "C3 cac 25"]);
    assert_eq!(by(undeclared(Desk::new(TYPED)), "team").says(), ["B4 cac 25", "C4 cac 50", "D4 cac 30"]);
}
