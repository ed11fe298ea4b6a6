//! Results laid out for every reader, from values made by hand.

use std::io::Cursor;
use std::path::PathBuf;

use calamine::{CellErrorType, Data, Reader, Xlsx};
use tolok::diagnostics::Sources;
use tolok::{ErrorKind, Grain, Heading, Kpi, KpiHeading, Language, Number, NumberFormat, Period, ResultRow, RunResult, Status, Value};

use super::{Layout, Look, Settings};
use crate::arguments::Missing;
use crate::wrapping::columns;

/// A member or a KPI with its label.
fn heading(name: &str, label: &str) -> Heading {
    Heading { name: name.to_string(), label: label.to_string() }
}

fn kpi_heading(name: &str, label: &str, unit: Option<&str>, format: &str) -> KpiHeading {
    KpiHeading {
        heading: heading(name, label),
        unit: unit.map(str::to_string),
        format: NumberFormat::parse(format).unwrap(),
        format_text: format.to_string(),
        is_input: false,
    }
}

/// A value as the engine would give it, written as `33.333 good`, `blank cause`, `#DIV/0! cause` or `33.333`.
fn kpi(heading: &KpiHeading, text: &str) -> Kpi {
    let (value, rest) = text.split_once(' ').unwrap_or((text, ""));
    let value = match value {
        "blank" => Value::BLANK,
        "#DIV/0!" => Value::error(ErrorKind::DivisionByZero, rest),
        "#N/A" => Value::error(ErrorKind::NotAvailable, rest),
        number => Value::from(Number::parse(number).unwrap()),
    };
    let is_missing = value.is_blank() || value.is_error();
    let status = match rest {
        "good" => Some(Status::Good),
        "warn" => Some(Status::Warn),
        "bad" => Some(Status::Bad),
        _ => None,
    };
    Kpi {
        name: heading.heading.name.clone(),
        label: heading.heading.label.clone(),
        display: heading.format.show(&value, Language::English),
        unit: heading.unit.clone(),
        cause: (is_missing && !rest.is_empty()).then(|| rest.to_string()),
        cause_place: None,
        status,
        aim: None,
        is_input: false,
        value,
    }
}

fn result(dimensions: &[&str], over: Option<Grain>, kpis: Vec<KpiHeading>) -> RunResult {
    RunResult {
        title: None,
        dimensions: dimensions.iter().map(|name| heading(name, &name.to_uppercase())).collect(),
        over,
        kpis,
        rows: Vec::new(),
        is_sorted: false,
        totals: Vec::new(),
        language: Language::English,
        files: vec![PathBuf::from("ads.csv")],
        notes: Vec::new(),
        diagnostics: Vec::new(),
        sources: Sources::new(),
    }
}

/// A row: members (`-` for a rolled-up one), a period (`-` for none, a star where it is partial), and values.
fn row(result: &RunResult, members: &[&str], period: &str, values: &[&str]) -> ResultRow {
    let (period, partial) = match period.strip_suffix('*') {
        Some(period) => (period, true),
        None => (period, false),
    };
    ResultRow {
        members: members.iter().map(|name| (*name != "-").then(|| heading(name, &format!("{name}!")))).collect(),
        period: Period::parse(period).ok(),
        partial,
        kpis: result.kpis.iter().zip(values).map(|(heading, text)| kpi(heading, text)).collect(),
    }
}

fn spend_and_cac() -> Vec<KpiHeading> {
    vec![
        kpi_heading("spend", "Wydatki na reklamę", Some("USD"), "$#,##0.00"),
        kpi_heading("cac", "Koszt pozyskania klienta", Some("USD/count"), "$#,##0.00"),
    ]
}

/// Two channels over two months, the second of which is not over; totals of each month and of everything.
pub(crate) fn by_channel_over_month() -> RunResult {
    let mut made = result(&["channel"], Some(Grain::Month), spend_and_cac());
    let rows = [
        (["Email"], "2026-01", ["1000", "33.333333 good"]),
        (["Email"], "2026-02*", ["900.5", "#DIV/0! division by zero: `new_customers` is 0, in `cac`"]),
        (["Search Ads"], "2026-01", ["12500", "61.25 bad"]),
        (["Search Ads"], "2026-02*", ["blank `spend` has no value", "blank `spend` has no value"]),
    ];
    made.rows = rows.iter().map(|(members, period, values)| row(&made, members, period, values)).collect();
    let totals =
        [(["-"], "2026-01", ["13500", "55.5 warn"]), (["-"], "2026-02*", ["900.5", "30 good"]), (["-"], "-", ["14400.5", "52 warn"])];
    made.totals = totals.iter().map(|(members, period, values)| row(&made, members, period, values)).collect();
    made
}

fn aligned(result: &RunResult, across: Option<usize>, look: &Look, width: usize) -> String {
    anstream::adapter::strip_str(&super::aligned(&Layout::of(result, across), look, width)).to_string()
}

#[test]
fn a_table_for_people() {
    let expected = "\
channel     period         spend       cac
────────────────────────────────────────────
Email       2026-01    $1,000.00    $33.33 ●
Email       2026-02*     $900.50   #DIV/0!¹
Search Ads  2026-01   $12,500.00    $61.25 ■
Search Ads  2026-02*           –²        –²
────────────────────────────────────────────
Total       2026-01   $13,500.00    $55.50 ▲
Total       2026-02*     $900.50    $30.00 ●
Total                 $14,400.50    $52.00 ▲

* the data stops before the period ends
¹ division by zero: `new_customers` is 0, in `cac`
² `spend` has no value
● good  ▲ warn  ■ bad
";
    assert_eq!(aligned(&by_channel_over_month(), None, &Look::default(), 80), expected);
}

#[test]
fn totals_and_statuses_are_set_off_by_colour_too() {
    let text = super::aligned(&Layout::of(&by_channel_over_month(), None), &Look::default(), 80);
    assert!(text.contains("\u{1b}[1mTotal\u{1b}[0m") && text.contains("\u{1b}[1m\u{1b}[31m■\u{1b}[0m"), "{text:?}");
}

#[test]
fn labels_in_a_language_are_broken_between_words() {
    let text = aligned(&by_channel_over_month(), None, &polish(), 80);
    let expected = "
                            Wydatki na   Koszt pozyskania
CHANNEL      okres             reklamę          klienta
─────────────────────────────────────────────────────────
Email!       2026-01         $1,000.00           $33.33 ●
";
    assert!(format!("\n{text}").starts_with(expected) && text.contains("\nRazem        2026-01 "), "{text}");
}

#[test]
fn periods_side_by_side_and_what_has_no_room() {
    let expected = "
                          spend                              cac
channel        2026-01  2026-02*        Total  2026-01    2026-02*     Total
──────────────────────────────────────────────────────────────────────────────
Email        $1,000.00   $900.50                $33.33 ●   #DIV/0!¹
Search Ads  $12,500.00         –²               $61.25 ■         –²
──────────────────────────────────────────────────────────────────────────────
Total       $13,500.00   $900.50   $14,400.50   $55.50 ▲    $30.00 ●  $52.00 ▲
";
    let made = by_channel_over_month();
    let text = aligned(&made, Some(1), &Look::default(), 80);
    assert!(format!("\n{text}").starts_with(expected), "{text}");
    let narrow = aligned(&made, Some(1), &Look::default(), 24);
    assert!(
        narrow.ends_with(
            "no room for spend:\n2026-02*, spend: Total,\ncac: 2026-01, cac:\n2026-02*, cac: Total:\nsee everything with `-o\nFILE.xlsx`\n"
        ),
        "{narrow}"
    );
    assert!(!narrow.contains("the data stops"), "{narrow}");
}

#[test]
fn members_side_by_side() {
    let mut made = by_channel_over_month();
    made.kpis.truncate(1);
    let text = aligned(&made, Some(0), &Look::default(), 80);
    let expected = "
                        spend
period        Email  Search Ads        Total
────────────────────────────────────────────
2026-01   $1,000.00  $12,500.00   $13,500.00
2026-02*    $900.50           –¹     $900.50
────────────────────────────────────────────
Total                             $14,400.50

* the data stops before the period ends
¹ `spend` has no value
";
    assert_eq!(format!("\n{text}"), expected);
}

#[test]
fn every_line_fits_every_terminal() {
    let made = by_channel_over_month();
    for width in 20..=90 {
        for (across, look) in [(None, Look::default()), (Some(0), Look::default()), (Some(1), polish())] {
            let text = aligned(&made, across, &look, width);
            for line in text.lines() {
                assert!(columns(line) <= width, "{width} {across:?}: {line:?}");
            }
            // Whatever the width, either each KPI is there or it is said that it has no room.
            assert!(text.contains("cac") || look.language.is_some(), "{width}: {text}");
        }
    }
    let narrow = aligned(&made, None, &Look::default(), 40);
    assert!(narrow.ends_with("no room for cac: see it with `--kpis\ncac`, or everything with `-o FILE.xlsx`\n"), "{narrow}");
    let narrowest = aligned(&made, None, &Look::default(), 30);
    assert!(narrowest.starts_with("Email, 2026-01\n  spend   $1,000.00\n  cac        $33.33 ●\nEmail, 2026-02*\n"), "{narrowest}");
    assert!(narrowest.contains("\nTotal, 2026-02*\n") && narrowest.contains("\nTotal\n"), "{narrowest}");
}

#[test]
fn long_members_and_many_causes_are_cut_short() {
    let mut made = result(&["channel"], None, spend_and_cac());
    let long = "A campaign whose name somebody made up in a hurry ".repeat(3);
    made.rows = (0..12).map(|place| row(&made, &[long.as_str()], "-", &["1", &format!("#N/A cause {place}")])).collect();
    let text = aligned(&made, None, &Look::default(), 60);
    assert!(text.lines().all(|line| columns(line) <= 60) && text.contains("somebod…"), "{text}");
    assert!(text.ends_with("⁹ cause 8\n3 more causes: `--format json` tells each\n"), "{text}");
}

#[test]
fn one_row_is_a_list_and_no_row_is_said() {
    let mut made = result(&[], None, spend_and_cac());
    assert_eq!(aligned(&made, None, &Look::default(), 80), "no rows\n");
    made.title = Some("Channel ROI".into());
    made.rows = vec![row(&made, &[], "-", &["1000", "#DIV/0! why"])];
    assert_eq!(aligned(&made, None, &Look::default(), 80), "Channel ROI\n\nspend  $1,000.00\ncac      #DIV/0!¹\n\n¹ why\n");
}

#[test]
fn comma_separated_values_are_exact() {
    let made = by_channel_over_month();
    let expected = "\
channel,period,spend,cac
Email,2026-01,1000,33.333333
Email,2026-02,900.5,#DIV/0!
Search Ads,2026-01,12500,61.25
Search Ads,2026-02,,
(total),2026-01,13500,55.5
(total),2026-02,900.5,30
(total),(total),14400.5,52
";
    assert_eq!(super::comma_separated(&Layout::of(&made, None), &Look::default()), expected);
    let expected = "\
\u{feff}channel;spend: 2026-01;spend: 2026-02;spend: Total;cac: 2026-01;cac: 2026-02;cac: Total
Email;1000;900,5;;33,333333;#DIV/0!;
Search Ads;12500;;;61,25;;
(total);13500;900,5;14400,5;55,5;30;52
";
    assert_eq!(super::comma_separated(&Layout::of(&made, Some(1)), &polish()), expected);
}

#[test]
fn markdown_tells_causes_below() {
    let made = by_channel_over_month();
    let expected = "\
| channel | period | spend | cac |
| --- | --- | ---: | ---: |
| Email | 2026-01 | $1,000.00 | $33.33 ● |
| Email | 2026-02\\* | $900.50 | #DIV/0!¹ |
| Search Ads | 2026-01 | $12,500.00 | $61.25 ■ |
| Search Ads | 2026-02\\* | –² | –² |
| **Total** | **2026-01** | **$13,500.00** | **$55.50 ▲** |
| **Total** | **2026-02\\*** | **$900.50** | **$30.00 ●** |
| **Total** |  | **$14,400.50** | **$52.00 ▲** |

\\* the data stops before the period ends  
¹ division by zero: `new_customers` is 0, in `cac`  
² `spend` has no value
";
    assert_eq!(super::markdown(&Layout::of(&made, None), &Look::default()), expected);
}

#[test]
fn what_stands_for_missing_values_can_be_said() {
    let mut made = by_channel_over_month();
    let cells = |made: &RunResult, missing: Option<Missing>| {
        let look = Look { missing, ..Look::default() };
        let csv = super::comma_separated(&Layout::of(made, None), &look);
        let table = aligned(made, None, &look, 80);
        let line = |text: &str, place: usize| text.lines().nth(place).unwrap().split_whitespace().last().unwrap().to_string();
        let values = |place: usize| csv.lines().nth(place).unwrap().rsplit_once(',').unwrap().1.to_string();
        [values(2), values(4), line(&table, 3), line(&table, 5)]
    };
    assert_eq!(cells(&made, None), ["#DIV/0!", "", "#DIV/0!¹", "–²"]);
    assert_eq!(cells(&made, Some(Missing::Error)), ["#DIV/0!", "", "#DIV/0!¹", "–²"]);
    assert_eq!(cells(&made, Some(Missing::Blank)), ["", "", "–¹", "–²"]);
    assert_eq!(cells(&made, Some(Missing::Text("n/a".into()))), ["n/a", "n/a", "n/a¹", "n/a²"]);
    // A definition that says what stands for an error changes what people see, and nothing of what there is.
    made.rows[1].kpis[1].display = "none".into();
    assert_eq!(cells(&made, None), ["#DIV/0!", "", "none¹", "–²"]);
    assert_eq!(cells(&made, Some(Missing::Error)), ["#DIV/0!", "", "#DIV/0!¹", "–²"]);
}

#[test]
fn rows_of_a_member_stand_together_unless_they_are_sorted() {
    let mut made = result(&["country", "channel"], None, vec![kpi_heading("spend", "", None, "0")]);
    let rows = [["PL", "Search"], ["ID", "Search"], ["PL", "Email"], ["DE", "Email"], ["ID", "Email"]];
    made.rows = rows.iter().map(|members| row(&made, members, "-", &["1"])).collect();
    made.totals = vec![row(&made, &["-", "-"], "-", &["5"])];
    let order = |made: &RunResult, across| {
        let text = aligned(made, across, &Look::default(), 80);
        let words: Vec<String> = text.lines().map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")).collect();
        words
    };
    let line = "─".repeat(23);
    let together = ["country channel", &line, "PL Search", "PL Email", "ID Search", "ID Email", "DE Email", &line, "Total 5"];
    assert_eq!(order(&made, None), together);
    made.is_sorted = true;
    assert_eq!(order(&made, None)[2..5], ["PL Search", "ID Search", "PL Email"]);
    // JSON has them as they came.
    made.is_sorted = false;
    let envelope: serde_json::Value = serde_json::from_str(&super::envelope(&made).text(&[], &made.sources)).unwrap();
    assert_eq!((envelope["rows"][1]["country"].as_str(), envelope["rows"][3]["country"].as_str()), (Some("ID"), Some("DE")));
}

#[test]
fn the_envelope_has_every_row() {
    let made = by_channel_over_month();
    let envelope: serde_json::Value = serde_json::from_str(&super::envelope(&made).text(&[], &made.sources)).unwrap();
    let expected = serde_json::json!({
        "channel": "Email", "period": "2026-02", "partial": true, "kpis": {
            "spend": { "value": "900.5", "error": null, "cause": null, "display": "$900.50", "unit": "USD", "status": null },
            "cac": {
                "value": null, "error": "#DIV/0!", "cause": "division by zero: `new_customers` is 0, in `cac`", "display": "#DIV/0!",
                "unit": "USD/count", "status": null
            }
        }
    });
    assert_eq!(envelope["rows"][1], expected);
    assert_eq!(envelope["totals"][2]["channel"], serde_json::Value::Null);
    assert_eq!(envelope["totals"][2]["period"], serde_json::Value::Null);
    assert_eq!(envelope["totals"][2]["kpis"]["cac"]["status"], "warn");
    let mut without = result(&["channel"], None, spend_and_cac());
    without.rows = vec![row(&without, &["(blank)"], "-", &["1", "2"])];
    let envelope: serde_json::Value = serde_json::from_str(&super::envelope(&without).text(&[], &without.sources)).unwrap();
    assert_eq!(envelope["rows"][0]["channel"], "(blank)");
    assert!(envelope["rows"][0].get("period").is_none());
    assert_eq!(envelope["totals"], serde_json::json!([]));
}

#[test]
fn a_workbook_has_real_cells_and_notes() {
    let made = by_channel_over_month();
    let layout = Layout::of(&made, None);
    let mut settings = Settings::default();
    settings.say("definitions", "marketing.kpi");
    settings.say("where", "");
    let notes = super::notes(&layout, &settings);
    let bytes = super::workbook(&layout, &Look::default(), notes).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("KPIs").unwrap();
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 3), Data::String("cac".into()));
    assert!(matches!(cell(2, 1), Data::DateTime(date) if date.as_f64() == 46054.0), "{:?}", cell(2, 1));
    assert_eq!((cell(1, 2), cell(1, 3)), (Data::Float(1000.0), Data::Float(33.333333)));
    assert_eq!((cell(2, 3), cell(4, 3)), (Data::Error(CellErrorType::Div0), Data::Empty));
    assert_eq!((cell(7, 0), cell(7, 1), cell(7, 3)), (Data::String("Total".into()), Data::String("Total".into()), Data::Float(52.0)));
    let notes: Vec<String> = book.worksheet_range("Notes").unwrap().rows().map(|row| format!("{}: {}", row[0], row[1])).collect();
    let expected = [
        "definitions: marketing.kpi",
        "data: ads.csv",
        "colours: green: the target is met; yellow: nearly met; red: missed",
        "*: the data stops before the period ends",
        "cac: #DIV/0!: division by zero: `new_customers` is 0, in `cac`",
        "spend: blank: `spend` has no value",
        "cac: blank: `spend` has no value",
    ];
    assert_eq!(notes, expected);
}

fn polish() -> Look {
    Look { language: Some(Language::Polish), ..Look::default() }
}
