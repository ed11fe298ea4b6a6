//! Dates as people and programs write them.

use tolok_value::unix_day;

use super::*;

#[test]
fn writings() {
    use Order::{DayFirst, MonthFirst};
    for (text, order, expected) in [
        ("2026-01-31", None, "2026-01-31"),
        ("2026/1/5", None, "2026-01-05"),
        ("2026.01.05", None, "2026-01-05"),
        ("2026-01-31T10:00:00Z", None, "2026-01-31"),
        ("2026-01-31 10:00", None, "2026-01-31"),
        ("2026-01-31T23:59:59.123+07:00", None, "2026-01-31"),
        ("1/31/2026 9:05 PM", Some(MonthFirst), "2026-01-31"),
        ("31/01/2026", Some(DayFirst), "2026-01-31"),
        ("02.01.2026", Some(DayFirst), "2026-01-02"),
        ("02-01-2026", Some(MonthFirst), "2026-02-01"),
        ("05/05/2026", None, "2026-05-05"),
        ("31 Jan 2026", None, "2026-01-31"),
        ("31-Agt-2026", None, "2026-08-31"),
        ("Jan 31, 2026", None, "2026-01-31"),
        ("January 31 2026", None, "2026-01-31"),
        ("31 stycznia 2026", None, "2026-01-31"),
        ("1 października 2026 r.", None, "2026-10-01"),
        ("5 paź 2026", None, "2026-10-05"),
        ("31 Desember 2026", None, "2026-12-31"),
        ("20260131", None, "2026-01-31"),
        ("2026-02", None, "2026-02-28"),
        ("02/2024", None, "2024-02-29"),
        ("Feb 2026", None, "2026-02-28"),
        ("luty 2026", None, "2026-02-28"),
        ("Q1 2026", None, "2026-03-31"),
        ("2026 Q2", None, "2026-06-30"),
        ("2026-Q1", None, "2026-03-31"),
        ("2026-W05", None, "2026-02-01"),
        ("2026", None, "2026-12-31"),
    ] {
        let parsed = DateText::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(parsed.date(order).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
    }
    for text in [
        "",
        "soon",
        "31/01/26",
        "32/01/2026",
        "13/13/2026",
        "2026-02-30",
        "12",
        "1.5",
        "Jan-26",
        "10:00",
        "2026-13",
        "x".repeat(99).as_str(),
    ] {
        assert_eq!(DateText::parse(text), None, "{text}");
    }
    assert_eq!(DateText::parse("01/02/2026").and_then(|text| text.date(None)), None);
    assert_eq!(DateText::parse("30/02/2026").and_then(|text| text.date(Some(DayFirst))), None);
}

#[test]
fn days_are_counted_from_1970() {
    // Python: (date(…) - date(1970, 1, 1)).days
    for (text, expected) in
        [("1970-01-01", 0), ("2026-01-31", 20484), ("1899-12-31", -25568), ("2000-02-29", 11016), ("9999-12-31", 2932896)]
    {
        let date: Date = text.parse().unwrap();
        assert_eq!(unix_day(date), expected, "{text}");
        assert_eq!(of_days(i64::from(expected)), Some(date));
    }
    assert_eq!(of_days(i64::MAX), None);
    for days_since in (-200_000..200_000).step_by(37) {
        assert_eq!(unix_day(of_days(days_since).unwrap()), i32::try_from(days_since).unwrap());
    }
}
