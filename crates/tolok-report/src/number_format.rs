//! Number formats as a workbook wants them.

use tolok_value::Number;

/// The format for this number. A spreadsheet shows 5 in `#,##0.##` as `5.`, with a decimal sign and nothing after it, so whole
/// numbers get the format without the optional places.
pub(crate) fn for_number(format: &str, number: Number) -> String {
    let Some(start) = format.find('.') else { return format.to_string() };
    let (before, after) = format.split_at(start);
    let places = after.trim_start_matches('.');
    let optional = places.len() - places.trim_start_matches('#').len();
    let rest = places.get(optional..).unwrap_or_default();
    // Only the plain format is touched: what follows the places may be a literal or a section, where a dot can mean something else.
    let is_plain = before.chars().all(|sign| matches!(sign, '#' | '0' | ',')) && rest.is_empty() && optional > 0;
    let is_whole = i32::try_from(optional).is_ok_and(|places| number.round(places).is_ok_and(Number::is_integer));
    if is_plain && is_whole { before.to_string() } else { format.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_no_lonely_decimal_sign() {
        for (format, number, expected) in [
            ("#,##0.##", "5", "#,##0"),
            ("#,##0.##", "5.001", "#,##0"),
            ("#,##0.##", "5.01", "#,##0.##"),
            ("#,##0.00", "5", "#,##0.00"),
            ("#,##0.0#", "5", "#,##0.0#"),
            ("0", "5", "0"),
            ("#.##\" pcs.\"", "5", "#.##\" pcs.\""),
        ] {
            assert_eq!(for_number(format, Number::parse(number).unwrap()), expected, "{format} {number}");
        }
    }
}
