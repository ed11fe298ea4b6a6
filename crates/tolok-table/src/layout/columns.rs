//! The columns of a long layout: which hold values and of what, which say what a row is about.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_diagnostics::suggestion::listed;
use tolok_value::{Locale, Period};

use super::codes::WHICH_DIMENSION;
use super::header::{Header, key, shown};
use super::periods::{Year, are_periods, last_days, note};
use super::terms::Terms;
use super::view::{View, is_filled, is_number, text_of};
use super::when::{When, is_value};
use crate::Role;
use crate::cell::Cell;
use crate::names::loosened;

/// A row and a column of the cells at hand.
pub(super) type Position = (usize, usize);

/// What is told about what was taken.
type Notes = Vec<String>;

/// What a column of a long layout is for.
#[derive(Debug, Clone)]
pub(super) enum Column {
    /// It says what the row is about.
    Field {
        heading: Arc<str>,
        /// True if it names periods, which become their last days.
        names_periods: bool,
    },
    /// It holds values.
    Value {
        /// The input, where the header names it.
        input: Option<(usize, Position)>,
        at: Vec<Coordinate>,
    },
}

/// What a value is about: a member of a dimension, or the last day of a period.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Coordinate {
    /// The heading of its column in the plain table.
    pub heading: Arc<str>,
    pub cell: Cell,
    pub place: Position,
}

/// Looks at the header of a long layout.
pub(super) struct Columns<'a> {
    pub view: &'a View<'a>,
    pub terms: &'a Terms<'a>,
    pub locale: Locale,
    pub header: Option<Header>,
    pub year: Year,
    /// The column that names inputs, unless the header does.
    pub label: Option<usize>,
    /// Rows that have values.
    pub rows: Vec<usize>,
}

/// What the header says over a column.
struct Over {
    column: usize,
    input: Option<(usize, Position)>,
    when: Option<(When, Option<i16>, Position)>,
    /// Texts that are neither, from the upper to the lower row.
    texts: Vec<(Cell, Position)>,
    has_numbers: bool,
}

impl Columns<'_> {
    /// The columns that matter, and what is told about them.
    pub(super) fn read(&self) -> Result<(Vec<(usize, Column)>, Notes), Diagnostic> {
        let (mut columns, mut over, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for column in (0..self.view.width).filter(|column| Some(*column) != self.label) {
            match self.field(column) {
                Some(field) => columns.push((column, field)),
                None => over.push(self.over(column)),
            }
        }
        let (values, others): (Vec<Over>, Vec<Over>) = over.into_iter().partition(|over| match self.label {
            Some(_) => over.has_numbers || over.when.is_some(),
            None => over.input.is_some(),
        });
        if self.label.is_none() {
            self.labels(others, &values, &mut columns)?;
        } else {
            self.asked(others, &mut columns);
        }
        let taken: Vec<Arc<str>> = columns.iter().filter_map(|(_, column)| column.heading()).collect();
        columns.extend(self.values(values, &taken, &mut notes)?);
        columns.sort_by_key(|(column, _)| *column);
        Ok((columns, notes))
    }

    /// A column whose heading names a dimension or the date.
    fn field(&self, column: usize) -> Option<Column> {
        let header = self.header?;
        let (lower, _) = header.lower(self.view, column);
        let term = self.terms.field(&lower)?;
        let is_time = self.terms.term(term).is_some_and(|term| term.role == Role::Time);
        Some(Column::Field { heading: self.terms.heading(term), names_periods: is_time && self.names_periods(column) })
    }

    /// True if the cells of a column name periods that are no days.
    fn names_periods(&self, column: usize) -> bool {
        let cells: Vec<&Cell> = self.rows.iter().map(|row| self.view.get(*row, column)).filter(|cell| is_filled(cell)).collect();
        let is_day =
            |cell: &&Cell| matches!(When::of(cell, self.locale), Some(When::Period(period)) if period.first_day() == period.last_day());
        are_periods(cells.iter().copied(), self.locale) && !cells.iter().any(is_day)
    }

    fn over(&self, column: usize) -> Over {
        let has_numbers = self.rows.iter().any(|row| is_number(self.view.get(*row, column)));
        let mut over = Over { column, input: None, when: None, texts: Vec::new(), has_numbers };
        let Some(header) = self.header else { return over };
        let (lower, row) = header.lower(self.view, column);
        let upper = header.upper(self.view, column);
        let upper_place = (header.upper.unwrap_or(header.lower), column);
        for (cell, place) in [(upper, upper_place), (lower, (row, column))].into_iter().filter(|(cell, _)| is_filled(cell)) {
            if let Some(input) = self.terms.input(&cell) {
                over.input = Some((input, place));
            } else if let Some(when) = When::of(&cell, self.locale) {
                let year = over.when.and_then(|(above, ..): (When, _, _)| above.year());
                over.when = Some((when, year, place));
            } else if text_of(&cell).is_some() {
                over.texts.push((cell, place));
            }
        }
        over
    }

    /// Columns without values that are asked for by their heading.
    fn asked(&self, others: Vec<Over>, columns: &mut Vec<(usize, Column)>) {
        for over in others {
            if let Some((cell, _)) = over.texts.last().filter(|(cell, _)| self.terms.is_asked(cell)) {
                columns.push((over.column, Column::Field { heading: shown(cell).into(), names_periods: false }));
            }
        }
    }

    /// Columns that say what a row is about, where the header names the inputs.
    fn labels(&self, others: Vec<Over>, values: &[Over], columns: &mut Vec<(usize, Column)>) -> Result<(), Diagnostic> {
        let first = values.iter().map(|over| over.column).min().unwrap_or(0);
        for over in others {
            let cells: Vec<&Cell> = self.rows.iter().map(|row| self.view.get(*row, over.column)).filter(|cell| is_filled(cell)).collect();
            if cells.is_empty() {
                continue;
            }
            let heading = over.texts.last().map(|(cell, _)| cell.clone()).unwrap_or(Cell::Empty);
            let is_label = over.column < first && columns.is_empty();
            let field = if is_label && are_periods(cells.iter().copied(), self.locale) {
                Column::Field { heading: self.terms.time_heading(), names_periods: self.names_periods(over.column) }
            } else if is_label {
                let place = over.texts.last().map_or((self.header.map_or(0, |header| header.lower), over.column), |(_, place)| *place);
                let heading = match self.terms.dimension(&cells, &heading, &[]) {
                    Ok(heading) => heading,
                    Err(_) if is_filled(&heading) => shown(&heading).into(),
                    Err(several) => return Err(self.which(&several, place)),
                };
                Column::Field { heading, names_periods: false }
            } else if is_filled(&heading) && !over.has_numbers {
                Column::Field { heading: shown(&heading).into(), names_periods: false }
            } else {
                continue;
            };
            columns.push((over.column, field));
        }
        Ok(())
    }

    /// Columns with values, and what the values are about.
    fn values(&self, values: Vec<Over>, taken: &[Arc<str>], notes: &mut Vec<String>) -> Result<Vec<(usize, Column)>, Diagnostic> {
        let by_period = values.iter().any(|over| over.when.is_some());
        let (values, beside): (Vec<Over>, Vec<Over>) = values.into_iter().partition(|over| !by_period || over.when.is_some());
        let beside: Vec<String> = beside.iter().filter_map(|over| over.texts.last()).map(|(cell, _)| shown(cell)).collect();
        if !beside.is_empty() {
            notes.push(format!("beside the periods, the columns {} are not read", listed(beside.iter().map(String::as_str))));
        }
        let period = |(when, above, place): (When, Option<i16>, Position)| self.year.period(when, above, self.view, place);
        let periods: Vec<Option<Period>> = values.iter().map(|over| over.when.map(period).transpose()).collect::<Result<_, _>>()?;
        // A quarter beside its months is their total: read with them it would count twice.
        let is_whole = |over: &Over, own: &Option<Period>| {
            own.is_some_and(|own| {
                values.iter().zip(&periods).any(|(other, period)| {
                    let is_alike = other.input.map(|(input, _)| input) == over.input.map(|(input, _)| input)
                        && other.texts.iter().map(|(cell, _)| cell).eq(over.texts.iter().map(|(cell, _)| cell));
                    is_alike
                        && period
                            .is_some_and(|part| part != own && own.first_day() <= part.first_day() && part.last_day() <= own.last_day())
                })
            })
        };
        let wholes: Vec<bool> = values.iter().zip(&periods).map(|(over, own)| is_whole(over, own)).collect();
        let named: Vec<String> =
            periods.iter().zip(&wholes).filter(|(_, whole)| **whole).filter_map(|(own, _)| Some(own.as_ref()?.to_string())).collect();
        if !named.is_empty() {
            let mut named: Vec<&str> = named.iter().map(String::as_str).collect();
            named.dedup();
            notes.push(format!("beside their parts, the columns {} are not read", listed(named)));
        }
        let mut whole = wholes.iter();
        let values: Vec<Over> = values.into_iter().filter(|_| whole.next() != Some(&true)).collect();
        let periods: Vec<Period> =
            periods.into_iter().zip(&wholes).filter(|(_, whole)| !**whole).filter_map(|(period, _)| period).collect();
        let (days, grain) = last_days(&periods);
        notes.extend(note("columns", &days, grain).filter(|_| by_period));
        let members = self.members(&values, taken, by_period);
        let corner = (self.header.map_or(0, Header::first), self.label.unwrap_or(0));
        let dimension = match members.iter().flatten().next() {
            None => None,
            Some(_) => {
                let cells: Vec<&Cell> = members.iter().flatten().map(|(cell, _)| cell).collect();
                let named = self.corner();
                Some(self.terms.dimension(&cells, &named, taken).map_err(|several| self.which(&several, corner))?)
            }
        };
        if let Some(dimension) = &dimension {
            notes.push(format!("columns are members of `{dimension}`"));
        }
        let mut days = days.into_iter();
        let mut columns = Vec::new();
        for (over, member) in values.into_iter().zip(members) {
            let mut at = Vec::new();
            if let Some(day) = over.when.and_then(|(.., place)| Some((days.next()?, place))) {
                at.push(Coordinate { heading: self.terms.time_heading(), cell: Cell::Date(day.0), place: day.1 });
            }
            if let (Some((cell, place)), Some(heading)) = (member, &dimension) {
                at.push(Coordinate { heading: Arc::clone(heading), cell, place });
            }
            columns.push((over.column, Column::Value { input: over.input, at }));
        }
        Ok(columns)
    }

    /// For each column with values the text over it that is a member.
    fn members(&self, values: &[Over], taken: &[Arc<str>], by_period: bool) -> Vec<Option<(Cell, Position)>> {
        let last = |over: &Over| over.texts.last().cloned();
        let known = |over: &Over| over.texts.iter().find(|(cell, _)| self.terms.dimensions_of(cell).next().is_some()).cloned();
        if values.iter().any(|over| known(over).is_some()) {
            return values.iter().map(|over| known(over).or_else(|| last(over))).collect();
        }
        let labels: BTreeSet<String> = values.iter().filter_map(last).map(|(cell, _)| key(&cell)).collect();
        let is_alone = match (labels.len(), labels.first()) {
            (0, _) => true,
            // One heading over all periods is a title; one column of numbers is named after them, or after a member.
            (1, Some(label)) => {
                by_period || is_value(label) || self.terms.dimension(&[], &Cell::Empty, taken).is_err() || !taken.is_empty()
            }
            _ => false,
        };
        values.iter().map(|over| last(over).filter(|_| !is_alone)).collect()
    }

    /// What stands where the axes meet.
    fn corner(&self) -> Cell {
        let Some(header) = self.header else { return Cell::Empty };
        let column = self.label.unwrap_or(0);
        let mut cells = [header.upper, Some(header.lower)].into_iter().flatten().map(|row| self.view.get(row, column));
        cells.rfind(|cell| text_of(cell).is_some_and(|text| !super::when::is_metric(&loosened(text)))).cloned().unwrap_or(Cell::Empty)
    }

    fn which(&self, several: &[Arc<str>], place: Position) -> Diagnostic {
        which(self.view, several, place)
    }
}

/// Members of which dimension? Nobody can tell.
pub(super) fn which(view: &View<'_>, several: &[Arc<str>], place: Position) -> Diagnostic {
    let names = listed(several.iter().map(AsRef::as_ref));
    let words = format!("the names here could be members of {names}");
    let help = format!("write {names} into the corner cell");
    Diagnostic::new(&WHICH_DIMENSION, words).at(view.place(place.0, place.1)).help(help)
}

impl Column {
    /// The headings of what its values are about, or of itself.
    pub(super) fn headings(&self) -> Vec<Arc<str>> {
        match self {
            Column::Field { heading, .. } => vec![Arc::clone(heading)],
            Column::Value { at, .. } => at.iter().map(|coordinate| Arc::clone(&coordinate.heading)).collect(),
        }
    }

    fn heading(&self) -> Option<Arc<str>> {
        match self {
            Column::Field { heading, .. } => Some(Arc::clone(heading)),
            Column::Value { .. } => None,
        }
    }
}
