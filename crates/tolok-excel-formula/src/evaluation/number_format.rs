//! `TEXT` with formats that mean the same wherever English separators do (ECMA-376, part 1, sections 18.8.31 and 18.17.7.317).

use super::rounding::{self, Way};

use crate::Value;

/// A format of digits: how many places, whether thousands are set apart, and whether it is a percentage.
struct Digits {
    least_whole: usize,
    places: u8,
    thousands: bool,
    percent: bool,
}

/// Reads `0`, `000`, `0.00`, `#,##0`, `#,##0.00`, `0%` and `0.0%`; nothing for any other format.
fn read(format: &str) -> Option<Digits> {
    let (format, percent) = format.strip_suffix('%').map_or((format, false), |format| (format, true));
    let (whole, places) = format.split_once('.').unwrap_or((format, ""));
    let zeros = |text: &str| text.bytes().all(|byte| byte == b'0');
    let (whole, thousands) = whole.strip_prefix("#,##").map_or((whole, false), |whole| (whole, true));
    let known = zeros(whole) && !whole.is_empty() && zeros(places) && (format.ends_with('0')) && !(thousands && whole.len() > 1);
    known.then_some(Digits { least_whole: whole.len(), places: u8::try_from(places.len()).ok()?, thousands, percent })
}

pub(super) fn formatted(values: &[Value]) -> Option<Value> {
    let [value, Value::Text(format)] = values else { return None };
    let format = read(format)?;
    let number = match value {
        Value::Number(number) => *number,
        Value::Blank => 0.0,
        // Texts that are numbers are, and others stay as they are; truths stay too.
        Value::Text(_) | Value::Bool(_) | Value::Error(_) => return None,
    };
    let scaled = if format.percent { number * 100.0 } else { number };
    if scaled.abs() >= 1e14 {
        return None;
    }
    let rounded = rounding::round(scaled, f64::from(format.places), Way::Nearest)?;
    // Whether the sign of what rounds to zero shows is another thing from format to format.
    if rounded == 0.0 && scaled < 0.0 {
        return None;
    }
    let written = format!("{:.*}", usize::from(format.places), rounded.abs());
    let (whole, places) = written.split_once('.').unwrap_or((&written, ""));
    let whole = format!("{whole:0>width$}", width = format.least_whole);
    let whole = if format.thousands { in_thousands(&whole) } else { whole };
    let point = if places.is_empty() { "" } else { "." };
    let sign = if rounded < 0.0 { "-" } else { "" };
    let percent = if format.percent { "%" } else { "" };
    Some(Value::Text(format!("{sign}{whole}{point}{places}{percent}").into()))
}

fn in_thousands(digits: &str) -> String {
    let mut written = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            written.push(',');
        }
        written.push(digit);
    }
    written
}
