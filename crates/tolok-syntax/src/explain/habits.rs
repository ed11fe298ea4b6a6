//! Habits from spreadsheets and programming languages that are answered with the right spelling.

use super::Finding;
use crate::codes;

/// The habit at the place where reading failed, or just before it.
pub(super) fn find(text: &str, at: usize) -> Option<Finding> {
    decimal_comma(text, at)
        .or_else(|| sheet_reference(text, at))
        .or_else(|| spelling(text, at))
        .or_else(|| remainder(text, at))
        .or_else(|| number_with_letters(text, at))
}

/// `1,5` at a place where no list can stand.
fn decimal_comma(text: &str, at: usize) -> Option<Finding> {
    let rest = text.get(at..)?.strip_prefix(',')?;
    let before = text.get(..at)?;
    if let Some(finding) = grouped_thousands(text, at) {
        return Some(finding);
    }
    let is_digit = |character: char| character.is_ascii_digit() || character == '.';
    let whole_start = before.rfind(|character| !is_digit(character)).map_or(0, |found| found + 1);
    let whole = before.get(whole_start..)?;
    let fraction = rest.get(..rest.find(|character| !is_digit(character)).unwrap_or(rest.len()))?;
    let begins_and_ends = |digits: &str| digits.starts_with(|first: char| first.is_ascii_digit()) && !digits.ends_with('.');
    if !begins_and_ends(whole) || !begins_and_ends(fraction) {
        return None;
    }
    let message = format!("`{whole},{fraction}` is no number: decimals have a point here");
    let help = match (whole.contains('.'), fraction.contains('.')) {
        // Points before a comma group, and so does a comma before a point.
        (true, false) => format!("write `{}.{fraction}`", whole.replace('.', "")),
        (false, true) => format!("write `{whole}{fraction}`: thousands are not grouped here, except with `_`"),
        (false, false) if fraction.len() == 3 => {
            format!("write `{whole}.{fraction}`, or `{whole}{fraction}` if the comma groups thousands")
        }
        _ => format!("write `{whole}.{fraction}`"),
    };
    Some(Finding { code: &codes::HABIT, from: whole_start, to: at + 1 + fraction.len(), message, help: Some(help) })
}

/// `1,000,000`: two groups or more can only be thousands.
fn grouped_thousands(text: &str, at: usize) -> Option<Finding> {
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, ',' | '.');
    let from = text.get(..at)?.rfind(|character| !is_part(character)).map_or(0, |found| found + 1);
    let rest = text.get(from..)?;
    let number = rest.get(..rest.find(|character| !is_part(character)).unwrap_or(rest.len()))?;
    let whole = number.split('.').next()?;
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let in_threes = (1..=3).contains(&first.len()) && groups.clone().all(|group| group.len() == 3);
    if !in_threes || groups.count() < 2 {
        return None;
    }
    let message = format!("`{number}` groups thousands, which is written differently here");
    let help = format!("write `{}` or `{}`", number.replace(',', ""), number.replace(',', "_"));
    Some(Finding { code: &codes::HABIT, from, to: from + number.len(), message, help: Some(help) })
}

/// Signs that are spelt differently here.
fn spelling(text: &str, at: usize) -> Option<Finding> {
    const SPELLINGS: [(&str, &str); 17] = [
        ("&&", "`and`"),
        ("||", "`or`"),
        ("**", "`^`"),
        ("//", "`/`, with `int( … )` around the division for a whole number"),
        ("=>", "`>=`"),
        ("=<", "`<=`"),
        ("!", "`not`"),
        ("\u{201c}", "straight quotation marks `\"`"),
        ("\u{201d}", "straight quotation marks `\"`"),
        ("\u{201e}", "straight quotation marks `\"`"),
        ("'", "quotation marks `\"` around a text, backticks around a name"),
        ("\u{d7}", "`*`"),
        ("\u{f7}", "`/`"),
        ("\u{2212}", "a plain minus `-`"),
        ("\u{2264}", "`<=`"),
        ("\u{2265}", "`>=`"),
        ("\u{2260}", "`<>`"),
    ];
    // The place of failure may be the first or the second sign of a pair.
    let starts = [Some(at), text.get(..at)?.char_indices().next_back().map(|(before, _)| before)];
    starts.into_iter().flatten().find_map(|start| {
        let rest = text.get(start..)?;
        let (sign, right) = SPELLINGS.iter().find(|(sign, _)| rest.starts_with(sign) && start + sign.len() > at.saturating_sub(1))?;
        (start == at || sign.len() > 1).then(|| Finding {
            code: &codes::HABIT,
            from: start,
            to: start + sign.len(),
            message: format!("`{sign}` is written differently here"),
            help: Some(format!("write {right}")),
        })
    })
}

/// `10 % 3`: a remainder in programming languages, a percentage here.
fn remainder(text: &str, at: usize) -> Option<Finding> {
    let before = text.get(..at)?.trim_end();
    let next = text.get(at..)?.chars().next()?;
    if !before.ends_with('%') || !(next.is_alphanumeric() || matches!(next, '(' | '_' | '`')) {
        return None;
    }
    let from = before.len() - 1;
    let message = "`%` makes a percentage of the value before it, so no value can follow".to_string();
    let help = "write `mod(a, b)` for the remainder, or `10% * x` for a share".to_string();
    Some(Finding { code: &codes::HABIT, from, to: from + 1, message, help: Some(help) })
}

/// `$B$7`, `B2:B7`, `Sheet1!B7`.
fn sheet_reference(text: &str, at: usize) -> Option<Finding> {
    let sign = text.get(at..)?.chars().next()?;
    if !matches!(sign, '$' | '!' | ':') {
        return None;
    }
    let is_address = |character: char| character.is_ascii_alphanumeric() || matches!(character, '$' | '!' | ':' | '_');
    let from = text.get(..at)?.rfind(|character| !is_address(character)).map_or(0, |found| found + 1);
    let rest = text.get(at..)?;
    let to = at + rest.find(|character| !is_address(character)).unwrap_or(rest.len());
    let address = text.get(from..to)?;
    if !address.contains(|character: char| character.is_ascii_digit())
        || !address.contains(|character: char| character.is_ascii_alphabetic())
    {
        return None;
    }
    let message = format!("`{address}` is a cell reference; definitions speak of numbers by name");
    let help = "give the number a name, such as `spend`, and let its label in the worksheet bind it".to_string();
    Some(Finding { code: &codes::CELL_REFERENCE, from, to, message, help: Some(help) })
}

/// `3x`, `1.2.3`.
fn number_with_letters(text: &str, at: usize) -> Option<Finding> {
    let rest = text.get(at..)?;
    if !rest.starts_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let digits = rest.find(|character: char| !character.is_ascii_digit() && character != '.' && character != '_').unwrap_or(rest.len());
    let length = rest.find(|character: char| !character.is_alphanumeric() && !matches!(character, '.' | '_')).unwrap_or(rest.len());
    let (number, letters) = (rest.get(..digits)?, rest.get(digits..length)?);
    if letters.is_empty() {
        return None;
    }
    let message = format!("`{number}{letters}` is neither a number nor a name");
    let help = format!("write `{number} * {letters}` for a product; a name that begins with a digit stands between backticks");
    Some(Finding { code: &codes::UNEXPECTED, from: at, to: at + length, message, help: Some(help) })
}
