use super::*;

fn read(text: &str) -> String {
    match When::read(text, Locale::Indonesian) {
        Some(When::Period(period)) => period.to_string(),
        Some(When::Month(month)) => format!("month {month}"),
        Some(When::Quarter(quarter)) => format!("quarter {quarter}"),
        None => "none".to_owned(),
    }
}

#[test]
fn headings_name_periods_in_three_languages() {
    for (text, expected) in [
        ("2026-01", "2026-01"),
        ("2026-Q1", "2026-Q1"),
        ("2026-W05", "2026-W05"),
        ("2026", "2026"),
        ("Jan 2026", "2026-01"),
        ("January 2026", "2026-01"),
        ("JAN-26", "2026-01"),
        ("Jan '26", "2026-01"),
        ("Jan26", "none"),
        ("Jan 26", "none"),
        ("Jan2026", "2026-01"),
        ("2026 Feb", "2026-02"),
        ("Februari 2026", "2026-02"),
        ("Agustus 2026", "2026-08"),
        ("Desember", "month 12"),
        ("styczeń 2026", "2026-01"),
        ("października 2026", "2026-10"),
        ("PAŹ", "month 10"),
        ("maj", "month 5"),
        ("01/2026", "2026-01"),
        ("1.2026", "2026-01"),
        ("2026/3", "2026-03"),
        ("31.01.2026", "2026-01-31"),
        ("31 Jan 2026", "2026-01-31"),
        ("Q1", "quarter 1"),
        ("Q1 2026", "2026-Q1"),
        ("Q1/26", "2026-Q1"),
        ("Q1 26", "2026-Q1"),
        ("1Q26", "2026-Q1"),
        ("2Q", "quarter 2"),
        ("2. kwartał 2026", "2026-Q2"),
        ("Q1 126", "none"),
        ("2026 Q3", "2026-Q3"),
        ("Kuartal 2 2026", "2026-Q2"),
        ("Triwulan IV 2026", "2026-Q4"),
        ("I kwartał 2026", "2026-Q1"),
        ("III kwartał", "quarter 3"),
        ("Week 5 2026", "2026-W05"),
        ("Tahun 2026", "2026"),
        ("Spend", "none"),
        ("Q5", "none"),
        ("13/2026", "none"),
        ("1234", "none"),
        ("Jan Feb", "none"),
        ("Marketing 2026", "none"),
        ("", "none"),
        ("99999999999 2026", "none"),
        ("a heading that goes on and on for longer than any period", "none"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn cells_are_periods_as_well() {
    let of = |cell: Cell| When::of(&cell, Locale::English).and_then(|when| when.period(None)).map(|period| period.to_string());
    assert_eq!(of(Cell::Date(Date::constant(2026, 1, 31))).as_deref(), Some("2026-01-31"));
    assert_eq!(of(Cell::Number(2026.0)).as_deref(), Some("2026"));
    assert_eq!(of(Cell::Number(2026.5)), None);
    assert_eq!(of(Cell::Number(12.0)), None);
    assert_eq!(When::Month(2).period(Some(2024)).unwrap().last_day().to_string(), "2024-02-29");
}

#[test]
fn years_are_found_in_running_text() {
    assert_eq!(years_in("Report 2025/2026, 12 pages, no. 12345, 1200").collect::<Vec<_>>(), [2025, 2026]);
}
