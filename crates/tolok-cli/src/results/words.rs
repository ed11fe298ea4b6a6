//! Headings, members and periods in words.

use tolok::{Heading, Language, Status};

use super::Look;
use super::layout::{Axis, Column, Coordinate};

/// A value that is not there, for people.
pub(super) const NOTHING: &str = "–";

/// What comes after a period that the data stops in.
pub(super) const PARTIAL: &str = "*";

/// The sentence that the star stands for.
pub(super) const PARTIAL_MEANS: &str = "the data stops before the period ends";

/// The name, or the label in the language that was chosen.
pub(super) fn heading<'a>(heading: &'a Heading, look: &Look) -> &'a str {
    if look.language.is_some() { &heading.label } else { &heading.name }
}

/// What stands above members or periods.
pub(super) fn axis<'a>(axis: &Axis<'a>, look: &Look) -> &'a str {
    match (axis, look.language) {
        (Axis::Dimension(dimension), _) => heading(dimension, look),
        (Axis::Period, Some(Language::Indonesian)) => "periode",
        (Axis::Period, Some(Language::Polish)) => "okres",
        (Axis::Period, _) => "period",
    }
}

/// A member, a period, or the word for all of them.
pub(super) fn coordinate(coordinate: &Coordinate<'_>, look: &Look) -> String {
    match coordinate {
        Coordinate::Member(member) => heading(member, look).to_string(),
        Coordinate::Period(period) => period.to_string(),
        Coordinate::Total => total(look).to_string(),
    }
}

/// The word for all members or periods.
pub(super) fn total(look: &Look) -> &'static str {
    match look.language {
        Some(Language::Polish) => "Razem",
        _ => "Total",
    }
}

/// The heading of a column that stands below a group: the member or period; without groups, the KPI.
pub(super) fn column(column: &Column<'_>, look: &Look) -> String {
    match column {
        Column::Axis(place) => axis(place, look).to_string(),
        Column::Kpi { kpi, across: None, .. } => heading(&kpi.heading, look).to_string(),
        Column::Kpi { across: Some(place), partial, .. } => coordinate(place, look) + if *partial { PARTIAL } else { "" },
    }
}

/// The KPI above members or periods that stand side by side.
pub(super) fn group(column: &Column<'_>, look: &Look) -> Option<String> {
    match column {
        Column::Kpi { kpi, across: Some(_), .. } => Some(heading(&kpi.heading, look).to_string()),
        _ => None,
    }
}

/// The heading of a column in one line: `cac: 2026-01` where several KPIs have periods side by side.
pub(super) fn flat(column: &Column<'_>, look: &Look, several: bool) -> String {
    one_line(column, self::column(column, look), look, several)
}

/// The same without a star, for programs.
pub(super) fn exact(column: &Column<'_>, look: &Look, several: bool) -> String {
    match column {
        Column::Kpi { across: Some(place), .. } => one_line(column, coordinate(place, look), look, several),
        _ => flat(column, look, several),
    }
}

fn one_line(column: &Column<'_>, heading: String, look: &Look, several: bool) -> String {
    match (group(column, look), several) {
        (Some(group), true) => format!("{group}: {heading}"),
        _ => heading,
    }
}

/// The shape of a status, so that it can be told without colour.
pub(super) fn shape(status: Status) -> &'static str {
    match status {
        Status::Good => "●",
        Status::Warn => "▲",
        Status::Bad => "■",
    }
}
