//! The built-in library: definitions that come with the program, taken in with `use std.…`.

/// The libraries by name, with their text.
const LIBRARIES: &[(&str, &str)] = &[("std.marketing", include_str!("../std/marketing.kpi"))];

/// The text of a library.
pub(crate) fn text(name: &str) -> Option<&'static str> {
    LIBRARIES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The names of all libraries.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    LIBRARIES.iter().map(|(name, _)| *name)
}
