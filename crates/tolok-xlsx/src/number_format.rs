//! What a number format shows: here, only whether it shows dates.

/// True if a number format shows a day: it has years, days or months among its codes.
///
/// A format that shows only hours, minutes and seconds is none: a day in such a cell would show as midnight.
///
/// ```
/// use tolok_xlsx::is_date_format;
/// assert!(is_date_format("d mmm yyyy"));
/// assert!(!is_date_format("#,##0.00 \"days\""));
/// assert!(!is_date_format("[h]:mm:ss"));
/// ```
pub fn is_date_format(code: &str) -> bool {
    let (mut months, mut times) = (false, false);
    let mut characters = code.chars().peekable();
    if code.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("general")) {
        return false;
    }
    while let Some(character) = characters.next() {
        match character.to_ascii_lowercase() {
            '"' => drop(characters.by_ref().find(|character| *character == '"')),
            '\\' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inside: String = characters.by_ref().take_while(|character| *character != ']').collect();
                times |= matches!(inside.to_ascii_lowercase().trim_matches(['h', 'm', 's']), "") && !inside.is_empty();
            }
            // Only the first section, the one for positive numbers, is about a date.
            ';' => break,
            // An exponent, as in `0.00E+00`; otherwise the year of an era.
            'e' if characters.next_if(|next| matches!(next, '+' | '-')).is_some() => {}
            'y' | 'd' | 'e' | 'g' => return true,
            'm' => months = true,
            'h' | 's' => times = true,
            _ => {}
        }
    }
    months && !times
}

/// True if a number format shows a time of day, with its half: a format without one may be meant for how long something took.
///
/// ```
/// use tolok_xlsx::is_time_of_day;
/// assert!(is_time_of_day("h:mm:ss AM/PM"));
/// assert!(!is_time_of_day("[h]:mm:ss"));
/// ```
pub fn is_time_of_day(code: &str) -> bool {
    // What stands between quotes is shown as it is.
    let said: String = code.split('"').step_by(2).collect();
    let said = said.to_ascii_uppercase();
    said.contains("AM/PM") || said.contains("A/P")
}

/// True for the format that shows every number as it is.
pub(crate) fn is_general(code: &str) -> bool {
    code.eq_ignore_ascii_case("general")
}

/// The formats every workbook has by number (§18.8.30). Those for East Asian languages are given by what they are: dates.
pub(crate) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 => "$#,##0_);($#,##0)",
        6 => "$#,##0_);[Red]($#,##0)",
        7 => "$#,##0.00_);($#,##0.00)",
        8 => "$#,##0.00_);[Red]($#,##0.00)",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 | 27..=31 | 36 | 50..=54 | 57 | 58 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        32..=35 | 55 | 56 => "h:mm",
        37 => "#,##0_);(#,##0)",
        38 => "#,##0_);[Red](#,##0)",
        39 => "#,##0.00_);(#,##0.00)",
        40 => "#,##0.00_);[Red](#,##0.00)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_numbers_and_times() {
        let dates = ["yyyy-mm-dd", "mmm", "[$-409]d mmmm yyyy;@", "m/d/yy h:mm", "[$-411]ggge\"年\"", "[Red]dd.mm.yyyy", "\"on \"d\\.m\\."];
        let others = [
            "General",
            "general",
            "0.00E+00",
            "#,##0",
            "h:mm",
            "mm:ss.0",
            "[h]:mm",
            "[mm]:ss",
            "\"day\" 0",
            "0\\d",
            "_d0",
            "*y0",
            "@",
            "",
            "[$USD-409]#,##0",
            "0;yyyy",
            "[Red]0",
        ];
        for code in dates {
            assert!(is_date_format(code), "{code}");
        }
        for code in others {
            assert!(!is_date_format(code), "{code}");
        }
    }

    #[test]
    fn the_numbered_dates_are_dates() {
        let dates: Vec<u32> = (0..60).filter(|id| is_date_format(built_in(*id))).collect();
        assert_eq!(dates, [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
    }
}
