//! Rows and columns: where each value of a run stands, before anything is said of how it looks.

use std::collections::BTreeMap;

use tolok::{Heading, Kpi, KpiHeading, Period, ResultRow, RunResult};

use super::pivot;

/// Columns, and lines with a cell for each.
#[derive(Debug)]
pub(crate) struct Layout<'a> {
    pub(crate) result: &'a RunResult,
    pub(crate) columns: Vec<Column<'a>>,
    /// Rows first, totals last.
    pub(crate) lines: Vec<Line<'a>>,
}

/// What rows are told apart by.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Axis<'a> {
    /// The members of a dimension.
    Dimension(&'a Heading),
    /// The periods.
    Period,
}

/// Where a row is on an axis.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Coordinate<'a> {
    /// One of the members.
    Member(&'a Heading),
    /// One of the periods.
    Period(Period),
    /// All of them.
    Total,
}

/// What stands in a column.
#[derive(Debug, Clone)]
pub(crate) enum Column<'a> {
    /// Members or periods.
    Axis(Axis<'a>),
    /// The values of a KPI, of one member or period alone where those stand side by side.
    Kpi {
        /// Which.
        kpi: &'a KpiHeading,
        /// The member or period.
        across: Option<Coordinate<'a>>,
        /// True where the data stops before that period ends.
        partial: bool,
    },
}

/// A line of cells.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) is_total: bool,
    /// True where the data stops before the period of the line ends.
    pub(crate) partial: bool,
    pub(crate) cells: Vec<Cell<'a>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'a> {
    /// Where the line is.
    Place(Coordinate<'a>),
    /// What a KPI is there.
    Kpi(&'a Kpi),
    /// There is no such combination.
    Absent,
}

impl<'a> Layout<'a> {
    /// The rows as they are, with the KPIs side by side, or with the members or periods of one axis side by side.
    pub(crate) fn of(result: &'a RunResult, across: Option<usize>) -> Self {
        let mut layout = match across {
            Some(axis) => pivot::across(result, axis),
            None => {
                let axes = axes(result).into_iter().map(Column::Axis);
                let kpis = result.kpis.iter().map(|kpi| Column::Kpi { kpi, across: None, partial: false });
                let rows = result.rows.iter().map(|row| line(result, row, false));
                let totals = result.totals.iter().map(|row| line(result, row, true));
                Self { result, columns: axes.chain(kpis).collect(), lines: rows.chain(totals).collect() }
            }
        };
        if !result.is_sorted {
            layout.lines = together(layout.lines);
        }
        layout
    }

    /// Which columns say where a line is.
    pub(crate) fn axes(&self) -> usize {
        self.columns.iter().filter(|column| matches!(column, Column::Axis(_))).count()
    }

    /// True where something in these columns is partial.
    pub(crate) fn has_partial(&self, columns: impl Fn(usize) -> bool) -> bool {
        let is_partial = |column: &Column<'_>| matches!(column, Column::Kpi { partial: true, .. });
        self.lines.iter().any(|line| line.partial)
            || self.columns.iter().enumerate().any(|(place, column)| columns(place) && is_partial(column))
    }
}

/// The rows of a member together, and members in the order in which they first come: who looks for one wants it in one place. Periods keep
/// their order within, totals stay last.
fn together(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut known: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut rank = |axis: usize, cell: &Cell<'_>| match cell {
        Cell::Place(Coordinate::Member(member)) => {
            let next = known.len();
            *known.entry((axis, member.name.clone())).or_insert(next)
        }
        _ => 0,
    };
    let mut ranked: Vec<(bool, Vec<usize>, Line<'_>)> = Vec::with_capacity(lines.len());
    for line in lines {
        let ranks = if line.is_total {
            Vec::new()
        } else {
            {
                let places = line.cells.iter().take_while(|cell| matches!(cell, Cell::Place(_)));
                places.enumerate().map(|(axis, cell)| rank(axis, cell)).collect()
            }
        };
        ranked.push((line.is_total, ranks, line));
    }
    ranked.sort_by(|(one_total, one, _), (other_total, other, _)| (one_total, one).cmp(&(other_total, other)));
    ranked.into_iter().map(|(.., line)| line).collect()
}

/// What the rows of a result are told apart by.
pub(crate) fn axes(result: &RunResult) -> Vec<Axis<'_>> {
    result.dimensions.iter().map(Axis::Dimension).chain(result.over.map(|_| Axis::Period)).collect()
}

/// Where a row is on each axis.
pub(super) fn coordinates<'a>(result: &RunResult, row: &'a ResultRow) -> Vec<Coordinate<'a>> {
    let members = row.members.iter().map(|member| member.as_ref().map_or(Coordinate::Total, Coordinate::Member));
    members.chain(result.over.map(|_| row.period.map_or(Coordinate::Total, Coordinate::Period))).collect()
}

fn line<'a>(result: &'a RunResult, row: &'a ResultRow, is_total: bool) -> Line<'a> {
    let places = coordinates(result, row).into_iter().map(Cell::Place);
    Line { is_total, partial: row.partial, cells: places.chain(row.kpis.iter().map(Cell::Kpi)).collect() }
}
