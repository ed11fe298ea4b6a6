//! Laws of numbers as people write them: nothing panics, and what a plain format shows reads back as the number it shows.

use tolok_value::{Language, Number, NumberFormat, Value, read_bool, read_date, read_number};

/// Formats without text of their own, whose numbers every language can read back, with the places they round to.
const PLAIN: [(&str, i32); 4] = [("0", 0), ("#,##0", 0), ("#,##0.00", 2), ("0.00000", 5)];

/// Holds a text against the laws: its first line as a format, the others as a number, a date and a truth.
pub fn hold(text: &str) {
    let (format, written) = text.split_once('\n').unwrap_or((text, text));
    let format = NumberFormat::parse(format).ok();
    for language in Language::ALL {
        let _ = read_date(written, language);
        let value = read_number(written, language).ok().and_then(|reading| reading.value);
        let _ = read_bool(written);
        if let Some(format) = &format {
            let _ = format.show(&Value::text(written), language);
            if let Some(number) = value {
                let once = format.show(&Value::from(number), language);
                assert_eq!(once, format.show(&Value::from(number), language));
                let _ = format.clone().tidy().show(&Value::from(number), language);
            }
            if let Ok(date) = read_date(written, language) {
                let _ = format.show(&Value::Date(date), language);
            }
        }
        if let Some(number) = value {
            read_back(number, language);
        }
    }
    if let Ok(number) = Number::parse(written) {
        let again = number.to_string();
        assert_eq!(Number::parse(&again).ok(), Some(number), "{written} is written as {again}");
    }
}

fn read_back(number: Number, language: Language) {
    for (format, places) in PLAIN {
        let (Ok(format), Ok(rounded)) = (NumberFormat::parse(format), number.round(places)) else { continue };
        let shown = format.show(&Value::from(number), language);
        let read = read_number(&shown, language).ok().and_then(|reading| reading.value);
        assert_eq!(read, Some(rounded), "{number} is shown as {shown}");
    }
}
