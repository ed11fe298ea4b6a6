//! Where the numbers stand that questions compare: on the worksheet, on the sheet of results, or in a table below the questions, which has
//! what was typed for all periods together.

use tolok_report::form::{FormCell, FormRow, Look};
use tolok_xlsx::Address;

use super::{ABOVE, Answer, Chosen};
use crate::form::cells::{Spot, prefix};
use crate::form::layout::{At, Which};
use crate::form::sheet::MainSheet;

/// The cells of an input or KPI that a question looks at, with the names of its sheet before them.
pub(super) struct Compared {
    pub(super) headings: String,
    pub(super) values: String,
    pub(super) total: Option<String>,
    pub(super) cells: Vec<String>,
}

/// Where numbers stand, seen from the sheet of questions.
pub(super) struct Places<'a> {
    sheet: &'a MainSheet<'a>,
    summary: Option<&'a str>,
    /// The inputs over all periods, which stand on no other sheet.
    pub(super) sums: Sums,
}

/// Inputs over all periods, a column for each and a row for each member, below the questions.
pub(super) struct Sums {
    /// The name of the sheet of questions.
    sheet: String,
    /// The row of the headings, from 1.
    heading: u32,
    inputs: Vec<usize>,
}

/// There are so many columns beside the labels.
const MOST: usize = 4;

impl<'a> Places<'a> {
    pub(super) fn new(sheet: &'a MainSheet<'a>, name: &str, summary: Option<&'a str>, chosen: &[Chosen]) -> Self {
        let mut inputs: Vec<usize> = Vec::new();
        if summary.is_some() && !sheet.layout.is_turned {
            let counted = |question: &Chosen| match question.answer {
                Answer::Between(_) => sheet.counts_of(question.place).into_iter().flat_map(|(some, all)| [some, all]).collect(),
                _ => Vec::new(),
            };
            let asked = chosen.iter().map(|question| question.place).filter(|place| *place < sheet.layout.inputs);
            for place in asked.chain(chosen.iter().flat_map(counted)) {
                if !inputs.contains(&place) && inputs.len() < MOST {
                    inputs.push(place);
                }
            }
        }
        let mut places = Self { sheet, summary, sums: Sums { sheet: name.to_owned(), heading: ABOVE, inputs } };
        // How many answers there are does not depend on where the table is. A gap and what it is stand above it.
        let rows: usize = chosen.iter().map(|question| sheet.answers(question, &places).len()).sum();
        places.sums.heading += u32::try_from(rows).unwrap_or(u32::MAX) + 3;
        places
    }

    /// The cells of an input or KPI for each member or period.
    pub(super) fn of(&self, place: usize) -> Option<Compared> {
        let layout = &self.sheet.layout;
        let last = layout.columns.checked_sub(1)?;
        let is_input = place < layout.inputs;
        let on_sums = self.summary.is_some() && is_input && !layout.is_turned;
        let on_summary = self.summary.filter(|_| !is_input);
        let cell = |column: Which| match on_summary {
            _ if on_sums => self.sums.cell(place, column),
            None => layout.cell(place, 0, column),
            Some(_) => layout.cell_of_results(place.checked_sub(layout.inputs)?, column),
        };
        let heading = |column: usize| if on_sums { self.sums.label(column) } else { layout.heading(Which::One(column)) };
        let sheet = prefix(if on_sums { &self.sums.sheet } else { on_summary.unwrap_or(&self.sheet.name) });
        let (first, end) = (cell(Which::One(0))?, cell(Which::One(last))?);
        let cells = (0..layout.columns).filter_map(|column| cell(Which::One(column))).map(|cell| format!("{sheet}{cell}"));
        Some(Compared {
            headings: format!("{sheet}{}:{}", heading(0)?, heading(last)?),
            values: format!("{sheet}{first}:{end}"),
            total: cell(Which::All).filter(|_| layout.has_total()).map(|cell| format!("{sheet}{cell}")),
            cells: cells.collect(),
        })
    }
}

impl Sums {
    pub(super) fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    fn cell(&self, input: usize, column: Which) -> Option<Address> {
        let across = self.inputs.iter().position(|known| *known == input)?;
        let Which::One(column) = column else { return None };
        Address::new(self.row(column), u32::try_from(across).ok()? + 2)
    }

    fn label(&self, column: usize) -> Option<Address> {
        Address::new(self.row(column), 1)
    }

    fn row(&self, column: usize) -> u32 {
        self.heading + u32::try_from(column).unwrap_or(u32::MAX) + 1
    }

    /// The rows of the table with the gap above it; none where nothing looks at it.
    pub(super) fn rows(&self, sheet: &MainSheet<'_>) -> Vec<FormRow> {
        let measures: Vec<_> = self.inputs.iter().filter_map(|place| sheet.measures.get(*place)).collect();
        if measures.is_empty() {
            return Vec::new();
        }
        let title = std::iter::once(FormCell::text(sheet.words.sums, Look::Part)).chain((0..MOST).map(|_| FormCell::empty(Look::Part)));
        // A label by itself would be taken for that of numbers to read.
        let headings =
            measures.iter().map(|measure| FormCell::text(format!("{}: {}", sheet.words.all_periods, measure.label), Look::Heading));
        let mut rows = vec![
            FormRow::default(),
            FormRow::new(title.collect()),
            FormRow::new(std::iter::once(FormCell::text(&sheet.corner, Look::Corner)).chain(headings).collect()),
        ];
        for (column, heading) in sheet.headings.iter().enumerate() {
            let spot = Spot::new(sheet.grid(), At { block: Which::All, column: Which::One(column) }).seen_from_elsewhere(&sheet.name);
            let figures = measures.iter().map(|measure| match spot.rolled(measure.id) {
                Ok(part) => FormCell::formula(part.needs.guard(&part.text, "\"\""), Look::Figure).formatted(&measure.format),
                Err(_) => FormCell::text("–", Look::Closed),
            });
            rows.push(FormRow::new(std::iter::once(FormCell::text(heading, Look::Question)).chain(figures).collect()));
        }
        rows
    }
}

impl MainSheet<'_> {
    /// True for what can be compared over all periods.
    pub(super) fn is_comparable(&self, place: usize) -> bool {
        let Some(measure) = self.measures.get(place) else { return false };
        let spot = Spot::new(self.grid(), At { block: Which::All, column: Which::One(0) });
        place >= self.layout.inputs || self.layout.blocks.len() < 2 || spot.rolled(measure.id).is_ok()
    }
}
