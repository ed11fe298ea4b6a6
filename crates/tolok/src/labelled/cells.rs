//! The labelled cells of a workbook, each with the periods that its table is about.

use std::collections::{BTreeMap, BTreeSet};

use tolok_diagnostics::{Diagnostic, Place, Severity};
use tolok_template::labels::{AboutPeriod, LabelledCell, TitlePeriod};
use tolok_value::{Calendar, Date, Grain, Period};
use tolok_xlsx::Address;

/// A table of the worksheet, as far as its cells are about periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) grain: Grain,
    pub(crate) first: Period,
    pub(crate) last: Period,
}

impl Span {
    pub(crate) fn covers(self, periods: &[Period]) -> bool {
        let is_inside = |period: &Period| period.first_day() >= self.first.first_day() && period.last_day() <= self.last.last_day();
        periods.iter().all(is_inside)
    }
}

/// True if there are days between the first and the last that none of these periods has.
fn have_gap(days: &BTreeSet<(Date, Date)>) -> bool {
    let mut end: Option<Date> = None;
    days.iter().any(|(first, last)| {
        let has_gap = end.is_some_and(|end| end.tomorrow().is_ok_and(|next| *first > next));
        end = end.max(Some(*last));
        has_gap
    })
}

/// The tables about all periods that have none of their own, each with those of the tables that it is the total of: tables with its inputs
/// and KPIs about one period each, on its sheet or else on sheets of their own.
fn totals_of_tables<'c>(
    cells: impl Iterator<Item = &'c LabelledCell> + Clone,
    spans: &BTreeMap<usize, Span>,
) -> BTreeMap<usize, Vec<Period>> {
    let mut tables: BTreeMap<usize, Table<'_>> = BTreeMap::new();
    let mut sheets: BTreeMap<usize, BTreeSet<Period>> = BTreeMap::new();
    for cell in cells {
        let table = tables.entry(cell.block).or_insert(Table {
            sheet: cell.sheet,
            measures: BTreeSet::new(),
            members: BTreeSet::new(),
            is_total: true,
        });
        table.measures.insert(cell.measure.key.as_ref());
        table.members.extend(
            cell.members.iter().map(|(dimension, member)| (dimension.as_ref(), member.as_ref().map(|member| member.name.as_ref()))),
        );
        table.is_total &= cell.period == AboutPeriod::Total;
        if let Some(span) = spans.get(&cell.block) {
            sheets.entry(cell.sheet).or_default().extend([span.first, span.last]);
        }
    }
    let has_one = |sheet: &usize| sheets.get(sheet).is_some_and(|periods| periods.len() == 1);
    let alike = |total: &Table<'_>, is_at: &dyn Fn(usize) -> bool| -> Vec<Period> {
        let parts = tables.iter().filter(|(_, table)| total.measures.is_subset(&table.measures) && is_at(table.sheet));
        let parts = parts.filter_map(|(block, table)| Some((table, spans.get(block)?))).filter(|(_, span)| span.first == span.last);
        let (tables, spans): (Vec<&Table<'_>>, Vec<&Span>) = parts.unzip();
        // Of tables with other members, too, nothing says which are counted.
        let are_alike = tables.iter().all(|table| table.members == total.members);
        spans.iter().filter(|_| are_alike).map(|span| span.first).collect()
    };
    let totals = tables.iter().filter(|(block, table)| table.is_total && !spans.contains_key(block)).map(|(block, total)| {
        let here = alike(total, &|sheet| sheet == total.sheet);
        (*block, if here.is_empty() { alike(total, &|sheet| has_one(&sheet)) } else { here })
    });
    totals.collect()
}

/// A table of the worksheet.
struct Table<'c> {
    sheet: usize,
    measures: BTreeSet<&'c str>,
    members: BTreeSet<(&'c str, Option<&'c str>)>,
    /// True if it is about all periods.
    is_total: bool,
}

/// The year of the title, where nothing else says a period.
fn title_year(cell: &LabelledCell) -> Option<i16> {
    match (cell.period, &cell.title) {
        (AboutPeriod::Unsaid, Some(TitlePeriod::Year(year))) => Some(*year),
        _ => None,
    }
}

/// The labelled cells of a workbook.
pub(crate) struct LabelledCells {
    cells: Vec<LabelledCell>,
    spans: BTreeMap<usize, Span>,
    /// The tables whose periods do not follow each other.
    with_gaps: BTreeSet<usize>,
    /// Formulas that add up cells which hold nothing, so that they say nothing themselves.
    silent: BTreeSet<(usize, Address)>,
}

impl LabelledCells {
    /// The cells, those that say nothing of periods being about the one that the worksheet is about. Of `others` only the periods count.
    pub(crate) fn new(mut cells: Vec<LabelledCell>, mut others: Vec<LabelledCell>, period: Option<Period>, calendar: Calendar) -> Self {
        let mut spans: BTreeMap<usize, Span> = BTreeMap::new();
        let mut days: BTreeMap<usize, BTreeSet<(Date, Date)>> = BTreeMap::new();
        for cell in cells.iter_mut().chain(&mut others) {
            if let (AboutPeriod::Unsaid, Some(period)) = (cell.period, period) {
                cell.period = AboutPeriod::Of(period);
            }
            if let AboutPeriod::Of(period) = &mut cell.period {
                *period = Period::parse_in(&period.to_string(), calendar).unwrap_or(*period);
                let period = *period;
                days.entry(cell.block).or_default().insert((period.first_day(), period.last_day()));
                let span = spans.entry(cell.block).or_insert(Span { grain: period.grain(), first: period, last: period });
                span.grain = span.grain.min(period.grain());
                span.first = if period.first_day() < span.first.first_day() { period } else { span.first };
                span.last = if period.last_day() > span.last.last_day() { period } else { span.last };
            }
        }
        let mut with_gaps: BTreeSet<usize> = days.into_iter().filter(|(_, days)| have_gap(days)).map(|(block, _)| block).collect();
        let totals = totals_of_tables(cells.iter().chain(&others), &spans);
        for (block, periods) in totals {
            let grain = periods.iter().map(|period| period.grain()).min();
            let days: BTreeSet<(Date, Date)> = periods.iter().map(|period| (period.first_day(), period.last_day())).collect();
            let first = periods.iter().min_by_key(|period| period.first_day()).copied();
            let last = periods.iter().max_by_key(|period| period.last_day()).copied();
            if let (Some(grain), Some(first), Some(last)) = (grain, first, last) {
                spans.insert(block, Span { grain, first, last });
                with_gaps.extend(have_gap(&days).then_some(block));
            }
        }
        Self { cells, spans, with_gaps, silent: BTreeSet::new() }
    }

    /// True for a total over the periods of a table that do not follow each other.
    pub(crate) fn is_over_a_gap(&self, cell: &LabelledCell) -> bool {
        cell.period == AboutPeriod::Total && self.with_gaps.contains(&cell.block)
    }

    /// True for a total over periods of which there are none.
    pub(crate) fn is_over_nothing(&self, cell: &LabelledCell) -> bool {
        cell.period == AboutPeriod::Total && self.span(cell).is_none()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &LabelledCell> + Clone {
        self.cells.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut LabelledCell> {
        self.cells.iter_mut()
    }

    /// Says which cells are not read, although they hold something.
    pub(super) fn leave_unread(&mut self, silent: BTreeSet<(usize, Address)>) {
        self.silent = silent;
    }

    pub(crate) fn get(&self, place: usize) -> Option<&LabelledCell> {
        self.cells.get(place)
    }

    pub(crate) fn count(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The finest grain that any of them is about.
    pub(crate) fn finest_grain(&self) -> Option<Grain> {
        self.spans.values().map(|span| span.grain).min()
    }

    /// Takes out the cells whose title leaves open which period they are about, and makes those whose title says several be about them
    /// together. Where all cells are below that title, typed numbers are those of that period, whichever it is; `has_data` where there are
    /// other numbers.
    pub(crate) fn without_unclear(&mut self, has_data: bool) -> Vec<LabelledCell> {
        let is_unclear = |cell: &LabelledCell| {
            let is_open = matches!(cell.title, Some(TitlePeriod::Unclear(_) | TitlePeriod::Span(..)));
            cell.period == AboutPeriod::Unsaid && is_open
        };
        let is_same = |cell: &LabelledCell| is_unclear(cell) && self.cells.first().is_some_and(|first| first.title == cell.title);
        if !has_data && self.cells.iter().all(is_same) {
            return Vec::new();
        }
        for cell in &mut self.cells {
            if let (AboutPeriod::Unsaid, Some(TitlePeriod::Span(_, first, last))) = (cell.period, &cell.title) {
                let said = Span { grain: first.grain(), first: *first, last: *last };
                // A table with periods of its own has no others as well.
                if *self.spans.entry(cell.block).or_insert(said) == said {
                    cell.period = AboutPeriod::Total;
                }
            }
        }
        self.cells.extract_if(.., |cell| is_unclear(cell)).collect()
    }

    /// Takes out the cells of a sheet of which nothing says a period.
    pub(crate) fn without_unsaid(&mut self, sheet: usize) -> Vec<LabelledCell> {
        self.cells.extract_if(.., |cell| cell.sheet == sheet && cell.period == AboutPeriod::Unsaid).collect()
    }

    /// Takes out the cells whose numbers are counted in thousands or the like.
    pub(crate) fn without_counted(&mut self) -> Vec<LabelledCell> {
        self.cells.extract_if(.., |cell| cell.counted.is_some()).collect()
    }

    /// The years that titles say of cells of which nothing else says a period.
    pub(crate) fn title_years(&self) -> BTreeSet<i16> {
        self.cells.iter().filter_map(title_year).collect()
    }

    /// Makes these cells be about the year of their title.
    pub(crate) fn narrow_to_titles(&mut self, calendar: Calendar) {
        for cell in &mut self.cells {
            let Some(year) = title_year(cell).and_then(|year| Period::parse_in(&format!("{year:04}"), calendar).ok()) else { continue };
            cell.period = AboutPeriod::Of(year);
            self.spans.entry(cell.block).or_insert(Span { grain: Grain::Year, first: year, last: year });
        }
    }

    /// The cells that are about anything, each with the grain of its table's periods.
    pub(crate) fn with_grains(&self) -> impl Iterator<Item = (&LabelledCell, Option<Grain>)> {
        let is_read = |cell: &&LabelledCell| !self.is_over_nothing(cell) && !self.silent.contains(&(cell.sheet, cell.address));
        self.cells.iter().filter(is_read).map(|cell| (cell, self.grain(cell)))
    }

    /// The grain of the periods of a cell's table.
    pub(crate) fn grain(&self, cell: &LabelledCell) -> Option<Grain> {
        self.span(cell).map(|span| span.grain)
    }

    /// The problem of an input, with how to leave its sheet out where that has inputs alone and another has the KPIs: it may be no worksheet.
    pub(crate) fn may_be_left_out(&self, problem: Diagnostic) -> Diagnostic {
        let with_kpis: BTreeSet<&str> =
            self.cells.iter().filter(|cell| !cell.measure.is_input).map(|cell| cell.sheet_name.as_ref()).collect();
        match &problem.place {
            Place::Cell { sheet, .. }
                if problem.severity() == Severity::Error && !with_kpis.is_empty() && !with_kpis.contains(&**sheet) =>
            {
                let sheets: Vec<&str> = with_kpis.into_iter().collect();
                let leave = format!("if `{sheet}` is no worksheet, leave it out: `--labels \"{}\"`", sheets.join(","));
                let help = problem.help.as_ref().map_or_else(|| leave.clone(), |help| format!("{help}; {leave}"));
                problem.help(help)
            }
            _ => problem,
        }
    }

    /// The periods of a cell's table.
    pub(crate) fn span(&self, cell: &LabelledCell) -> Option<Span> {
        self.spans.get(&cell.block).copied()
    }
}
