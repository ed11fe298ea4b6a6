//! Small grids, drawn as text, and the plain tables that they stand for.

mod properties;
mod sheets;

use std::sync::Arc;

use tolok_value::{Date, Locale};

use super::*;
use crate::cell::{Area, Cell, Places};
use crate::{Kind, Memory, Role, Term};

fn term(name: &str, names: &[&str], role: Role, members: &[&str]) -> Term {
    Term {
        key: name.into(),
        name: name.into(),
        names: names.iter().map(|name| Arc::from(*name)).collect(),
        role,
        kind: Some(Kind::NUMBER).filter(|_| role == Role::Input),
        members: members.iter().map(|member| Arc::from(*member)).collect(),
        is_flow: role == Role::Input,
        is_needed: true,
    }
}

/// Spend, visitors and leads by channel and date, with some labels.
fn vocabulary() -> Vocabulary {
    Vocabulary {
        terms: vec![
            term("spend", &["spend", "Marketing spend", "Biaya", "Wydatki"], Role::Input, &[]),
            term("visitors", &["visitors", "Pengunjung"], Role::Input, &[]),
            term("leads", &["leads", "Prospek"], Role::Input, &[]),
            term("channel", &["channel", "Kanal", "Kanał"], Role::Dimension, &[]),
            term("date", &["date", "Tanggal", "Data"], Role::Time, &[]),
        ],
    }
}

fn with_members() -> Vocabulary {
    let mut vocabulary = vocabulary();
    vocabulary.terms[3].members = vec!["Email".into(), "Search".into()];
    vocabulary
}

fn request() -> SourceRequest {
    SourceRequest::new("data", Arc::new(Memory::new("data.xlsx", Vec::new())))
}

/// A sheet from text: cells between bars, `2026-01-31` a date, digits a number, `<` merged with the cell to the left, `^` with that above.
fn grid(text: &str) -> SheetCells {
    let mut cells = SheetCells {
        file: "data.xlsx".into(),
        sheet: "Sheet1".into(),
        first_row: 0,
        first_column: 0,
        rows: Vec::new(),
        merged: Vec::new(),
        lines: Vec::new(),
    };
    for line in text.lines().map(str::trim).filter(|line| line.starts_with('|')) {
        let row = u32::try_from(cells.rows.len()).unwrap();
        let words: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let mut found = Vec::new();
        for (column, word) in (0..).zip(&words) {
            found.push(match *word {
                "<" | "^" => {
                    let (above, left) = if *word == "<" { (row, column - 1) } else { (row - 1, column) };
                    let known = cells.merged.iter_mut().find(|area| area.last_row == above && area.last_column == left);
                    match known {
                        Some(area) => (area.last_row, area.last_column) = (row, column),
                        None => cells.merged.push(Area { first_row: above, first_column: left, last_row: row, last_column: column }),
                    }
                    Cell::Empty
                }
                "" => Cell::Empty,
                word => match (word.parse::<f64>(), word.parse::<Date>()) {
                    (Ok(number), _) => Cell::Number(number),
                    (_, Ok(date)) => Cell::Date(date),
                    _ => Cell::Text(word.into()),
                },
            });
        }
        cells.rows.push(found);
    }
    cells
}

fn shown(body: &Body) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(body.headings.iter().map(|heading| heading.text.to_string()).collect());
    for row in &body.rows {
        text += &line(row.iter().map(header::shown).collect());
    }
    text
}

fn read(cells: SheetCells, vocabulary: &Vocabulary, request: &SourceRequest) -> Result<Body, Vec<Diagnostic>> {
    recognise(&cells, vocabulary, request).map_err(|problem| vec![problem])?.into_body(cells, vocabulary, request)
}

#[track_caller]
fn gives_with(vocabulary: &Vocabulary, text: &str, expected: &str) -> Body {
    let cells = grid(text);
    let body = read(cells.clone(), vocabulary, &request()).unwrap();
    let lines: Vec<String> = expected.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let found: Vec<String> =
        shown(&body).lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>().join(" | ").trim().to_owned()).collect();
    let lines: Vec<String> =
        lines.iter().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>().join(" | ").trim().to_owned()).collect();
    assert_eq!(found, lines, "{}", found.join("\n"));
    // Every number stands where its place says.
    for (row, values) in body.rows.iter().enumerate() {
        for (column, cell) in values.iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Number(_))) {
            let (row, column) = body.places.of(row, column).unwrap();
            assert_eq!(&cells.rows[row as usize][column as usize], cell);
        }
    }
    body
}

#[track_caller]
fn gives(text: &str, expected: &str) -> Body {
    gives_with(&vocabulary(), text, expected)
}

#[track_caller]
fn fails(text: &str) -> String {
    let problems = read(grid(text), &vocabulary(), &request()).unwrap_err();
    let shown = |problem: &Diagnostic| {
        format!("{} {} {} | {}", problem.code.id, problem.place, problem.message, problem.help.clone().unwrap_or_default())
    };
    problems.iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_plain_table_is_wide() {
    let body = gives(
        "| Date | Channel | Spend |
         | 2026-01-31 | Email | 10 |
         | 2026-02-28 | Search | 20 |",
        "| Date | Channel | Spend |
         | 2026-01-31 | Email | 10 |
         | 2026-02-28 | Search | 20 |",
    );
    assert!(body.notes.is_empty(), "{:?}", body.notes);
    assert!(matches!(body.places, Places::Grid { .. }));
}

#[test]
fn titles_gaps_and_notes_around_a_table_are_no_part_of_it() {
    let body = gives(
        "| | | | |
         | | Marketing report 2026 | < | < |
         | | As of: | 2026-03-01 | |
         | | | | |
         | | Channel | Spend (USD) | Leads |
         | | Email | 10 | 1 |
         | | | | |
         | | Search | 20 | 2 |
         | | | | |
         | | Source: the finance team | | |
         | | * estimated | | |",
        "| Channel | Spend (USD) | Leads |
         | Email | 10 | 1 |
         | Search | 20 | 2 |",
    );
    assert_eq!(body.area, Area { first_row: 4, first_column: 1, last_row: 7, last_column: 3 });
    assert!(body.notes[0].words.contains("row 5"), "{:?}", body.notes);
}

#[test]
fn another_table_below_is_not_read() {
    let body = gives(
        "| Channel | Spend |
         | Email | 10 |
         | | |
         | Channel | Leads |
         | Email | 1 |",
        "| Channel | Spend |
         | Email | 10 |",
    );
    assert!(body.notes[0].words.contains("another table begins in row 4"), "{:?}", body.notes);
}

#[test]
fn texts_of_a_list_are_no_headings() {
    let list = "| Channel | Campaign | Spend |
         | Email | Spring | 10 |
         | | | |
         | Spend | Leads | |
         | Visitors | Spend | 12 |";
    gives(
        list,
        "| Channel | Campaign | Spend |
         | Email | Spring | 10 |
         | Spend | Leads | |
         | Visitors | Spend | 12 |",
    );
}

#[test]
fn another_table_of_texts_has_the_same_headings() {
    let body = gives(
        "| Channel | Leads |
         | Email | some |
         | | |
         | Channel | Leads |
         | Radio | some |",
        "| Channel | Leads |
         | Email | some |",
    );
    assert!(body.notes[0].words.contains("another table begins in row 4"), "{:?}", body.notes);
}

#[test]
fn another_table_may_have_a_title() {
    let body = gives(
        "| Channel | Spend |
         | Email | 10 |
         | | |
         | Plan | |
         | Channel | Spend |
         | Email | 12 |",
        "| Channel | Spend |
         | Email | 10 |",
    );
    assert!(body.notes[0].words.contains("another table begins in row 5"), "{:?}", body.notes);
}

#[test]
fn a_header_of_two_rows_is_joined_where_one_does_not_say_enough() {
    gives(
        "| Channel | Costs | < | Results | < |
         | ^ | Spend | Tools | Visitors | Leads |
         | Email | 10 | 5 | 100 | 1 |",
        "| Channel | Spend | Costs / Tools | Visitors | Leads |
         | Email | 10 | 5 | 100 | 1 |",
    );
    gives(
        "| Channel | Plan | < | Fact | < |
         | | Budget | Count | Budget | Count |
         | Email | 10 | 5 | 100 | 1 |",
        "| Channel | Plan / Budget | Plan / Count | Fact / Budget | Fact / Count |
         | Email | 10 | 5 | 100 | 1 |",
    );
}

#[test]
fn members_merged_down_are_said_of_every_row() {
    gives(
        "| Channel | Date | Spend |
         | Email | 2026-01-31 | 10 |
         | ^ | 2026-02-28 | 20 |
         | Search | 2026-01-31 | 30 |",
        "| Channel | Date | Spend |
         | Email | 2026-01-31 | 10 |
         | Email | 2026-02-28 | 20 |
         | Search | 2026-01-31 | 30 |",
    );
}

#[test]
fn inputs_down_and_members_along() {
    let body = gives(
        "| Channel ROI | | | |
         | | | | |
         | Metric | Email | Search | Total |
         | Spend | 10 | 20 | 30 |
         | Leads | 1 | 4 | 5 |
         | CAC | 10 | 5 | 6 |",
        "| channel | spend | leads |
         | Email | 10 | 1 |
         | Search | 20 | 4 |
         | Total | 30 | 5 |",
    );
    let notes: Vec<&str> = body.notes.iter().map(|note| note.words.as_str()).collect();
    assert_eq!(notes, ["rows name the inputs", "columns are members of `channel`"]);
    assert_eq!(body.places.of(1, 2), Some((4, 2)));
    assert_eq!(body.places.of(1, 0), Some((2, 2)));
}

#[test]
fn inputs_down_and_periods_along() {
    for (header, note) in [
        ("| | Jan 2026 | Feb 2026 |", "months"),
        ("| KPI | 2026-01 | 2026-02 |", "months"),
        ("| KPI | Januari 2026 | Februari 2026 |", "months"),
        ("| KPI | styczeń 2026 | luty 2026 |", "months"),
        ("| KPI | 2026-01-01 | 2026-02-01 |", "months"),
        ("| KPI | 2026-01-31 | 2026-02-28 |", "months"),
        ("| | 2026 | < |\n | KPI | Jan | Feb |", "months"),
        ("| | 2026 | |\n | KPI | Jan | Feb |", "months"),
        ("| Report 2026 | | |\n | | | |\n | KPI | sty | lut |", "months"),
    ] {
        let body = gives(
            &format!("{header}\n | Spend | 10 | 20 |\n | Leads | 1 | |\n | CPL | 10 | |"),
            "| date | spend | leads |
             | 2026-01-31 | 10 | 1 |
             | 2026-02-28 | 20 | |",
        );
        assert_eq!(body.notes[1].words, format!("columns are {note}, 2026-01 to 2026-02"), "{header}");
    }
    gives(
        "| KPI | Q1 2026 | Q2 2026 | 2026 | YTD |
         | Spend | 10 | 20 | 30 | 30 |",
        "| date | spend |
         | 2026-03-31 | 10 |
         | 2026-06-30 | 20 |",
    );
    let body = gives(
        "| KPI | Jan 2026 | Feb 2026 | Q1 2026 | Q2 2026 |
         | Spend | 10 | 20 | 30 | 40 |",
        "| date | spend |
         | 2026-01-31 | 10 |
         | 2026-02-28 | 20 |
         | 2026-06-30 | 40 |",
    );
    assert_eq!(body.notes[1].words, "beside their parts, the columns `2026-Q1` are not read");
}

#[test]
fn a_year_above_holds_for_its_own_months() {
    gives(
        "| KPI | 2025 | < | 2026 | < |
         | | Nov | Dec | Jan | Feb |
         | Spend | 1 | 2 | 3 | 4 |",
        "| date | spend |
         | 2025-11-30 | 1 |
         | 2025-12-31 | 2 |
         | 2026-01-31 | 3 |
         | 2026-02-28 | 4 |",
    );
}

#[test]
fn months_without_a_year_are_asked_about() {
    let problem = fails("| KPI | Jan | Feb |\n | Spend | 1 | 2 |\n | Leads | 1 | 2 |");
    assert_eq!(
        problem,
        "E0536 data.xlsx!Sheet1!B1 `Jan` has no year, neither here nor above it nor in the name of the sheet | write the year, such as `Jan 2026`"
    );
    let mut cells = grid("| KPI | Jan | Feb |\n | Spend | 1 | 2 |");
    cells.sheet = "Sales 2024".into();
    assert!(shown(&read(cells, &vocabulary(), &request()).unwrap()).contains("2024-02-29"));
}

#[test]
fn a_column_of_names_and_one_of_values() {
    gives(
        "| Date | Kanal | Metrik | Nilai |
         | 2026-01-31 | Email | Biaya | 10 |
         | 2026-01-31 | Email | Prospek | 1 |
         | 2026-01-31 | Search | Biaya | 20 |
         | 2026-02-28 | Email | Biaya | 30 |
         | 2026-01-31 | Email | Biaya | 5 |
         | 2026-01-31 | Email | Something | 99 |",
        "| date | channel | spend | leads |
         | 2026-01-31 | Email | 10 | 1 |
         | 2026-01-31 | Search | 20 | |
         | 2026-02-28 | Email | 30 | |
         | 2026-01-31 | Email | 5 | |",
    );
}

#[test]
fn members_in_a_column_and_periods_along() {
    gives(
        "| Channel | KPI | Unit | Jan 2026 | Feb 2026 |
         | Email | Spend | USD | 10 | 20 |
         | ^ | Leads | people | 1 | 2 |
         | Search | Spend | USD | 30 | 40 |",
        "| date | channel | spend | leads |
         | 2026-01-31 | Email | 10 | 1 |
         | 2026-02-28 | Email | 20 | 2 |
         | 2026-01-31 | Search | 30 | |
         | 2026-02-28 | Search | 40 | |",
    );
}

#[test]
fn an_input_merged_over_its_members_is_said_of_every_row() {
    gives(
        "| KPI | Channel | Jan 2026 | Feb 2026 |
         | Spend | Email | 10 | 20 |
         | ^ | Search | 30 | 40 |
         | Leads | Email | 1 | 2 |",
        "| date | channel | spend | leads |
         | 2026-01-31 | Email | 10 | 1 |
         | 2026-02-28 | Email | 20 | 2 |
         | 2026-01-31 | Search | 30 | |
         | 2026-02-28 | Search | 40 | |",
    );
}

#[test]
fn members_that_are_called_like_inputs_do_not_turn_a_table() {
    let table = "| Campaign | Spend |
         | Leads | 10 |
         | Visitors | 20 |
         | Autumn sale | 30 |
         | Winter sale | 30 |
         | Spring sale | 30 |";
    gives(table, table);
}

#[test]
fn headings_of_blocks_are_members_or_periods() {
    gives(
        "| KPI | Jan 2026 | Feb 2026 |
         | Email | | |
         | Spend | 10 | 20 |
         | Leads | 1 | 2 |
         | Search | | |
         | Spend | 30 | 40 |
         | Leads | 3 | 4 |",
        "| date | channel | spend | leads |
         | 2026-01-31 | Email | 10 | 1 |
         | 2026-02-28 | Email | 20 | 2 |
         | 2026-01-31 | Search | 30 | 3 |
         | 2026-02-28 | Search | 40 | 4 |",
    );
    gives(
        "| KPI | Email | Search |
         | Januari 2026 | | |
         | Spend | 10 | 20 |
         | Februari 2026 | | |
         | Spend | 30 | 40 |",
        "| date | channel | spend |
         | 2026-01-31 | Email | 10 |
         | 2026-01-31 | Search | 20 |
         | 2026-02-28 | Email | 30 |
         | 2026-02-28 | Search | 40 |",
    );
    // Titles of sections are neither.
    gives(
        "| KPI | Email | Search |
         | Costs | | |
         | Spend | 10 | 20 |
         | Results | | |
         | Leads | 1 | 2 |",
        "| channel | spend | leads |
         | Email | 10 | 1 |
         | Search | 20 | 2 |",
    );
}

#[test]
fn each_input_above_its_own_rows() {
    gives(
        "| Spend | | |
         | Channel | Jan 2026 | Feb 2026 |
         | Email | 10 | 20 |
         | Search | 30 | 40 |
         | | | |
         | Leads | | |
         | Channel | Jan 2026 | Feb 2026 |
         | Email | 1 | 2 |
         | Search | 3 | 4 |",
        "| date | channel | spend | leads |
         | 2026-01-31 | Email | 10 | 1 |
         | 2026-02-28 | Email | 20 | 2 |
         | 2026-01-31 | Search | 30 | 3 |
         | 2026-02-28 | Search | 40 | 4 |",
    );
}

#[test]
fn inputs_along_with_members_or_periods_in_a_second_row() {
    gives(
        "| Channel | January 2026 | < | February 2026 | < |
         | ^ | Spend | Leads | Spend | Leads |
         | Email | 10 | 1 | 20 | 2 |
         | Search | 30 | 3 | 40 | 4 |",
        "| date | channel | spend | leads |
         | 2026-01-31 | Email | 10 | 1 |
         | 2026-02-28 | Email | 20 | 2 |
         | 2026-01-31 | Search | 30 | 3 |
         | 2026-02-28 | Search | 40 | 4 |",
    );
    gives(
        "| Month | Spend | | Leads | |
         | | Email | Search | Email | Search |
         | Jan 2026 | 10 | 20 | 1 | 2 |
         | Feb 2026 | 30 | 40 | 3 | 4 |",
        "| date | channel | spend | leads |
         | 2026-01-31 | Email | 10 | 1 |
         | 2026-01-31 | Search | 20 | 2 |
         | 2026-02-28 | Email | 30 | 3 |
         | 2026-02-28 | Search | 40 | 4 |",
    );
}

#[test]
fn labels_with_a_value_beside_them_are_one_row() {
    gives(
        "| Marketing spend | 1000 |
         | Leads | 30 |
         | CAC | 33.3 |",
        "| spend | leads |
         | 1000 | 30 |",
    );
}

#[test]
fn one_input_with_two_values_is_asked_about() {
    let problem = fails("| KPI | Email | Search |\n | Spend | 1 | 2 |\n | Leads | 1 | 2 |\n | Marketing spend | 1 | 3 |");
    assert_eq!(
        problem,
        "E0538 data.xlsx!Sheet1!C4 `spend` stands here and in data.xlsx!Sheet1!C2, with different values | keep one of the two"
    );
}

#[test]
fn members_of_which_dimension_is_asked_unless_it_is_said_or_known() {
    let mut two = vocabulary();
    two.terms.push(term("country", &["country"], Role::Dimension, &["Poland"]));
    let text = |corner: &str, first: &str| format!("| {corner} | {first} | Other |\n | Spend | 1 | 2 |\n | Leads | 3 | 4 |");
    gives_with(&two, &text("KPI / Country", "Email"), "| country | spend | leads |\n | Email | 1 | 3 |\n | Other | 2 | 4 |");
    gives_with(&two, &text("KPI", "Poland"), "| country | spend | leads |\n | Poland | 1 | 3 |\n | Other | 2 | 4 |");
    let problems = read(grid(&text("KPI", "Email")), &two, &request()).unwrap_err();
    assert_eq!(problems[0].code.id, "E0537");
    assert_eq!(problems[0].message, "the names here could be members of `channel` or `country`");
}

#[test]
fn what_is_asked_for_by_its_heading_is_kept() {
    let mut request = request();
    request.columns = vec!["Unit".into()];
    let body =
        read(grid("| KPI | Unit | Email | Search |\n | Spend | USD | 10 | 20 |\n | Leads | n | 1 | 2 |"), &vocabulary(), &request).unwrap();
    assert!(shown(&body).starts_with("| Unit | channel | spend | leads |\n| USD | Email | 10 |  |\n"), "{}", shown(&body));
}

#[test]
fn text_files_have_the_same_layouts() {
    let mut cells = grid("| KPI | Jan 2026 | Feb 2026 |\n | Spend | 10 | 20 |\n | Leads | 1 | 2 |");
    cells.sheet = "".into();
    for cell in cells.rows.iter_mut().flatten() {
        *cell = Cell::Text(header::shown(cell).into());
    }
    let body = read(cells, &with_members(), &request()).unwrap();
    assert_eq!(shown(&body), "| date | spend | leads |\n| 2026-01-31 | 10 | 1 |\n| 2026-02-28 | 20 | 2 |\n");
}

#[test]
fn the_layout_that_is_asked_for_is_taken() {
    let text = "| KPI | Email | Search |\n | Spend | 10 | 20 |";
    let mut request = request();
    request.layout = LayoutChoice::Wide;
    assert_eq!(shown(&read(grid(text), &vocabulary(), &request).unwrap()), "| KPI | Email | Search |\n| Spend | 10 | 20 |\n");
    request.layout = LayoutChoice::Long;
    assert_eq!(read(grid("| a | b |\n | c | 1 |"), &vocabulary(), &request).unwrap_err()[0].code.id, "E0539");
    assert_eq!(
        fails("| | |"),
        "E0520 data.xlsx!Sheet1 there is no table: no row has headings with something below them | write a row of headings above the data"
    );
    let _ = Locale::English;
}
