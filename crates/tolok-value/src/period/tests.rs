//! Periods against the calendar, and against Python's `datetime`.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

#[test]
fn reads_and_shows_every_grain() {
    for (text, grain, first, last) in [
        ("2026-01-31", Grain::Day, date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-W05", Grain::Week, date(2026, 1, 26), date(2026, 2, 1)),
        ("2020-W53", Grain::Week, date(2020, 12, 28), date(2021, 1, 3)),
        ("2024-02", Grain::Month, date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q4", Grain::Quarter, date(2026, 10, 1), date(2026, 12, 31)),
        ("0000", Grain::Year, date(0, 1, 1), date(0, 12, 31)),
        ("9999", Grain::Year, date(9999, 1, 1), date(9999, 12, 31)),
    ] {
        let period = period(text);
        assert_eq!((period.to_string().as_str(), period.grain()), (text, grain));
        assert_eq!((period.first_day(), period.last_day()), (first, last));
        assert!(period.contains(first) && period.contains(last));
        assert_eq!(Period::of(last, grain), Some(period));
        let json = serde_json::to_string(&period).unwrap();
        assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
    }
}

#[test]
fn refuses_what_the_calendar_does_not_have() {
    for text in [
        "",
        "-",
        "26",
        "02026",
        "2026-",
        "2026-0",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026-Q0",
        "2026-Q5",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "2026-02-30",
        "2026-2-3",
        "2026-01-31-",
        "2026-01-31T00",
        " 2026",
        "-2026",
        "+026",
        "2026-q",
        "２０２６",
        "9999-W53",
    ] {
        assert!(Period::parse(text).is_err(), "{text}");
    }
    assert_eq!(
        Period::parse("2026-13").unwrap_err().to_string(),
        "`2026-13` is not a period: write `2026`, `2026-Q1`, `2026-01`, `2026-W05` or `2026-01-31`"
    );
}

#[test]
fn shifts_periods_rather_than_days() {
    for (text, by, shifted) in [
        ("2026-03", -12, "2025-03"),
        ("2026-01", 1, "2026-02"),
        ("2026-01", -1, "2025-12"),
        ("2026-Q1", -1, "2025-Q4"),
        ("2026-Q4", 5, "2028-Q1"),
        ("2026-W01", -1, "2025-W52"),
        ("2020-W53", 1, "2021-W01"),
        ("2024-02-29", 366, "2025-03-01"),
        ("2026", -26, "2000"),
    ] {
        assert_eq!(period(text).shift(by).unwrap().to_string(), shifted, "{text} by {by}");
        assert_eq!(period(text).distance(period(shifted)), Some(by));
    }
    assert_eq!(period("2026").distance(period("2026-01")), None);
}

#[test]
fn the_calendar_ends() {
    for text in ["9999-12-31", "9999-W51", "9999-12", "9999-Q4", "9999"] {
        assert_eq!(period(text).next(), None, "{text}");
    }
    for text in ["0000-01-01", "0000-W01", "0000-01", "0000-Q1", "0000"] {
        assert_eq!(period(text).previous(), None, "{text}");
    }
    assert_eq!(Period::of(Date::MAX, Grain::Week), None);
    assert_eq!(Period::of(Date::MIN, Grain::Year), None);
    for by in [i64::MAX, i64::MIN] {
        assert_eq!(period("2026-Q1").shift(by), None);
    }
}

#[test]
fn periods_are_ordered_by_time() {
    let mut texts = ["2026-02", "2026", "2026-01", "2025-12-31", "2026-Q1", "2026-W01", "2026-01-01"];
    texts.sort_by_key(|text| period(text));
    assert_eq!(texts, ["2026-W01", "2025-12-31", "2026-01-01", "2026-01", "2026-Q1", "2026", "2026-02"]);
}

proptest! {
    #[test]
    fn any_text_is_a_period_or_not(text in any::<String>()) {
        let _ = Period::parse(&text);
    }

    #[test]
    fn neighbours_touch(days in 0i64..3_650_000, grain in 0usize..5, by in -2000i64..2000) {
        let grain = Grain::ALL[grain];
        let date = plus_days(date(1, 1, 1), days).unwrap();
        let Some(here) = Period::of(date, grain) else { return Ok(()) };
        prop_assert!(here.contains(date));
        prop_assert_eq!(Period::parse(&here.to_string()), Ok(here));
        if let Some(next) = here.next() {
            prop_assert_eq!(days_between(here.last_day(), next.first_day()), 1);
            prop_assert_eq!(next.previous(), Some(here));
            prop_assert!(here < next);
        }
        if let Some(there) = here.shift(by) {
            prop_assert_eq!(there.shift(-by), Some(here));
            prop_assert_eq!(here.distance(there), Some(by));
        }
    }
}

#[test]
fn fiscal_years_and_weeks_from_sunday() {
    let fiscal = Calendar::new(7, 4);
    for (day, grain, name, first, last) in [
        (date(2026, 3, 31), Grain::Year, "2025", date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), Grain::Year, "2026", date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 3, 31), Grain::Quarter, "2025-Q4", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 8, 2), Grain::Quarter, "2026-Q2", date(2026, 7, 1), date(2026, 9, 30)),
        // Sunday 4 January to Saturday 10 January: the first days of January lie in a week most of whose days are of 2025 or 2026.
        (date(2026, 1, 4), Grain::Week, "2026-W01", date(2026, 1, 4), date(2026, 1, 10)),
        (date(2026, 1, 3), Grain::Week, "2025-W53", date(2025, 12, 28), date(2026, 1, 3)),
        (date(2026, 8, 2), Grain::Month, "2026-08", date(2026, 8, 1), date(2026, 8, 31)),
    ] {
        let period = Period::of_in(day, grain, fiscal).unwrap();
        assert_eq!((period.first_day(), period.last_day(), period.to_string().as_str()), (first, last, name));
        assert_eq!(Period::parse_in(name, fiscal).unwrap(), period);
        assert_eq!(period.next().unwrap().previous().unwrap(), period);
        assert_eq!(period.distance(period.shift(5).unwrap()), Some(5));
    }
}
