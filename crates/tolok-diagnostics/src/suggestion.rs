//! "Did you mean …": the nearest known name. It only ever suggests; nothing is bound by resemblance.

/// The known name that is closest to a misspelt one, if any is close enough; ties go to the first in alphabetical order.
///
/// ```
/// use tolok_diagnostics::suggestion::nearest;
/// assert_eq!(nearest("new_custmers", ["spend", "new_customers"]), Some("new_customers"));
/// assert_eq!(nearest("x", ["y"]), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let length = wanted.chars().count();
    let limit = match length {
        0..=2 => return None,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    // Very long names are never typing slips, and the distance is quadratic.
    if length > 200 {
        return None;
    }
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// `a`, `b` or `c`, in backticks: for messages that list a few names.
///
/// ```
/// use tolok_diagnostics::suggestion::listed;
/// assert_eq!(listed(["a", "b", "c"]), "`a`, `b` or `c`");
/// ```
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
    }
}
