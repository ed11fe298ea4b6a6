//! `TEXT` with formats that mean the same in every language (ECMA-376, part 1, sections 18.8.31 and 18.17.7.317). A point is the decimal sign in
//! one and sets thousands apart in another, in the format as well as in the text.

use super::rounding::{self, Way};
use crate::Value;

/// Reads `0`, `000` or `0%`: the least number of digits, and whether it is a percentage. Nothing for any other format.
fn read(format: &str) -> Option<(usize, bool)> {
    let (zeros, percent) = format.strip_suffix('%').map_or((format, false), |format| (format, true));
    (!zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0')).then_some((zeros.len(), percent))
}

pub(super) fn formatted(values: &[Value]) -> Option<Value> {
    let [value, Value::Text(format)] = values else { return None };
    let (least, percent) = read(format)?;
    let number = match value {
        Value::Number(number) => *number,
        Value::Blank => 0.0,
        // Texts that are numbers are numbers here, in some language.
        Value::Text(_) | Value::Bool(_) | Value::Error(_) => return None,
    };
    let scaled = if percent { number * 100.0 } else { number };
    let rounded = rounding::round(scaled, 0.0, Way::Nearest)?;
    // Whether the sign of what rounds to zero shows is another thing from format to format.
    if scaled.abs() >= 1e14 || (rounded == 0.0 && scaled < 0.0) {
        return None;
    }
    let sign = if rounded < 0.0 { "-" } else { "" };
    let percent = if percent { "%" } else { "" };
    Some(Value::Text(format!("{sign}{:0>least$}{percent}", rounded.abs().to_string()).into()))
}
