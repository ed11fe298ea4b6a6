//! Small worksheets, drawn as text, and what their labels say.

use std::sync::Arc;

use tolok_value::{Date, Grain};
use tolok_xlsx::testing::Parts;
use tolok_xlsx::{Epoch, Limits};

use super::*;

/// Spend, leads and CAC by channel; members Email and Search; months in English.
struct Words;

const MEASURES: [(&str, &str, bool); 4] =
    [("spend", "Biaya iklan", true), ("leads", "Prospek", true), ("cac", "CAC", false), ("cost", "Biaya iklan", true)];

impl Lexicon for Words {
    fn measures(&self, text: &str) -> Vec<Measure> {
        // Signs count as little as they do to definitions.
        let bare = text.trim_matches(['{', '}', ' ']);
        let fits = |name: &str| tolok_value::same(name, bare.split('(').next().unwrap_or_default().trim());
        let found = MEASURES.iter().filter(|(name, label, _)| fits(name) || fits(label));
        found.map(|(name, _, is_input)| Measure { key: (*name).into(), name: (*name).into(), is_input: *is_input }).collect()
    }

    fn measure(&self, name: &str) -> Option<Measure> {
        self.measures(name).into_iter().find(|measure| tolok_value::same(&measure.key, name))
    }

    fn dimension(&self, text: &str) -> Option<Arc<str>> {
        ["channel", "country"].into_iter().find(|name| tolok_value::same(name, text)).map(Arc::from)
    }

    fn members(&self, text: &str) -> Vec<Member> {
        let known = [("Email", "channel"), ("Search", "channel"), ("Poland", "country")];
        let found = known.iter().filter(|(name, _)| tolok_value::same(name, text));
        found.map(|(name, dimension)| Member { dimension: (*dimension).into(), name: (*name).into() }).collect()
    }

    fn dimensions(&self) -> Vec<Arc<str>> {
        vec!["channel".into()]
    }

    fn moment(&self, text: &str) -> Option<Moment> {
        if let Ok(period) = tolok_value::Period::parse(text) {
            return Some(Moment::Period(period));
        }
        let month = ["Jan", "Feb", "Mar"].iter().position(|month| tolok_value::same(month, text))?;
        Some(Moment::Month(i8::try_from(month).ok()? + 1))
    }

    fn is_unclear_period(&self, text: &str) -> bool {
        ["H1", "H2"].iter().any(|half| tolok_value::same(half, text))
    }

    fn calendar(&self) -> tolok_value::Calendar {
        tolok_value::Calendar::default()
    }

    fn years(&self, text: &str) -> Vec<i16> {
        text.split(' ').filter_map(|word| word.parse().ok()).filter(|year| (1950..2100).contains(year)).collect()
    }

    fn year(&self) -> Option<i16> {
        None
    }

    fn has_period(&self) -> bool {
        false
    }

    fn is_span(&self, word: &str) -> bool {
        word == "since"
    }

    fn is_left_open(&self, words: &[&str], _: bool) -> bool {
        words.contains(&"Quarters")
    }

    fn is_title_word(&self, word: &str) -> bool {
        word == "Report"
    }

    fn is_summary(&self, text: &str) -> bool {
        text == "Summary"
    }

    fn is_time(&self, text: &str) -> bool {
        tolok_value::same(text, "Month")
    }

    fn is_metric(&self, text: &str) -> bool {
        tolok_value::same(text, "KPI")
    }

    fn is_total(&self, text: &str) -> bool {
        ["Total", "Subtotal"].iter().any(|word| tolok_value::same(text, word))
    }

    fn is_aggregate(&self, text: &str) -> bool {
        text == "Average" || text.starts_with("Total ")
    }

    fn aside(&self, text: &str) -> Option<Aside> {
        match text {
            "Budget" | "Target" => Some(Aside::Plan),
            "Last year" | "YTD" => Some(Aside::OtherPeriod),
            "Change" => Some(Aside::Change),
            "Notes" => Some(Aside::Remark),
            _ => None,
        }
    }

    fn scale(&self, text: &str) -> Option<String> {
        text.contains("juta").then(|| "juta".to_owned())
    }

    fn is_counted(&self, text: &str) -> bool {
        text == "in thousands"
    }

    fn is_value(&self, text: &str) -> bool {
        tolok_value::same(text, "Value")
    }
}

/// A workbook of one sheet from text: cells between bars, digits a number, `=…` a formula with the result 7, `2026-01-31` a date.
fn book(sheet: &str, text: &str, merged: &str) -> Workbook {
    let mut rows = String::new();
    for (row, line) in (1..).zip(text.lines().map(str::trim).filter(|line| line.starts_with('|'))) {
        let mut cells = String::new();
        for (column, word) in (1..).zip(line.trim_matches('|').split('|').map(str::trim)) {
            let at = Address::new(row, column).unwrap();
            cells += &match (word.parse::<f64>(), word.parse::<Date>(), word.strip_prefix('=')) {
                _ if word.is_empty() => String::new(),
                (Ok(number), ..) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
                (_, Ok(day), _) => format!("<c r=\"{at}\" s=\"1\"><v>{}</v></c>", Epoch::Year1900.serial(day).unwrap()),
                (.., Some(formula)) => format!("<c r=\"{at}\"><f>{formula}</f><v>7</v></c>"),
                _ => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{word}</t></is></c>"),
            };
        }
        rows += &format!("<row r=\"{row}\">{cells}</row>");
    }
    let merged: String = merged.split(' ').filter(|area| !area.is_empty()).map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
    let parts = Parts::book(&[(sheet, &rows)]).formats(&[0, 17]);
    let parts = if merged.is_empty() {
        parts
    } else {
        parts.edited("xl/worksheets/sheet1.xml", "</sheetData>", &format!("</sheetData><mergeCells>{merged}</mergeCells>"))
    };
    Workbook::open(parts.zipped(), &Limits::default()).unwrap()
}

fn read(sheet: &str, text: &str, merged: &str) -> Labels {
    Labels::read(&book(sheet, text, merged), &"a.xlsx".into(), &Words, &LabelChoice::Auto, &BTreeSet::new()).unwrap()
}

/// `B2 spend channel=Email 2026-01`, a line for each cell.
fn shown(labels: &Labels) -> String {
    let line = |cell: &LabelledCell| {
        let members = cell.members.iter().map(|(dimension, member)| match member {
            Some(member) => format!(" {dimension}={}{}", member.name, if member.is_known { "" } else { "?" }),
            None => format!(" {dimension}=*"),
        });
        let period = match cell.period {
            AboutPeriod::Unsaid => String::new(),
            AboutPeriod::Of(period) => format!(" {period}"),
            AboutPeriod::Total => " all periods".to_owned(),
        };
        format!("{} {}{}{period}", cell.address, cell.measure.key, members.collect::<String>())
    };
    labels.cells.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn says(text: &str, expected: &str) {
    says_of("Sheet1", text, "", expected);
}

#[track_caller]
fn says_of(sheet: &str, text: &str, merged: &str, expected: &str) {
    let labels = read(sheet, text, merged);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown(&labels), expected.join("\n"), "{:?}", labels.problems);
    assert!(labels.problems.is_empty(), "{:?}", labels.problems);
}

#[test]
fn placeholders_are_no_labels() {
    let text = "
        | {{ spend }} | Jan | Feb |
        | {{ cac }}   |     |     |
        | {{ leads }} | 5   | 6   |";
    for choice in [LabelChoice::Auto, LabelChoice::Sheets(vec!["Report".to_owned()])] {
        let labels = Labels::read(&book("Report", text, ""), &"a.xlsx".into(), &Words, &choice, &BTreeSet::from([0])).unwrap();
        assert_eq!((labels.cells.len(), labels.set_aside.len(), labels.problems.len()), (0, 0, 0), "{choice:?}");
    }
}

#[test]
fn rows_name_kpis_and_columns_members() {
    says(
        "| Report of 2026 |
         | KPI | Email | Search | Radio | Total |
         | leads (n) | 1 | 2 | | |
         | Efficiency |
         | CAC | | | | |",
        "B3 leads channel=Email
         C3 leads channel=Search
         D3 leads channel=Radio?
         E3 leads channel=*
         B5 cac channel=Email
         C5 cac channel=Search
         D5 cac channel=Radio?
         E5 cac channel=*",
    );
}

#[test]
fn columns_name_kpis_and_rows_members_and_periods() {
    says(
        "| channel | Owner | Month | leads | cac |
         | Email | Ani | 2026-01 | 1 | |
         | Total | | Total | | |",
        "D2 leads channel=Email 2026-01
         E2 cac channel=Email 2026-01
         D3 leads channel=* all periods
         E3 cac channel=* all periods",
    );
}

#[test]
fn periods_stand_over_months_in_several_ways() {
    for (sheet, head, merged) in [
        ("Sheet1", "| KPI | 2026-01 | 2026-02 |", ""),
        ("2026", "| KPI | Jan | Feb |", ""),
        ("Sheet1", "| Plan of 2026 |\n| KPI | Jan | Feb |", ""),
        ("Sheet1", "| | 2026 | |\n| KPI | Jan | Feb |", ""),
        ("Sheet1", "| | 2026 | |\n| KPI | Jan | Feb |", "B1:C1"),
        ("Sheet1", "| KPI | 2026-01-31 | 2026-02-28 |", ""),
    ] {
        let row = head.lines().count() + 1;
        let expected = format!("B{row} cac 2026-01\nC{row} cac 2026-02");
        says_of(sheet, &format!("{head}\n| cac | | |"), merged, &expected);
    }
}

#[test]
fn a_date_is_the_period_that_its_format_shows() {
    let labels = read("Sheet1", "| KPI | 2026-01-15 |\n| cac | |", "");
    // Style 1 is `mmm-yy`.
    let AboutPeriod::Of(period) = labels.cells[0].period else { panic!("no period") };
    assert_eq!((period.to_string().as_str(), period.grain()), ("2026-01", Grain::Month));
}

#[test]
fn headings_of_sections_and_of_the_sheet_are_about_what_is_below() {
    says(
        "| Email |
         | KPI | 2026-01 |
         | cac | |
         | channel: Radio |
         | KPI | 2026-01 |
         | cac | |
         | Month: | 2026-02 |
         | KPI | Search |
         | cac | |",
        "B3 cac channel=Email 2026-01
         B6 cac channel=Radio? 2026-01
         B9 cac channel=Search 2026-02",
    );
    says_of("Search", "| KPI | 2026-01 |\n| cac | |", "", "B2 cac channel=Search 2026-01");
    says_of("2026-03", "| KPI | Search |\n| cac | |", "", "B2 cac channel=Search 2026-03");
}

#[test]
fn tables_stand_side_by_side_and_below_each_other() {
    says(
        "| KPI | Email | | KPI | 2026-01 |
         | cac | | | leads | |
         | |
         | KPI | Search |
         | cac | |",
        "B2 cac channel=Email
         E2 leads 2026-01
         B5 cac channel=Search",
    );
}

#[test]
fn members_and_months_stand_above_each_other() {
    says_of(
        "Sheet1",
        "| | Email | | Search | |
         | KPI | 2026-01 | 2026-02 | 2026-01 | Total |
         | cac | | | | |",
        "B1:C1 D1:E1",
        "B3 cac channel=Email 2026-01
         C3 cac channel=Email 2026-02
         D3 cac channel=Search 2026-01
         E3 cac channel=Search all periods",
    );
}

#[test]
fn a_label_alone_says_nothing() {
    for text in [
        "| The CAC was good. |",
        "| CAC |",
        "| CAC | 12 |",
        "| Prepared by | Ani |\n| CAC | |",
        "| Date of the report | 2026-01-31 |\n| CAC | |",
        "| spend | leads | cac |",
    ] {
        says(text, "");
    }
}

#[test]
fn a_value_is_about_everything() {
    says("| KPI | Value |\n| leads | 3 |\n| cac | |", "B2 leads\nB3 cac");
    says("| KPI | Total |\n| cac | |", "B2 cac");
}

#[test]
fn what_a_cell_holds_comes_with_it() {
    let labels = read("Sheet1", "| KPI | Email | Search |\n| cac | 5 | =1+6 |\n| leads | n/a | |", "");
    let held: Vec<(&Held, bool)> = labels.cells.iter().map(|cell| (&cell.held, cell.has_formula)).collect();
    let text = Held::Text("n/a".into());
    assert_eq!(held, [(&Held::Number(5.0), false), (&Held::Number(7.0), true), (&text, false), (&Held::Nothing, false)]);
}

#[test]
fn what_nobody_can_tell_is_asked() {
    let problems = |text: &str| {
        let labels = read("Sheet1", text, "");
        labels.problems.iter().map(|problem| format!("{} {}", problem.code.id, problem.place)).collect::<Vec<_>>()
    };
    assert_eq!(problems("| KPI | Email |\n| Biaya iklan | |"), ["E0631 a.xlsx!Sheet1!A2"]);
    assert_eq!(problems("| KPI | Jan |\n| cac | |"), ["E0633 a.xlsx!Sheet1!B1"]);
    assert_eq!(problems("| KPI | Email | Poland |\n| cac | | |"), ["E0632 a.xlsx!Sheet1!B1", "E0632 a.xlsx!Sheet1!C1"]);
    // Two columns that only a word nobody knows tells apart are not known for what they are.
    assert_eq!(read("Sheet1", "| | 2026-01 | 2026-01 |\n| KPI | Plan | Fact |\n| cac | | |", "").cells.len(), 0);
}

#[test]
fn sheets_with_placeholders_and_those_not_named_are_left_alone() {
    let workbook = book("Sheet1", "| KPI | Email |\n| cac | |", "");
    let count = |choice: &LabelChoice, marked: &[usize]| {
        Labels::read(&workbook, &"a.xlsx".into(), &Words, choice, &marked.iter().copied().collect()).map(|labels| labels.cells.len())
    };
    assert_eq!(count(&LabelChoice::Auto, &[]).unwrap(), 1);
    assert_eq!(count(&LabelChoice::Auto, &[0]).unwrap(), 0);
    assert_eq!(count(&LabelChoice::Off, &[]).unwrap(), 0);
    assert_eq!(count(&LabelChoice::Sheets(vec!["sheet1".to_owned()]), &[0]).unwrap(), 1);
    let problems = count(&LabelChoice::Sheets(vec!["Sheet2".to_owned()]), &[]).unwrap_err();
    assert_eq!(problems[0].code.id, "E0634");
    assert_eq!(problems[0].help.as_deref(), Some("did you mean `Sheet1`?"));
}

#[test]
fn behind_a_total_or_a_gap_only_what_is_known_goes_on() {
    for below in
        ["| Month before | {{ prev(leads) }} | |\n| Change | =B4/B5-1 | |", "| | | |\n| Remarks | sent late | |", "| | | |\n| 12 | 3 | |"]
    {
        says(
            &format!("| channel | leads | CAC |\n| Email | 1 | |\n| Radio | 2 | |\n| Total | | |\n{below}"),
            "B2 leads channel=Email
             C2 cac channel=Email
             B3 leads channel=Radio?
             C3 cac channel=Radio?
             B4 leads channel=*
             C4 cac channel=*",
        );
    }
}

#[test]
fn a_heading_above_a_table_of_rows_is_about_all_of_it() {
    says(
        "| Channel: Email |
         | Month | leads | CAC |
         | 2026-01 | | |
         | 2026-02 | | |
         | |
         | Channel: Radio |
         | Month | leads | CAC |
         | 2026-01 | | |",
        "B3 leads channel=Email 2026-01
         C3 cac channel=Email 2026-01
         B4 leads channel=Email 2026-02
         C4 cac channel=Email 2026-02
         B8 leads channel=Radio? 2026-01
         C8 cac channel=Radio? 2026-01",
    );
}

#[test]
fn members_stand_beside_the_names_of_kpis_once_or_on_every_row() {
    for (rows, merged) in [
        ("| Email | leads | | |\n| | CAC | | |\n| Radio | leads | | |\n| | CAC | | |", ""),
        ("| Email | leads | | |\n| Email | CAC | | |\n| Radio | leads | | |\n| Radio | CAC | | |", ""),
        ("| Email | leads | | |\n| | CAC | | |\n| Radio | leads | | |\n| | CAC | | |", "A2:A3 A4:A5"),
    ] {
        says_of(
            "Sheet1",
            &format!("| channel | KPI | 2026-01 | 2026-02 |\n{rows}"),
            merged,
            "C2 leads channel=Email 2026-01
             D2 leads channel=Email 2026-02
             C3 cac channel=Email 2026-01
             D3 cac channel=Email 2026-02
             C4 leads channel=Radio? 2026-01
             D4 leads channel=Radio? 2026-02
             C5 cac channel=Radio? 2026-01
             D5 cac channel=Radio? 2026-02",
        );
    }
}

#[test]
fn groups_of_columns_have_a_heading_of_their_own() {
    for merged in ["", "B1:C1 D1:E1"] {
        says_of(
            "Sheet1",
            "| | Email | | Search | |
             | Month | leads | CAC | leads | CAC |
             | 2026-01 | | | | |",
            merged,
            "B3 leads channel=Email 2026-01
             C3 cac channel=Email 2026-01
             D3 leads channel=Search 2026-01
             E3 cac channel=Search 2026-01",
        );
    }
}

#[test]
fn the_month_of_a_worksheet_stands_in_many_ways() {
    let table = "| KPI | Email |\n| CAC | |";
    for (sheet, above) in [
        ("Sheet1", "| Month: 2026-02 |"),
        ("Sheet1", "| Month | 2026-02 |"),
        ("Sheet1", "| 2026-02 |"),
        ("Sheet1", "| Report 2026-02 |"),
        ("2026-02", "| A title |"),
        ("Report 2026-02", "| A title |"),
        ("Feb", "| 2026 |"),
        ("Feb", "| Plan for 2026 |"),
        ("2026", "| Month: Feb |"),
    ] {
        says_of(sheet, &format!("{above}\n| |\n{table}"), "", "B4 cac channel=Email 2026-02");
        says_of(sheet, &format!("{above}\n| |\n| channel | CAC |\n| Email | |"), "", "B4 cac channel=Email 2026-02");
    }
    // The day on which something was made is no period of it, and an amount is no year.
    says("| Made 2026-03-01 |\n| KPI | Email |\n| leads | 2000 |\n| CAC | |", "B3 leads channel=Email\nB4 cac channel=Email");
}

#[test]
fn a_year_is_taken_from_where_it_is_meant() {
    let of = |sheet: &str, text: &str| read(sheet, text, "").cells.first().map(|cell| format!("{:?}", cell.period)).unwrap_or_default();
    assert!(of("Plan 2026", "| Made in 2025 |\n| KPI | Jan |\n| CAC | |").contains("2026"));
    let problems = |sheet: &str, text: &str| {
        let labels = read(sheet, text, "");
        labels.problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(problems("Feb", "| KPI | Email |\n| CAC | |"), ["the name of the sheet, `Feb`, has no year"]);
    for sheet in ["Plan 2026", "2026"] {
        let wrapped = problems(sheet, "| KPI | Feb | Mar | Jan |\n| CAC | | | |");
        assert!(wrapped[0].contains("run over the end of a year"), "{wrapped:?}");
    }
}

#[test]
fn totals_of_parts_do_not_end_a_table() {
    says_of(
        "Sheet1",
        "| | 2026-01 | | 2026-02 | |
         | KPI | Radio | Total | Radio | Total |
         | CAC | | | | |",
        "B1:C1 D1:E1",
        "B3 cac channel=Radio? 2026-01
         C3 cac channel=* 2026-01
         D3 cac channel=Radio? 2026-02
         E3 cac channel=* 2026-02",
    );
}

#[test]
fn a_total_stands_in_front_or_over_several_columns_too() {
    says(
        "| channel | leads | cac |
         | Total | | |
         | Fair | 1 | |
         | Radio | 2 | |",
        "B2 leads channel=*
         C2 cac channel=*
         B3 leads channel=Fair?
         C3 cac channel=Fair?
         B4 leads channel=Radio?
         C4 cac channel=Radio?",
    );
    says(
        "| | Total | | Email | |
         | KPI | 2026-01 | 2026-02 | 2026-01 | 2026-02 |
         | cac | | | | |",
        "B3 cac channel=* 2026-01
         C3 cac channel=* 2026-02
         D3 cac channel=Email 2026-01
         E3 cac channel=Email 2026-02",
    );
}

/// The problems of a sheet, and the cells that labels say something of.
fn problems(text: &str) -> (Vec<String>, Vec<String>) {
    let labels = read("Sheet1", text, "");
    let place = |problem: &Diagnostic| match &problem.place {
        Place::Cell { cell, .. } => cell.to_string(),
        _ => String::new(),
    };
    let problems = labels.problems.iter().map(|problem| format!("{} {} {}", problem.code.id, place(problem), problem.message));
    (problems.collect(), labels.cells.iter().map(|cell| cell.address.to_string()).collect())
}

#[test]
fn a_subtotal_is_no_total_and_is_told() {
    let (told, cells) = problems(
        "| channel | leads | cac |
         | Email | 1 | |
         | Search | 2 | |
         | Subtotal | 3 | |
         | Fair | 1 | |
         | Radio | 2 | |
         | Total | 6 | |",
    );
    assert_eq!(told, ["W0641 A4 `Subtotal` is made of some of the others, and nothing says of which, so nothing is read or filled there"]);
    assert_eq!(cells, ["B2", "C2", "B3", "C3", "B5", "C5", "B6", "C6", "B7", "C7"]);
}

#[test]
fn what_stands_behind_the_total_is_told_where_it_looks_like_a_part() {
    let rows = "| channel | leads | cac |
         | Email | 1 | |
         | Total | 1 | |
         | Fair | 1 |";
    let (told, cells) = problems(&format!("{rows} |"));
    assert_eq!(told, ["W0641 A4 `Fair` stands behind the total, so it is not read as a part of it and no KPI is filled there"]);
    assert_eq!(cells, ["B2", "C2", "B3", "C3"]);
    // What has all its numbers wants nothing.
    assert_eq!(problems(&format!("{rows} 5 |")).0, Vec::<String>::new());
}

#[test]
fn members_stand_below_each_input_and_kpi() {
    says(
        "| KPI | 2026-01 | 2026-02 |
         | leads |
         | Email | 1 | 2 |
         | Search | 3 | 4 |
         | Total | 4 | 6 |
         | cac |
         | Email | | |
         | Total | | |
         | spend | 5 | 6 |",
        "B3 leads channel=Email 2026-01
         C3 leads channel=Email 2026-02
         B4 leads channel=Search 2026-01
         C4 leads channel=Search 2026-02
         B5 leads channel=* 2026-01
         C5 leads channel=* 2026-02
         B7 cac channel=Email 2026-01
         C7 cac channel=Email 2026-02
         B8 cac channel=* 2026-01
         C8 cac channel=* 2026-02
         B9 spend 2026-01
         C9 spend 2026-02",
    );
    // One member below a KPI without numbers begins a table of its own.
    says(
        "| KPI | 2026-01 |
         | Email |
         | leads | 1 |
         | cac | |
         | Search |
         | leads | 1 |
         | cac | |",
        "B3 leads channel=Email 2026-01
         B4 cac channel=Email 2026-01
         B6 leads channel=Search 2026-01
         B7 cac channel=Search 2026-01",
    );
}

#[test]
fn members_and_periods_stand_behind_or_below_a_name_for_its_cells() {
    let below = "| channel | leads | | cac | |
         | | Email | Search | Email | Search |
         | 2026-01 | 1 | 2 | | |
         | Total | | | | |";
    let expected = "B3 leads channel=Email 2026-01
         C3 leads channel=Search 2026-01
         D3 cac channel=Email 2026-01
         E3 cac channel=Search 2026-01
         B4 leads channel=Email all periods
         C4 leads channel=Search all periods
         D4 cac channel=Email all periods
         E4 cac channel=Search all periods";
    says(&below.replace("| channel |", "| Month |"), expected);
    says_of("Sheet1", &below.replace("| channel |", "| Month |"), "B1:C1 D1:E1 A1:A2", expected);
    says(
        "| channel | cac | |
         | | 2026-01 | 2026-02 |
         | Email | | |
         | Total | | |",
        "B3 cac channel=Email 2026-01
         C3 cac channel=Email 2026-02
         B4 cac channel=* 2026-01
         C4 cac channel=* 2026-02",
    );
    for (head, merged) in [("| KPI | channel | 2026-01 |", ""), ("| KPI | | 2026-01 |", "A2:A4 A5:A6")] {
        let rows = "| leads | Email | 1 |
             | | Search | 2 |
             | | Total | |
             | cac | Email | |
             | | Total | |";
        let expected = "C2 leads channel=Email 2026-01
             C3 leads channel=Search 2026-01
             C4 leads channel=* 2026-01
             C5 cac channel=Email 2026-01
             C6 cac channel=* 2026-01";
        says_of("Sheet1", &format!("{head}\n{rows}"), merged, expected);
    }
    says(
        "| KPI | channel | 2026-01 |
         | cac | Email | |
         | cac | Search | |
         | cac | Total | |",
        "C2 cac channel=Email 2026-01
         C3 cac channel=Search 2026-01
         C4 cac channel=* 2026-01",
    );
}

#[test]
fn what_tells_a_name_apart_and_is_not_understood_is_told() {
    let (told, cells) = problems("| Month | cac | | leads |\n| | Fair | Radio | |\n| 2026-01 | | | 5 |");
    assert_eq!(told, ["W0641 B2 `cac` is told apart by `Fair`, which is no member or period that is known, so nothing is read or filled"]);
    assert_eq!(cells, ["D3"]);
    // A unit behind a name tells nothing apart.
    says("| KPI | | 2026-01 |\n| leads | pcs | 5 |\n| cac | USD | |", "C2 leads 2026-01\nC3 cac 2026-01");
}
