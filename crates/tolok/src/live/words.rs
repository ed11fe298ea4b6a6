//! What operators and functions are called in a spreadsheet that computes them alike.

/// What a function is called that a spreadsheet computes alike for numbers that are there.
pub(super) fn called(name: &str) -> Option<&'static str> {
    Some(match name {
        "abs" => "ABS",
        "round" => "ROUND",
        "roundup" => "ROUNDUP",
        "rounddown" => "ROUNDDOWN",
        "int" => "INT",
        "sqrt" => "SQRT",
        _ => return None,
    })
}

/// What a function of several arguments is called that takes no notice of blank ones, as in a spreadsheet.
pub(super) fn skips_blanks(name: &str) -> Option<&'static str> {
    Some(match name {
        "min" => "MIN",
        "max" => "MAX",
        "sum" => "SUM",
        "average" | "mean" => "AVERAGE",
        _ => return None,
    })
}
