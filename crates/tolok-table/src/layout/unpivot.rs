//! The values of a long layout, read by its plan, as a plain table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_value::Locale;

use super::codes::INPUT_TWICE;
use super::columns::{Column, Coordinate, which};
use super::header::shown;
use super::long::{Plan, Rows};
use super::no_table;
use super::periods::{are_periods, last_days, note};
use super::pivot::{About, Pivot};
use super::terms::Terms;
use super::view::{View, is_filled};
use super::when::When;
use super::wide::fill_down;
use crate::cell::{Area, Body, Cell, Heading, Places, SheetCells};
use crate::totals::is_total;
use crate::{Note, Role};

/// The plain table of a long layout.
pub(super) fn body(plan: Plan, mut cells: SheetCells, terms: &Terms<'_>, locale: Locale) -> Result<Body, Vec<Diagnostic>> {
    fill_down(&mut cells, plan.first);
    let view = View::new(&cells);
    let mut reading = Reading { plan, view: &view, terms, locale, pivot: Pivot::default(), problems: Vec::new(), blocks: BTreeMap::new() };
    match reading.plan.rows {
        Rows::Inputs(label) => reading.inputs(label),
        Rows::Blocks(label) => reading.blocks(label),
        Rows::Across => reading.across(),
    }
    reading.finish(&cells)
}

struct Reading<'a> {
    plan: Plan,
    view: &'a View<'a>,
    terms: &'a Terms<'a>,
    locale: Locale,
    pivot: Pivot,
    problems: Vec<Diagnostic>,
    /// What the rows from here on are about.
    blocks: BTreeMap<usize, Coordinate>,
}

impl Reading<'_> {
    fn rows(&self) -> std::ops::Range<usize> {
        self.plan.first..self.view.height()
    }

    /// Rows that each name an input; all others are formulas, notes or headings of blocks.
    fn inputs(&mut self, label: usize) {
        self.find_blocks(label);
        for row in self.rows() {
            let cell = self.view.get(row, label);
            let inputs = self.terms.of_role(cell, Role::Input);
            match inputs.as_slice() {
                [] => {}
                [input] => {
                    let block = self.blocks.range(..=row).next_back().map(|(_, block)| block.clone());
                    self.row(row, Some(*input), block.as_slice());
                }
                several => self.problems.push(self.terms.ambiguous(cell, several).at(self.view.place(row, label))),
            }
        }
    }

    /// Rows below an input that stands alone.
    fn blocks(&mut self, label: usize) {
        let is_input = |row: &usize| self.terms.input(self.view.get(*row, label)).is_some();
        let header = self.plan.header.map(|header| header.lower);
        let repeats_header = |row: usize| {
            header.is_some_and(|header| {
                let columns = self.plan.columns.iter().map(|(column, _)| *column);
                columns.clone().all(|column| self.view.get(row, column) == self.view.get(header, column)) && columns.count() > 0
            })
        };
        let begin = self.rows().find(is_input).unwrap_or(self.plan.first).min((0..self.plan.first).find(is_input).unwrap_or(usize::MAX));
        let rows: Vec<usize> = (begin..self.view.height()).filter(|row| !self.view.is_blank(*row) && !repeats_header(*row)).collect();
        let labels: Vec<usize> = rows.iter().copied().filter(|row| !is_input(row) && is_filled(self.view.get(*row, label))).collect();
        let about = self.about(&labels, label);
        let mut input = None;
        for row in rows {
            match self.terms.input(self.view.get(row, label)) {
                Some(named) => input = Some(named),
                None => {
                    if let (Some(input), Some(about)) = (input, about.get(&row)) {
                        self.row(row, Some(input), std::slice::from_ref(about));
                    }
                }
            }
        }
    }

    fn across(&mut self) {
        for row in self.rows() {
            self.row(row, None, &[]);
        }
    }

    /// The values of a row.
    fn row(&mut self, row: usize, input: Option<usize>, about: &[Coordinate]) {
        let mut fields = Vec::new();
        for (column, field) in &self.plan.columns {
            let Column::Field { heading, names_periods } = field else { continue };
            let place = (row, *column);
            let cell = self.view.get(row, *column);
            let day = || {
                let when = When::of(cell, self.locale)?;
                Some(self.plan.year.period(when, None, self.view, place).map(|period| Cell::Date(period.last_day())))
            };
            let cell = match names_periods.then(day).flatten() {
                Some(Ok(day)) => day,
                Some(Err(problem)) => {
                    self.problems.push(problem);
                    return;
                }
                None => cell.clone(),
            };
            fields.push((heading, cell, place));
        }
        for (column, value) in &self.plan.columns {
            let Column::Value { input: over, at } = value else { continue };
            let cell = self.view.get(row, *column);
            let Some(input) = input.or(over.map(|(input, _)| input)).filter(|_| is_filled(cell)) else { continue };
            // A total that nobody has computed says nothing, and its parts are there.
            if *cell == Cell::Uncomputed && at.iter().any(|coordinate| matches!(&coordinate.cell, Cell::Text(text) if is_total(text))) {
                continue;
            }
            let fields = fields.iter().map(|(heading, cell, place)| (*heading, cell, *place));
            let about: Vec<About<'_>> =
                fields.chain(about.iter().chain(at).map(|coordinate| (&coordinate.heading, &coordinate.cell, coordinate.place))).collect();
            let repeats = self.plan.columns.iter().any(|(_, column)| matches!(column, Column::Field { .. }));
            if let Err((other, false)) = self.pivot.add(&about, input, cell, (row, *column), repeats) {
                let name = self.terms.term(input).map_or("", |term| term.name.as_ref());
                let words = format!("`{name}` stands here and in {}, with different values", self.view.place(other.0, other.1));
                self.problems.push(Diagnostic::new(&INPUT_TWICE, words).at(self.view.place(row, *column)).help("keep one of the two"));
            }
        }
    }

    /// Headings of blocks: rows with one cell, at or before the label, that name periods, known members, or anything under which the same
    /// inputs come again. Others are titles of sections.
    fn find_blocks(&mut self, label: usize) {
        let mut blocks: Vec<(usize, usize, BTreeSet<usize>)> = Vec::new();
        for row in self.rows() {
            let mut filled = self.view.filled(row);
            let (first, second) = (filled.next(), filled.next());
            match (self.terms.input(self.view.get(row, label)), first, second) {
                (None, Some(column), None) if column <= label => blocks.push((row, column, BTreeSet::new())),
                (Some(input), ..) => {
                    if let Some((.., inputs)) = blocks.last_mut() {
                        inputs.insert(input);
                    }
                }
                _ => {}
            }
        }
        blocks.retain(|(.., inputs)| !inputs.is_empty());
        let cells: Vec<&Cell> = blocks.iter().map(|(row, column, _)| self.view.get(*row, *column)).collect();
        let is_known = cells.iter().any(|cell| self.terms.dimensions_of(cell).next().is_some());
        let mut seen = BTreeSet::new();
        let comes_again = blocks.iter().flat_map(|(.., inputs)| inputs).any(|input| !seen.insert(*input));
        if !(is_known || comes_again || are_periods(cells.iter().copied(), self.locale)) {
            return;
        }
        let positions: Vec<(usize, usize)> = blocks.iter().map(|(row, column, _)| (*row, *column)).collect();
        self.blocks = self.coordinates(&positions);
    }

    /// What the labels of rows name.
    fn about(&mut self, rows: &[usize], label: usize) -> BTreeMap<usize, Coordinate> {
        let with_values = |row: &usize| self.view.filled(*row).any(|column| column != label);
        let positions: Vec<(usize, usize)> = rows.iter().copied().filter(with_values).map(|row| (row, label)).collect();
        self.coordinates(&positions)
    }

    /// Cells as periods, if all of them are, else as members; by their rows.
    fn coordinates(&mut self, positions: &[(usize, usize)]) -> BTreeMap<usize, Coordinate> {
        let cells: Vec<&Cell> = positions.iter().map(|(row, column)| self.view.get(*row, *column)).collect();
        if are_periods(cells.iter().copied(), self.locale) {
            let whens = cells.iter().zip(positions).filter_map(|(cell, place)| Some((When::of(cell, self.locale)?, *place)));
            let periods: Result<Vec<_>, _> = whens.map(|(when, place)| self.plan.year.period(when, None, self.view, place)).collect();
            let periods = match periods {
                Ok(periods) => periods,
                Err(problem) => {
                    self.problems.push(problem);
                    return BTreeMap::new();
                }
            };
            let distinct: Vec<_> = periods.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
            let (days, grain) = last_days(&distinct);
            let days: BTreeMap<_, _> = distinct.into_iter().zip(days).collect();
            let heading = self.terms.time_heading();
            self.plan.notes.extend(note("rows", &days.values().copied().collect::<Vec<_>>(), grain));
            let day = |index: usize| periods.get(index).and_then(|period| days.get(period)).copied();
            let found = positions.iter().enumerate().filter_map(|(index, place)| {
                Some((place.0, Coordinate { heading: Arc::clone(&heading), cell: Cell::Date(day(index)?), place: *place }))
            });
            return found.collect();
        }
        let taken: Vec<Arc<str>> = self.plan.columns.iter().flat_map(|(_, column)| column.headings()).collect();
        let corner =
            self.plan.header.zip(positions.first()).map_or(Cell::Empty, |(header, place)| self.view.get(header.lower, place.1).clone());
        match self.terms.dimension(&cells, &corner, &taken) {
            Ok(heading) => {
                if !positions.is_empty() {
                    self.plan.notes.push(format!("rows are members of `{heading}`"));
                }
                let coordinate = |place: &(usize, usize)| Coordinate {
                    heading: Arc::clone(&heading),
                    cell: Cell::Text(shown(self.view.get(place.0, place.1)).into()),
                    place: *place,
                };
                positions.iter().map(|place| (place.0, coordinate(place))).collect()
            }
            Err(several) => {
                self.problems.extend(positions.first().map(|place| which(self.view, &several, *place)));
                BTreeMap::new()
            }
        }
    }

    fn finish(self, cells: &SheetCells) -> Result<Body, Vec<Diagnostic>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        if self.pivot.is_empty() {
            return Err(vec![no_table(cells)]);
        }
        let first_row = self.plan.header.map_or(self.plan.first, super::header::Header::first);
        let last_row = (0..self.view.height()).rev().find(|row| !self.view.is_blank(*row)).unwrap_or(first_row);
        let ((first_row, first_column), (last_row, last_column)) =
            (self.view.absolute(first_row, 0), self.view.absolute(last_row, self.view.width.saturating_sub(1)));
        let filled = self.pivot.finish(&self.terms.time_heading());
        let headings = filled.headings.into_iter().map(|(text, input)| Heading {
            text: input.map_or(text, |input| self.terms.heading(input)),
            row: first_row,
            column: first_column,
        });
        let headings: Vec<Heading> = headings.collect();
        let place = |(row, column): (usize, usize)| self.view.absolute(row, column);
        let places = filled.rows.iter().map(|row| row.iter().map(|(_, position)| place(*position)).collect()).collect();
        Ok(Body {
            file: cells.file.clone(),
            sheet: cells.sheet.clone(),
            headings,
            rows: filled.rows.into_iter().map(|row| row.into_iter().map(|(cell, _)| cell).collect()).collect(),
            places: Places::Each(places),
            area: Area { first_row, first_column, last_row, last_column },
            notes: self.plan.notes.into_iter().map(Note::from).collect(),
            is_labelled: true,
        })
    }
}
