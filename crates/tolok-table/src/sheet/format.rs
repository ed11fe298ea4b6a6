//! Number formats: which of them show a percentage.

/// True if a number format shows a fraction as a percentage: its first section has a percent sign that is no literal text.
pub(super) fn is_percent(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '%' => return true,
            '"' => drop(characters.by_ref().find(|character| *character == '"')),
            '[' => drop(characters.by_ref().find(|character| *character == ']')),
            '\\' | '_' | '*' => drop(characters.next()),
            ';' => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_percent;

    #[test]
    fn a_percentage_is_told_by_its_sign() {
        for code in ["0%", "0.00%", "#,##0.0 %", "[Red]0%;-0%", "0.0\\ %", "0\"pct\"%"] {
            assert!(is_percent(code), "{code}");
        }
        for code in ["", "General", "0.00", "0\\%", "0\"%\"", "0_%", "0;0%", "[%]0", "0*%"] {
            assert!(!is_percent(code), "{code}");
        }
    }
}
